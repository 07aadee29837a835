/** Directives on a case (批示、督办、催办): who gives which, whom one is asked of, and how it stands. Pure. */
import { contains, holds, ROLES } from '#permissions';
import type { Grant, Holder, Level } from '#permissions';
import type { Instant } from '#shared/time.ts';
import type { Limit } from '#shared/working-time.ts';

/** 批示、督办、催办 */
export const DIRECTIVE_KINDS = ['instruct', 'supervise', 'remind'] as const;
export type DirectiveKind = (typeof DIRECTIVE_KINDS)[number];

export const DIRECTIVE_STATES = ['open', 'late', 'answered', 'answeredLate'] as const;
export type DirectiveState = (typeof DIRECTIVE_STATES)[number];

/** Within which a reply is asked for, unless whoever gives it says otherwise. */
export const DEFAULT_REPLY_WITHIN: Readonly<Record<DirectiveKind, Limit>> = {
  instruct: { unit: 'workDay', amount: 2 },
  supervise: { unit: 'workDay', amount: 1 },
  remind: { unit: 'workHour', amount: 4 },
};

/** Those a case is held by: a level at a place. */
export interface AskedLevel {
  readonly level: Level;
  readonly path: string;
}

export interface Asked {
  /** Null when an organisation is asked. */
  readonly holder: AskedLevel | null;
  readonly organisationId: string | null;
  /** Whom the organisation has put on the order that is asked about. */
  readonly assigneeId: string | null;
}

export interface Asker extends Holder {
  readonly accountId: string | null;
  /** The organisations the actor works for, with all below them. */
  readonly organisationIds: readonly string[];
}

/** 批示 and 督办 are given by right; 催办 also by whoever holds the case or sends orders out. */
export function kindsFor(actor: Holder, path: string, heldLevel: Level): DirectiveKind[] {
  const maySupervise = holds(actor, 'case.supervise', path);
  return DIRECTIVE_KINDS.filter(
    (kind) =>
      maySupervise || (kind === 'remind' && (holds(actor, 'case.dispatch', path) || isHolder(actor, path, heldLevel))),
  );
}

function isHolder({ grants }: Holder, path: string, level: Level): boolean {
  return grants.some(
    (grant) => actsFor(grant, level) && grant.permissions.has('case.read') && contains(grant.path, path),
  );
}

function actsFor({ role, organisationId }: Grant, level: Level): boolean {
  return organisationId === null && (ROLES[role].actsFor as readonly Level[]).includes(level);
}

const DEPTHS: readonly Level[] = ['district', 'street', 'community', 'grid', 'microGrid'];

/** The part of a case's path that lies at the level which holds it: `/yunting/jg/` for a street. */
export function pathAtLevel(path: string, level: Level): string {
  const parts = path.split('/').slice(1, -1);
  return `/${parts.slice(0, DEPTHS.indexOf(level) + 1).join('/')}/`;
}

/** Whether the actor may answer it: one of the organisation asked, or one who acts for the level asked at that place. */
export function mayReply(actor: Asker, asked: Asked): boolean {
  if (asked.organisationId !== null) return isOfOrganisation(actor, asked);
  const { holder } = asked;
  return (
    holder !== null && actor.grants.some((grant) => actsFor(grant, holder.level) && contains(grant.path, holder.path))
  );
}

/**
 * Whether it waits for the actor: not for everybody above who could answer it too. A grid's falls to its lead while nobody is in
 * post there.
 */
export function waitsForReply(actor: Asker, asked: Asked, isVacant: boolean): boolean {
  if (asked.organisationId !== null) return isOfOrganisation(actor, asked);
  const { holder } = asked;
  if (holder === null) return false;
  const isAtGrid = holder.level === 'grid' || holder.level === 'microGrid';
  return actor.grants.some(
    (grant) =>
      (actsFor(grant, holder.level) && grant.path === holder.path) ||
      (isAtGrid && isVacant && grant.role === 'gridLead' && contains(grant.path, holder.path)),
  );
}

function isOfOrganisation({ accountId, organisationIds }: Asker, { organisationId, assigneeId }: Asked): boolean {
  const isOwn = organisationId !== null && organisationIds.includes(organisationId);
  return isOwn || (accountId !== null && accountId === assigneeId);
}

export function stateOf(
  { dueAt, repliedAt }: { dueAt: Instant; repliedAt: Instant | null },
  now: Instant,
): DirectiveState {
  if (repliedAt !== null) return repliedAt > dueAt ? 'answeredLate' : 'answered';
  return now > dueAt ? 'late' : 'open';
}
