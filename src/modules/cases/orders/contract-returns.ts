// What crosses the wire about send-backs: what was sent back why, and what waits for the district to settle (裁定).

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine, CaseParams } from '../contract.ts';
import { SEND_BACK_BASES, SEND_BACK_REASONS } from '../facts.ts';
import { RETURN_OUTCOMES } from './returns-rules.ts';

const Hop = z.object({
  moveId: Id,
  at: Instant,
  organisationName: z.string(),
  reason: z.enum(SEND_BACK_REASONS),
  basis: z.enum(SEND_BACK_BASES).nullable(),
  words: z.string().nullable().describe('what it points to; null when erased'),
  outcome: z.enum(RETURN_OUTCOMES),
  decidedAt: Instant.nullable(),
  decidedWords: z.string().nullable(),
});

export const readReturns = endpoint({
  method: 'GET',
  path: '/cases/:id/returns',
  admission: 'case.read',
  summary: 'What organisations sent back, why and with what outcome; whom the rules name while the district settles it',
  params: CaseParams,
  output: z.object({
    waitingSince: Instant.nullable().describe('since when it waits for the district'),
    mayArbitrate: z.boolean(),
    hops: z.array(Hop),
    proposal: z
      .object({
        organisationId: Id,
        name: z.string(),
        because: z.enum(['dispatchRule', 'owner', 'territory', 'leadDepartment', 'department']),
        clause: z.string(),
        hasSentBack: z.boolean().describe('it has said itself that it is not its own'),
      })
      .nullable(),
    settled: z
      .object({ organisationId: Id, organisationName: z.string(), at: Instant, words: z.string().nullable() })
      .nullable(),
    ruleId: Id.nullable().describe('the dispatch rule the decision was kept as'),
  }),
});

export const listArbitrations = endpoint({
  method: 'GET',
  path: '/arbitrations',
  admission: 'case.arbitrate',
  summary: '裁定 Cases whose owner the district is to settle, the longest waiting first',
  output: z.object({
    cases: z.array(
      CaseLine.pick({ id: true, number: true, version: true, summary: true, placeWords: true, classCode: true }).extend(
        {
          path: z.string(),
          waitingSince: Instant,
          timesAsked: z.int(),
          organisationName: z.string().describe('who asked last'),
        },
      ),
    ),
    isComplete: z.boolean(),
  }),
});
