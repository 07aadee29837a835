// A place far outside the district: the report is taken all the same, and whoever reads it is told to look at the place again.

import { isFarOutside } from '#modules/grids/locate.ts';
import type { TransactionContext } from '#platform/context.ts';

import type { CaseRow } from '../store.ts';

type Place = Pick<CaseRow, 'grid_id' | 'community_id' | 'longitude' | 'latitude'>;

export async function liesOutsideDistrict(ctx: TransactionContext, place: Place): Promise<boolean> {
  const { grid_id, community_id, longitude, latitude } = place;
  // A place in a grid or of a community is inside, and most are: nothing is asked for them.
  if (grid_id !== null || community_id !== null || longitude === null || latitude === null) return false;
  return isFarOutside(ctx, { longitude, latitude });
}
