// What crosses the wire about calling back (回访): whom to call, what was heard, and how many of how many.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

import { Words } from '#modules/cases/contract.ts';

export const CALL_OUTCOMES = ['reached', 'noAnswer', 'wrongNumber', 'declined'] as const;
const Manner = z.enum(['good', 'fair', 'poor']);
const Place = { streetId: Id.optional(), communityId: Id.optional() };

/** What whoever did the work said of it; kept apart from what was heard by calling back. */
const Claim = z
  .object({
    by: z.string().nullable().describe('the organisation; null for the grid or the community itself'),
    at: Instant,
  })
  .nullable();

export const listDueCallbacks = endpoint({
  method: 'GET',
  path: '/callbacks/due',
  admission: 'case.callBack',
  summary: '回访名单 Closed lately and not rated, with a number left and not reached yet; of one street or community',
  query: z.strictObject(Place),
  output: z.object({
    due: z.array(
      z.object({
        caseId: Id,
        reportId: Id,
        number: z.string(),
        summary: z.string(),
        placeWords: z.string().nullable(),
        closedAt: Instant,
        until: Instant.describe('after that it can no longer be reopened'),
        tries: z.int().describe('called before and not reached'),
        claim: Claim,
      }),
    ),
    isComplete: z.boolean().describe('false when more closed lately than was looked at'),
  }),
});

export const putCallback = endpoint({
  method: 'POST',
  path: '/cases/:id/callbacks',
  admission: 'case.callBack',
  summary: 'Write down one call back; the rating stays the reporter’s own',
  params: IdParams,
  input: z
    .strictObject({
      id: Id.describe('made by the sender; the same call sent twice is one'),
      reportId: Id,
      outcome: z.enum(CALL_OUTCOMES),
      isSolved: z.boolean().optional().describe('what was heard; asked for when somebody was reached'),
      manner: Manner.optional(),
      words: Words.optional(),
    })
    .refine(({ outcome, isSolved }) => (outcome === 'reached') === (isSolved !== undefined), {
      path: ['isSolved'],
      message: 'is said by somebody who was reached, and by nobody else',
    })
    .refine(({ outcome, manner }) => outcome === 'reached' || manner === undefined, {
      path: ['manner'],
      message: 'is said by somebody who was reached, and by nobody else',
    }),
  output: z.object({ id: Id, calledAt: Instant }),
  status: 201,
});

export const listCallbacks = endpoint({
  method: 'GET',
  path: '/cases/:id/callbacks',
  admission: 'case.read',
  summary: 'What was heard by calling back about a case, beside what its handler claimed',
  params: IdParams,
  output: z.object({
    claim: Claim,
    calls: z.array(
      z.object({
        id: Id,
        calledAt: Instant,
        byName: z.string().nullable(),
        outcome: z.enum(CALL_OUTCOMES),
        isSolved: z.boolean().nullable(),
        manner: Manner.nullable(),
        words: z.string().nullable(),
      }),
    ),
  }),
});

const Heard = z.object({
  n: z.int().describe('reached and asked about work that was claimed to be done'),
  solved: z.int(),
});

export const readCallbackFigures = endpoint({
  method: 'GET',
  path: '/callback-figures',
  admission: 'case.callBack',
  summary:
    'Calls of the last 30 days with their n; the ratings of residents stand apart, and who did not rate is in neither',
  query: z.strictObject(Place),
  output: z.object({
    since: Instant,
    calls: z.object({
      n: z.int(),
      reached: z.int(),
      noAnswer: z.int(),
      wrongNumber: z.int(),
      declined: z.int(),
      solved: z.int(),
      good: z.int(),
      fair: z.int(),
      poor: z.int(),
    }),
    ofOrganisations: Heard,
    ofOurs: Heard,
    ratings: z.object({ closed: z.int(), rated: z.int(), solved: z.int() }),
  }),
});
