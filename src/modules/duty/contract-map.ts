// What crosses the wire for 值班安排 on the map: who answers now, drawn at stations and offices; never where anybody is.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery } from '#shared/wire.ts';

import { OnDutyView } from './contract.ts';

export const listDutyOnMap = endpoint({
  method: 'GET',
  path: '/map/duty',
  admission: 'signedIn',
  summary:
    '值班安排 Grids and communities in a box with who is on duty there by the roster now, or nobody where somebody is wanted',
  query: BoxQuery,
  output: z.strictObject({
    stations: z.array(
      z.strictObject({
        id: z.string().describe('of the grid or community'),
        path: z.string(),
        name: z.string(),
        level: z.enum(['grid', 'community']),
        longitude: z.number().describe('of the station or office, else the middle of the grids: no person’s position'),
        latitude: z.number(),
        now: z.array(OnDutyView),
        isEmpty: z.boolean().describe('somebody is wanted now, and nobody is on the roster'),
      }),
    ),
  }),
});
