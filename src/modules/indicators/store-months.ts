// indicator_months: which months have to be summed again, their sums, and how far everything has been counted.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day, Instant } from '#shared/time.ts';

import { COUNTERS } from './rules-counters.ts';
import { COUNTER_SQL, DIMENSION_SQL, STORED_DIMENSIONS } from './store-counters.ts';

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

export async function findStale(db: Db, most: number): Promise<StreetMonth[]> {
  return db
    .selectFrom('indicator_months')
    .select(['month', 'path', 'street_id'])
    .where('is_stale', '=', true)
    .orderBy('month')
    .limit(most)
    .execute();
}

const COUNTS = sql.join(
  COUNTERS.map((key) => {
    const { on, is } = COUNTER_SQL[key];
    return sql`count(*) filter (where ${sql.ref(on)} >= month.first and ${sql.ref(on)} < month.next and ${is})`;
  }),
);
const KEYS = sql.join(STORED_DIMENSIONS.map((dimension) => sql`(${dimension}::text, ${DIMENSION_SQL[dimension]})`));

/**
 * Sums one month of one street anew. Nothing later than `today` counts yet.
 *
 * A row belongs to the line of its path: what is held above the street is not the street's to see.
 */
export async function sumMonth(db: Db, { month, path, street_id: streetId }: StreetMonth, today: Day): Promise<void> {
  await sql`
    delete from indicator_months
    where month = ${month}::date and path = ${path} and street = coalesce(${streetId}::uuid::text, 'none')`.execute(db);
  await sql`
    insert into indicator_months (month, dimension, key, path, street, street_id, counts)
    select ${month}::date, told.dimension, told.key, ${path}, coalesce(${streetId}::uuid::text, 'none'), ${streetId}::uuid,
      array[${COUNTS}]::integer[]
    from (
      select ${month}::date as first,
        least((${month}::date + interval '1 month')::date, ${today}::date + 1) as next
    ) as month
    join indicator_rows on indicator_rows.opened_on < month.next and indicator_rows.last_on >= month.first
      and indicator_rows.street_id is not distinct from ${streetId}::uuid
    cross join lateral (values ${KEYS}) as told (dimension, key)
    where coalesce(substring(indicator_rows.path from '^/[^/]+/[^/]+/'), indicator_rows.path) = ${path}
    group by told.dimension, told.key`.execute(db);
}
