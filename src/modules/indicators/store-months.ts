// indicator_months: which months have to be summed again, their sums, and how far everything has been counted.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day, Instant } from '#shared/time.ts';

import { COUNTERS } from './rules-counters.ts';
import { COUNTER_SQL, DIMENSION_SQL, STORED_DIMENSIONS } from './store-counters.ts';
import { toldWithin } from './store-sums.ts';

export interface State {
  readonly counted_at: Instant | null;
  readonly counted_on: Day | null;
  readonly seen_until: Instant | null;
  readonly counted_for: string | null;
}

export async function readState(db: Db): Promise<State> {
  return db
    .selectFrom('indicator_state')
    .select(['counted_at', 'counted_on', 'seen_until', 'counted_for'])
    .executeTakeFirstOrThrow();
}

export async function saveState(db: Db, state: State): Promise<void> {
  await db.updateTable('indicator_state').set(state).execute();
}

export interface StreetMonth {
  readonly month: Day;
  readonly path: string;
  readonly street_id: string | null;
}

/** They keep what was summed until it is summed again; one that is new is empty meanwhile. */
export async function markStale(db: Db, months: readonly StreetMonth[]): Promise<void> {
  if (months.length === 0) return;
  await sql`
    insert into indicator_months (month, dimension, key, path, street, street_id, counts, is_stale)
    select month, 'all', '', path, coalesce(street_id::text, 'none'), street_id, array_fill(0, array[${COUNTERS.length}::integer]), true
    from jsonb_to_recordset(${JSON.stringify(months)}::jsonb) as given (month date, path text, street_id uuid)
    on conflict (month, path, street, dimension, key) do update set is_stale = true`.execute(db);
}

/** A new day has come: what falls due in these months may now count. */
export async function markMonthsStale(db: Db, from: Day, to: Day): Promise<void> {
  await sql`update indicator_months set is_stale = true
    where dimension = 'all' and month >= date_trunc('month', ${from}::date)::date and month <= ${to}::date`.execute(db);
}

export async function markAllStale(db: Db): Promise<void> {
  await sql`update indicator_months set is_stale = true where dimension = 'all'`.execute(db);
}

/** The earliest first. */
export async function findStale(db: Db, most: number): Promise<StreetMonth[]> {
  return db
    .selectFrom('indicator_months')
    .select(['month', 'path', 'street_id'])
    .where('is_stale', '=', true)
    .orderBy('month')
    .limit(most)
    .execute();
}

const MARKS = sql.join(
  COUNTERS.map((key) => {
    const { on, is } = COUNTER_SQL[key];
    return sql`${sql.ref(on)} >= month.first and ${sql.ref(on)} < month.next and ${is} as ${sql.ref(key)}`;
  }),
);
const COUNTS = sql.join(COUNTERS.map((key) => sql`count(*) filter (where ${sql.ref(key)})`));
const KEYS = sql.join(STORED_DIMENSIONS.map((dimension) => sql`(${dimension}::text, ${sql.ref(`by_${dimension}`)})`));
const KEY_COLUMNS = sql.join(
  STORED_DIMENSIONS.map((dimension) => sql`${DIMENSION_SQL[dimension]} as ${sql.ref(`by_${dimension}`)}`),
);

/**
 * Sums one month of some streets anew. Nothing later than `today` counts yet.
 *
 * A row belongs to the line of its path: what is held above the street is not the street's to see. The street is an equality,
 * for `is not distinct from` uses no index and would read the rows of all streets for each of them.
 */
export async function sumMonth(db: Db, month: Day, lines: readonly StreetMonth[], today: Day): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(lines.map(({ path, street_id: id }) => ({ path, street: id ?? 'none' })))}::jsonb)
    as given (path text, street text)`;
  const ids = lines.flatMap(({ street_id: id }) => id ?? []);
  const lie = [
    ...(ids.length > 0 ? [sql`indicator_rows.street_id = any(${ids}::uuid[])`] : []),
    ...(ids.length < lines.length ? [sql`indicator_rows.street_id is null`] : []),
  ];
  await sql`
    delete from indicator_months using ${given}
    where indicator_months.month = ${month}::date and indicator_months.path = given.path and indicator_months.street = given.street`.execute(
    db,
  );
  // Marked once, then counted by each dimension: the conditions cost more than the counting.
  await sql`
    with marked as materialized (
      select given.path as line_path, given.street as line_street, indicator_rows.street_id, ${KEY_COLUMNS}, ${MARKS}
      from (
        select ${month}::date as first,
          least((${month}::date + interval '1 month')::date, ${today}::date + 1) as next
      ) as month
      join indicator_rows on ${toldWithin(month, sql`month.next`)}
        and (${sql.join(lie, sql` or `)})
      join ${given} on given.street = coalesce(indicator_rows.street_id::text, 'none')
        and given.path = coalesce(substring(indicator_rows.path from '^/[^/]+/[^/]+/'), indicator_rows.path)
    )
    insert into indicator_months (month, dimension, key, path, street, street_id, counts)
    select ${month}::date, told.dimension, told.key, line_path, line_street, street_id, array[${COUNTS}]::integer[]
    from marked
    cross join lateral (values ${KEYS}) as told (dimension, key)
    group by told.dimension, told.key, line_path, line_street, street_id`.execute(db);
}
