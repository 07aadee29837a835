// What crosses the wire for the wall of a command centre (大屏): counts that open, and what has just happened; nothing secret, nobody's words.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CASE_STATUSES } from '../facts.ts';
import { CASE_KINDS } from '../kinds.ts';
import { Count } from './contract-intake.ts';

/** On a wall a matter is named by its class and area: what people wrote stays with who handles it. */
const Matter = z.strictObject({
  caseId: Id,
  number: z.string(),
  kind: z.enum(CASE_KINDS),
  className: z.string().nullable(),
  areaName: z.string().nullable().describe('the community, else the street'),
});

export const readScreen = endpoint({
  method: 'GET',
  path: '/screen',
  admission: 'figure.read',
  summary:
    '大屏 The largest place I serve in counts, each as many as the rows of the list it opens; secret matters are in none',
  output: z.strictObject({
    at: Instant,
    day: z.string().describe('today in the district'),
    placeId: Id.nullable().describe('as lists name it; null for the whole district'),
    place: z.strictObject({
      path: z.string(),
      name: z.string(),
      scope: z.enum(['district', 'street', 'community', 'grid']),
    }),
    reported: z.strictObject({ today: Count, byHour: z.array(z.int()).length(24) }),
    closed: z.strictObject({ today: Count }),
    open: z.strictObject({
      all: Count,
      byStatus: z.array(z.strictObject({ status: z.enum(CASE_STATUSES), count: Count })),
    }),
    suspended: Count,
    urgent: z.strictObject({
      open: Count,
      latest: z.array(Matter.extend({ dueAt: Instant.nullable() })).describe('the newest of them'),
    }),
    due: z.strictObject({ overdue: Count, soon: Count }),
    areas: z
      .array(z.strictObject({ id: Id, path: z.string(), name: z.string(), open: Count, overdue: Count }))
      .describe('directly below the place, in the order of the areas: it is no ranking'),
    happened: z
      .array(Matter.extend({ id: Id, at: Instant, verb: z.string() }))
      .describe('acts of the last while, newest first'),
  }),
});
