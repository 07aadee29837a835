/** The roster: which shifts a place wants, what of them nobody fills, and who is on two shifts at once. Pure. */
import { addDays, addMinutes, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

/** 带班、白班、夜班、值守; in the order in which somebody is called: the one who leads the shift comes last. */
export const SHIFT_KINDS = ['day', 'night', 'standby', 'lead'] as const;
export type ShiftKind = (typeof SHIFT_KINDS)[number];

/** Somebody with more is not told more about it. */
const MOST_DOUBLES = 200;

/** Longer is a slip of the pen: nobody answers a phone for more than three days on end. */
export const LONGEST_SHIFT_MINUTES = 3 * 1440;

/** What a place wants filled on some weekdays (Sunday is 0), in minutes since midnight on the wall; `to` not after `from` is the next day. */
export interface Slot {
  readonly kind: ShiftKind;
  readonly from: number;
  readonly to: number;
  readonly weekdays: readonly number[];
}

export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

export interface Wanted extends Span {
  readonly kind: ShiftKind;
}

export interface Filled extends Wanted {
  /** Nobody is behind it any more: whoever was put on it serves no longer. */
  readonly isVoid: boolean;
}

export function slotSpan(day: Day, { from, to }: Pick<Slot, 'from' | 'to'>, timeZone: string): Span {
  return {
    fromAt: instantAt(day, from, timeZone),
    toAt: instantAt(to <= from ? addDays(day, 1) : day, to, timeZone),
  };
}

/** The shifts that begin on these days. */
export function wantedOn(days: readonly Day[], slots: readonly Slot[], timeZone: string): Wanted[] {
  return days.flatMap((day) =>
    slots
      .filter(({ weekdays }) => weekdays.includes(weekdayOf(day)))
      .map((slot) => ({ kind: slot.kind, ...slotSpan(day, slot, timeZone) })),
  );
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}

export function daysFrom(first: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at));
}

/** What of the wanted shifts nobody fills, piece by piece. Who leads is wanted by name; for the others anybody who answers is enough. */
export function gapsIn(wanted: readonly Wanted[], filled: readonly Filled[]): Wanted[] {
  return wanted.flatMap(({ kind, ...span }) => {
    const able = filled.filter((each) => !each.isVoid && (each.kind === 'lead') === (kind === 'lead'));
    return uncovered(span, able).map((piece) => ({ kind, ...piece }));
  });
}

function uncovered(span: Span, by: readonly Span[]): Span[] {
  const pieces: Span[] = [];
  let open = span.fromAt;
  for (const each of [...by].sort((one, other) => (one.fromAt < other.fromAt ? -1 : 1))) {
    if (each.fromAt >= span.toAt || each.toAt <= open) continue;
    if (each.fromAt > open) pieces.push({ fromAt: open, toAt: each.fromAt });
    open = each.toAt;
    if (open >= span.toAt) return pieces;
  }
  return [...pieces, { fromAt: open, toAt: span.toAt }];
}

export interface OfSomebody extends Span {
  readonly id: string;
  readonly accountId: string | null;
  readonly kind: string;
  readonly place: string;
}

/**
 * Pairs of shifts of one person that overlap, wherever they are. A phone may answer for several places, and who leads the day
 * may sit at the desk of the same place.
 */
export function doubles(shifts: readonly OfSomebody[]): [string, string][] {
  const named = shifts.filter(({ accountId }) => accountId !== null);
  const pairs: [string, string][] = [];
  for (const own of Map.groupBy(named, ({ accountId }) => accountId).values()) {
    const inOrder = [...own].sort((one, other) => (one.fromAt < other.fromAt ? -1 : 1));
    for (const [at, one] of inOrder.entries())
      for (const other of inOrder.slice(at + 1)) {
        // In the order of their beginning: none after it overlaps either.
        if (other.fromAt >= one.toAt || pairs.length >= MOST_DOUBLES) break;
        if (!leadsAt(one, other)) pairs.push([one.id, other.id]);
      }
  }
  return pairs;
}

function leadsAt(one: OfSomebody, other: OfSomebody): boolean {
  return one.place === other.place && (one.kind === 'lead') !== (other.kind === 'lead');
}

/** Undefined when a shift may have this span. */
export function wrongSpan({ fromAt, toAt }: Span): string | undefined {
  if (toAt <= fromAt) return 'must end after it begins';
  return toAt > addMinutes(fromAt, LONGEST_SHIFT_MINUTES) ? 'is longer than three days' : undefined;
}

/** `/yunting/jg/cw/g03/` and every path above it, itself first. */
export function pathsUp(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, parts.length - at).join('/')}/`);
}

export function byKind<Of extends { readonly kind: ShiftKind }>(one: Of, other: Of): number {
  return SHIFT_KINDS.indexOf(one.kind) - SHIFT_KINDS.indexOf(other.kind);
}
