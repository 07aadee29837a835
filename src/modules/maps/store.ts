// Streets, rivers and railways as rows.

import type { Db } from '#platform/database/connection.ts';

export interface MapLine {
  readonly id: string;
  readonly kind: 'street' | 'river' | 'railway';
  readonly name: string;
  readonly coordinates: readonly (readonly [number, number])[];
}

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export async function listLines(db: Db, { west, south, east, north }: MapBox, most: number): Promise<MapLine[]> {
  const rows = await db
    .selectFrom('map_lines')
    .select(['id', 'kind', 'name', 'coordinates'])
    .where('min_longitude', '<=', east)
    .where('max_longitude', '>=', west)
    .where('min_latitude', '<=', north)
    .where('max_latitude', '>=', south)
    .orderBy('min_longitude')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id, kind, name, coordinates }) => ({
    id,
    kind: kind as MapLine['kind'],
    name,
    coordinates: coordinates as MapLine['coordinates'],
  }));
}
