// What is counted of a place and a period: of streets and the district from the months summed in advance, else from the rows.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

import { isStockIn, periodOf } from './rules.ts';
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

export async function sumAll(db: Db, asked: Asked, counters: readonly CounterKey[] = COUNTERS): Promise<Sums> {
  const [group] = await sumBy(db, asked, 'all', counters);
  return group?.sums ?? NOTHING;
}

/** By area: the areas directly below. Of a breakdown with many keys only the counters that are shown are summed; the others stay 0. */
export async function sumBy(
  db: Db,
  asked: Asked,
  by: Dimension | 'all',
  counters: readonly CounterKey[] = COUNTERS,
): Promise<Group[]> {
  if (!isStored(asked)) return sumRows(db, asked, by, counters);
  return asked.isOfMonths ? sumMonths(db, asked, by, counters) : sumDays(db, asked, by, counters);
}

/** A street or the district; anything smaller is few enough rows to be counted as they are. */
function isStored({ scope }: Asked): boolean {
  return scope.level === 'district' || scope.level === 'street';
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
  const within = counters.map((key) => countIn(key, sql`month >= ${from}::date`, `in_${key}`));
  const earlier = countedBefore(counters).map((key) => countIn(key, sql`month < ${from}::date`, `before_${key}`));
  const rows = await readMonths(db, scope, next, by, [...within, ...earlier]);
  return rows.map((row) => ({ key: row.key, sums: sumsOf(row) }));
}

/** What was before the month of the first day is summed in advance; the rest is in the rows told of since that month began. */
async function sumDays(
  db: Db,
  { scope, period: { from }, until }: Asked,
  by: Dimension | 'all',
  counters: readonly CounterKey[],
): Promise<Group[]> {
  const month = periodOf('month', from).from;
  const earlier = countedBefore(counters);
  const stored = await readMonths(
    db,
    scope,
    month,
    by,
    earlier.map((key) => countIn(key, sql`true`, `before_${key}`)),
  );
  const within = counters.map((key) => countOn(key, from, until, `in_${key}`));
  const since = earlier.map((key) => countOn(key, month, from, `before_${key}`));
  const { rows } = await sql<CountRow>`
    select ${keyOf(by, scope)} as key, ${sql.join([...within, ...since])}
    from indicator_rows
    where ${lieIn(scope)} and ${toldWithin(month, until)}
    group by 1`.execute(db);
  const together = Map.groupBy([...stored, ...rows], ({ key }) => key);
  return Array.from(together, ([key, parts]) => ({ key, sums: sumsOf(parts.reduce(addUp)) }));
}

type CountRow = Record<string, number> & { key: string };

function addUp(one: CountRow, other: CountRow): CountRow {
  const { key, ...counts } = other;
  const sums = Object.entries(counts).map(([name, count]) => [name, (one[name] ?? 0) + count]);
  return { ...one, ...Object.fromEntries(sums), key };
}

async function readMonths(
  db: Db,
  scope: Scope,
  next: Day,
  by: Dimension | 'all',
  columns: readonly RawBuilder<unknown>[],
): Promise<CountRow[]> {
  const isByStreet = by === 'area' && scope.level === 'district';
  const below = isByStreet ? 'all' : 'community';
  const dimension = by === 'area' ? below : by;
  const { rows } = await sql<CountRow>`
    select ${isByStreet ? sql`street` : sql`key`} as key, ${sql.join(columns)}
    from indicator_months
    where dimension = ${dimension} and month < ${next}::date and ${streetOf(scope)}
    group by 1`.execute(db);
  return rows;
}

/** What carries over needs to be known of the time before. */
function countedBefore(counters: readonly CounterKey[]): CounterKey[] {
  const stocks = STOCK_KEYS.filter((key) => counters.includes(key)).flatMap((key) => [key, STOCKS[key]]);
  return [...new Set<CounterKey>(['filedWithDue', 'dueIn', ...stocks])];
}

function countIn(key: CounterKey, condition: RawBuilder<unknown>, name: string): RawBuilder<unknown> {
  return sql`coalesce(sum(counts[${COUNTERS.indexOf(key) + 1}::integer]) filter (where ${condition}), 0)::int as ${sql.ref(name)}`;
}

function countOn(key: CounterKey, from: Day, until: Day, name: string): RawBuilder<unknown> {
  const { on, is } = COUNTER_SQL[key];
  const day = sql.ref(on);
  return sql`(count(*) filter (where ${day} >= ${from}::date and ${day} < ${until}::date and ${is}))::int as ${sql.ref(name)}`;
}

function streetOf({ level, id }: Scope): RawBuilder<unknown> {
  return level === 'street' ? sql`street_id = ${id}::uuid` : sql`true`;
}

function sumsOf(row: Record<string, number>): Sums {
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
  const within = counters.map((key) => countOn(key, from, until, `in_${key}`));
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

/**
 * Rows that may count on a day from `from` on and before `until`. Short ones lie along their opening; long ones, which are few, along
 * their end: neither bound alone says much about a day in the middle of years.
 */
export function toldWithin(from: Day, until: Day | RawBuilder<Day>): RawBuilder<boolean> {
  const within = sql`opened_on < ${until}::date and told_on >= ${from}::date`;
  return sql<boolean>`(not is_long and opened_on >= ${from}::date - 31 and ${within} or is_long and ${within})`;
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
  return isStored(asked) && asked.isOfMonths ? monthSeries(db, asked, counters) : daySeries(db, asked, counters);
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

/** The days of all counters in one pass; what was carried into the first is, of a street or the district, in the months before. */
async function daySeries(db: Db, asked: Asked, counters: readonly CounterKey[]): Promise<Series> {
  const { scope, period, until } = asked;
  const stocks = counters.filter(isStockIn);
  const first = isStored(asked) && stocks.length > 0 ? periodOf('month', period.from).from : period.from;
  const both = [...new Set<CounterKey>([...counters, ...stocks.map((key) => STOCKS[key])])];
  const told = both.map((key) => sql`(${key}::text, ${sql.ref(COUNTER_SQL[key].on)}, ${COUNTER_SQL[key].is})`);
  const { rows } = await sql<Series['days'][number]>`
    select told.counter, told.day, count(*)::int as count
    from indicator_rows
    cross join lateral (values ${sql.join(told)}) as told (counter, day, is_counted)
    where ${lieIn(scope)} and ${toldWithin(first, until)}
      and told.is_counted and told.day >= ${first}::date and told.day < ${until}::date
    group by 1, 2`.execute(db);
  const days = rows.filter(({ counter, day }) => day >= period.from && counters.includes(counter));
  if (stocks.length === 0) return { days, carried: {} };
  if (!isStored(asked)) return { days, carried: (await sumAll(db, { ...asked, until: period.from }, stocks)).carried };
  const columns = stocks.flatMap((key) => [key, STOCKS[key]].map((each) => countIn(each, sql`true`, `before_${each}`)));
  const [stored] = await readMonths(db, scope, first, 'all', columns);
  const earlier = (key: CounterKey) =>
    rows.reduce((sum, { counter, day, count }) => sum + (counter === key && day < period.from ? count : 0), 0);
  const before = (key: CounterKey) => (stored?.[`before_${key}`] ?? 0) + earlier(key);
  return { days, carried: Object.fromEntries(stocks.map((key) => [key, before(key) - before(STOCKS[key])])) };
}

/** Every row has one key of a dimension: its groups together are all. */
export function togetherOf(groups: readonly Group[]): Sums {
  return groups.reduce<Sums>(
    (all, { sums }) => ({
      within: addEach(all.within, sums.within),
      carried: addEach(all.carried, sums.carried),
      notYetDue: all.notYetDue + sums.notYetDue,
    }),
    NOTHING,
  );
}

function addEach<T extends Readonly<Record<string, number>>>(one: T, other: T): T {
  return Object.fromEntries(Object.entries(one).map(([key, count]) => [key, count + (other[key] ?? 0)])) as T;
}

export const NOTHING: Sums = {
  within: Object.fromEntries(COUNTERS.map((key) => [key, 0])) as Record<CounterKey, number>,
  carried: Object.fromEntries(STOCK_KEYS.map((key) => [key, 0])) as Sums['carried'],
  notYetDue: 0,
};
