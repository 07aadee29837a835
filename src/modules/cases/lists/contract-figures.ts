// What crosses the wire about the three figures of a desk: each opens to exactly the rows it counts.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine } from '../contract.ts';

export const FIGURES = ['today', 'soon', 'overdue'] as const;
export const MOST_COUNTED = 1000;
/** 快到期: within a day. */
export const SOON_MINUTES = 1440;

const Count = z.object({
  count: z.int(),
  isMore: z.boolean().describe(`more than ${MOST_COUNTED}: then no further is counted`),
});
const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const Path = z
  .string()
  .max(200)
  .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/');

export const listFigures = endpoint({
  method: 'GET',
  path: '/desk-figures',
  admission: 'case.read',
  summary: '今日新收、快到期、超期 Of each area I serve: reported today, due within a day, and past due',
  output: z.object({
    at: Instant,
    places: z.array(z.object({ path: z.string(), name: z.string(), today: Count, soon: Count, overdue: Count })),
  }),
});

export const listFigureRows = endpoint({
  method: 'GET',
  path: '/desk-figures/:figure',
  admission: 'case.read',
  summary: 'The rows of one of the three figures, in its order',
  params: z.strictObject({ figure: z.enum(FIGURES) }),
  query: z.strictObject({
    path: Path,
    after: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({
    placeName: z.string(),
    total: Count,
    cases: z.array(CaseLine),
    next: z.string().nullable(),
  }),
});

export const listOverdueByPlace = endpoint({
  method: 'GET',
  path: '/overdue-by-place',
  admission: 'case.read',
  summary: 'How much is past due in each area directly below mine, and since when the oldest',
  output: z.object({
    at: Instant,
    places: z.array(z.object({ path: z.string(), name: z.string(), overdue: Count, oldestDueAt: Instant.nullable() })),
  }),
});

export const listCaseLines = endpoint({
  method: 'GET',
  path: '/case-lines',
  admission: 'signedIn',
  summary: 'A few cases by id or number, as lines, in the order asked; those out of sight are left out',
  query: z.strictObject({
    which: z
      .string()
      .max(600)
      .transform((text) => text.split(','))
      .pipe(
        z
          .array(z.union([Id, z.string().regex(/^\d{10,14}$/)]))
          .min(1)
          .max(10),
      )
      .describe('ids or numbers with commas between them, at most 10'),
  }),
  output: z.object({ cases: z.array(CaseLine.pick({ id: true, number: true, summary: true, status: true })) }),
});
