// What crosses the wire about public places and the codes printed for them.

import { z } from 'zod';

import { PointInput } from '#modules/addresses/contract.ts';
import { Name, Version } from '#modules/areas/contract.ts';
import { COORDINATE_SYSTEMS } from '#shared/coordinates.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { StandpointView } from './contract-public.ts';

const Kind = z.string().regex(/^[a-zA-Z-]{2,30}$/, 'must be a code of 2 to 30 letters');
const Code = z.string().min(1).max(40).describe('as printed or typed: case, spaces and look-alikes do not matter');

const PlaceCodeView = z.strictObject({
  code: z.string(),
  placeId: z.string(),
  issuedAt: z.string(),
  pointedAt: z.string(),
  retiredAt: z.string().nullable(),
  version: z.number(),
});

const PlaceView = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  buildingId: z.string().nullable(),
  gridId: z.string().nullable(),
  communityId: z.string().nullable(),
  streetId: z.string().nullable(),
  longitude: z.number(),
  latitude: z.number(),
  sourceCrs: z.enum(COORDINATE_SYSTEMS),
  closedAt: z.string().nullable(),
  version: z.number(),
  codes: z.array(PlaceCodeView),
});

export const listPlaces = endpoint({
  method: 'GET',
  path: '/places',
  admission: 'signedIn',
  summary: 'Public places of a community with their printed codes',
  query: z.strictObject({ communityId: Id }),
  output: z.strictObject({ places: z.array(PlaceView) }),
});

export const readPlace = endpoint({
  method: 'GET',
  path: '/places/:id',
  admission: 'signedIn',
  summary: 'One public place with its printed codes',
  params: IdParams,
  output: PlaceView,
});

export const createPlace = endpoint({
  method: 'POST',
  path: '/places',
  admission: 'place.manage',
  summary: 'Add a public place at a point or at a building',
  input: z
    .strictObject({ id: Id, kind: Kind, name: Name, point: PointInput.optional(), buildingId: Id.optional() })
    .refine(({ point, buildingId }) => (point === undefined) !== (buildingId === undefined), {
      message: 'name either point or buildingId',
      path: ['point'],
    }),
  output: PlaceView,
  status: 201,
});

export const changePlace = endpoint({
  method: 'PATCH',
  path: '/places/:id',
  admission: 'place.manage',
  summary: 'Rename a place or move it to another point',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    kind: Kind.optional(),
    name: Name.optional(),
    point: PointInput.optional(),
  }),
  output: PlaceView,
});

export const closePlace = endpoint({
  method: 'POST',
  path: '/places/:id/close',
  admission: 'place.manage',
  summary: 'Close a place; its codes still say where it was',
  params: IdParams,
  input: z.strictObject({ version: Version }),
  output: PlaceView,
});

export const issueCode = endpoint({
  method: 'POST',
  path: '/places/:id/codes',
  admission: 'place.manage',
  summary: 'Issue a new code to print; a code is never used again for another print',
  params: IdParams,
  input: z.strictObject({ id: Id.describe('the id of this request: sent again, it answers the same code') }),
  output: PlaceCodeView,
  status: 201,
});

export const repointCode = endpoint({
  method: 'PUT',
  path: '/place-codes/:code/place',
  admission: 'place.manage',
  summary: 'Point a printed code at another place',
  params: z.strictObject({ code: Code }),
  input: z.strictObject({ placeId: Id, version: Version }),
  output: PlaceCodeView,
});

export const retireCode = endpoint({
  method: 'POST',
  path: '/place-codes/:code/retire',
  admission: 'place.manage',
  summary: 'Take a printed code out of use for good',
  params: z.strictObject({ code: Code }),
  input: z.strictObject({ version: Version }),
  output: PlaceCodeView,
});

export const scanCode = endpoint({
  method: 'GET',
  path: '/place-codes/:code',
  admission: 'public',
  summary: 'What a scanned code stands for: the place, whom to call, who serves there and when',
  params: z.strictObject({ code: Code }),
  output: StandpointView,
});
