// Public places for the map, and what is found there by words; only where the actor serves.

import { readGround } from '#modules/areas/actions-ground.ts';
import type { Context } from '#platform/context.ts';

import { findByWords, listPlacesIn } from './store-map.ts';
import type { MapBox } from './store-map.ts';

const MOST_PLACES = 2_000;
const MOST_FOUND = 10;

export function readPlacesInBox(ctx: Context, box: MapBox) {
  return readGround(ctx, async ({ db }) => {
    const found = await listPlacesIn(db, box, ownPaths(ctx), MOST_PLACES + 1);
    return { places: found.slice(0, MOST_PLACES), isComplete: found.length <= MOST_PLACES };
  });
}

export function findOnMap(ctx: Context, words: string) {
  return readGround(ctx, ({ db }) => findByWords(db, words, ownPaths(ctx), MOST_FOUND));
}

function ownPaths({ actor }: Context): string[] {
  return actor.grants.filter(({ organisationId }) => organisationId === null).map(({ path }) => path);
}
