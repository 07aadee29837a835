// The workbook of the catalogue: its columns, and the words that stand in its cells for the codes.

import type { Limit } from '#shared/working-time.ts';

import type { CatalogueClass } from './rules.ts';

export const SHEET_COLUMNS = [
  { key: 'code', title: '编码', width: 20, required: true },
  { key: 'classType', title: '类型', width: 12, required: true },
  { key: 'majorName', title: '大类', width: 14, required: true },
  { key: 'name', title: '小类', width: 22, required: true },
  { key: 'parent', title: '上级编码', width: 16 },
  { key: 'severity', title: '严重程度', width: 10 },
  { key: 'filing', title: '立案条件', width: 36, required: true },
  { key: 'closing', title: '结案条件', width: 36, required: true },
  { key: 'limit', title: '处置时限', width: 14, required: true },
  { key: 'stages', title: '分阶段时限', width: 40 },
  { key: 'graded', title: '分级时限', width: 30 },
  { key: 'direct', title: '可直派', width: 8 },
  { key: 'emergency', title: '紧急', width: 8 },
  { key: 'minor', title: '核查通过即结案', width: 14 },
  { key: 'admitted', title: '入格', width: 8 },
  { key: 'evidence', title: '佐证', width: 30, required: true },
  { key: 'verifiedBy', title: '核查方式', width: 16 },
  { key: 'sampling', title: '抽查比例', width: 10 },
  { key: 'secrecy', title: '公开程度', width: 10 },
  { key: 'source', title: '来源', width: 36, required: true },
  { key: 'from', title: '起', width: 12 },
  { key: 'to', title: '止', width: 12 },
] as const;
export type SheetKey = (typeof SHEET_COLUMNS)[number]['key'];

export const TITLES: Readonly<Record<SheetKey, string>> = Object.fromEntries(
  SHEET_COLUMNS.map(({ key, title }) => [key, title]),
) as Record<SheetKey, string>;

/** Rows whose code begins so are shown to people and never taken over. */
export const SAMPLE_MARK = '示例';

export const CELL_WORDS = {
  classType: { asset: '城市部件', cityMatter: '城市事件', socialGovernance: '社会治理' },
  severity: { slight: '轻微', normal: '一般', severe: '严重' },
  secrecy: { open: '公开', confidential: '保密', restricted: '限制' },
  verifiedBy: { asKind: '按事件性质', gridWorker: '网格员现场', community: '社区现场', authorityRecord: '凭文书' },
  evidence: { photo: '照片', writtenNote: '文字说明', partyConfirmation: '当事人确认', document: '单据' },
  unit: { emergencyHour: '紧急工作时', workHour: '工作时', workDay: '工作日' },
  yes: '是',
  no: '否',
} as const;

export const NOTES = [
  '红色表头必填。一行是一个类别；编码是它的身份，已有的编码再导入，就是这个类别的新版本。',
  '处置时限写作 4工作时、2工作日、1紧急工作时（紧急工作时昼夜都算）。',
  '分阶段时限写作“停止 4工作时；处罚 7工作日；拆除 20工作日”，第一段就是处置时限。分级时限写作“A 2工作时；严重 3工作时；A严重 1工作时”：A、B、C 是网格的管理等级，两样都对上的先用，其次等级，再次严重程度。',
  '佐证用顿号分开，不能只有照片。起留空为今天，止留空为长期；新版本从“起”那天替换旧版本，有效期不能重叠。',
  '可直派、紧急、核查通过即结案留空为否，入格留空为是。严重程度留空为一般，公开程度留空为公开，抽查比例留空为 5。',
  `编码以“${SAMPLE_MARK}”开头的行不导入。先预检，改正标出的单元格后再导入；有一格不对，整张表都不导入。`,
];

export const SAMPLE_ROW: Readonly<Record<SheetKey, string>> = {
  code: `${SAMPLE_MARK}-illegal-building`,
  classType: CELL_WORDS.classType.cityMatter,
  majorName: '市容环境',
  name: '私搭乱建',
  parent: '',
  severity: CELL_WORDS.severity.severe,
  filing: '正在搭建或新建的违法建（构）筑物',
  closing: '停建并拆除，或出具处理文书',
  limit: '4工作时',
  stages: '停止 4工作时；处罚 7工作日；拆除 20工作日',
  graded: '',
  direct: CELL_WORDS.no,
  emergency: CELL_WORDS.no,
  minor: CELL_WORDS.no,
  admitted: CELL_WORDS.yes,
  evidence: '照片、单据',
  verifiedBy: CELL_WORDS.verifiedBy.asKind,
  sampling: '10',
  secrecy: CELL_WORDS.secrecy.open,
  source: '写明文件名称和文号',
  from: '2027-01-01',
  to: '',
};

export function limitWords({ amount, unit }: Limit): string {
  return `${amount}${CELL_WORDS.unit[unit]}`;
}

/** A class as its row: what is written is read back as the same. */
export function rowOf(each: CatalogueClass): Record<SheetKey, string> {
  const yesNo = (is: boolean) => (is ? CELL_WORDS.yes : CELL_WORDS.no);
  return {
    code: each.code,
    classType: CELL_WORDS.classType[each.classType],
    majorName: each.majorName,
    name: each.name,
    parent: each.parentCode ?? '',
    severity: CELL_WORDS.severity[each.severity],
    filing: each.filingCondition,
    closing: each.closingCondition,
    limit: limitWords(each.limit),
    stages:
      each.stages.length < 2 ? '' : each.stages.map(({ name, limit }) => `${name} ${limitWords(limit)}`).join('；'),
    graded: each.gradedLimits
      .map(({ grade, severity, limit }) => {
        const severe = severity === null ? '' : CELL_WORDS.severity[severity];
        return `${grade ?? ''}${severe} ${limitWords(limit)}`;
      })
      .join('；'),
    direct: yesNo(each.isDirect),
    emergency: yesNo(each.isEmergency),
    minor: yesNo(each.isMinor),
    admitted: yesNo(each.isAdmitted),
    evidence: each.evidenceKinds.map((kind) => CELL_WORDS.evidence[kind as 'photo'] ?? kind).join('、'),
    verifiedBy: CELL_WORDS.verifiedBy[each.verifiedBy],
    sampling: String(each.samplingPercent),
    secrecy: CELL_WORDS.secrecy[each.secrecy],
    source: each.source,
    from: each.validFrom,
    to: each.validTo ?? '',
  };
}
