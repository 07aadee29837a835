// What crosses the wire for whoever has no printed code: the places of a community to choose from, and one of them.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';
import { OnDutyView } from '#modules/duty/contract.ts';

/** A place with its printed code, a building, or a whole community when nothing nearer is known. */
export const SPOT_KINDS = ['place', 'building', 'community'] as const;

/** Where somebody stands who wants to say something, and whom to call there. */
export const StandpointView = z.strictObject({
  place: z.strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.string().describe('of the place: market, riverside …; building or community for those'),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
  }),
  isRetired: z.boolean(),
  gridId: z.string().nullable(),
  community: z.strictObject({ id: z.string(), name: z.string(), dutyPhone: z.string().nullable() }).nullable(),
  dutyPhone: z.string().nullable().describe('of whoever is on duty now by the roster, else of the office'),
  onDuty: z.array(OnDutyView).describe('who is on duty now by the roster; who is called first leads'),
  emergencyNumbers: z.array(z.strictObject({ key: z.string(), name: z.string(), phone: z.string() })),
  gridWorker: z.strictObject({ name: z.string(), phone: z.string().optional() }).nullable(),
  serviceHours: z.array(z.array(z.strictObject({ from: z.number(), to: z.number() }))),
  isServiceTimeNow: z.boolean(),
});

export const listSpots = endpoint({
  method: 'GET',
  path: '/spots',
  admission: 'public',
  summary: 'Places and buildings of a community by name, for whoever chooses where it is',
  query: z.strictObject({ communityId: Id }),
  output: z.strictObject({
    spots: z.array(z.strictObject({ id: z.string(), what: z.enum(SPOT_KINDS), name: z.string() })),
  }),
});

export const readSpot = endpoint({
  method: 'GET',
  path: '/spots/:id',
  admission: 'public',
  summary: 'A place, a building or a community: whom to call there, who serves and when',
  params: IdParams,
  output: StandpointView,
});
