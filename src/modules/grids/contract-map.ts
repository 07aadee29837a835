// What crosses the wire for the map: shapes of areas and grids valid on a day, and what a grid was before.

import { z } from 'zod';

import { AREA_GRADES } from '#modules/catalogue/rules.ts';
import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery, Id, IdParams } from '#shared/wire.ts';

import { MAP_LEVELS, SHAPE_KINDS } from './map-rules.ts';

const ShapeView = z.strictObject({
  id: z.string(),
  kind: z.enum(SHAPE_KINDS),
  name: z.string(),
  code: z.string().nullable(),
  path: z.string().nullable(),
  parentId: z.string().nullable().describe('the area or grid it lies in'),
  isOwn: z.boolean().describe('false: outside what the actor serves, name and outline only'),
  validFrom: z.string().nullable(),
  followsId: z.string().nullable(),
  areaGrade: z.enum(AREA_GRADES).nullable().describe('管理等级 of a grid; null also of areas and micro-grids'),
  shape: z
    .string()
    .describe('rings as encoded polylines (1e-6 degree, x before y), a space between them; see src/shared/rings.ts'),
});

export const listShapes = endpoint({
  method: 'GET',
  path: '/map/shapes',
  admission: 'signedIn',
  summary:
    'Areas or grids of one level as shapes, valid at the end of a day; of areas the actor does not serve the outline only',
  query: z.strictObject({
    level: z.enum(MAP_LEVELS),
    areaId: Id.optional().describe('without it the whole district'),
    on: z.iso.date().optional().describe('a day in the district’s zone; without it now'),
    zoom: z.coerce
      .number()
      .int()
      .min(0)
      .max(22)
      .default(22)
      .describe('web map zoom: much ground is drawn only as finely'),
    ...BoxQuery.partial().shape,
  }),
  output: z.strictObject({
    on: z.string(),
    shapes: z.array(ShapeView),
    isComplete: z.boolean().describe('false: there are more; name a smaller area or a box'),
    isCoarse: z.boolean().describe('drawn for this zoom only'),
  }),
});

export const listGridHistory = endpoint({
  method: 'GET',
  path: '/grids/:id/history',
  admission: 'signedIn',
  summary: 'The rows that follow one another as the boundary of one grid, oldest first',
  params: IdParams,
  output: z.strictObject({
    grids: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        code: z.string(),
        areaM2: z.number(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
      }),
    ),
  }),
});
