// Papers: which period a list is about, how long a work card is good, and what a figure needs before it becomes a rate.

import { addDays, dayOf, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

export const LIST_KINDS = ['daily', 'monthly'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** From the first instant on, up to but without the second. */
export interface Period {
  readonly kind: ListKind;
  /** `2026-11-19`, or `2026-11` of a month. */
  readonly on: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** @param on a day for a daily list, a month for a monthly one; both of the wall calendar of `timeZone` */
export function periodOf(kind: ListKind, on: string, timeZone: string): Period {
  const first = kind === 'daily' ? on : `${on}-01`;
  const next = kind === 'daily' ? addDays(on, 1) : firstOfNextMonth(first);
  return { kind, on, from: instantAt(first, 0, timeZone), to: instantAt(next, 0, timeZone) };
}

/** The last period that has ended. */
export function lastPeriod(kind: ListKind, now: Instant, timeZone: string): string {
  const today = dayOf(now, timeZone);
  return kind === 'daily' ? addDays(today, -1) : addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
}

/** A period that has not begun has no figures; one under way has those so far. */
export function hasBegun({ from }: Period, now: Instant): boolean {
  return from <= now;
}

export function isWithin({ from, to }: Period, at: Instant | null): boolean {
  return at !== null && from <= at && at < to;
}

function firstOfNextMonth(first: Day): Day {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

/** Below it a rate says more about chance than about work: the count is shown, not the rate. */
export const FEWEST_FOR_A_RATE = 10;

/** `84.1%`, or null when there are too few. */
export function rateOf(count: number, of: number): string | null {
  return of < FEWEST_FOR_A_RATE ? null : `${((count / of) * 100).toFixed(1)}%`;
}

/** Roles whose holders stand before other people's doors and show who they are. */
export const CARD_ROLES = ['gridWorker', 'gridLead', 'microGridMember', 'communityOfficer', 'mobileReporter'] as const;

export const CARD_STATES = ['valid', 'notYet', 'expired', 'revoked', 'postEnded'] as const;
export type CardState = (typeof CARD_STATES)[number];

export interface CardFacts {
  readonly validUntil: Day;
  readonly isRevoked: boolean;
  readonly post: { readonly fromOn: Day; readonly toOn: Day | null; readonly isEnded: boolean };
  /** Suspended, or gone. */
  readonly isHolderOut: boolean;
}

/** What the card is worth on this day: it never outlives the post it was printed for. */
export function cardState({ validUntil, isRevoked, post, isHolderOut }: CardFacts, today: Day): CardState {
  if (isRevoked) return 'revoked';
  if (post.isEnded || isHolderOut || (post.toOn !== null && post.toOn < today)) return 'postEnded';
  if (post.fromOn > today) return 'notYet';
  return validUntil < today ? 'expired' : 'valid';
}

const CARD_DAYS = 365;

/** Longest first: a card is printed anew each year, or when the post ends. */
export function cardGoodUntil(today: Day, post: { toOn: Day | null }): Day {
  const year = addDays(today, CARD_DAYS);
  return post.toOn !== null && post.toOn < year ? post.toOn : year;
}
