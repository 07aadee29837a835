// Matters that may be the same: of the grids around a place and of these weeks, those of the same class before others.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import { FINAL_STATUSES } from '../facts.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';

/** Where is looked: the grid with those around it, and what its community has not placed in any grid yet. */
export interface Neighbourhood {
  readonly gridIds: readonly string[];
  readonly communityId: string | null;
}

/** Of each grid, and of these in all: words are compared with no more. */
const MOST_OF_A_GRID = 60;
const MOST_LOOKED_AT = 200;

/** The ids of the newest of each grid, along its index, so that a busy grid does not hide the others. */
function newestAround(
  { gridIds, communityId }: Neighbourhood,
  from: string,
  until: string,
  meant: RawBuilder<boolean>,
): RawBuilder<unknown> {
  const spoken = sql`reported_at >= ${from}::timestamptz and reported_at <= ${until}::timestamptz and ${meant}`;
  const placed = sql`select newest.* from unnest(${gridIds}::uuid[]) as around (grid_id)
    cross join lateral (
      select ${COLUMNS} from cases where cases.grid_id = around.grid_id and ${spoken}
      order by reported_at desc, id desc limit ${MOST_OF_A_GRID}::integer
    ) as newest`;
  const unplaced = sql`(
    select ${COLUMNS} from cases where cases.community_id = ${communityId}::uuid and cases.grid_id is null and ${spoken}
    order by reported_at desc, id desc limit ${MOST_OF_A_GRID}::integer
  )`;
  return sql`(${placed} union all ${unplaced})`;
}

const COLUMNS = sql.join(CASE_COLUMNS.map((column) => sql.ref(`cases.${column}`)));

const BY_CLASS_THEN_TIME = (classCode: string | null) =>
  sql`order by (near.class_code is not distinct from ${classCode}::text and near.class_code is not null) desc,
    near.reported_at desc, near.id desc limit ${MOST_LOOKED_AT}::integer`;

/** What came to nothing is nothing to compare with. */
const NO_NEIGHBOUR = ['withdrawn', 'cancelled', 'rejected', 'merged'];

/** Open to all staff who see it, of these weeks. */
export async function findNeighboursOf(
  db: Db,
  around: Neighbourhood,
  row: CaseRow,
  { since, until }: { since: string; until: string },
): Promise<CaseRow[]> {
  const meant = sql<boolean>`cases.id <> ${row.id} and cases.secrecy = 'open' and cases.kind = ${row.kind}
    and cases.status <> all(${NO_NEIGHBOUR}::text[]) and cases.split_from_id is distinct from ${row.id}`;
  const { rows } = await sql<CaseRow>`
    select near.* from ${newestAround(around, since, until, meant)} as near
    ${BY_CLASS_THEN_TIME(row.class_code)}`.execute(db);
  return rows;
}

export interface PublicMatter {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly className: string;
  readonly reportedAt: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Of a public class that a person has settled: what nobody has looked at yet may be about anything. */
export async function findPublicNear(
  db: Db,
  around: Neighbourhood,
  { id, class_code: classCode }: Pick<CaseRow, 'id' | 'class_code'>,
  { since, until }: { since: string; until: string },
): Promise<PublicMatter[]> {
  const meant = sql<boolean>`cases.id <> ${id} and cases.secrecy = 'open' and cases.kind = 'problem' and cases.class_confirmed
    and cases.status <> all(${FINAL_STATUSES}::text[])`;
  const { rows } = await sql<PublicMatter>`
    select near.id, near.path, near.summary, near.class_name as "className", near.reported_at as "reportedAt",
      near.longitude, near.latitude
    from (
      select around.*, classes.name as class_name
      from ${newestAround(around, since, until, meant)} as around
      join classes on classes.code = around.class_code and classes.secrecy = 'open'
    ) as near
    ${BY_CLASS_THEN_TIME(classCode)}`.execute(db);
  return rows;
}

const MOST_LOOKED_THROUGH = 500;

/** Open to everybody and not over: what whoever serves here may join another voice to, of a community and the grids beyond its border. */
export async function findOpenIn(
  db: Db,
  { communityId, gridIds }: Neighbourhood,
  since: string,
): Promise<(CaseRow & { className: string | null })[]> {
  const spoken = sql`cases.reported_at >= ${since}::timestamptz`;
  const { rows } = await sql<CaseRow & { className: string | null }>`
    select newest.*, classes.name as "className"
    from (
      (select ${COLUMNS} from cases where cases.community_id = ${communityId}::uuid and ${spoken}
       order by reported_at desc, id desc limit ${MOST_LOOKED_THROUGH}::integer)
      union all
      select beyond.* from unnest(${gridIds}::uuid[]) as around (grid_id)
      cross join lateral (
        select ${COLUMNS} from cases where cases.grid_id = around.grid_id and ${spoken}
        order by reported_at desc, id desc limit ${MOST_OF_A_GRID}::integer
      ) as beyond
    ) as newest
    left join classes on classes.code = newest.class_code
    where newest.secrecy = 'open' and newest.status <> all (${FINAL_STATUSES}::text[])`.execute(db);
  return rows;
}
