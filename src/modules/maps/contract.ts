// What crosses the wire about the map itself: whether there is a base map, its tiles, and the lines we draw.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery } from '#shared/wire.ts';

export const readMap = endpoint({
  method: 'GET',
  path: '/map',
  admission: 'signedIn',
  summary: 'Whether the operator has set up a base map, and how its tiles are cut',
  output: z.strictObject({
    baseMap: z
      .strictObject({
        layers: z.int(),
        grid: z.enum(['w', 'c']).describe('w: EPSG:3857; c: EPSG:4490'),
        credit: z.string().nullable(),
      })
      .nullable(),
  }),
});

const Count = z.coerce.number().int().min(0).max(10_000_000);

export const readTile = endpoint({
  method: 'GET',
  path: '/map/tiles/:layer/:z/:x/:y',
  admission: 'signedIn',
  summary: 'One tile of the base map, fetched by the server: the key of the map never reaches a browser',
  params: z.strictObject({ layer: Count.max(9), z: Count.max(22), x: Count, y: Count }),
});

export const listMapLines = endpoint({
  method: 'GET',
  path: '/map/lines',
  admission: 'signedIn',
  summary: 'Streets, rivers and railways in a box as our own map draws them',
  query: BoxQuery,
  output: z.strictObject({
    lines: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['street', 'river', 'railway']),
        name: z.string(),
        shape: z.string().describe('an encoded polyline (1e-6 degree, x before y)'),
      }),
    ),
    isComplete: z.boolean(),
  }),
});
