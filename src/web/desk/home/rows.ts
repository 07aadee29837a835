// What waits, as rows of 工作台: of matters and of orders alike, in the order of the time left, and the chips that sort them.

import type { AnswerTo } from '#web/parts/route.ts';
import type { listMyWork, listOrders } from '#web/parts/routes.ts';

export type MyWork = AnswerTo<typeof listMyWork>;
export type WorkItem = MyWork['items'][number];
export type Order = AnswerTo<typeof listOrders>['orders'][number];

/** Which home a person is shown: by what the posts are for. */
export type Variant = 'street' | 'community' | 'district' | 'organisation' | 'leader' | 'auditor';

export interface Post {
  readonly role: string;
  readonly organisationId: string | null;
  readonly path: string;
  readonly permissions: readonly string[];
}

const AT_COMMUNITY: readonly string[] = ['gridLead', 'communityOfficer', 'gridWorker', 'microGridMember'];

export function variantOf(posts: readonly Post[]): Variant {
  const inAreas = posts.filter(({ organisationId }) => organisationId === null);
  const reads = inAreas.filter(({ permissions }) => permissions.includes('case.read'));
  if (reads.length === 0) {
    if (posts.some(({ permissions }) => permissions.includes('workOrder.read'))) return 'organisation';
    return posts.some(({ permissions }) => permissions.includes('audit.read')) ? 'auditor' : 'street';
  }
  if (reads.every(({ role }) => role === 'approver')) return 'leader';
  if (reads.every(({ role }) => AT_COMMUNITY.includes(role))) return 'community';
  return reads.some(({ path }) => path.split('/').length === 3) ? 'district' : 'street';
}

export const CHIPS = [
  'overdue',
  'takeIn',
  'reported',
  'approve',
  'dispatch',
  'sendBack',
  'verify',
  'close',
  'callBack',
  'recheck',
  'handle',
  'reply',
  'acting',
  'toSign',
  'inHand',
  'soon',
  'rework',
] as const;
export type Chip = (typeof CHIPS)[number];

type Reason = WorkItem['reason'];

const BY_REASON: Readonly<Record<Reason, Chip>> = {
  look: 'takeIn',
  help: 'takeIn',
  decide: 'takeIn',
  decideNotTrue: 'takeIn',
  sendOn: 'dispatch',
  dispatch: 'dispatch',
  decideSendBack: 'sendBack',
  arbitrate: 'approve',
  decideExtension: 'approve',
  decideSuspension: 'approve',
  verify: 'verify',
  askedToVerify: 'verify',
  askSomebody: 'verify',
  close: 'close',
  callBack: 'callBack',
  review: 'dispatch',
  recheck: 'recheck',
  handle: 'handle',
  replyDirective: 'reply',
};
/** A community takes in what comes to its grids, gets the rest from them, and approves. */
const AT_COMMUNITY_BY_REASON: Readonly<Partial<Record<Reason, Chip>>> = {
  decide: 'reported',
  decideNotTrue: 'approve',
  decideSendBack: 'approve',
  askSomebody: 'approve',
};

export interface Row {
  readonly key: string;
  readonly to: string;
  readonly number: string;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly isUrgent: boolean;
  readonly secrecy: WorkItem['case']['secrecy'];
  readonly dueAt: string | null;
  /** Which of our own stages ends then. */
  readonly stage: WorkItem['stage'];
  readonly since: string;
  readonly reason: Reason | 'issued' | 'acknowledged' | 'rework';
  readonly act: WorkItem['act'] | 'sign' | 'handle';
  readonly organisationName: string | null;
  readonly directive: WorkItem['directive'];
  readonly isActing: boolean;
  readonly chips: readonly Chip[];
}

export function rowOfItem(item: WorkItem, variant: Variant, to: string, now: string): Row {
  const { id, number, summary, placeWords, isUrgent, secrecy } = item.case;
  const chips: Chip[] = [
    (variant === 'community' ? AT_COMMUNITY_BY_REASON[item.reason] : undefined) ?? BY_REASON[item.reason],
  ];
  if (item.directive !== null && !chips.includes('reply')) chips.push('reply');
  if (item.isActing) chips.push('acting');
  if (item.dueAt !== null && item.dueAt < now) chips.push('overdue');
  return { ...item, key: id, to, number, summary, placeWords, isUrgent, secrecy, chips };
}

const SOON_MS = 24 * 3_600_000;
const WAITING_ORDERS = ['issued', 'acknowledged', 'rework'] as const;

/** What an organisation has to do with an order; undefined while others are asked. */
export function rowOfOrder(order: Order, now: string): Row | undefined {
  const status = WAITING_ORDERS.find((each) => each === order.status);
  if (status === undefined) return undefined;
  const isOver = order.dueAt < now;
  const isSoon = !isOver && Date.parse(order.dueAt) - Date.parse(now) < SOON_MS;
  return {
    key: order.caseId,
    to: `/cases/by-id/${order.caseId}`,
    number: order.caseNumber,
    summary: order.summary,
    placeWords: order.placeWords,
    isUrgent: order.isUrgent,
    secrecy: 'open',
    dueAt: order.dueAt,
    stage: null,
    since: order.issuedAt,
    reason: status,
    act: status === 'issued' ? 'sign' : 'handle',
    organisationName: order.organisationName,
    directive: null,
    isActing: false,
    chips: [
      status === 'issued' ? 'toSign' : 'inHand',
      ...(status === 'rework' ? (['rework'] as const) : []),
      ...(isSoon ? (['soon'] as const) : []),
      ...(isOver ? (['overdue'] as const) : []),
    ],
  };
}

/** One row a matter: what was put on somebody by name, or asked from above, before the bare order. */
export function joined(items: readonly Row[], orders: readonly Row[]): Row[] {
  const byKey = new Map(orders.map((row) => [row.key, row]));
  for (const row of items) {
    const order = byKey.get(row.key);
    byKey.set(row.key, order === undefined ? row : { ...row, chips: [...new Set([...order.chips, ...row.chips])] });
  }
  return [...byKey.values()];
}

/** 超期 first, the longest first; then by the time left; what has no limit last, the oldest first. */
export function inOrder(rows: readonly Row[]): Row[] {
  const at = ({ dueAt, since }: Row) => (dueAt === null ? `~${since}` : dueAt);
  return [...rows].sort((one, other) => (at(one) < at(other) ? -1 : 1));
}

export function chipsOf(rows: readonly Row[]): { chip: Chip; count: number }[] {
  return CHIPS.map((chip) => ({ chip, count: rows.filter(({ chips }) => chips.includes(chip)).length })).filter(
    ({ count }) => count > 0,
  );
}
