// The working calendar by years: what a year must hold, what is wanted by now, and a notice as lines of text.

import type { Day } from '#shared/time.ts';

export const YEAR_STATES = ['published', 'assumed', 'missing'] as const;
export type YearState = (typeof YEAR_STATES)[number];

export interface CalendarDay {
  day: Day;
  kind: 'holiday' | 'workday';
  note: string | null;
}

/** The notice comes in autumn; before October nobody is asked for the year to come. */
const NOTICE_MONTH = 10;

export function wantedYears(today: Day): number[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return month >= NOTICE_MONTH ? [year, year + 1] : [year];
}

/** As `daysOffAt` knows a year: none is without days off in October. */
export function stateOfYear(days: readonly { day: Day; kind: string; isAssumed: boolean }[]): YearState {
  if (days.some(({ isAssumed }) => isAssumed)) return 'assumed';
  return days.some(({ day, kind }) => kind === 'holiday' && day.slice(5, 7) === '10') ? 'published' : 'missing';
}

export interface DayMistake {
  /** From 0, in the list as it was given. */
  readonly at: number;
  readonly why: 'otherYear' | 'twice' | 'noSuchDay';
}

/** Each day once, and all in the year. */
export function mistakesIn(year: number, days: readonly CalendarDay[]): DayMistake[] {
  return days.flatMap(({ day }, at): DayMistake[] => {
    if (!day.startsWith(`${year}-`)) return [{ at, why: 'otherYear' }];
    return days.findIndex((other) => other.day === day) < at ? [{ at, why: 'twice' }] : [];
  });
}

/** A year without a day off in October is not whole: the National Day is law. */
export function isWhole(days: readonly CalendarDay[]): boolean {
  return days.some(({ day, kind }) => kind === 'holiday' && day.slice(5, 7) === '10');
}

const LINE =
  /^(?<year>\d{4})[-./年](?<month>\d{1,2})[-./月](?<date>\d{1,2})日?[\s,，、]+(?<kind>休|放假|班|上班|调休上班)(?:[\s,，、]+(?<note>.{1,40}))?$/u;

/**
 * Lines such as `2027-10-01 休 国庆节`, `2027年10月9日，上班`, or three columns copied from a sheet.
 *
 * @returns what could be read, and the numbers (from 1) of the lines that could not
 */
export function readCalendarLines(text: string): { days: CalendarDay[]; wrongLines: number[] } {
  const days: CalendarDay[] = [];
  const wrongLines: number[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const day = dayFrom(LINE.exec(line)?.groups);
    if (day === undefined) wrongLines.push(at + 1);
    else days.push(day);
  }
  return { days, wrongLines };
}

export function writeCalendarLines(days: readonly CalendarDay[]): string {
  return days
    .map(({ day, kind, note }) => [day, kind === 'holiday' ? '休' : '班', note ?? ''].join(' ').trim())
    .join('\n');
}

function dayFrom(groups: Record<string, string> | undefined): CalendarDay | undefined {
  if (groups === undefined) return undefined;
  const { year = '', month = '', date = '', kind = '', note } = groups;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  return { day, kind: kind === '休' || kind === '放假' ? 'holiday' : 'workday', note: note ?? null };
}

/** 30 February is none. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
