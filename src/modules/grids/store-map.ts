// Grids as the map reads them: packed corners in pages from west to east, valid now or at a moment in the past.

import { sql } from 'kysely';

import type { AreaGrade } from '#modules/catalogue/rules.ts';
import type { Db } from '#platform/database/connection.ts';
import { ringsOf } from '#shared/rings.ts';
import type { Ring } from '#shared/rings.ts';

import type { DrawnGrid } from './map-rules.ts';
import type { GridKind } from './rules.ts';
import { toCorners } from './store-index.ts';

export interface MappedGrid extends DrawnGrid {
  readonly code: string;
  readonly name: string;
  readonly validFrom: string;
  readonly followsId: string | null;
  readonly areaGrade: AreaGrade | null;
  readonly rings: readonly Ring[];
}

/** Rows of one answer: about 1 MB. */
const PAGE_SIZE = 2_000;

/** @param at undefined for the grids valid now; else those valid at that moment */
export async function readMappedGrids(db: Db, at: string | undefined): Promise<MappedGrid[]> {
  const grids: MappedGrid[] = [];
  for (let page = await readPage(db, at, undefined); ; page = await readPage(db, at, page.at(-1))) {
    grids.push(...page.map(toMapped));
    if (page.length < PAGE_SIZE) return grids;
  }
}

async function readPage(db: Db, at: string | undefined, after: Row | undefined): Promise<Row[]> {
  let query = db
    .selectFrom('grids')
    .select(['id', 'kind', 'path', 'code', 'name', 'area_id', 'parent_id', 'valid_from', 'follows_id', 'corners'])
    .select(['min_longitude', 'area_grade'])
    .orderBy('min_longitude')
    .orderBy('id')
    .limit(PAGE_SIZE);
  if (at === undefined) query = query.where('valid_to', 'is', null);
  else
    query = query
      .where('valid_from', '<', at)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', at)]));
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(min_longitude, id) > (${after.min_longitude}::double precision, ${after.id}::uuid)`,
    );
  return query.execute();
}

interface Row {
  id: string;
  kind: string;
  path: string;
  code: string;
  name: string;
  area_id: string;
  parent_id: string | null;
  valid_from: string;
  follows_id: string | null;
  area_grade: string | null;
  corners: Buffer;
  min_longitude: number;
}

function toMapped(row: Row): MappedGrid {
  return {
    id: row.id,
    kind: row.kind as GridKind,
    path: row.path,
    code: row.code,
    name: row.name,
    areaId: row.area_id,
    parentId: row.parent_id,
    validFrom: row.valid_from,
    followsId: row.follows_id,
    areaGrade: row.area_grade as AreaGrade | null,
    rings: ringsOf(toCorners(row.corners)),
  };
}

export interface GridGeneration {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly areaM2: number;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The chain a grid belongs to, oldest first. */
export async function readGenerations(db: Db, id: string): Promise<GridGeneration[]> {
  const { rows } = await sql<GridGeneration>`
    with recursive before as (
      select id, follows_id from grids where id = ${id}
      union all
      select grids.id, grids.follows_id from grids join before on grids.id = before.follows_id
    ),
    after as (
      select id from grids where follows_id = ${id}
      union all
      select grids.id from grids join after on grids.follows_id = after.id
    )
    select id, name, code, area_m2 as "areaM2", valid_from as "validFrom", valid_to as "validTo"
    from grids
    where id in (select id from before) or id in (select id from after)
    order by valid_from, id
  `.execute(db);
  return rows;
}
