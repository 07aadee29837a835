// Grids as rows: a changed boundary is a new row, and what refers to the old one as standing follows it.

import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { AreaGrade } from '#modules/catalogue/rules.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Tables } from '#platform/database/tables.ts';
import type { CoordinateSystem } from '#shared/coordinates.ts';
import type { Box } from '#shared/geo.ts';

import type { Boundary, Drawn, GridKind } from './rules.ts';

export interface Grid {
  readonly id: string;
  readonly kind: GridKind;
  readonly key: string;
  readonly path: string;
  readonly code: string;
  readonly name: string;
  readonly areaId: string;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly parentId: string | null;
  readonly households: number | null;
  readonly areaGrade: AreaGrade | null;
  readonly areaM2: number;
  readonly box: Box;
  readonly sourceCrs: CoordinateSystem;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly followsId: string | null;
  readonly version: number;
  readonly boundary?: Boundary;
}

const COLUMNS = [
  'id',
  'kind',
  'key',
  'path',
  'code',
  'name',
  'area_id',
  'street_id',
  'community_id',
  'parent_id',
  'households',
  'area_grade',
  'area_m2',
  'min_longitude',
  'min_latitude',
  'max_longitude',
  'max_latitude',
  'source_crs',
  'valid_from',
  'valid_to',
  'follows_id',
  'version',
] as const;

export interface GridFilter {
  /** One of these; a list without an area would be a list of the whole district. */
  readonly communityId?: string;
  readonly streetId?: string;
  readonly parentId?: string;
}

/** Valid grids in the order of their codes. */
export async function listGridRows(db: Db, filter: GridFilter, withBoundary: boolean, most: number): Promise<Grid[]> {
  let query = db.selectFrom('grids').select(COLUMNS).where('valid_to', 'is', null).orderBy('code').limit(most);
  if (filter.communityId !== undefined) query = query.where('community_id', '=', filter.communityId);
  if (filter.streetId !== undefined) query = query.where('street_id', '=', filter.streetId);
  if (filter.parentId !== undefined) query = query.where('parent_id', '=', filter.parentId);
  const rows = withBoundary ? await query.select('boundary').execute() : await query.execute();
  return rows.map(toGrid);
}

export async function findGridRow(db: Db, id: string): Promise<Grid | undefined> {
  const row = await db
    .selectFrom('grids')
    .select([...COLUMNS, 'boundary'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toGrid(row);
}

/** Valid grids whose box touches the box and which stand beside it: same parent, same way of being a micro-grid or not. */
export async function findNeighbours(
  db: Db,
  { box, kind, parentId, besideId }: { box: Box; kind: GridKind; parentId: string | null; besideId: string },
): Promise<Grid[]> {
  const rows = await db
    .selectFrom('grids')
    .select([...COLUMNS, 'boundary'])
    .where('valid_to', 'is', null)
    .where('id', '<>', besideId)
    .where('kind', '=', kind)
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .where('max_longitude', '>', box.minLongitude)
    .where('min_longitude', '<', box.maxLongitude)
    .where('max_latitude', '>', box.minLatitude)
    .where('min_latitude', '<', box.maxLatitude)
    .orderBy('code')
    .execute();
  return rows.map(toGrid);
}

/** The grid itself and the valid ones whose box lies within reach of its box; micro-grids are parts of them. */
export async function findGridsAround(db: Db, id: string, reachDegrees: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select beside.id
    from grids as own
    join grids as beside on beside.valid_to is null and beside.kind <> 'micro' and beside.id <> own.id
      and beside.min_longitude <= own.max_longitude + ${reachDegrees}::float8
      and beside.max_longitude >= own.min_longitude - ${reachDegrees}::float8
      and beside.min_latitude <= own.max_latitude + ${reachDegrees}::float8
      and beside.max_latitude >= own.min_latitude - ${reachDegrees}::float8
    where own.id = ${id}
    order by abs(beside.min_longitude + beside.max_longitude - own.min_longitude - own.max_longitude)
      + abs(beside.min_latitude + beside.max_latitude - own.min_latitude - own.max_latitude), beside.id
    limit ${most}::integer`.execute(db);
  return [id, ...rows.map((row) => row.id)];
}

/** Grids of other communities that lie along the border of this one, not further from one of its grids than `reachDegrees`. */
export async function findGridsBeside(
  db: Db,
  communityId: string,
  reachDegrees: number,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as materialized (
      select min_longitude - ${reachDegrees}::float8 as west, max_longitude + ${reachDegrees}::float8 as east,
        min_latitude - ${reachDegrees}::float8 as south, max_latitude + ${reachDegrees}::float8 as north
      from grids where community_id = ${communityId}::uuid and valid_to is null and kind <> 'micro'
    ), extent as (
      select min(west) as west, max(east) as east, min(south) as south, max(north) as north from own
    )
    select beside.id
    from extent
    join grids as beside on beside.valid_to is null and beside.kind <> 'micro' and beside.community_id is distinct from ${communityId}::uuid
      and beside.min_longitude <= extent.east and beside.max_longitude >= extent.west
      and beside.min_latitude <= extent.north and beside.max_latitude >= extent.south
    where exists (
      select from own
      where beside.min_longitude <= own.east and beside.max_longitude >= own.west
        and beside.min_latitude <= own.north and beside.max_latitude >= own.south
    )
    order by beside.id
    limit ${most}::integer`.execute(db);
  return rows.map(({ id }) => id);
}

export interface NewGrid extends Pick<
  Grid,
  | 'id'
  | 'kind'
  | 'key'
  | 'path'
  | 'code'
  | 'name'
  | 'areaId'
  | 'streetId'
  | 'communityId'
  | 'parentId'
  | 'households'
  | 'areaGrade'
> {
  readonly drawn: Drawn;
  readonly sourceCrs: CoordinateSystem;
  readonly followsId: string | null;
  readonly at: string;
  readonly revision: number;
}

export async function insertGrid(db: Db, grid: NewGrid): Promise<void> {
  const { box } = grid.drawn;
  await db
    .insertInto('grids')
    .values({
      id: grid.id,
      kind: grid.kind,
      key: grid.key,
      path: grid.path,
      code: grid.code,
      name: grid.name,
      area_id: grid.areaId,
      street_id: grid.streetId,
      community_id: grid.communityId,
      parent_id: grid.parentId,
      households: grid.households,
      area_grade: grid.areaGrade,
      boundary: JSON.stringify(grid.drawn.boundary),
      source_crs: grid.sourceCrs,
      min_longitude: box.minLongitude,
      min_latitude: box.minLatitude,
      max_longitude: box.maxLongitude,
      max_latitude: box.maxLatitude,
      area_m2: grid.drawn.areaM2,
      valid_from: grid.at,
      follows_id: grid.followsId,
      changed_revision: grid.revision,
    })
    .execute();
}

export async function updateGrid(
  db: Db,
  before: Grid,
  change: {
    name?: string | undefined;
    households?: number | null | undefined;
    areaGrade?: AreaGrade | null | undefined;
  },
  revision: number,
): Promise<void> {
  await db
    .updateTable('grids')
    .set({
      name: change.name ?? before.name,
      households: change.households === undefined ? before.households : change.households,
      area_grade: change.areaGrade === undefined ? before.areaGrade : change.areaGrade,
      changed_revision: revision,
      version: before.version + 1,
    })
    .where('id', '=', before.id)
    .execute();
}

export async function endGrid(db: Db, before: Grid, at: string, revision: number): Promise<void> {
  await db
    .updateTable('grids')
    .set({ valid_to: at, changed_revision: revision, version: before.version + 1 })
    .where('id', '=', before.id)
    .execute();
}

/** What stands in the old grid stands in the one that follows: posts, addresses, places and the grids below. */
export async function moveToFollower(db: Db, oldId: string, newId: string, revision: number): Promise<void> {
  await db.updateTable('posts').set({ grid_id: newId }).where('grid_id', '=', oldId).execute();
  await db.updateTable('buildings').set({ grid_id: newId }).where('grid_id', '=', oldId).execute();
  await db.updateTable('places').set({ grid_id: newId }).where('grid_id', '=', oldId).execute();
  await db
    .updateTable('grids')
    .set({ parent_id: newId, changed_revision: revision })
    .where('parent_id', '=', oldId)
    .where('valid_to', 'is', null)
    .execute();
}

type Row = Omit<Selectable<Tables['grids']>, 'boundary' | 'corners' | 'changed_revision'> & { boundary?: unknown };

function toGrid(row: Row): Grid {
  return {
    id: row.id,
    kind: row.kind as GridKind,
    key: row.key,
    path: row.path,
    code: row.code,
    name: row.name,
    areaId: row.area_id,
    streetId: row.street_id,
    communityId: row.community_id,
    parentId: row.parent_id,
    households: row.households,
    areaGrade: row.area_grade as AreaGrade | null,
    areaM2: row.area_m2,
    box: {
      minLongitude: row.min_longitude,
      minLatitude: row.min_latitude,
      maxLongitude: row.max_longitude,
      maxLatitude: row.max_latitude,
    },
    sourceCrs: row.source_crs as CoordinateSystem,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    followsId: row.follows_id,
    version: row.version,
    ...(row.boundary === undefined ? {} : { boundary: row.boundary as Boundary }),
  };
}
