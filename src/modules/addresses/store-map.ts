// Buildings by where they stand: in a box, or on the path of a grid.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MappedBuilding {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly gridId: string | null;
  readonly compoundId: string | null;
  readonly compoundName: string | null;
  readonly longitude: number;
  readonly latitude: number;
}

/** Along the index from west to east; only what lies on one of the paths. */
export function listBuildingsIn(
  db: Db,
  { west, south, east, north }: MapBox,
  paths: readonly string[],
  most: number,
): Promise<MappedBuilding[]> {
  return db
    .selectFrom('buildings')
    .leftJoin('compounds', 'compounds.id', 'buildings.compound_id')
    .select(['buildings.id', 'buildings.name', 'buildings.address', 'buildings.grid_id as gridId'])
    .select(['buildings.compound_id as compoundId', 'compounds.name as compoundName'])
    .select(['buildings.longitude', 'buildings.latitude'])
    .where('buildings.longitude', '>=', west)
    .where('buildings.longitude', '<=', east)
    .where('buildings.latitude', '>=', south)
    .where('buildings.latitude', '<=', north)
    .where(sql<boolean>`buildings.path ^@ any (${paths}::text[])`)
    .orderBy('buildings.longitude')
    .orderBy('buildings.latitude')
    .limit(most)
    .execute();
}

export async function countHomes(
  db: Db,
  communityId: string,
  path: string,
): Promise<{ buildings: number; households: number }> {
  const { rows } = await sql<{ buildings: number; households: number }>`
    select count(*)::integer as buildings, coalesce(sum(households), 0)::integer as households
    from buildings
    where community_id = ${communityId} and path ^@ ${path}
  `.execute(db);
  return rows[0]!;
}
