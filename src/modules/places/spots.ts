// Places, buildings and communities that anybody may choose as the place of a report, without a printed code.

import { readForPublic } from '#modules/areas/actions-ground.ts';
import { getArea } from '#modules/areas/actions.ts';
import { isCommunity } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';

import { standpointOf } from './standpoint.ts';
import type { Spot } from './standpoint.ts';
import { findSpotRow, listSpotRows } from './store-spots.ts';

/** By name; what is closed is not there. */
export function listSpots(ctx: Context, communityId: string) {
  return readForPublic(ctx, async (ctx) => {
    await getArea(ctx, communityId);
    const spots = await listSpotRows(ctx.db, communityId);
    return spots.map(({ id, what, name }) => ({ id, what, name }));
  });
}

/** @throws {Problem} `not-found` for what is no place, building or community of this district */
export async function readSpot(ctx: Context, id: string) {
  const safe = await ctx.platform.vault.safe(null);
  return readForPublic(ctx, async (ctx) => standpointOf(ctx, await spotOf(ctx, id), safe));
}

async function spotOf(ctx: TransactionContext, id: string): Promise<Spot> {
  const row = await findSpotRow(ctx.db, id);
  if (row !== undefined) {
    const { name, kind, path, gridId, longitude, latitude } = row;
    return { id, name, kind, isRetired: false, located: { path, gridId, longitude, latitude } };
  }
  const area = await getArea(ctx, id);
  if (!isCommunity(area.level)) throw problem('not-found', 'Choose a community of this district');
  const located = { path: area.path, gridId: null, longitude: null, latitude: null };
  return { id, name: area.name, kind: 'community', isRetired: false, located };
}
