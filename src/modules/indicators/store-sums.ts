// What is counted of a place and a period: from the months summed in advance where whole months of streets are asked, else from the rows.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

import { isStockIn } from './rules.ts';
import type { Dimension, Period, Series } from './rules.ts';
import { COUNTERS, STOCKS, STOCK_KEYS } from './rules-counters.ts';
import type { CounterKey, StockIn } from './rules-counters.ts';
import type { Sums } from './rules-measures.ts';
import { COUNTER_SQL, DIMENSION_SQL } from './store-counters.ts';
import type { StoredDimension } from './store-counters.ts';

export interface Scope {
  readonly level: 'district' | 'street' | 'community' | 'grid';
  readonly id: string;
}

/** Whole months of a street or the district; anything smaller is few enough rows to be counted as they are. */
export interface Asked {
  readonly scope: Scope;
  readonly period: Pick<Period, 'from' | 'next'>;
  /** Up to, but without it: nothing of tomorrow counts today. */
  readonly until: Day;
  readonly isOfMonths: boolean;
}

export interface Group {
  readonly key: string;
  readonly sums: Sums;
}

export async function sumAll(db: Db, asked: Asked): Promise<Sums> {
  const [group] = await sumBy(db, asked, 'all');
  return group?.sums ?? NOTHING;
}

/** By area: the areas directly below. Of a breakdown with many keys only the counters that are shown are summed; the others stay 0. */
export async function sumBy(
  db: Db,
  asked: Asked,
  by: Dimension | 'all',
  counters: readonly CounterKey[] = COUNTERS,
): Promise<Group[]> {
  return isStored(asked) ? sumMonths(db, asked, by, counters) : sumRows(db, asked, by, counters);
}

function isStored({ scope, isOfMonths }: Asked): boolean {
  return isOfMonths && (scope.level === 'district' || scope.level === 'street');
}

const AREA_BELOW = {
  district: sql<string>`coalesce(street_id::text, 'none')`,
  street: sql<string>`coalesce(community_id::text, 'none')`,
  community: sql<string>`coalesce(grid_id::text, 'none')`,
  grid: sql<string>`''`,
} as const;

async function sumMonths(
  db: Db,
  { scope, period: { from, next } }: Asked,
  by: Dimension | 'all',
  counters: readonly CounterKey[],
): Promise<Group[]> {
  const isByStreet = by === 'area' && scope.level === 'district';
  const below = isByStreet ? 'all' : 'community';
  const dimension = by === 'area' ? below : by;
  const within = counters.map(
    (key) =>
      sql`coalesce(sum(counts[${COUNTERS.indexOf(key) + 1}::integer]) filter (where month >= ${from}::date), 0)::int as ${sql.ref(`in_${key}`)}`,
  );
  const stocks = STOCK_KEYS.filter((key) => counters.includes(key)).flatMap((key) => [key, STOCKS[key]]);
  const earlier = (['filedWithDue', 'dueIn', ...stocks] as CounterKey[])
    .filter((key, at, all) => all.indexOf(key) === at)
    .map(
      (key) =>
        sql`coalesce(sum(counts[${COUNTERS.indexOf(key) + 1}::integer]) filter (where month < ${from}::date), 0)::int
        as ${sql.ref(`before_${key}`)}`,
    );
  const { rows } = await sql<Record<string, number> & { key: string }>`
    select ${isByStreet ? sql`street` : sql`key`} as key, ${sql.join([...within, ...earlier])}
    from indicator_months
    where dimension = ${dimension} and month < ${next}::date and ${streetOf(scope)}
    group by 1`.execute(db);
  return rows.map((row) => ({ key: row.key, sums: sumsOfMonths(row) }));
}

function streetOf({ level, id }: Scope): RawBuilder<unknown> {
  return level === 'street' ? sql`street_id = ${id}::uuid` : sql`true`;
}

function sumsOfMonths(row: Record<string, number>): Sums {
  const within = withinOf(row);
  const before = (key: CounterKey) => row[`before_${key}`] ?? 0;
  return {
    within,
    carried: Object.fromEntries(STOCK_KEYS.map((key) => [key, before(key) - before(STOCKS[key])])) as Sums['carried'],
    notYetDue: before('filedWithDue') + within.filedWithDue - before('dueIn') - within.dueIn,
  };
}

/** One pass: each row is looked at once for all counters. */
async function sumRows(
  db: Db,
  { scope, period: { from }, until }: Asked,
  by: Dimension | 'all',
  counters: readonly CounterKey[],
): Promise<Group[]> {
  const within = counters.map((key) => {
    const { on, is } = COUNTER_SQL[key];
    const day = sql.ref(on);
    return sql`(count(*) filter (where ${day} >= ${from}::date and ${day} < ${until}::date and ${is}))::int as ${sql.ref(`in_${key}`)}`;
  });
  const carried = STOCK_KEYS.filter((key) => counters.includes(key)).map(
    (key) => sql`(count(*) filter (where ${isCarried(key, from)}))::int as ${sql.ref(`carried_${key}`)}`,
  );
  const { rows } = await sql<Record<string, number> & { key: string; not_yet_due: number }>`
    select ${keyOf(by, scope)} as key, ${sql.join([...within, ...carried])},
      (count(*) filter (where ${isNotYetDue(until)}))::int as not_yet_due
    from indicator_rows
    where ${lieIn(scope)} and opened_on < ${until}::date and last_on >= ${from}::date
    group by 1`.execute(db);
  return rows.map((row) => ({
    key: row.key,
    sums: {
      within: withinOf(row),
      carried: Object.fromEntries(STOCK_KEYS.map((key) => [key, row[`carried_${key}`] ?? 0])) as Sums['carried'],
      notYetDue: row.not_yet_due,
    },
  }));
}

/** The key of a row in a breakdown; the same for counting and for listing. */
export function keyOf(by: Dimension | 'all', { level }: Scope): RawBuilder<string> {
  return by === 'area' ? AREA_BELOW[level] : DIMENSION_SQL[by as StoredDimension];
}

/** A list names its scope as an equality; of the whole district row security alone says what is counted. */
export function lieIn({ level, id }: Scope): RawBuilder<unknown> {
  switch (level) {
    case 'district':
      return sql`true`;
    case 'street':
      return sql`street_id = ${id}::uuid`;
    case 'community':
      return sql`community_id = ${id}::uuid`;
    case 'grid':
      return sql`grid_id = ${id}::uuid`;
  }
}

export function isCarried(key: StockIn, from: Day): RawBuilder<boolean> {
  return sql<boolean>`due_on < ${from}::date and (settled_on is null or settled_on >= ${from}::date) and ${COUNTER_SQL[key].is}`;
}

export function isNotYetDue(until: Day): RawBuilder<boolean> {
  return sql<boolean>`filed_on < ${until}::date and (due_on >= ${until}::date or is_due_later) and ${COUNTER_SQL.filedWithDue.is}`;
}

function withinOf(row: Record<string, number>): Record<CounterKey, number> {
  return Object.fromEntries(COUNTERS.map((key) => [key, row[`in_${key}`] ?? 0])) as Record<CounterKey, number>;
}

/** How often the counters counted day by day, or month by month, from the first period on. */
export async function readSeries(db: Db, asked: Asked, counters: readonly CounterKey[]): Promise<Series> {
  return isStored(asked) ? monthSeries(db, asked, counters) : daySeries(db, asked, counters);
}

async function monthSeries(
  db: Db,
  { scope, period: { from, next } }: Asked,
  counters: readonly CounterKey[],
): Promise<Series> {
  const sums = counters.map((key) => sql`sum(counts[${COUNTERS.indexOf(key) + 1}::integer])::int as ${sql.ref(key)}`);
  const { rows } = await sql<Record<string, number> & { month: Day }>`
    select month, ${sql.join(sums)} from indicator_months
    where dimension = 'all' and month < ${next}::date and ${streetOf(scope)}
    group by month`.execute(db);
  const carried = counters.filter(isStockIn).map((key) => {
    const earlier = rows.filter(({ month }) => month < from);
    return [key, earlier.reduce((sum, row) => sum + (row[key] ?? 0) - (row[STOCKS[key]] ?? 0), 0)] as const;
  });
  return {
    days: rows
      .filter(({ month }) => month >= from)
      .flatMap((row) => counters.map((counter) => ({ counter, day: row.month, count: row[counter] ?? 0 }))),
    carried: Object.fromEntries(carried),
  };
}

async function daySeries(
  db: Db,
  { scope, period: { from }, until }: Asked,
  counters: readonly CounterKey[],
): Promise<Series> {
  const reach = sql`${lieIn(scope)} and opened_on < ${until}::date and last_on >= ${from}::date`;
  const perDay = counters.map((key) => {
    const { on, is } = COUNTER_SQL[key];
    const day = sql.ref(on);
    return sql`select ${key} as counter, ${day} as day, count(*)::int as count from indicator_rows
      where ${reach} and ${day} >= ${from}::date and ${day} < ${until}::date and ${is} group by 2`;
  });
  const carries = counters.filter(isStockIn).map(
    (key) => sql`select ${key} as counter, null::date as day, count(*)::int as count from indicator_rows
        where ${reach} and ${isCarried(key, from)}`,
  );
  const { rows } = await sql<{ counter: CounterKey; day: Day | null; count: number }>`
    ${sql.join([...perDay, ...carries], sql` union all `)}`.execute(db);
  return {
    days: rows.flatMap(({ counter, day, count }) => (day === null ? [] : [{ counter, day, count }])),
    carried: Object.fromEntries(rows.filter(({ day }) => day === null).map(({ counter, count }) => [counter, count])),
  };
}

export const NOTHING: Sums = {
  within: Object.fromEntries(COUNTERS.map((key) => [key, 0])) as Record<CounterKey, number>,
  carried: Object.fromEntries(STOCK_KEYS.map((key) => [key, 0])) as Sums['carried'],
  notYetDue: 0,
};
