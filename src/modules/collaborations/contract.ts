// What crosses the wire about 多方联动: the six roles on a case, who fills each, and the recorded decision.

import { z } from 'zod';

import { Words } from '#modules/cases/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Day, Id, IdParams, Instant } from '#shared/wire.ts';

import { ALL_FILLERS, COLLABORATION_ROLES, DECISION_EVIDENCE } from './rules.ts';
import type { Filler } from './rules.ts';

const FillerCode = z.enum(ALL_FILLERS as [Filler, ...Filler[]]).describe('an office or body; never a person');
const Decision = z.strictObject({
  decidedOn: Day,
  evidence: z.enum(DECISION_EVIDENCE).describe('会议纪要 or 表决票'),
  isAgreed: z.boolean(),
});

const StepView = z.object({
  role: z.enum(COLLABORATION_ROLES),
  fillers: z.array(FillerCode).describe('who may fill it: the usual one first, then who stands in'),
  filledBy: FillerCode.nullable(),
  beganAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  decision: Decision.nullable(),
  words: z.string().nullable().describe('what was said of it; null when nothing was, or it was erased'),
  waitsFor: z.enum(['decision', 'agreement']).nullable(),
  mayAct: z.boolean(),
  version: z.int(),
});

const Collaboration = z.object({
  mayStart: z.boolean(),
  steps: z.array(StepView).describe('none until it was started'),
});

export const readCollaboration = endpoint({
  method: 'GET',
  path: '/cases/:id/collaboration',
  admission: 'case.read',
  summary: '多方联动 The six roles on a case: who fills each, how far it is, and what those concerned have decided',
  params: IdParams,
  output: Collaboration,
});

export const readOwnRole = endpoint({
  method: 'GET',
  path: '/cases/:id/own-role',
  admission: 'known',
  summary:
    'What the organisation of an order does in 多方联动: its own role and whether it may begin; nothing of the others',
  params: IdParams,
  output: z.object({
    own: z
      .object({
        role: z.enum(COLLABORATION_ROLES),
        filledBy: FillerCode.describe('as what; whoever wrote it down may have named another'),
        beganAt: Instant.nullable(),
        doneAt: Instant.nullable(),
        decision: Decision.nullable().describe('the ground on which it begins: when, by which paper, for or against'),
        waitsFor: z.enum(['decision', 'agreement']).nullable(),
      })
      .nullable()
      .describe('null where nobody has started it, and for whoever has no order on the case'),
  }),
});

export const startCollaboration = endpoint({
  method: 'POST',
  path: '/cases/:id/collaboration',
  admission: 'case.read',
  summary: 'Start the chain of six roles (小区事项) on an open case; once',
  params: IdParams,
  input: z.strictObject({ id: Id.describe('of this request, made by the sender') }),
  output: Collaboration,
});

export const takeStep = endpoint({
  method: 'PUT',
  path: '/cases/:id/collaboration/:role',
  admission: 'case.read',
  summary: 'Begin a step or write down that it is done; nothing is carried out before a recorded decision for it',
  params: z.strictObject({ id: Id, role: z.enum(COLLABORATION_ROLES) }),
  input: z.strictObject({
    id: Id.describe('of this request, made by the sender'),
    version: z.int().min(1).describe('the version of the step that was seen'),
    filledBy: FillerCode,
    isDone: z.boolean().describe('false: it begins'),
    words: Words.optional(),
    decision: Decision.optional().describe('with the step in which it is decided, once it is'),
  }),
  output: Collaboration,
});
