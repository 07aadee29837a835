// Places by where they are or what they are called, and buildings by name or doorplate.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface MappedPlace {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly gridId: string | null;
  readonly longitude: number;
  readonly latitude: number;
}

export function listPlacesIn(
  db: Db,
  { west, south, east, north }: MapBox,
  paths: readonly string[],
  most: number,
): Promise<MappedPlace[]> {
  return db
    .selectFrom('places')
    .select(['id', 'kind', 'name', 'grid_id as gridId', 'longitude', 'latitude'])
    .where('closed_at', 'is', null)
    .where('longitude', '>=', west)
    .where('longitude', '<=', east)
    .where('latitude', '>=', south)
    .where('latitude', '<=', north)
    .where(sql<boolean>`path ^@ any (${paths}::text[])`)
    .orderBy('longitude')
    .orderBy('latitude')
    .limit(most)
    .execute();
}

/** A building is also found by its compound and number together: 船坞新村 3 栋. */
export async function findByWords(db: Db, words: string, paths: readonly string[], most: number) {
  const like = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`).replace(/\s+/g, '%')}%`;
  const { rows: buildings } = await sql<{
    id: string;
    name: string;
    address: string;
    longitude: number;
    latitude: number;
  }>`
    select buildings.id, buildings.name, buildings.address, buildings.longitude, buildings.latitude
    from buildings left join compounds on compounds.id = buildings.compound_id
    where buildings.path ^@ any (${paths}::text[])
      and concat_ws(' ', compounds.nickname, compounds.name, buildings.name, buildings.address, buildings.former_address) ilike ${like}
    order by buildings.name, buildings.id
    limit ${most}
  `.execute(db);
  const places = await db
    .selectFrom('places')
    .select(['id', 'kind', 'name', 'grid_id as gridId', 'longitude', 'latitude'])
    .where('closed_at', 'is', null)
    .where(sql<boolean>`path ^@ any (${paths}::text[])`)
    .where('name', 'ilike', like)
    .orderBy('name')
    .orderBy('id')
    .limit(most)
    .execute();
  return { buildings, places };
}
