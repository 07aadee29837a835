// What crosses the wire about grids.

import { z } from 'zod';

import { Key, Name, Version } from '#modules/areas/contract.ts';
import { AREA_GRADES } from '#modules/catalogue/rules.ts';
import { OnDutyView } from '#modules/duty/contract.ts';
import { ROLE_KEYS } from '#permissions';
import { COORDINATE_SYSTEMS } from '#shared/coordinates.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { GRID_KINDS } from './rules.ts';

// Numbers out of range and broken rings are told by code and ring, all at once: see boundary-faulty.
const Position = z.array(z.number()).min(2).max(3);
const Rings = z.array(z.array(Position).max(10_000)).max(100);
export const Boundary = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: Rings }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).max(50) }),
]);
export const Crs = z
  .enum(COORDINATE_SYSTEMS)
  .describe('the system of the sent coordinates; GCJ02 and BD09 are converted here');

const Grade = z
  .enum(AREA_GRADES)
  .nullable()
  .optional()
  .describe('管理等级 of the ground; cases that are sent out later follow it');

const AsDrawn = z
  .boolean()
  .default(false)
  .describe('save it although it overlaps neighbours or reaches beyond the grid above');

const OutBoundary = z.union([
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()))) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.array(z.number())))) }),
]);

export const GridView = z.strictObject({
  id: z.string(),
  kind: z.enum(GRID_KINDS),
  key: z.string(),
  path: z.string(),
  code: z.string(),
  name: z.string(),
  areaId: z.string(),
  streetId: z.string().nullable(),
  communityId: z.string().nullable(),
  parentId: z.string().nullable(),
  households: z.number().nullable(),
  areaGrade: z.enum(AREA_GRADES).nullable().describe('管理等级; a micro-grid has that of its grid'),
  areaM2: z.number(),
  box: z.strictObject({
    minLongitude: z.number(),
    minLatitude: z.number(),
    maxLongitude: z.number(),
    maxLatitude: z.number(),
  }),
  sourceCrs: z.enum(COORDINATE_SYSTEMS),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  followsId: z.string().nullable(),
  version: z.number(),
  boundary: OutBoundary.optional(),
});

export const listGrids = endpoint({
  method: 'GET',
  path: '/grids',
  admission: 'signedIn',
  summary: 'The valid grids of an area, or those directly below a grid; with boundaries as GeoJSON on request',
  query: z
    .strictObject({
      areaId: Id.optional(),
      parentId: Id.optional(),
      withBoundary: z.enum(['yes', 'no']).default('no'),
    })
    .refine(({ areaId, parentId }) => (areaId === undefined) !== (parentId === undefined), {
      message: 'name either areaId or parentId',
      path: ['areaId'],
    }),
  output: z.strictObject({ grids: z.array(GridView), isComplete: z.boolean() }),
});

export const readGrid = endpoint({
  method: 'GET',
  path: '/grids/:id',
  admission: 'signedIn',
  summary: 'One grid with its boundary; also one that was closed or followed by another',
  params: IdParams,
  output: GridView,
});

export const createGrid = endpoint({
  method: 'POST',
  path: '/grids',
  admission: 'grid.manage',
  summary: 'Draw a new grid',
  input: z.strictObject({
    id: Id,
    kind: z.enum(GRID_KINDS),
    areaId: Id,
    parentId: Id.nullable().optional(),
    key: Key,
    code: z.string().regex(/^[0-9A-Za-z]{2,40}$/, 'must be 2 to 40 letters or digits'),
    name: Name,
    households: z.int().min(0).max(100_000).nullable().optional(),
    areaGrade: Grade,
    boundary: Boundary,
    crs: Crs,
    asDrawn: AsDrawn,
  }),
  output: GridView,
  status: 201,
});

export const changeGrid = endpoint({
  method: 'PATCH',
  path: '/grids/:id',
  admission: 'grid.manage',
  summary: 'Change name, households, grade or boundary; a new boundary is a new grid row that follows this one',
  params: IdParams,
  input: z.strictObject({
    version: Version,
    name: Name.optional(),
    households: z.int().min(0).max(100_000).nullable().optional(),
    areaGrade: Grade,
    redrawn: z
      .strictObject({
        id: Id.describe('the id of the row that follows'),
        boundary: Boundary,
        crs: Crs,
        asDrawn: AsDrawn,
      })
      .optional(),
  }),
  output: GridView,
});

export const closeGrid = endpoint({
  method: 'POST',
  path: '/grids/:id/close',
  admission: 'grid.manage',
  summary: 'End a grid; its code may be used again, its history stays',
  params: IdParams,
  input: z.strictObject({ version: Version }),
  output: GridView,
});

const Serving = z.strictObject({
  role: z.enum(ROLE_KEYS),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  path: z.string(),
  fullTime: z.boolean(),
  name: z.string().nullable().describe('for the public only with consent'),
  phone: z.string().nullable().describe('for the public only with consent; of neighbours who help, always so'),
});

export const serving = endpoint({
  method: 'GET',
  path: '/grids/:id/serving',
  admission: 'public',
  summary: 'Who serves here: the posts of the grid, of the grids it lies in, and of its community',
  params: IdParams,
  output: z.strictObject({
    gridId: z.string(),
    gridName: z.string(),
    dutyPhone: z.string().nullable().describe('of whoever is on duty now by the roster, else of the office'),
    onDuty: z.array(OnDutyView),
    posts: z.array(Serving),
  }),
});
