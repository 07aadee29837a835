/** No limit is given whose end lies in a year that is missing from the working calendar: a due date is counted, never guessed. */
import { dayOf } from '#shared/time.ts';
import { daysOffAt } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import type { WorkOrderFacts } from '../facts.ts';
import type { Refusal } from '../moves/guards.ts';

/** A new order and an approved extension give a limit; a clock that only goes on after a failed check is held up by no calendar. */
export function missingYearRefusal(
  before: readonly WorkOrderFacts[],
  changed: readonly WorkOrderFacts[],
  calendar: WorkingCalendar,
): Refusal | undefined {
  for (const { id, clock, extensionCount } of changed) {
    const had = before.find((order) => order.id === id);
    const isGiven = had === undefined || extensionCount > had.extensionCount;
    if (!isGiven || clock.unit === 'emergencyHour' || daysOffAt(clock.dueAt, calendar) !== 'missing') continue;
    const year = dayOf(clock.dueAt, calendar.timeZone).slice(0, 4);
    return {
      slug: 'calendar-year-missing',
      detail: `It would be due on ${clock.dueAt}, and the working calendar has no year ${year}`,
      extras: { year, dueAt: clock.dueAt },
    };
  }
  return undefined;
}
