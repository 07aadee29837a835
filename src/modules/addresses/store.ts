// Compounds and buildings as rows. Every list names its communities.

import type { Db } from '#platform/database/connection.ts';
import type { CoordinateSystem, StoredPoint } from '#shared/coordinates.ts';

export type CompoundKind = 'compound' | 'courtyard';

export interface Compound {
  readonly id: string;
  readonly communityId: string;
  readonly path: string;
  readonly name: string;
  readonly nickname: string | null;
  readonly kind: CompoundKind;
  readonly version: number;
}

export interface Building {
  readonly id: string;
  readonly compoundId: string | null;
  readonly gridId: string | null;
  readonly gridName: string | null;
  readonly communityId: string;
  readonly path: string;
  readonly name: string;
  readonly address: string;
  readonly formerAddress: string | null;
  readonly entrances: number;
  readonly storeys: number;
  readonly households: number;
  readonly point: StoredPoint;
  readonly version: number;
}

const COMPOUND_COLUMNS = ['id', 'community_id', 'path', 'name', 'nickname', 'kind', 'version'] as const;

export async function listCompoundRows(db: Db, communityId: string): Promise<Compound[]> {
  const rows = await db
    .selectFrom('compounds')
    .select(COMPOUND_COLUMNS)
    .where('community_id', '=', communityId)
    .orderBy('name')
    .execute();
  return rows.map(toCompound);
}

export async function findCompoundRow(db: Db, id: string): Promise<Compound | undefined> {
  const row = await db.selectFrom('compounds').select(COMPOUND_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && toCompound(row);
}

export async function lockCompoundRow(db: Db, id: string): Promise<Compound | undefined> {
  const row = await db
    .selectFrom('compounds')
    .select(COMPOUND_COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toCompound(row);
}

export async function insertCompound(db: Db, compound: Omit<Compound, 'version'>): Promise<void> {
  const { id, communityId, path, name, nickname, kind } = compound;
  await db.insertInto('compounds').values({ id, community_id: communityId, path, name, nickname, kind }).execute();
}

export async function updateCompound(db: Db, { id, name, nickname, version }: Compound): Promise<void> {
  await db
    .updateTable('compounds')
    .set({ name, nickname, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

export interface BuildingFilter {
  readonly communityIds: readonly string[];
  readonly words?: string | undefined;
  readonly afterId?: string | undefined;
  readonly most: number;
}

/** In the order of name and id. */
export async function listBuildingRows(
  db: Db,
  { communityIds, words, afterId, most }: BuildingFilter,
): Promise<Building[]> {
  if (communityIds.length === 0) return [];
  let query = selectBuildings(db)
    .where('buildings.community_id', 'in', communityIds)
    .orderBy('buildings.name')
    .orderBy('buildings.id')
    .limit(most);
  if (words !== undefined) {
    const like = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    query = query.where((eb) =>
      eb.or([
        eb('buildings.name', 'ilike', like),
        eb('buildings.address', 'ilike', like),
        eb('buildings.former_address', 'ilike', like),
      ]),
    );
  }
  if (afterId !== undefined) {
    const last = db.selectFrom('buildings as last').where('last.id', '=', afterId);
    query = query.where((eb) =>
      eb.or([
        eb('buildings.name', '>', last.select('last.name')),
        eb.and([eb('buildings.name', '=', last.select('last.name')), eb('buildings.id', '>', afterId)]),
      ]),
    );
  }
  return (await query.execute()).map(toBuilding);
}

export async function findBuildingRow(db: Db, id: string): Promise<Building | undefined> {
  const row = await selectBuildings(db).where('buildings.id', '=', id).executeTakeFirst();
  return row && toBuilding(row);
}

export async function lockBuildingRow(db: Db, id: string): Promise<Building | undefined> {
  const row = await selectBuildings(db).where('buildings.id', '=', id).forUpdate('buildings').executeTakeFirst();
  return row && toBuilding(row);
}

export type NewBuilding = Omit<Building, 'gridName' | 'version'>;

export async function insertBuilding(db: Db, building: NewBuilding): Promise<void> {
  await db
    .insertInto('buildings')
    .values({
      id: building.id,
      community_id: building.communityId,
      compound_id: building.compoundId,
      ...columnsOf(building),
    })
    .execute();
}

export async function updateBuilding(db: Db, building: Building): Promise<void> {
  await db
    .updateTable('buildings')
    .set({ ...columnsOf(building), version: building.version + 1 })
    .where('id', '=', building.id)
    .execute();
}

function columnsOf(building: NewBuilding) {
  const { gridId, path, name, address, formerAddress, entrances, storeys, households, point } = building;
  return {
    grid_id: gridId,
    path,
    name,
    address,
    former_address: formerAddress,
    entrances,
    storeys,
    households,
    longitude: point.longitude,
    latitude: point.latitude,
    source_crs: point.sourceCrs,
    source_longitude: point.sourceLongitude,
    source_latitude: point.sourceLatitude,
  };
}

function selectBuildings(db: Db) {
  return db
    .selectFrom('buildings')
    .leftJoin('grids', 'grids.id', 'buildings.grid_id')
    .select([
      'buildings.id',
      'buildings.compound_id',
      'buildings.grid_id',
      'grids.name as grid_name',
      'buildings.community_id',
      'buildings.path',
      'buildings.name',
      'buildings.address',
      'buildings.former_address',
      'buildings.entrances',
      'buildings.storeys',
      'buildings.households',
      'buildings.longitude',
      'buildings.latitude',
      'buildings.source_crs',
      'buildings.source_longitude',
      'buildings.source_latitude',
      'buildings.version',
    ]);
}

type BuildingRow = Awaited<ReturnType<ReturnType<typeof selectBuildings>['execute']>>[number];

function toBuilding(row: BuildingRow): Building {
  return {
    id: row.id,
    compoundId: row.compound_id,
    gridId: row.grid_id,
    gridName: row.grid_name,
    communityId: row.community_id,
    path: row.path,
    name: row.name,
    address: row.address,
    formerAddress: row.former_address,
    entrances: row.entrances,
    storeys: row.storeys,
    households: row.households,
    point: {
      longitude: row.longitude,
      latitude: row.latitude,
      sourceCrs: row.source_crs as CoordinateSystem,
      sourceLongitude: row.source_longitude,
      sourceLatitude: row.source_latitude,
    },
    version: row.version,
  };
}

function toCompound(row: {
  id: string;
  community_id: string;
  path: string;
  name: string;
  nickname: string | null;
  kind: string;
  version: number;
}): Compound {
  return {
    id: row.id,
    communityId: row.community_id,
    path: row.path,
    name: row.name,
    nickname: row.nickname,
    kind: row.kind as CompoundKind,
    version: row.version,
  };
}
