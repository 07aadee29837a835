// The neighbourhood of a case: its grid and those around it, whatever their community.

import { neighbourhoodOf } from '#modules/grids/surroundings.ts';
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
