/** A case as a row of a workbook: plain words, no reporter, what a clerk typed once more without phones, names and doors. Pure. */
import { groupCaseNumber } from '#shared/case-number.ts';
import { redact } from '#shared/redaction.ts';
import { wallClock } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import { KINDS } from '../kinds.ts';
import type { CaseKind } from '../kinds.ts';

export interface SheetLine {
  readonly number: string;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly kind: CaseKind;
  readonly classCode: string | null;
  readonly status: string;
  readonly heldLevel: string;
  readonly isUrgent: boolean;
  readonly organisationName: string | null;
  readonly channel: string | null;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly gridName: string | null;
  readonly reportCount: number;
  readonly reportedAt: Instant;
  readonly dueAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly isSolved: boolean | null;
}

export const SHEET_NAME = '事件';

export const SHEET_COLUMNS = [
  { key: 'number', title: '编号', width: 15 },
  { key: 'summary', title: '事由', width: 46 },
  { key: 'place', title: '地点', width: 28 },
  { key: 'kind', title: '性质', width: 10 },
  { key: 'class', title: '类别', width: 22 },
  { key: 'status', title: '状态', width: 10 },
  { key: 'urgent', title: '紧急', width: 6 },
  { key: 'level', title: '办理层级', width: 10 },
  { key: 'organisation', title: '主办单位', width: 24 },
  { key: 'channel', title: '来源', width: 14 },
  { key: 'street', title: '街道', width: 14 },
  { key: 'community', title: '社区', width: 18 },
  { key: 'grid', title: '网格', width: 18 },
  { key: 'reports', title: '反映份数', width: 9 },
  { key: 'reported', title: '反映时间', width: 17 },
  { key: 'due', title: '处置时限', width: 17 },
  { key: 'late', title: '超期', width: 6 },
  { key: 'closed', title: '结案时间', width: 17 },
  { key: 'solved', title: '居民评价', width: 10 },
] as const;

export const SHEET_NOTES: readonly string[] = [
  '这张表不含反映人的任何信息；事由和地点中的姓名、电话、门牌已隐去。',
  '保密和限制的事件不导出。',
  '导出已记入审计。请按规定保管，不要转发到与工作无关的群。',
];

export function cutNote(most: number): string {
  return `符合条件的超过 ${most} 件，这里是排在前面的 ${most} 件。请缩小范围再导出其余的。`;
}

// Staff's words for codes, as the desk says them: sheet-rows.test.ts holds the two against each other.
export const STATUS_WORDS: Readonly<Record<string, string>> = {
  collected: '待受理',
  confirming: '核实中',
  filed: '已立案',
  dispatched: '待签收',
  handling: '处理中',
  feedback: '待核查',
  verifying: '核查中',
  closed: '已结案',
  evaluated: '已评价',
  rejected: '不予受理',
  cancelled: '已注销',
  withdrawn: '已撤回',
  merged: '已并案',
};
export const LEVEL_WORDS: Readonly<Record<string, string>> = {
  microGrid: '微网格',
  grid: '网格',
  community: '社区',
  street: '街道',
  district: '区',
};
export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  scan: '扫码',
  phone: '电话',
  visit: '来访',
  chatGroup: '微信群',
  gridWorker: '网格员发现',
  microGridMember: '微网格员发现',
  mobileReporter: '流动网格员发现',
  hotline12345: '12345 转办',
  superior: '上级交办',
  videoDevice: '视频设备',
  interface: '系统接口',
};

export interface SheetAround {
  readonly classes: ReadonlyMap<string, string>;
  readonly areas: ReadonlyMap<string, string>;
  readonly now: Instant;
  readonly timeZone: string;
}

type SheetKey = (typeof SHEET_COLUMNS)[number]['key'];

export function sheetRow(line: SheetLine, around: SheetAround): Record<SheetKey, string | number | null> {
  const moment = (at: Instant | null) => (at === null ? null : momentWords(at, around.timeZone));
  const isLate = line.closedAt === null && line.dueAt !== null && line.dueAt < around.now;
  return {
    number: groupCaseNumber(line.number),
    summary: redact(line.summary),
    place: line.placeWords === null ? null : redact(line.placeWords),
    kind: KINDS[line.kind].title.zh,
    class: line.classCode === null ? null : (around.classes.get(line.classCode) ?? line.classCode),
    status: STATUS_WORDS[line.status] ?? line.status,
    urgent: line.isUrgent ? '是' : null,
    level: LEVEL_WORDS[line.heldLevel] ?? line.heldLevel,
    organisation: line.organisationName,
    channel: line.channel === null ? null : (CHANNEL_WORDS[line.channel] ?? line.channel),
    street: around.areas.get(line.streetId ?? '') ?? null,
    community: around.areas.get(line.communityId ?? '') ?? null,
    grid: line.gridName,
    reports: line.reportCount,
    reported: moment(line.reportedAt),
    due: moment(line.dueAt),
    late: isLate ? '是' : null,
    closed: moment(line.closedAt),
    solved: solvedWords(line.isSolved),
  };
}

/** `2026-11-22 11:20` on the wall of the district. */
function momentWords(at: Instant, timeZone: string): string {
  const { day, time } = wallClock(at, timeZone);
  return `${day} ${time}`;
}

function solvedWords(isSolved: boolean | null): string | null {
  if (isSolved === null) return null;
  return isSolved ? '解决了' : '没解决';
}
