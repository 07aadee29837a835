// The lines of our own map, for everybody who serves in the district.

import { readGround } from '#modules/areas/actions-ground.ts';
import type { Context } from '#platform/context.ts';
import { toShapeText } from '#shared/rings.ts';

import { listLines } from './store.ts';
import type { MapBox } from './store.ts';

const MOST_LINES = 5_000;
const UNITS_PER_DEGREE = 1e7;

export function readLines(ctx: Context, box: MapBox) {
  return readGround(ctx, async ({ db }) => {
    const found = await listLines(db, box, MOST_LINES + 1);
    const lines = found.slice(0, MOST_LINES).map(({ id, kind, name, coordinates }) => ({
      id,
      kind,
      name,
      shape: toShapeText([coordinates.flat().map((degrees) => Math.round(degrees * UNITS_PER_DEGREE))]),
    }));
    return { lines, isComplete: found.length <= MOST_LINES };
  });
}
