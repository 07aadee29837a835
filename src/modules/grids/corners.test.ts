// The corners that the database packs and those that the code packs must be the same, or two neighbours would not share a border.

import type { MultiPolygon, Polygon } from 'geojson';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTestDatabase } from '../../../test/database.ts';
import type { Database } from '#platform/database/database.ts';
import { buildGridIndex, packCorners } from '#shared/grid-index.ts';

import { toCorners } from './store-index.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const RING = [
  [120.123_456_7, 30.1],
  [120.2, 30.1],
  [120.2, 30.200_000_1],
  [120.123_456_7, 30.1],
];
const HOLE = RING.map(([longitude, latitude]) => [longitude! + 0.01, latitude! + 0.01]);
const FAR_SOUTH_WEST = RING.map(([longitude, latitude]) => [-longitude!, -latitude!]);

async function packedByDatabase(boundary: Polygon | MultiPolygon) {
  const { rows } = await database.asOwner(({ query }) =>
    query('select shared.packed_corners($1::jsonb) as corners', [JSON.stringify(boundary)]),
  );
  return toCorners((rows as { corners: Buffer }[])[0]!.corners);
}

test.each<Polygon | MultiPolygon>([
  { type: 'Polygon', coordinates: [RING] },
  { type: 'Polygon', coordinates: [RING, HOLE] },
  { type: 'MultiPolygon', coordinates: [[RING, HOLE], [FAR_SOUTH_WEST]] },
])('a $type is packed alike by the database and by the code', async (boundary) => {
  const packed = await packedByDatabase(boundary);
  expect(packed).toEqual(packCorners(boundary));
  expect(packed[0]).toBe(RING.length);
});

test('what the database packed finds the grid again, and not its hole', async () => {
  const outer = [
    [120, 30],
    [121, 30],
    [121, 31],
    [120, 31],
    [120, 30],
  ];
  const inner = outer.map(([longitude, latitude]) => [120.4 + (longitude! - 120) / 5, 30.4 + (latitude! - 30) / 5]);
  const corners = await packedByDatabase({ type: 'Polygon', coordinates: [outer, inner] });
  const index = buildGridIndex([{ id: 'ring', level: 0, areaM2: 1, corners }]);
  expect(index.findGridAt(120.1, 30.1)).toBe('ring');
  expect(index.findGridAt(120.5, 30.5)).toBeUndefined();
});
