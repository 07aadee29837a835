// The days that differ from their weekday: those of the published notices, and of a year without one those that the law itself names.

import chineseDays from 'chinese-days';

import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addDays, dayOf } from '#shared/time.ts';

import { readCalendarRows } from './store-calendar.ts';

export const CALENDAR_SOURCE = '国务院办公厅关于部分节假日安排的通知（按 chinese-days 整理）';

export const LAW_SOURCE = '全国年节及纪念日放假办法（2024 年修订），当年通知公布前的推定';

/**
 * Writes the holidays and make-up workdays (调休) of the years around now, as far as the calendar has nothing of them: what a
 * person has written of a year stays as it is.
 */
export async function fillCalendar(ctx: Context): Promise<void> {
  const year = Number(dayOf(ctx.now, ctx.district.timeZone).slice(0, 4));
  await inTransaction(ctx, async (ctx) => {
    const known = new Set((await readCalendarRows(ctx)).map(({ day }) => Number(day.slice(0, 4))));
    const days = [year - 1, year, year + 1].filter((each) => !known.has(each)).flatMap((each) => calendarDaysOf(each));
    if (days.length === 0) return;
    // Two processes that start at once write the same days.
    await ctx.db
      .insertInto('work_calendar')
      .values(days)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** As published; of a year without a notice what the law names, and said to be assumed. */
export function calendarDaysOf(year: number): (CalendarException & { is_assumed: boolean })[] {
  const published = exceptionsOf(year);
  if (published.length > 0) return published.map((day) => ({ ...day, is_assumed: false }));
  return daysOffByLaw(year).map((day) => ({ ...day, is_assumed: true }));
}

export interface CalendarException {
  day: string;
  kind: 'workday' | 'holiday';
  source: string;
  note: string | null;
}

/** The days that differ from their weekday. Empty for a year whose notice has not been published yet. */
export function exceptionsOf(year: number): CalendarException[] {
  const exceptions: CalendarException[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    if (chineseDays.isWorkday(day) === isWeekend)
      exceptions.push({
        day,
        kind: isWeekend ? 'workday' : 'holiday',
        source: CALENDAR_SOURCE,
        note: nameOfDaysOff(day),
      });
  }
  return exceptions;
}

/** The days off that the law itself names, as far as they fall on weekdays; the notice of the year adds what is moved. */
export function daysOffByLaw(year: number): CalendarException[] {
  const lunar = (monthAndDay: string) => chineseDays.getSolarDateFromLunar(`${year}-${monthAndDay}`).date;
  const spring = lunar('01-01');
  const named: [string, string][] = [
    [`${year}-01-01`, '元旦'],
    ...[-1, 0, 1, 2].map((later): [string, string] => [addDays(spring, later), '春节']),
    [chineseDays.getSolarTermDate(year, 4, 'pure_brightness'), '清明'],
    [`${year}-05-01`, '劳动节'],
    [`${year}-05-02`, '劳动节'],
    [lunar('05-05'), '端午'],
    [lunar('08-15'), '中秋'],
    ...['01', '02', '03'].map((day): [string, string] => [`${year}-10-${day}`, '国庆节']),
  ];
  return named
    .filter(([day]) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
    .filter(([day], at, all) => all.findIndex(([other]) => other === day) === at)
    .map(([day, note]) => ({ day, kind: 'holiday', source: LAW_SOURCE, note }));
}

/** `国庆节`: which days off a day belongs to, also as the one that is worked for them. */
function nameOfDaysOff(day: string): string | null {
  const [, chinese] = chineseDays.getDayDetail(day).name.split(',');
  return chinese ?? null;
}
