// Buildings for the map; drawn only where the actor serves.

import { readGround } from '#modules/areas/actions-ground.ts';
import { getGridHere } from '#modules/grids/actions.ts';
import type { Context } from '#platform/context.ts';

import { getBuilding } from './actions.ts';
import { findCompoundRow } from './store.ts';
import { countHomes, listBuildingsIn } from './store-map.ts';
import type { MapBox } from './store-map.ts';

const MOST_BUILDINGS = 2_000;

export function readBuildingsInBox(ctx: Context, box: MapBox) {
  const paths = ctx.actor.grants.filter(({ organisationId }) => organisationId === null).map(({ path }) => path);
  return readGround(ctx, async ({ db }) => {
    const found = await listBuildingsIn(db, box, paths, MOST_BUILDINGS + 1);
    return { buildings: found.slice(0, MOST_BUILDINGS), isComplete: found.length <= MOST_BUILDINGS };
  });
}

export function readOneBuilding(ctx: Context, id: string) {
  return readGround(ctx, async (ctx) => {
    const building = await getBuilding(ctx, id);
    const compound = building.compoundId === null ? undefined : await findCompoundRow(ctx.db, building.compoundId);
    return { building, compoundName: compound?.name ?? null };
  });
}

export function readHomes(ctx: Context, gridId: string) {
  return readGround(ctx, async (ctx) => {
    const grid = await getGridHere(ctx, gridId);
    return countHomes(ctx.db, grid.communityId ?? grid.areaId, grid.path);
  });
}
