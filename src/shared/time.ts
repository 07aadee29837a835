// Time as values: instants in UTC and days in a named zone. Nothing here reads the clock.

/** An instant as ISO text in UTC with milliseconds, `2026-11-19T01:14:00.000Z`; sorts as text. Years 0000–9999. */
export type Instant = string;

/** A day in a zone the context names, `YYYY-MM-DD`; sorts as text. */
export type Day = string;

const INSTANT_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const READABLE_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

const MINUTE = 60_000;
const DAY_MILLISECONDS = 86_400_000;

/** The instant of a number of milliseconds since 1970, as a clock or a driver gives it. */
export function toInstant(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (!INSTANT_PATTERN.test(text)) throw new RangeError('An instant lies within the years 0000 to 9999');
  return text;
}

export function millisecondsOf(instant: Instant): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError('Not an instant');
  return milliseconds;
}

/** Reads any ISO 8601 date-time that names its offset (`+08:00` or `Z`); without an offset there is no instant. */
export function parseInstant(text: string): Instant | undefined {
  const milliseconds = READABLE_PATTERN.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) || !inRange(milliseconds) ? undefined : toInstant(milliseconds);
}

export function isDay(value: unknown): value is Day {
  const parts = typeof value === 'string' ? DAY_PATTERN.exec(value) : null;
  if (!parts) return false;
  const date = new Date(`${parts[0]}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(parts[0]);
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return toInstant(millisecondsOf(instant) + minutes * MINUTE);
}

/** Minutes from `from` to `to`, exact to the millisecond (so possibly a fraction); negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (millisecondsOf(to) - millisecondsOf(from)) / MINUTE;
}

export function addDays(day: Day, days: number): Day {
  return toInstant(millisecondsOf(`${day}T00:00:00.000Z`) + days * DAY_MILLISECONDS).slice(0, 10);
}

/** The day the people of `timeZone` (IANA name, `Asia/Shanghai`) call it at this instant. */
export function dayOf(instant: Instant, timeZone: string): Day {
  return localTime(millisecondsOf(instant), timeZone).slice(0, 10);
}

/** Day `YYYY-MM-DD` and time `HH:MM` that the clock on the wall shows in `timeZone` at this instant. */
export function wallClock(instant: Instant, timeZone: string): { day: Day; time: string } {
  const [day = '', time = ''] = localTime(millisecondsOf(instant), timeZone).split('T');
  return { day, time: time.slice(0, 5) };
}

/**
 * The instant when the clock on the wall in `timeZone` shows `minute` (0–1439 since midnight) on `day`. A time that
 * comes twice when clocks go back means the first; one that is skipped means the moment right after the gap.
 */
export function instantAt(day: Day, minute: number, timeZone: string): Instant {
  const wanted = millisecondsOf(`${day}T00:00:00.000Z`) + minute * MINUTE;
  const guess = wanted - offsetAt(wanted, timeZone);
  if (wallTime(guess, timeZone) === wanted && isFirst(guess, timeZone)) return toInstant(guess);
  return toInstant(searchFirst(wanted, timeZone));
}

function inRange(milliseconds: number): boolean {
  return INSTANT_PATTERN.test(new Date(milliseconds).toISOString());
}

/** No clock change since three hours before: then no earlier instant shows the same wall time. */
function isFirst(milliseconds: number, timeZone: string): boolean {
  return offsetAt(milliseconds - 180 * MINUTE, timeZone) === offsetAt(milliseconds, timeZone);
}

/** Minute by minute through the 30 hours around; reached only on days when clocks change. */
function searchFirst(wanted: number, timeZone: string): number {
  const from = wanted - 15 * 60 * MINUTE;
  for (let minute = 0; minute <= 30 * 60; minute += 1) {
    if (wallTime(from + minute * MINUTE, timeZone) >= wanted) return from + minute * MINUTE;
  }
  throw new RangeError(`No such time in ${timeZone}`);
}

function offsetAt(milliseconds: number, timeZone: string): number {
  return wallTime(milliseconds, timeZone) - milliseconds;
}

/** What the wall clock shows, written as if it were UTC. */
function wallTime(milliseconds: number, timeZone: string): number {
  return millisecondsOf(`${localTime(milliseconds, timeZone)}.000Z`) + (((milliseconds % 1000) + 1000) % 1000);
}

/** Since then every zone is whole minutes away from UTC, and clocks change on whole minutes; Liberia was the last. */
const WHOLE_MINUTES_SINCE = Date.UTC(1972, 0, 8);
const MOST_KEPT = 5_000;
const localMinutes = new Map<string, string>();

/** `YYYY-MM-DDTHH:MM:SS` on the wall clock of `timeZone`. A deadline asks for the same minutes of a day again and again. */
function localTime(milliseconds: number, timeZone: string): string {
  if (milliseconds < WHOLE_MINUTES_SINCE) return formatted(milliseconds, timeZone);
  const minute = Math.floor(milliseconds / MINUTE);
  const key = `${timeZone} ${minute}`;
  let local = localMinutes.get(key);
  if (local === undefined) {
    local = formatted(minute * MINUTE, timeZone).slice(0, -2);
    if (localMinutes.size >= MOST_KEPT) localMinutes.clear();
    localMinutes.set(key, local);
  }
  return local + String(Math.floor((milliseconds - minute * MINUTE) / 1000)).padStart(2, '0');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(milliseconds: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(milliseconds)) part[type] = value;
  return `${part['year']?.padStart(4, '0')}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
}
