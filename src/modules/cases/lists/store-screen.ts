// What the wall counts beside the lists: open matters of each area below along its own index, and what has just been told of.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import type { Area } from './store-lists.ts';

export interface Below {
  readonly column: Area['column'];
  readonly ids: readonly string[];
}

export interface CountedStatus {
  readonly id: string | null;
  readonly status: string;
  readonly case_count: number;
}

/** At most `most` of each status in each area. */
export async function countOpenBelow(
  db: Db,
  { column, ids }: Below,
  statuses: readonly string[],
  most: number,
): Promise<CountedStatus[]> {
  const { rows } = await sql<CountedStatus>`
    select places.id, statuses.status, count(*) as case_count
    from unnest(${ids}::uuid[]) as places (id)
    cross join unnest(${statuses}::text[]) as statuses (status)
    cross join lateral (
      select cases.id from cases
      where cases.${sql.ref(column)} = places.id and cases.status = statuses.status and cases.secrecy = 'open'
      limit ${most}
    ) as met
    group by places.id, statuses.status
  `.execute(db);
  return rows;
}

/** Those of the place that lie in none of the areas below it; all of the place where nothing is below. */
export async function countOpenBeside(
  db: Db,
  { area, below }: { area: Area | undefined; below: Area['column'] | undefined },
  statuses: readonly string[],
  most: number,
): Promise<CountedStatus[]> {
  const { rows } = await sql<CountedStatus>`
    select null as id, statuses.status, count(*) as case_count
    from unnest(${statuses}::text[]) as statuses (status)
    cross join lateral (
      select cases.id from cases
      where cases.status = statuses.status and cases.secrecy = 'open'
        ${area === undefined ? sql`` : sql`and cases.${sql.ref(area.column)} = ${area.id}::uuid`}
        ${below === undefined ? sql`` : sql`and cases.${sql.ref(below)} is null`}
      limit ${most}
    ) as met
    group by statuses.status
  `.execute(db);
  return rows;
}

export async function countOverdueBelow(
  db: Db,
  { column, ids }: Below,
  now: Instant,
  most: number,
): Promise<{ id: string; case_count: number }[]> {
  const { rows } = await sql<{ id: string; case_count: number }>`
    select places.id, count(*) as case_count
    from unnest(${ids}::uuid[]) as places (id)
    cross join lateral (
      select cases.id from cases
      where cases.${sql.ref(column)} = places.id and cases.closed_at is null and cases.due_at is not null
        and cases.due_at < ${now}::timestamptz and cases.secrecy = 'open'
      limit ${most}
    ) as met
    group by places.id
  `.execute(db);
  return rows;
}

export async function findReportedSince(
  db: Db,
  area: Area | undefined,
  since: Instant,
  most: number,
): Promise<Instant[]> {
  let query = db.selectFrom('cases').select('reported_at').where('reported_at', '>=', since);
  if (area !== undefined) query = query.where(area.column, '=', area.id);
  const rows = await query.where('secrecy', '=', 'open').orderBy('reported_at', 'desc').limit(most).execute();
  return rows.map(({ reported_at }) => reported_at);
}

export interface Happened {
  readonly fact_id: string;
  readonly at: Instant;
  readonly verb: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly class_code: string | null;
  readonly street_id: string | null;
  readonly community_id: string | null;
}

/** A street's acts lie among those of the whole district: no more batches than these are looked through. */
const BATCHES_BACK = 2_000;
const MOST_LOOKED = 200;

/** What the pump has passed on of late, newest first, with the matter as the actor sees it now. */
export async function findHappened(db: Db, path: string): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    select told.id as fact_id, told.at, coalesce(told.body ->> 'verb', 'report') as verb,
      told.body ->> 'from' as "from", coalesce(told.body ->> 'to', 'collected') as "to",
      cases.id, cases.number, cases.kind, cases.class_code, cases.street_id, cases.community_id
    from (
      select facts.id, facts.at, facts.body from facts
      where facts.batch > (select last_batch - ${BATCHES_BACK} from fact_batches)
        and facts.name in ('case.reported', 'case.moved') and facts.secrecy = 'open' and facts.path like ${`${path}%`}
      order by facts.batch desc, facts.at desc
      limit ${MOST_LOOKED}
    ) as told
    join cases on cases.id = (told.body ->> 'caseId')::uuid
    where cases.secrecy = 'open'
    order by told.at desc
  `.execute(db);
  return rows;
}

export async function findNamesOfClasses(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.selectFrom('classes').select(['code', 'name']).where('code', 'in', codes).execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}
