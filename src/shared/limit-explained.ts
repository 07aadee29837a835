/** 这个时限怎么算的: a limit day by day, what each day counts and why a day does not. Pure, beside the working time itself. */
import { addDays, dayOf, millisecondsOf } from './time.ts';
import type { Day, Instant } from './time.ts';
import { countedBetween, hoursOf, spanOf } from './working-time.ts';
import type { LimitUnit, ServiceHours, WorkingCalendar } from './working-time.ts';

/** `madeUp`: worked although the weekday is off (调休). `outside`: a day of service of which nothing lay between start and end. */
export type DayReason = 'service' | 'madeUp' | 'outside' | 'holiday' | 'weekend' | 'always';

export interface ExplainedDay {
  readonly day: Day;
  readonly reason: DayReason;
  /** Hours of service of that day; empty on days off, and where hours are natural ones. */
  readonly hours: readonly ServiceHours[];
  readonly countedMs: number;
  /** In work days: which one it is. The day of the start is none: the first is the next day of service. */
  readonly workDay: number | null;
}

/** Longer is told in sums: nobody reads four hundred days. */
const MOST_DAYS = 400;

/** Every day from that of `from` to that of `to`; empty for what is longer than a year or ends before it starts. */
export function explainLimit(from: Instant, to: Instant, unit: LimitUnit, calendar: WorkingCalendar): ExplainedDay[] {
  const last = dayOf(to, calendar.timeZone);
  const first = dayOf(from, calendar.timeZone);
  const days: ExplainedDay[] = [];
  let workDays = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (days.length === MOST_DAYS) return [];
    const isCountedDay = unit === 'workDay' && day !== first && hoursOf(day, calendar).length > 0;
    if (isCountedDay) workDays += 1;
    days.push(explained(day, { from, to, unit, calendar, workDay: isCountedDay ? workDays : null }));
  }
  return days;
}

interface Run {
  readonly from: Instant;
  readonly to: Instant;
  readonly unit: LimitUnit;
  readonly calendar: WorkingCalendar;
  readonly workDay: number | null;
}

function explained(day: Day, { from, to, unit, calendar, workDay }: Run): ExplainedDay {
  if (unit === 'emergencyHour')
    return { day, reason: 'always', hours: [], countedMs: naturalMs(day, from, to, calendar), workDay };
  const hours = hoursOf(day, calendar);
  const [start, end] = [millisecondsOf(from), millisecondsOf(to)];
  const countedMs = hours
    .map((each) => spanOf(day, each, calendar))
    .reduce((sum, span) => sum + Math.max(0, Math.min(span.to, end) - Math.max(span.from, start)), 0);
  return { day, reason: reasonOf(day, countedMs, calendar), hours, countedMs, workDay };
}

function reasonOf(day: Day, countedMs: number, calendar: WorkingCalendar): DayReason {
  if (calendar.holidays.has(day)) return 'holiday';
  if (hoursOf(day, calendar).length === 0) return 'weekend';
  if (countedMs === 0) return 'outside';
  return calendar.workdays.has(day) ? 'madeUp' : 'service';
}

/** From midnight to midnight on the wall, as far as it lies between. */
function naturalMs(day: Day, from: Instant, to: Instant, calendar: WorkingCalendar): number {
  const midnight = (each: Day): number => spanOf(each, { from: 0, to: 0 }, calendar).from;
  const [opens, closes] = [midnight(day), midnight(addDays(day, 1))];
  return Math.max(0, Math.min(closes, millisecondsOf(to)) - Math.max(opens, millisecondsOf(from)));
}

/** What all days together count: the same as the clock itself has counted. */
export function countedOf(days: readonly ExplainedDay[]): number {
  return days.reduce((sum, { countedMs }) => sum + countedMs, 0);
}

/** Whether the days tell the whole of `wantedMs`: a clock that stood still in between is told in sums instead. */
export function tellsAll(
  { from, to, unit, wantedMs }: { from: Instant; to: Instant; unit: LimitUnit; wantedMs: number },
  calendar: WorkingCalendar,
): boolean {
  return countedBetween(from, to, unit, calendar) === wantedMs;
}
