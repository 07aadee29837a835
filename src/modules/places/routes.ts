// Places and printed codes on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import { scanCode } from './actions-scanning.ts';
import {
  changePlace,
  closePlace,
  createPlace,
  issueCode,
  listPlaces,
  readPlace,
  repointCode,
  retireCode,
} from './actions.ts';
import type { PlaceWithCodes } from './actions.ts';
import * as map from './contract-map.ts';
import { listSpots as listSpotsEndpoint, readSpot as readSpotEndpoint } from './contract-public.ts';
import * as contract from './contract.ts';
import { findOnMap, readPlacesInBox } from './map.ts';
import { listSpots, readSpot } from './spots.ts';

export function addPlaceRoutes(room: Room): void {
  serve(room, contract.listPlaces, async (ctx, { query }) => ({
    places: (await listPlaces(ctx, query.communityId)).map(placeView),
  }));
  serve(room, contract.readPlace, async (ctx, { params }) => placeView(await readPlace(ctx, params.id)));
  serve(room, contract.createPlace, async (ctx, { input }) => placeView(await createPlace(ctx, input)));
  serve(room, contract.changePlace, async (ctx, { params, input }) =>
    placeView(await changePlace(ctx, params.id, input)),
  );
  serve(room, contract.closePlace, async (ctx, { params, input }) =>
    placeView(await closePlace(ctx, params.id, input.version)),
  );

  serve(room, contract.issueCode, (ctx, { params, input }) => issueCode(ctx, params.id, input.id));
  serve(room, contract.repointCode, (ctx, { params, input }) =>
    repointCode(ctx, params.code, input.placeId, input.version),
  );
  serve(room, contract.retireCode, (ctx, { params, input }) => retireCode(ctx, params.code, input.version));
  serve(room, contract.scanCode, (ctx, { params }, wire) => scanCode(ctx, params.code, wire.ip));
  serve(room, listSpotsEndpoint, async (ctx, { query }) => ({ spots: await listSpots(ctx, query.communityId) }));
  serve(room, readSpotEndpoint, (ctx, { params }) => readSpot(ctx, params.id));
  serve(room, map.listPlacesInBox, (ctx, { query }) => readPlacesInBox(ctx, query));
  serve(room, map.findOnMap, (ctx, { query }) => findOnMap(ctx, query.words));
}

function placeView({ path: _, point: { longitude, latitude, sourceCrs }, ...place }: PlaceWithCodes) {
  return { ...place, longitude, latitude, sourceCrs };
}
