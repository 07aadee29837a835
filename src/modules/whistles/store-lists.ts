// Which whistles stand on a list: of areas, of organisations, of the whole district; each along an index that ends in the wanted order.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import type { WhistleRow } from './store.ts';

export interface Listed {
  readonly state: 'open' | 'all';
  /** Of all, those blown since. */
  readonly since: Instant;
  readonly most: number;
}

export type AreaColumn = 'street_id' | 'community_id' | 'grid_id';

/** Open ones oldest first, all of them newest first; row security leaves out what is not the actor's. */
export async function findInDistrict(db: Db, { state, since, most }: Listed): Promise<WhistleRow[]> {
  const rows = db.selectFrom('whistles').selectAll().limit(most);
  if (state === 'open') return rows.where('status', '=', 'open').orderBy('blown_at').orderBy('id').execute();
  return rows.where('blown_at', '>=', since).orderBy('blown_at', 'desc').orderBy('id', 'desc').execute();
}

/** For each area its own walk along its own index: of an `in` list the database would read all rows and sort them. */
export async function findInAreas(
  db: Db,
  column: AreaColumn,
  ids: readonly string[],
  { state, since, most }: Listed,
): Promise<WhistleRow[]> {
  if (ids.length === 0) return [];
  const rows = db
    .selectFrom('whistles')
    .selectAll('whistles')
    .where(sql<boolean>`${sql.ref(column)} = area.id`)
    .limit(most);
  const walked =
    state === 'open'
      ? rows.where('status', '=', 'open').orderBy('blown_at').orderBy('id')
      : rows.where('blown_at', '>=', since).orderBy('blown_at', 'desc').orderBy('id', 'desc');
  return db
    .selectFrom(sql<{ id: string }>`unnest(${ids}::uuid[])`.as<'area'>(sql`area(id)`))
    .innerJoinLateral(walked.as('found'), (join) => join.onTrue())
    .selectAll('found')
    .execute();
}

/** Ids of those that call in one of these organisations. */
export async function findCallingIn(
  db: Db,
  organisationIds: readonly string[],
  { state, since, most }: Listed,
): Promise<string[]> {
  if (organisationIds.length === 0) return [];
  const calls = db
    .selectFrom('whistle_calls')
    .select('whistle_id')
    .where(sql<boolean>`organisation_id = organisation.id`)
    .limit(most);
  const walked =
    state === 'open'
      ? calls.where('is_open', '=', true).orderBy('called_at').orderBy('id')
      : calls.where('called_at', '>=', since).orderBy('called_at', 'desc').orderBy('id', 'desc');
  const found = await db
    .selectFrom(sql<{ id: string }>`unnest(${organisationIds}::uuid[])`.as<'organisation'>(sql`organisation(id)`))
    .innerJoinLateral(walked.as('found'), (join) => join.onTrue())
    .select('found.whistle_id')
    .execute();
  return [...new Set(found.map(({ whistle_id: id }) => id))];
}

/** Of the cases reported since, in these areas or in the whole district: how many there are, and on how many a whistle was blown. */
export async function countWhistled(
  db: Db,
  since: Instant,
  within: readonly (readonly [AreaColumn, readonly string[]])[] | undefined,
): Promise<{ cases: number; whistled: number }> {
  const here =
    within === undefined
      ? sql`true`
      : sql.join(
          within.map(([column, ids]) => sql`cases.${sql.ref(column)} = any (${[...ids]}::uuid[])`),
          sql` or `,
        );
  const { rows } = await sql<{ cases: number; whistled: number }>`
    select count(*)::integer as cases, count(*) filter (where exists (
      select from whistles where whistles.subject_kind = 'case' and whistles.subject_id = cases.id
    ))::integer as whistled
    from cases
    where cases.reported_at >= ${since}::timestamptz and (${here})`.execute(db);
  return rows[0] ?? { cases: 0, whistled: 0 };
}

export async function findByIds(db: Db, ids: readonly string[]): Promise<WhistleRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('whistles').selectAll().where('id', 'in', ids).execute();
}

/** A grid with all that lie in it; of a micro-grid also the grid it lies in, whose id its matters carry. */
export async function findGridsWithin(db: Db, path: string): Promise<string[]> {
  const rows = await db
    .selectFrom('grids')
    .select('id')
    .where(sql<boolean>`path ^@ ${path}::text or ${path}::text ^@ path`)
    .execute();
  return rows.map(({ id }) => id);
}
