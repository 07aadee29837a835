// The neighbourhood of a case or a community: its grids and those around, whatever their community.

import { gridsBeside, neighbourhoodOf } from '#modules/grids/surroundings.ts';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';

import type { CaseRow } from '../store.ts';
import type { Neighbourhood } from './store-similar.ts';

/** Which grids lie there is no secret; which matters are seen in them, the caller's own scope says. */
export async function neighbourhoodAround(
  ctx: TransactionContext,
  { grid_id: gridId, community_id: communityId }: Pick<CaseRow, 'grid_id' | 'community_id'>,
): Promise<Neighbourhood> {
  const gridIds = await elevated(ctx, 'ground', () => neighbourhoodOf(ctx, { gridId, communityId }));
  return { gridIds, communityId };
}

/** The same of what is only known to lie in a community: with it the grids beyond its border. */
export async function neighbourhoodOfCommunity(ctx: TransactionContext, communityId: string): Promise<Neighbourhood> {
  return { gridIds: await elevated(ctx, 'ground', () => gridsBeside(ctx, communityId)), communityId };
}
