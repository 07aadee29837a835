// A week of the roster as a person fills it: Monday first, hours as they stand on the wall, a shift copied to other days.

import { addDays } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';
import { wallOf } from '#web/parts/clock-words.ts';

import { instantOf } from '../cases/moments.ts';

export const WEEK_DAYS = 7;

/** The Monday of the week of this day. */
export function mondayOf(day: Day): Day {
  const weekday = weekdayOf(day);
  return addDays(day, weekday === 0 ? -6 : 1 - weekday);
}

/** Sunday is 0. */
export function weekdayOf(day: Day): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay() as 0;
}

export function daysOf(monday: Day): Day[] {
  return Array.from({ length: WEEK_DAYS }, (_, at) => addDays(monday, at));
}

/** `08:30` of minutes since midnight. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** From one clock time to another, which is on the next day when it is not later. */
export function spanOf(day: Day, from: string, to: string): { fromAt: string; toAt: string } {
  const end = to <= from ? addDays(day, 1) : day;
  return { fromAt: instantOf(`${day}T${from}`), toAt: instantOf(`${end}T${to}`) };
}

export interface Placed {
  readonly kind: string;
  readonly fromAt: string;
  readonly toAt: string;
}

/** The same hours some days later; days, not hours, so that a wall clock shows the same. */
export function shifted<Of extends Placed>(shift: Of, days: number): Of {
  return { ...shift, fromAt: moved(shift.fromAt, days), toAt: moved(shift.toAt, days) };
}

function moved(instant: string, days: number): string {
  const { day, time } = wallOf(instant);
  return instantOf(`${addDays(day, days)}T${time}`);
}

/** Those of last week that do not stand this week yet. */
export function toRepeat<
  Of extends Placed & { readonly accountId: string | null; readonly answeringId: string | null },
>(before: readonly (Of & { readonly isVoid: boolean })[], present: readonly Placed[]): Of[] {
  return before
    .filter(({ isVoid }) => !isVoid)
    .map((shift) => shifted(shift, WEEK_DAYS))
    .filter(
      (shift) =>
        !present.some(({ kind, fromAt, toAt }) => kind === shift.kind && fromAt < shift.toAt && toAt > shift.fromAt),
    );
}
