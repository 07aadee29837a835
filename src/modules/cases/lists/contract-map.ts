// What crosses the wire about matters on the map: pins or how many there are, and three figures of an area or grid that open.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { BoxQuery, Id, Instant } from '#shared/wire.ts';

import { CASE_STATUSES } from '../facts.ts';
import { PIN_STATES } from './pins.ts';

const States = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(PIN_STATES)).min(1).max(PIN_STATES.length))
  .describe(`${PIN_STATES.join(', ')}, with commas between them; without it all`);

export const listPins = endpoint({
  method: 'GET',
  path: '/map/cases',
  admission: 'case.read',
  summary:
    'Open matters in a box, one by one or, where they are too many, by cell; confidential and restricted ones never',
  query: z.strictObject({
    ...BoxQuery.shape,
    zoom: z.coerce.number().min(0).max(24).describe('web map zoom: cells are some 64 pixels wide'),
    states: States.optional(),
  }),
  output: z.strictObject({
    total: z.int(),
    pins: z.array(
      z.strictObject({
        id: z.string(),
        number: z.string(),
        summary: z.string(),
        placeWords: z.string().nullable(),
        status: z.enum(CASE_STATUSES),
        state: z.enum(PIN_STATES),
        gridId: z.string().nullable(),
        reportedAt: Instant,
        dueAt: Instant.nullable(),
        longitude: z.number(),
        latitude: z.number(),
      }),
    ),
    cells: z
      .array(
        z.strictObject({
          longitude: z.number().describe('the middle of the matters in it'),
          latitude: z.number(),
          count: z.int(),
          urgent: z.int(),
          overdue: z.int(),
        }),
      )
      .describe('instead of pins where there are too many'),
  }),
});

const Figure = z.strictObject({ count: z.int(), isMore: z.boolean().describe('the count is the least it is') });

export const readCaseFigures = endpoint({
  method: 'GET',
  path: '/map/case-figures',
  admission: 'case.read',
  summary: 'Matters of one area or grid the actor sees: in hand, overdue, reported this month',
  query: z
    .strictObject({
      streetId: Id.optional(),
      communityId: Id.optional(),
      gridId: Id.optional(),
      microGridId: Id.optional().describe('with the grid it lies in'),
    })
    .refine(({ streetId, communityId, gridId }) => [streetId, communityId, gridId].filter(Boolean).length === 1, {
      message: 'name exactly one of streetId, communityId, gridId',
      path: ['gridId'],
    })
    .refine(({ gridId, microGridId }) => microGridId === undefined || gridId !== undefined, {
      message: 'is needed beside microGridId',
      path: ['gridId'],
    }),
  output: z.strictObject({ open: Figure, overdue: Figure, thisMonth: Figure, monthFrom: Instant }),
});
