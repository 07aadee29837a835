/** Working time: which instants count for a limit, and when a limit ends. Pure: calendar and start are given. */
import { addDays, dayOf, instantAt, millisecondsOf, toInstant } from './time.ts';
import type { Day, Instant } from './time.ts';

/** Minutes since midnight on the wall clock, `from` included, `to` not; `to` is at most 1439. */
export interface ServiceHours {
  readonly from: number;
  readonly to: number;
}

export interface WorkingCalendar {
  readonly timeZone: string;
  /** By weekday, Sunday first; an empty list is a day off. Spans of a day are in order and do not touch. */
  readonly week: readonly (readonly ServiceHours[])[];
  /** Days off although the weekday works (法定节假日). */
  readonly holidays: ReadonlySet<Day>;
  /** Days worked although the weekday is off (调休); they keep the hours of a Monday. */
  readonly workdays: ReadonlySet<Day>;
  /** Years whose notice is not out: only the days off that the law itself names stand here, no make-up workdays. */
  readonly assumedYears?: ReadonlySet<string>;
}

/** 紧急工作时 (natural hours, day and night), 工作时 (hours of service), 工作日. */
export const LIMIT_UNITS = ['emergencyHour', 'workHour', 'workDay'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

export interface Limit {
  readonly unit: LimitUnit;
  readonly amount: number;
}

/** 8:30–12:00 and 14:00–17:30, Monday to Friday; a district's own hours and holidays are data. */
export const OFFICE_WEEK: WorkingCalendar['week'] = [
  [],
  ...Array.from({ length: 5 }, () => [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ]),
  [],
];

const HOUR_MS = 3_600_000;
// Longer than any run of days off; past it the calendar has no service at all.
const LONGEST_SEARCH_DAYS = 1500;

/**
 * When a limit that starts at `start` ends. Work hours count service hours only. A limit of n work days ends with the
 * service of the n-th working day after the day of the start: from Thursday 11:05, two work days end on Monday 17:30.
 */
export function dueAt(start: Instant, limit: Limit, calendar: WorkingCalendar): Instant {
  if (!(limit.amount > 0)) throw new RangeError('A limit is more than nothing');
  if (limit.unit === 'workDay') return endOfWorkDay(start, limit.amount, calendar);
  return addCounted(start, limit.amount * HOUR_MS, limit.unit, calendar);
}

/** The instant at which `countedMs` milliseconds that count in `unit` have passed since `start`. */
export function addCounted(start: Instant, countedMs: number, unit: LimitUnit, calendar: WorkingCalendar): Instant {
  const from = millisecondsOf(start);
  if (unit === 'emergencyHour' || countedMs <= 0) return toInstant(from + Math.max(0, countedMs));
  let left = countedMs;
  for (const span of spansFrom(start, calendar)) {
    const opens = Math.max(span.from, from);
    if (left <= span.to - opens) return toInstant(opens + left);
    left -= Math.max(0, span.to - opens);
  }
  throw new RangeError('The calendar has no service hours');
}

/** Milliseconds between two instants that count in `unit`; 0 when `to` is not later. Work days count by service hours. */
export function countedBetween(from: Instant, to: Instant, unit: LimitUnit, calendar: WorkingCalendar): number {
  const start = millisecondsOf(from);
  const end = millisecondsOf(to);
  if (end <= start) return 0;
  if (unit === 'emergencyHour') return end - start;
  let counted = 0;
  for (const span of spansFrom(from, calendar)) {
    if (span.from >= end) break;
    counted += Math.max(0, Math.min(span.to, end) - Math.max(span.from, start));
  }
  return counted;
}

/**
 * What is known of the days off around this instant. The State Council says them year by year, in autumn: before, a year is missing
 * from the calendar, or stands there with the days off that the law itself names. No year is without days off in October.
 */
export function daysOffAt(at: Instant, calendar: WorkingCalendar): 'published' | 'assumed' | 'missing' {
  const year = dayOf(at, calendar.timeZone).slice(0, 4);
  if (calendar.assumedYears?.has(year) === true) return 'assumed';
  return [...calendar.holidays].some((day) => day.startsWith(`${year}-10`)) ? 'published' : 'missing';
}

/** Is the service open at this instant? */
export function isOpen(at: Instant, calendar: WorkingCalendar): boolean {
  const now = millisecondsOf(at);
  const day = dayOf(at, calendar.timeZone);
  return hoursOf(day, calendar).some((hours) => {
    const span = spanOf(day, hours, calendar);
    return span.from <= now && now < span.to;
  });
}

function endOfWorkDay(start: Instant, amount: number, calendar: WorkingCalendar): Instant {
  if (!Number.isInteger(amount)) throw new RangeError('Work days are whole; say work hours for less');
  let left = amount;
  let day = dayOf(start, calendar.timeZone);
  for (let searched = 0; searched < LONGEST_SEARCH_DAYS + amount * 2; searched += 1) {
    day = addDays(day, 1);
    const last = hoursOf(day, calendar).at(-1);
    if (last === undefined) continue;
    left -= 1;
    if (left === 0) return instantAt(day, last.to, calendar.timeZone);
  }
  throw new RangeError('The calendar has no service hours');
}

export interface Span {
  from: number;
  to: number;
}

/** Spans of service from the day of `start` on, in order; ends after a search longer than any run of days off. */
function* spansFrom(start: Instant, calendar: WorkingCalendar): Generator<Span> {
  let day = dayOf(start, calendar.timeZone);
  let closedDays = 0;
  while (closedDays < LONGEST_SEARCH_DAYS) {
    const hours = hoursOf(day, calendar);
    closedDays = hours.length === 0 ? closedDays + 1 : 0;
    for (const span of hours) yield spanOf(day, span, calendar);
    day = addDays(day, 1);
  }
}

/** In milliseconds since 1970. */
export function spanOf(day: Day, hours: ServiceHours, calendar: WorkingCalendar): Span {
  return {
    from: millisecondsOf(instantAt(day, hours.from, calendar.timeZone)),
    to: millisecondsOf(instantAt(day, hours.to, calendar.timeZone)),
  };
}

export function hoursOf(day: Day, calendar: WorkingCalendar): readonly ServiceHours[] {
  if (calendar.holidays.has(day)) return [];
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return calendar.week[calendar.workdays.has(day) ? 1 : weekday] ?? [];
}
