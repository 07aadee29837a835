/** A hand-over: which of the open cases the next shift has to know first, and who may write and confirm it. Pure. */
import { contains, holds } from '#permissions';
import type { Holder } from '#permissions';
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

/** 超期、答应过的（下一班内到期）、等审的退回、其他没办完的; in this order. */
export const MARKS = ['late', 'promised', 'sendBack', 'open'] as const;
export type Mark = (typeof MARKS)[number];

/** Where no roster says how long the next shift is. */
const USUAL_SHIFT_MINUTES = 720;

export interface Handed {
  readonly reason: string;
  readonly dueAt: Instant | null;
}

/** Seen from the moment it was written: what is said at a hand-over does not change with the clock. */
export function markOf({ reason, dueAt }: Handed, writtenAt: Instant, nextUntil: Instant): Mark {
  if (dueAt !== null && dueAt < writtenAt) return 'late';
  if (dueAt !== null && dueAt <= nextUntil) return 'promised';
  return reason === 'decideSendBack' || reason === 'sendBackAsked' ? 'sendBack' : 'open';
}

export function nextUntilOf(until: Instant | null, writtenAt: Instant): Instant {
  return until ?? addMinutes(writtenAt, USUAL_SHIFT_MINUTES);
}

export interface Desk {
  readonly path: string;
  readonly organisationId: string | null;
}

/** A desk is where a post is held: of an area the very place of the post, of an organisation the one it is in or one below. */
export function sitsAt(
  actor: Holder & { organisationIds: readonly string[] },
  { path, organisationId }: Desk,
): boolean {
  if (organisationId !== null) return actor.organisationIds.includes(organisationId);
  return actor.grants.some(
    (grant) => grant.organisationId === null && grant.path === path && grant.permissions.has('case.read'),
  );
}

export interface Written extends Desk {
  readonly writtenBy: string;
  readonly toAccountId: string | null;
}

/** Whoever comes, and nobody who leaves: the one named, else anybody of the desk but the writer. */
export function mayConfirm(
  actor: Holder & { accountId: string | null; organisationIds: readonly string[] },
  { writtenBy, toAccountId, ...desk }: Written,
): boolean {
  if (actor.accountId === null || actor.accountId === writtenBy) return false;
  return toAccountId === null ? sitsAt(actor, desk) : toAccountId === actor.accountId;
}

/** The writer's own words, or by right over the area like the words of its cases. */
export function mayErase(
  actor: Holder & { accountId: string | null },
  { writtenBy, path, organisationId }: Written,
): boolean {
  if (actor.accountId === writtenBy) return true;
  return organisationId === null && holds(actor, 'case.cancel', path);
}

export function mayRead(actor: Holder & { organisationIds: readonly string[] }, desk: Desk): boolean {
  if (desk.organisationId !== null) return sitsAt(actor, desk);
  return actor.grants.some(
    (grant) => grant.organisationId === null && grant.permissions.has('case.read') && contains(grant.path, desk.path),
  );
}
