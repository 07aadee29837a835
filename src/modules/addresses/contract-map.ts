// What crosses the wire about buildings on the map: those in a box, one of them, and what stands in a grid.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery, IdParams } from '#shared/wire.ts';

import { BuildingView } from './contract.ts';

export const listBuildingsInBox = endpoint({
  method: 'GET',
  path: '/map/buildings',
  admission: 'signedIn',
  summary: 'Buildings in a box where the actor serves, with their compound',
  query: BoxQuery,
  output: z.strictObject({
    buildings: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        address: z.string(),
        gridId: z.string().nullable(),
        compoundId: z.string().nullable(),
        compoundName: z.string().nullable(),
        longitude: z.number(),
        latitude: z.number(),
      }),
    ),
    isComplete: z.boolean(),
  }),
});

export const readBuilding = endpoint({
  method: 'GET',
  path: '/buildings/:id',
  admission: 'signedIn',
  summary: 'One building with its compound, its address and former addresses',
  params: IdParams,
  output: z.strictObject({ ...BuildingView.shape, compoundName: z.string().nullable() }),
});

export const readHomes = endpoint({
  method: 'GET',
  path: '/grids/:id/homes',
  admission: 'signedIn',
  summary: 'How many buildings and households stand in a grid, micro-grids included',
  params: IdParams,
  output: z.strictObject({ buildings: z.int(), households: z.int() }),
});
