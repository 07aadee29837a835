// The working calendar as rows: a day that differs from its weekday, with its notice.

import { sql } from 'kysely';

import type { TransactionContext } from '#platform/context.ts';

import type { CalendarDay } from './rules-calendar.ts';

export interface CalendarRow extends CalendarDay {
  readonly source: string;
  readonly isAssumed: boolean;
}

export async function readCalendarRows({ db }: TransactionContext): Promise<CalendarRow[]> {
  const rows = await db.selectFrom('work_calendar').selectAll().orderBy('day').execute();
  return rows.map(({ day, kind, note, source, is_assumed }) => ({
    day,
    kind: kind as CalendarDay['kind'],
    note,
    source,
    isAssumed: is_assumed,
  }));
}

/** Two who write the same year wait for each other: also where there are no rows yet to lock. */
export async function lockCalendarYear({ db }: TransactionContext, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || '.calendar'), ${year}::integer)`.execute(db);
}

export async function replaceCalendarYear(
  { db }: TransactionContext,
  year: number,
  days: readonly CalendarRow[],
): Promise<void> {
  await db
    .deleteFrom('work_calendar')
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .execute();
  await db
    .insertInto('work_calendar')
    .values(days.map(({ isAssumed, ...day }) => ({ ...day, is_assumed: isAssumed })))
    .execute();
}
