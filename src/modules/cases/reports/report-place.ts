// Where a report is about: the printed code that was scanned, a point, or a community and words.

import { getArea } from '#modules/areas/actions.ts';
import { isCommunity } from '#modules/areas/rules.ts';
import { locate } from '#modules/grids/locate.ts';
import type { Located } from '#modules/grids/locate.ts';
import { findPlaceByCode } from '#modules/places/place-by-code.ts';
import { problem } from '#problems';
import type { TransactionContext } from '#platform/context.ts';
import type { StoredPoint } from '#shared/coordinates.ts';

import type { ReportInput } from './contract-reports.ts';

type Said = Pick<ReportInput, 'placeCode' | 'place' | 'communityId'>;
type NoPoint = { readonly [Key in keyof StoredPoint]: null };

export type Where = Omit<Located, keyof StoredPoint> &
  (StoredPoint | NoPoint) & { readonly placeId: string | null; readonly placeName: string | null };

const NO_POINT: NoPoint = {
  longitude: null,
  latitude: null,
  sourceCrs: null,
  sourceLongitude: null,
  sourceLatitude: null,
};

/**
 * The code counts first, unless it is out of use and somebody has said where else.
 *
 * @throws {Problem} `not-found` for an unknown code or community, `input-invalid`
 */
export async function whereIs(ctx: TransactionContext, { placeCode, place, communityId }: Said): Promise<Where> {
  const isSaidElse = place !== undefined || communityId !== undefined;
  if (placeCode !== undefined) {
    const found = await findPlaceByCode(ctx, placeCode);
    if (found !== undefined && !(found.isRetired && isSaidElse))
      return { ...found.located, placeId: found.id, placeName: found.name };
    if (!isSaidElse) throw problem('not-found', 'There is no such printed code in this district; send a point');
  }
  if (place !== undefined) return { ...(await locate(ctx, place)), placeId: null, placeName: null };
  if (communityId !== undefined) return inCommunity(ctx, communityId);
  throw problem('input-invalid', 'No place', { errors: [{ pointer: '/place', in: 'body', detail: 'is needed' }] });
}

/** Nobody knows the grid yet: the community looks and says where it is. */
async function inCommunity(ctx: TransactionContext, communityId: string): Promise<Where> {
  const { level, path, parentId } = await getArea(ctx, communityId);
  if (!isCommunity(level)) {
    throw problem('input-invalid', 'Not a community', {
      errors: [{ pointer: '/communityId', in: 'body', detail: 'is not a community or village' }],
    });
  }
  const located = { path, heldLevel: 'community', communityId, streetId: parentId } as const;
  return { ...located, gridId: null, microGridId: null, ...NO_POINT, placeId: null, placeName: null };
}

export function placeColumns(where: Where) {
  return {
    street_id: where.streetId,
    community_id: where.communityId,
    grid_id: where.gridId,
    micro_grid_id: where.microGridId,
    place_id: where.placeId,
    longitude: where.longitude,
    latitude: where.latitude,
    source_crs: where.sourceCrs,
    source_longitude: where.sourceLongitude,
    source_latitude: where.sourceLatitude,
  };
}
