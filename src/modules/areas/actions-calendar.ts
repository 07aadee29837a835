// The working calendar on the server: read by everybody who serves here, written year by year under district.settings.

import { createHash } from 'node:crypto';

import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { changeGround, noteChange, readGround } from './actions-ground.ts';
import { isWhole, mistakesIn, stateOfYear, wantedYears } from './rules-calendar.ts';
import type { CalendarDay, YearState } from './rules-calendar.ts';
import { guardHolds } from './rules.ts';
import { lockCalendarYear, readCalendarRows, replaceCalendarYear } from './store-calendar.ts';
import type { CalendarRow } from './store-calendar.ts';

export interface YearView {
  year: number;
  state: YearState;
  source: string | null;
  days: CalendarDay[];
  tag: string;
}

export async function listCalendarYears(ctx: Context) {
  return readGround(ctx, async (ctx) => {
    const byYear = Map.groupBy(await readCalendarRows(ctx), ({ day }) => Number(day.slice(0, 4)));
    const years = [...byYear]
      .map(([year, rows]) => ({ year, state: stateOfYear(rows), days: rows.length }))
      .toSorted((left, right) => right.year - left.year);
    const wanted = wantedYears(dayOf(ctx.now, ctx.district.timeZone))
      .map((year) => ({ year, state: stateOfYear(byYear.get(year) ?? []) }))
      .filter(({ state }) => state !== 'published');
    return { years, wanted };
  });
}

export function readYear(ctx: Context, year: number): Promise<YearView> {
  return readGround(ctx, async (ctx) => viewOf(year, await rowsOf(ctx, year)));
}

export interface YearChange {
  seenTag: string;
  source: string;
  isAssumed: boolean;
  days: CalendarDay[];
}

/**
 * Limits that run keep the due date that was told; what is given from now on goes by the new days.
 *
 * @throws {Problem} `permission-missing`; `input-invalid` with every wrong day; `changed-meanwhile`
 */
export function writeYear(ctx: Context, year: number, change: YearChange): Promise<YearView> {
  return changeGround(ctx, async (ctx) => {
    guardHolds(ctx.actor, 'district.settings', ctx.district.path);
    checkDays(year, change.days);
    await lockCalendarYear(ctx, year);
    const seen = viewOf(year, await rowsOf(ctx, year));
    if (seen.tag !== change.seenTag) throw problem('changed-meanwhile', `The year ${year} was changed meanwhile`);
    const { source, isAssumed } = change;
    await replaceCalendarYear(
      ctx,
      year,
      change.days.map((day) => ({ ...day, source, isAssumed })),
    );
    await noteChange(ctx, {
      act: 'calendar.write',
      subjectKind: 'setting',
      subjectId: null,
      path: ctx.district.path,
      codes: { year, days: change.days.length, isAssumed },
    });
    return viewOf(year, await rowsOf(ctx, year));
  });
}

function checkDays(year: number, days: readonly CalendarDay[]): void {
  const errors = mistakesIn(year, days).map(({ at, why }) => ({
    pointer: `/days/${at}/day`,
    in: 'body',
    detail: why === 'twice' ? 'stands here twice' : `is not a day of ${year}`,
  }));
  if (errors.length > 0) throw problem('input-invalid', 'Not the days of one year', { errors });
  if (isWhole(days)) return;
  throw problem('input-invalid', 'A year is written whole', {
    errors: [{ pointer: '/days', in: 'body', detail: 'has no day off in October: the National Day is missing' }],
  });
}

async function rowsOf(ctx: TransactionContext, year: number): Promise<CalendarRow[]> {
  return (await readCalendarRows(ctx)).filter(({ day }) => day.startsWith(`${year}-`));
}

function viewOf(year: number, rows: readonly CalendarRow[]): YearView {
  return {
    year,
    state: stateOfYear(rows),
    source: rows[0]?.source ?? null,
    days: rows.map(({ day, kind, note }) => ({ day, kind, note })),
    tag: createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
  };
}
