// From a printed code to the place it points at, for whoever scanned it.

import { sql } from 'kysely';

import { locatePlace } from '#modules/grids/locate.ts';
import type { Located } from '#modules/grids/locate.ts';
import type { TransactionContext } from '#platform/context.ts';
import { parseShortCode } from '#shared/short-code.ts';

export interface PlaceByCode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** The code or the place is out of use; the page asks where it is instead. */
  readonly isRetired: boolean;
  readonly located: Located;
}

interface Row {
  id: string;
  kind: string;
  name: string;
  path: string;
  grid_id: string | null;
  street_id: string | null;
  community_id: string | null;
  longitude: number;
  latitude: number;
  is_retired: boolean;
}

/** Undefined for a code that was never printed here. Goes through the named door `place_by_code`: no scope is needed. */
export async function findPlaceByCode(ctx: TransactionContext, typed: string): Promise<PlaceByCode | undefined> {
  const code = parseShortCode(typed);
  if (code === undefined) return undefined;
  const { rows } = await sql<Row>`
    select id, kind, name, path, grid_id, street_id, community_id, longitude, latitude, is_retired
    from place_by_code(${code})
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    isRetired: row.is_retired,
    located: await locatePlace(ctx, {
      path: row.path,
      gridId: row.grid_id,
      streetId: row.street_id,
      communityId: row.community_id,
      point: {
        longitude: row.longitude,
        latitude: row.latitude,
        sourceCrs: 'CGCS2000',
        sourceLongitude: row.longitude,
        sourceLatitude: row.latitude,
      },
    }),
  };
}
