// The figures of a daily or monthly list, counted from rows and from nothing else; each has one definition, said on the paper.

import type { CaseKind, Secrecy } from '#modules/cases/kinds.ts';
import type { CaseStatus } from '#modules/cases/facts.ts';
import type { Instant } from '#shared/time.ts';

import { isWithin } from './rules.ts';
import type { Period } from './rules.ts';

/** One case as far as figures and lists look at it. */
export interface ListRow {
  readonly id: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly classCode: string | null;
  readonly secrecy: Secrecy;
  readonly status: CaseStatus;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly gridId: string | null;
  readonly summary: string;
  readonly placeWords: string | null;
  readonly reportedAt: Instant;
  /** The first filing (立案), or direct order without one. */
  readonly filedAt: Instant | null;
  readonly refusedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** When the lead handler's running limit ends; null when none runs. */
  readonly dueAt: Instant | null;
  /** When a lead handler's limit ended within the period before the answer came. */
  readonly lateSince: Instant | null;
  /** Send-backs that were approved within the period. */
  readonly returnedTimes: number;
  readonly organisationId: string | null;
  readonly isSolved: boolean | null;
}

export interface Figures {
  received: number;
  filed: number;
  refused: number;
  closed: number;
  overdue: number;
  returned: number;
  answered: number;
  solved: number;
  unrated: number;
}

export type FigureKey = keyof Figures;

/** What each figure counts of one row: 0 or 1, of send-backs as often as it was sent back. */
export const COUNTS: Readonly<Record<FigureKey, (row: ListRow, period: Period) => number>> = {
  received: ({ reportedAt }, period) => one(isWithin(period, reportedAt)),
  filed: ({ filedAt }, period) => one(isWithin(period, filedAt)),
  refused: ({ status, refusedAt }, period) => one(status === 'rejected' && isWithin(period, refusedAt)),
  closed: (row, period) => one(isClosedIn(row, period)),
  overdue: ({ lateSince }, period) => one(isWithin(period, lateSince)),
  returned: ({ returnedTimes }) => returnedTimes,
  answered: (row, period) => one(isAskedIn(row, period) && row.isSolved !== null),
  solved: (row, period) => one(isAskedIn(row, period) && row.isSolved === true),
  unrated: (row, period) => one(isAskedIn(row, period) && row.isSolved === null),
};

export const FIGURE_KEYS = Object.keys(COUNTS) as FigureKey[];

export function figuresOf(rows: readonly ListRow[], period: Period): Figures {
  const figures = Object.fromEntries(FIGURE_KEYS.map((key) => [key, 0])) as unknown as Figures;
  for (const row of rows) for (const key of FIGURE_KEYS) figures[key] += COUNTS[key](row, period);
  return figures;
}

export interface Group<K> {
  readonly key: K;
  readonly figures: Figures;
}

/** Figures of each group, in the order `keys` names them, then of those without; a group nothing is counted of is left out. */
export function figuresBy<K extends string | null>(
  rows: readonly ListRow[],
  period: Period,
  keyOf: (row: ListRow) => K,
  keys: readonly K[],
): Group<K>[] {
  const groups = Map.groupBy(rows, keyOf);
  const named = [...keys, ...[...groups.keys()].filter((key) => !keys.includes(key))];
  return named
    .map((key) => ({ key, figures: figuresOf(groups.get(key) ?? [], period) }))
    .filter(({ figures }) => FIGURE_KEYS.some((key) => figures[key] > 0));
}

const OPEN: readonly CaseStatus[] = [
  'collected',
  'confirming',
  'filed',
  'dispatched',
  'handling',
  'feedback',
  'verifying',
];

/** With the organisation, its limit over: longest over first. */
export function overdueNow(rows: readonly ListRow[], now: Instant): ListRow[] {
  return rows
    .filter(({ status, dueAt }) => OPEN.includes(status) && dueAt !== null && dueAt < now)
    .sort((left, right) => (left.dueAt! < right.dueAt! ? -1 : 1));
}

/** Where our own side is asked for the next step; the organisations' turn is the other list. */
const OURS: readonly CaseStatus[] = ['collected', 'confirming', 'filed', 'feedback', 'verifying'];

/** Longest waiting first. */
export function waitingNow(rows: readonly ListRow[]): ListRow[] {
  return rows
    .filter(({ status }) => OURS.includes(status))
    .sort((left, right) => (left.reportedAt < right.reportedAt ? -1 : 1));
}

function isClosedIn({ status, closedAt }: ListRow, period: Period): boolean {
  return (status === 'closed' || status === 'evaluated') && isWithin(period, closedAt);
}

/** Whoever praised is not asked whether it was solved. */
function isAskedIn(row: ListRow, period: Period): boolean {
  return row.kind !== 'praise' && isClosedIn(row, period);
}

function one(is: boolean): number {
  return is ? 1 : 0;
}
