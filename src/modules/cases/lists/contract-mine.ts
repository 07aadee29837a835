// What crosses the wire about a person's own work: what waits for me and why, what I did, calling a reporter.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine, CaseParams } from '../contract.ts';
import { STAGES } from '../clocks/stages.ts';
import { CHANNELS, PURPOSES } from '../reports/contract-reports.ts';
import { DIRECTIVE_KINDS } from '../rules-directives.ts';
import { MOVE_VERBS } from '../moves/transitions.ts';
import type { MoveVerb } from '../moves/transitions.ts';
import { GROUPS, WAITING_REASONS } from './waiting.ts';

/** What was asked from above is answered in words; it moves no case. */
const REPLY = 'replyDirective';
const Act = z.enum([...(MOVE_VERBS as [MoveVerb, ...MoveVerb[]]), REPLY]);

const WaitingItem = z.object({
  case: CaseLine,
  reason: z.enum([...WAITING_REASONS, REPLY]).describe('why it is mine'),
  act: Act.describe('what is wanted of me'),
  group: z.enum(GROUPS),
  since: Instant.describe('from when it has been waiting'),
  dueAt: Instant.nullable().describe('until when; null where nothing says so'),
  stage: z.enum(STAGES).nullable().describe('which of our own stages ends then'),
  channel: z.enum(CHANNELS).nullable().describe('how the first voice came in'),
  organisationName: z.string().nullable().describe('who works on it, or says that it is done'),
  directive: z
    .object({ id: Id, kind: z.enum(DIRECTIVE_KINDS), dueAt: Instant })
    .nullable()
    .describe('批示、督办、催办 that waits for my reply'),
  isActing: z.boolean().describe('the post whose work it is stands empty, and falls to me'),
});

export const listMyWork = endpoint({
  method: 'GET',
  path: '/my-work',
  admission: 'signedIn',
  summary: 'What waits for me and why, in the order of its time',
  output: z.object({
    at: Instant,
    items: z.array(WaitingItem),
    watched: z
      .array(WaitingItem.omit({ act: true, reason: true, group: true, stage: true, directive: true, isActing: true }))
      .describe('soon due or late at an organisation'),
    nextDue: z
      .object({ id: Id, number: z.string(), summary: z.string(), placeWords: z.string().nullable(), dueAt: Instant })
      .nullable()
      .describe('what falls due next of all that others have in hand'),
    isComplete: z.boolean().describe('false when more is open than was looked at, oldest first'),
    isServiceTimeNow: z.boolean(),
  }),
});

export const listMyMoves = endpoint({
  method: 'GET',
  path: '/my-moves',
  admission: 'signedIn',
  summary: 'What I did lately, newest first; for me alone',
  output: z.object({
    moves: z.array(
      z.object({
        verb: z.string(),
        at: Instant,
        caseId: Id,
        number: z.string(),
        summary: z.string(),
        status: z.string(),
      }),
    ),
  }),
});

export const callReporter = endpoint({
  method: 'POST',
  path: '/cases/:id/reporter-calls',
  admission: 'reporter.contact',
  summary: "The reporter's number for one call with a stated purpose; logged, and the reporter sees it",
  params: CaseParams,
  input: z.strictObject({
    callId: Id.describe('made by the sender; the same call sent twice is one'),
    reportId: Id,
    purpose: z.enum(PURPOSES),
  }),
  output: z.object({ phone: z.string().nullable() }),
});
