// How the clock of a demo district is moved: forward only, in three steps, and not further than its calendar is known.

import { addMinutes, dayOf, instantAt } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

export const CLOCK_STEPS = ['halfHour', 'twoHours', 'nextWorkingDay'] as const;
export type ClockStep = (typeof CLOCK_STEPS)[number];

/** When most desks have read what came in the night. */
const MORNING_MINUTE = 9 * 60 + 30;
/** Two months: beyond them lie days off that nobody has published yet. */
export const FURTHEST_AHEAD_MS = 60 * 24 * 3_600_000;
/** A making that has not ended after so long was cut off. */
export const LONGEST_REMAKE_MINUTES = 10;

/** What the clock shows after the step; always later than before. */
export function movedTo(step: ClockStep, now: Instant, calendar: WorkingCalendar): Instant {
  switch (step) {
    case 'halfHour':
      return addMinutes(now, 30);
    case 'twoHours':
      return addMinutes(now, 120);
    case 'nextWorkingDay': {
      const { timeZone } = calendar;
      const end = dueAt(now, { unit: 'workDay', amount: 1 }, calendar);
      return instantAt(dayOf(end, timeZone), MORNING_MINUTE, timeZone);
    }
  }
}
