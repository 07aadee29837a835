// When things are said and done in the demo: uneven days, two with heavy rain, and the hours people keep.

import { calendarDaysOf } from '../../src/modules/areas/calendar-days.ts';
import { addDays, addMinutes, dayOf, instantAt, millisecondsOf, toInstant } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';
import { OFFICE_WEEK, addCounted, dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import { makeRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { Channel } from './voice.ts';

export const TIME_ZONE = 'Asia/Shanghai';
const DAYS_BACK = 90;
const RAINY_DAYS_AGO = [24, 57] as const;
/** Sunday first. */
const WEEKDAY_WEIGHTS = [0.6, 1.5, 1.1, 1, 1.05, 1.1, 0.7];
/** By the hour of the day: people look at the stairs when they leave and when they come home; about one in eight is at night. */
// prettier-ignore
const HOUR_WEIGHTS = [1.2, 0.8, 0.5, 0.4, 0.5, 1, 2.2, 4, 9, 10, 6, 4, 3.4, 3, 4, 4, 4.5, 5, 6.5, 10, 9.5, 5, 3, 2];
const OFFICE_CHANNELS: readonly Channel[] = ['phone', 'visit', 'hotline12345', 'superior'];
const MINUTE_MS = 60_000;

export function calendarAround(now: Instant): WorkingCalendar {
  const year = Number(dayOf(now, TIME_ZONE).slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((each) => calendarDaysOf(each));
  const of = (kind: string) => new Set(days.filter((day) => day.kind === kind).map(({ day }) => day));
  return { timeZone: TIME_ZONE, week: OFFICE_WEEK, holidays: of('holiday'), workdays: of('workday') };
}

/** The last day before today on which offices worked. */
export function lastWorkingDay(now: Instant, calendar: WorkingCalendar): Day {
  return workingDayFrom(addDays(dayOf(now, TIME_ZONE), -1), calendar);
}

/** The day itself, or the nearest one before it. */
function workingDayFrom(from: Day, calendar: WorkingCalendar): Day {
  let day = from;
  while (!isWorkingDay(day, calendar)) day = addDays(day, -1);
  return day;
}

/** A moment in the ninety days, by the habits of the week and of the channel. */
export function momentFor(
  random: Random,
  { channel, isRain, daysAgo }: { channel: Channel; isRain: boolean; daysAgo: number | undefined },
  last: Day,
  calendar: WorkingCalendar,
): Instant {
  const ago = daysAgo ?? (isRain ? random.pick(RAINY_DAYS_AGO) : drawDay(random, last));
  const isOffice = OFFICE_CHANNELS.includes(channel);
  let day = addDays(last, -ago);
  if (isOffice) day = workingDayFrom(day, calendar);
  const minute = isOffice
    ? random.pick([510, 570, 600, 660, 850, 900, 960]) + random.between(0, 55)
    : drawMinute(random);
  return addSeconds(instantAt(day, minute, TIME_ZONE), random.between(0, 59));
}

/** So many minutes later, but only while the office works. */
export function inOffice(from: Instant, minutes: number, calendar: WorkingCalendar): Instant {
  return addCounted(from, minutes * MINUTE_MS, 'workHour', calendar);
}

/** So many minutes later, but not in the night: between 21:00 and 7:30 people sleep. */
export function awake(from: Instant, minutes: number): Instant {
  const at = addMinutes(from, minutes);
  const day = dayOf(at, TIME_ZONE);
  const opens = instantAt(day, 450, TIME_ZONE);
  const ends = instantAt(day, 1_260, TIME_ZONE);
  if (at < opens) return addMinutes(opens, minutes % 40);
  return at > ends ? addMinutes(instantAt(addDays(day, 1), 450, TIME_ZONE), minutes % 40) : at;
}

/** A share of a limit after its start: below one it is kept, above one it is not. */
export function ofLimit(start: Instant, limit: Limit, share: number, calendar: WorkingCalendar): Instant {
  if (limit.unit !== 'workDay') return dueAt(start, { unit: limit.unit, amount: limit.amount * share }, calendar);
  const days = share <= 1 ? Math.max(1, Math.floor(limit.amount * share)) : Math.ceil(limit.amount * share);
  const end = dueAt(start, { unit: 'workDay', amount: days }, calendar);
  return addMinutes(end, -15 - ((millisecondsOf(start) / MINUTE_MS) % 200));
}

function drawDay(random: Random, last: Day): number {
  const weights = Array.from({ length: DAYS_BACK }, (_, ago) => {
    const weekday = new Date(`${addDays(last, -ago)}T00:00:00Z`).getUTCDay();
    return (WEEKDAY_WEIGHTS[weekday] ?? 1) * (0.35 + 1.3 * makeRandom(`weather ${ago}`).share());
  });
  return drawn(random, weights);
}

function drawMinute(random: Random): number {
  return drawn(random, HOUR_WEIGHTS) * 60 + random.between(0, 59);
}

function drawn(random: Random, weights: readonly number[]): number {
  let left = random.share() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return at === -1 ? weights.length - 1 : at;
}

function isWorkingDay(day: Day, { holidays, workdays }: WorkingCalendar): boolean {
  if (workdays.has(day)) return true;
  return !holidays.has(day) && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

function addSeconds(at: Instant, seconds: number): Instant {
  return toInstant(millisecondsOf(at) + seconds * 1_000);
}
