/** Who is told of what: of a ring those the district has named, each at the place of the matter. Pure. */
import { LEVELS } from '#permissions';
import type { Level } from '#permissions';
import { toldOfLate } from '#modules/cases/clocks/ring-rules.ts';
import type { RingRules, Tell } from '#modules/cases/clocks/ring-rules.ts';
import { pathAtLevel } from '#modules/cases/rules-directives.ts';

export const NOTICE_KINDS = ['unsigned', 'half', 'due', 'late', 'review', 'replyLate', 'callLate'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** An organisation, the desks of a level at a place, or one person. */
export interface Address {
  readonly organisationId: string | null;
  readonly level: Level | null;
  readonly path: string | null;
  readonly accountId: string | null;
}

export interface RungOrder {
  readonly organisationId: string;
  readonly issuedBy: string | null;
  readonly suspensionOwnerId: string | null;
  /** Of its case. */
  readonly path: string;
  readonly heldLevel: Level;
}

export type Rung =
  { readonly kind: 'unsigned' | 'half' | 'due' | 'review' } | { readonly kind: 'late'; readonly hoursLate: number };

/** Each is told once, also where two words name the same desk. */
export function toldOfRing(rung: Rung, order: RungOrder, rules: RingRules): Address[] {
  const told = rung.kind === 'review' ? [ownerOf(order)] : tellsOf(rung, rules).map((tell) => addressOf(tell, order));
  return [...new Map(told.map((address) => [keyOf(address), address])).values()];
}

/** The same for the same one told, whoever serves there. */
export function keyOf({ organisationId, level, path, accountId }: Address): string {
  if (organisationId !== null) return `organisation:${organisationId}`;
  return accountId === null ? `${level}:${path}` : `person:${accountId}`;
}

/** The desks of a level at the place of a matter; where the place lies higher, those of its own level. */
export function deskOf(path: string, wanted: Level): Address {
  const deepest = path.split('/').length - 2;
  const level = LEVELS.toReversed().slice(0, deepest).includes(wanted)
    ? wanted
    : (LEVELS.toReversed()[deepest - 1] ?? 'district');
  return { organisationId: null, accountId: null, level, path: pathAtLevel(path, level) };
}

export function personOf(accountId: string): Address {
  return { organisationId: null, level: null, path: null, accountId };
}

function tellsOf(rung: Exclude<Rung, { kind: 'review' }> | Rung, rules: RingRules): readonly Tell[] {
  switch (rung.kind) {
    case 'late':
      return toldOfLate(rung.hoursLate, rules);
    case 'review':
      return [];
    default:
      return rules[rung.kind];
  }
}

function addressOf(tell: Tell, order: RungOrder): Address {
  switch (tell) {
    case 'organisation':
      return { organisationId: order.organisationId, level: null, path: null, accountId: null };
    case 'dispatcher':
      return dispatcherOf(order);
    default:
      return deskOf(order.path, tell);
  }
}

/** Sent out from the grid, it is the person who did it; else the desks of the level that holds the matter. */
function dispatcherOf({ issuedBy, path, heldLevel }: RungOrder): Address {
  const isAtGrid = heldLevel === 'grid' || heldLevel === 'microGrid';
  if (!isAtGrid) return deskOf(path, heldLevel);
  return issuedBy === null ? deskOf(path, 'community') : personOf(issuedBy);
}

/** 挂账: who looks after it, else whoever sent it out. */
function ownerOf(order: RungOrder): Address {
  return order.suspensionOwnerId === null ? dispatcherOf(order) : personOf(order.suspensionOwnerId);
}
