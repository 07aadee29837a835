// What crosses the wire about compounds and buildings.

import { z } from 'zod';

import { Name, Version } from '#modules/areas/contract.ts';
import { COORDINATE_SYSTEMS } from '#shared/coordinates.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Point } from '#shared/wire.ts';

/** Whoever draws the ground says which map it was drawn on. */
export const PointInput = z.strictObject({ ...Point.shape, crs: z.enum(COORDINATE_SYSTEMS) });
const Address = z.string().trim().min(1).max(200);
const Count = z.int().min(0).max(10_000);
const COMPOUND_KINDS = ['compound', 'courtyard'] as const;

const CompoundView = z.strictObject({
  id: z.string(),
  communityId: z.string(),
  name: z.string(),
  nickname: z.string().nullable(),
  kind: z.enum(COMPOUND_KINDS),
  version: z.number(),
});

export const BuildingView = z.strictObject({
  id: z.string(),
  compoundId: z.string().nullable(),
  gridId: z.string().nullable(),
  gridName: z.string().nullable(),
  communityId: z.string(),
  name: z.string(),
  address: z.string(),
  formerAddress: z.string().nullable(),
  entrances: z.number(),
  storeys: z.number(),
  households: z.number(),
  longitude: z.number(),
  latitude: z.number(),
  sourceCrs: z.enum(COORDINATE_SYSTEMS),
  version: z.number(),
});

export const listCompounds = endpoint({
  method: 'GET',
  path: '/compounds',
  admission: 'signedIn',
  summary: 'Compounds and courtyards of a community',
  query: z.strictObject({ communityId: Id }),
  output: z.strictObject({ compounds: z.array(CompoundView) }),
});

export const createCompound = endpoint({
  method: 'POST',
  path: '/compounds',
  admission: 'place.manage',
  summary: 'Add a compound or courtyard',
  input: z.strictObject({
    id: Id,
    communityId: Id,
    name: Name,
    nickname: Name.nullable().optional(),
    kind: z.enum(COMPOUND_KINDS),
  }),
  output: CompoundView,
  status: 201,
});

export const changeCompound = endpoint({
  method: 'PATCH',
  path: '/compounds/:id',
  admission: 'place.manage',
  summary: 'Rename a compound or courtyard',
  params: IdParams,
  input: z.strictObject({ version: Version, name: Name.optional(), nickname: Name.nullable().optional() }),
  output: CompoundView,
});

export const listBuildings = endpoint({
  method: 'GET',
  path: '/buildings',
  admission: 'signedIn',
  summary: 'Buildings of an area with the grid each stands in; words look into names, addresses and former addresses',
  query: z.strictObject({
    areaId: Id,
    words: z.string().trim().min(1).max(50).optional(),
    after: Id.optional().describe('the id of the last building of the page before'),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  output: z.strictObject({ buildings: z.array(BuildingView), next: z.string().nullable() }),
});

export const createBuilding = endpoint({
  method: 'POST',
  path: '/buildings',
  admission: 'place.manage',
  summary: 'Add a building; its grid is found from its point',
  input: z.strictObject({
    id: Id,
    communityId: Id,
    compoundId: Id.nullable().optional(),
    name: Name,
    address: Address,
    formerAddress: Address.nullable().optional(),
    entrances: Count,
    storeys: Count,
    households: Count,
    point: PointInput,
  }),
  output: BuildingView,
  status: 201,
});

export const changeBuilding = endpoint({
  method: 'PATCH',
  path: '/buildings/:id',
  admission: 'place.manage',
  summary: 'Change a building; with a new address the one before is kept and still found',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    name: Name.optional(),
    address: Address.optional(),
    entrances: Count.optional(),
    storeys: Count.optional(),
    households: Count.optional(),
    point: PointInput.optional(),
  }),
  output: BuildingView,
});
