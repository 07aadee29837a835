// What crosses the wire about proposals from the words: asking for them, saying whether one was taken, how good they are.

import { z } from 'zod';

import { CASE_KINDS } from '#modules/cases/kinds.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

const Because = z.array(z.string()).describe('the words that speak for it, as they were said');

export const PROPOSAL_PARTS = ['class', 'kind', 'urgency', 'place', 'organisation'] as const;
export const PROPOSAL_ROOMS = ['intake', 'desk', 'worker'] as const;

export const askProposals = endpoint({
  method: 'POST',
  path: '/proposals',
  admission: 'case.report',
  summary: 'What these words sound like: class, kind, urgency, place; a draft, and nothing is kept of the words',
  input: z.strictObject({
    words: z.string().trim().min(2).max(4000),
    communityId: Id.optional().describe('where to look for the place that is named'),
  }),
  output: z.object({
    isOn: z.boolean().describe('false when the district has switched proposals off: then nothing is proposed'),
    class: z.object({ code: z.string(), name: z.string(), because: Because }).nullable(),
    kind: z.object({ kind: z.enum(CASE_KINDS), because: Because }).nullable(),
    urgency: z.object({ because: Because }).nullable().describe('null when it does not sound urgent'),
    place: z
      .object({
        id: Id,
        name: z.string(),
        longitude: z.number(),
        latitude: z.number(),
        because: z.string(),
        isLearned: z.boolean().describe('from what closed matters called it, not from its own name'),
      })
      .nullable(),
  }),
});

export const noteTake = endpoint({
  method: 'POST',
  path: '/proposal-takes',
  admission: 'case.report',
  summary: 'A proposal was taken as it was, or something else was chosen; counted, without the matter or the person',
  input: z.strictObject({
    id: Id.describe('made by the sender; sent twice it counts once'),
    part: z.enum(PROPOSAL_PARTS),
    room: z.enum(PROPOSAL_ROOMS),
    wasTaken: z.boolean(),
    classCode: z.string().max(60).optional().describe('the class that was proposed'),
  }),
  output: z.object({ isNoted: z.literal(true) }),
});

export const readProposalFigures = endpoint({
  method: 'GET',
  path: '/proposal-figures',
  admission: 'figure.read',
  summary: 'How good the proposals are: per class from matters held back, and how often they were taken',
  output: z.object({
    isOn: z.boolean(),
    trainedAt: Instant.nullable(),
    textCount: z.int(),
    classes: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        heldOut: z.int().describe('matters it never saw; 0: nothing is known about this class'),
        right: z.int(),
        wrong: z.int().describe('the rest it kept silent about'),
      }),
    ),
    since: Instant,
    takes: z.array(
      z.object({ part: z.enum(PROPOSAL_PARTS), room: z.enum(PROPOSAL_ROOMS), shown: z.int(), taken: z.int() }),
    ),
  }),
});
