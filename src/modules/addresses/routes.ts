// Compounds and buildings on the server.

import { serve } from '#platform/http/serve.ts';
import type { Room } from '#platform/http/serve.ts';

import {
  changeBuilding,
  changeCompound,
  createBuilding,
  createCompound,
  listBuildings,
  listCompounds,
} from './actions.ts';
import type { Building, Compound } from './actions.ts';
import * as map from './contract-map.ts';
import * as contract from './contract.ts';
import { readBuildingsInBox, readHomes, readOneBuilding } from './map.ts';

export function addAddressRoutes(room: Room): void {
  serve(room, contract.listCompounds, async (ctx, { query }) => ({
    compounds: (await listCompounds(ctx, query.communityId)).map(compoundView),
  }));
  serve(room, contract.createCompound, async (ctx, { input }) => compoundView(await createCompound(ctx, input)));
  serve(room, contract.changeCompound, async (ctx, { params, input }) =>
    compoundView(await changeCompound(ctx, params.id, input)),
  );

  serve(room, contract.listBuildings, async (ctx, { query }) => {
    const { buildings, next } = await listBuildings(ctx, query);
    return { buildings: buildings.map(buildingView), next };
  });
  serve(room, map.listBuildingsInBox, (ctx, { query }) => readBuildingsInBox(ctx, query));
  serve(room, map.readHomes, (ctx, { params }) => readHomes(ctx, params.id));
  serve(room, map.readBuilding, async (ctx, { params }) => {
    const { building, compoundName } = await readOneBuilding(ctx, params.id);
    return { ...buildingView(building), compoundName };
  });
  serve(room, contract.createBuilding, async (ctx, { input }) => buildingView(await createBuilding(ctx, input)));
  serve(room, contract.changeBuilding, async (ctx, { params, input }) =>
    buildingView(await changeBuilding(ctx, params.id, input)),
  );
}

function compoundView({ path: _, ...compound }: Compound) {
  return compound;
}

function buildingView({ path: _, point: { longitude, latitude, sourceCrs }, ...building }: Building) {
  return { ...building, longitude, latitude, sourceCrs };
}
