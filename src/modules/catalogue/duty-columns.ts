// The workbook of the duty lists: its columns, the words in its cells, and an item as its row. Pure.

import type { DutyItem } from './rules-responsible.ts';
import { SAMPLE_MARK } from './sheet-columns.ts';

export const DUTY_COLUMNS = [
  { key: 'id', title: '编号', width: 38 },
  { key: 'list', title: '清单', width: 20, required: true },
  { key: 'sort', title: '事项', width: 8 },
  { key: 'where', title: '在哪里', width: 26, required: true },
  { key: 'who', title: '责任单位', width: 26, required: true },
  { key: 'class', title: '类别', width: 30 },
  { key: 'name', title: '事项名称', width: 30, required: true },
  { key: 'clause', title: '依据条款', width: 40, required: true },
  { key: 'source', title: '来源', width: 36, required: true },
] as const;
export type DutyKey = (typeof DUTY_COLUMNS)[number]['key'];

export const DUTY_WORDS = {
  list: { street: '街道履职事项清单', department: '部门权责清单', asset: '部件权属台账' },
  sort: { basic: '基本', support: '配合', takenBack: '上收' },
} as const;

export const DUTY_NOTES = [
  '红色表头必填。一行是一项；三张清单可以写在一张表里，用“清单”一列分开。',
  '编号是导出时带的，改已有的一项就留着它；新增的一项留空，系统会给。没有编号、清单、地点、名称和类别都与已有一项相同的，算是改那一项。',
  '事项只有街道履职事项清单要填：基本由街道办；配合和上收由“责任单位”里的区级部门牵头。上收的事项不能派给街道。',
  '在哪里从下拉框里选；街道履职事项清单要选街道或乡镇。类别可以写编码或名称，不对应类别的留空。',
  `名称以“${SAMPLE_MARK}”开头的行不导入。先预检，改正标出的单元格后再导入；有一格不对，整张表都不导入。表里没有的事项不动，要撤下请在页面上撤。`,
];

export interface Named {
  readonly code: string;
  readonly words: string;
}

/** What the cells of this district may name, each by the words that stand for it alone. */
export interface DutyGround {
  readonly places: readonly (Named & { readonly isStreet: boolean })[];
  readonly organisations: readonly Named[];
  readonly classes: readonly (Named & { readonly name: string })[];
}

export function dutySample({ places, organisations, classes }: DutyGround): Record<DutyKey, string> {
  return {
    id: '',
    list: DUTY_WORDS.list.street,
    sort: DUTY_WORDS.sort.basic,
    where: places.find(({ isStreet }) => isStreet)?.words ?? '',
    who: organisations[0]?.words ?? '',
    class: classes[0]?.words ?? '',
    name: `${SAMPLE_MARK}：井盖养护`,
    clause: '履职事项清单·基本第 1 项',
    source: '写明文件名称和文号',
  };
}

/** An item as its row: what is written is read back as the same. */
export function dutyRowOf(item: DutyItem, ground: DutyGround): Record<DutyKey, string> {
  const wordsOf = (named: readonly Named[], code: string | null) =>
    code === null ? '' : (named.find((each) => each.code === code)?.words ?? code);
  return {
    id: item.id,
    list: DUTY_WORDS.list[item.list],
    sort: item.sort === null ? '' : DUTY_WORDS.sort[item.sort],
    where: wordsOf(ground.places, item.path),
    who: wordsOf(ground.organisations, item.organisationId),
    class: wordsOf(ground.classes, item.classCode),
    name: item.name,
    clause: item.clause,
    source: item.source,
  };
}
