// Grids in a box with the point of their station, and communities with that of their office.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MappedStation {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly level: 'grid' | 'community';
  readonly longitude: number;
  readonly latitude: number;
}

export async function findMappedGrids(
  db: Db,
  { west, south, east, north }: MapBox,
  paths: readonly string[],
  most: number,
): Promise<(MappedStation & { communityId: string | null })[]> {
  const rows = await db
    .selectFrom('grids')
    .select(['grids.id', 'grids.path', 'grids.name', 'grids.community_id'])
    .select(['min_longitude', 'max_longitude', 'min_latitude', 'max_latitude'])
    .select((eb) =>
      eb
        .selectFrom('places')
        .select(sql<number[]>`array[places.longitude, places.latitude]`.as('point'))
        .whereRef('places.grid_id', '=', 'grids.id')
        .where('places.kind', '=', 'gridStation')
        .where('places.closed_at', 'is', null)
        .orderBy('places.id')
        .limit(1)
        .as('station'),
    )
    .where('grids.valid_to', 'is', null)
    .where('grids.kind', '!=', 'micro')
    .where('min_longitude', '<=', east)
    .where('max_longitude', '>=', west)
    .where('min_latitude', '<=', north)
    .where('max_latitude', '>=', south)
    .where(sql<boolean>`grids.path ^@ any (${paths}::text[])`)
    .orderBy('grids.path')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    path: row.path,
    name: row.name,
    level: 'grid' as const,
    communityId: row.community_id,
    longitude: row.station?.[0] ?? (row.min_longitude + row.max_longitude) / 2,
    // Below the middle: there the map writes the name of the grid.
    latitude: row.station?.[1] ?? row.min_latitude + (row.max_latitude - row.min_latitude) * 0.3,
  }));
}

export async function findOffices(db: Db, districtId: string, communityIds: readonly string[]) {
  if (communityIds.length === 0) return [];
  const areas = await db
    .selectFrom('areas')
    .select(['id', 'path', 'name'])
    .where('district_id', '=', districtId)
    .where('id', 'in', communityIds)
    .where('valid_to', 'is', null)
    .orderBy('path')
    .execute();
  const offices = await db
    .selectFrom('places')
    .select(['community_id', 'longitude', 'latitude'])
    .where('community_id', 'in', communityIds)
    .where('kind', '=', 'communityOffice')
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute();
  return areas.map(({ id, path, name }) => {
    const office = offices.find(({ community_id }) => community_id === id);
    return { id, path, name, longitude: office?.longitude ?? null, latitude: office?.latitude ?? null };
  });
}
