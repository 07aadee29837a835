// What crosses the wire for 受理台: what waits in a pool for the posts of whoever asks, and whom a matter is likely sent to.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine, CaseParams, ShortCode } from '../contract.ts';
import { STAGES } from '../clocks/stages.ts';
import { SEND_BACK_REASONS } from '../facts.ts';
import { POOL_KEYS } from './pools.ts';

/** Beyond this a number tells nobody more: "1000+". */
export const MOST_COUNTED = 1_000;
/** As many changed cases are looked up at once. */
const MOST_ASKED = 100;

const IntakeRow = CaseLine.pick({
  id: true,
  number: true,
  version: true,
  kind: true,
  classCode: true,
  secrecy: true,
  isUrgent: true,
  summary: true,
  placeWords: true,
  status: true,
  heldLevel: true,
  reportCount: true,
  communityId: true,
  gridId: true,
}).extend({
  since: Instant.describe('from when it has been waiting here'),
  dueAt: Instant.nullable().describe('until when; null where nothing says so'),
  stage: z.enum(STAGES).nullable().describe('which of our own stages ends then'),
  organisationName: z.string().nullable().describe('who works on it'),
  sendBackReason: z.enum(SEND_BACK_REASONS).nullable(),
  isNotTrue: z.boolean().describe('whoever looked on site found nothing'),
});

export const Count = z.object({ count: z.int(), isMore: z.boolean().describe(`more than ${MOST_COUNTED}`) });

export const readIntake = endpoint({
  method: 'GET',
  path: '/intake/:pool',
  admission: 'case.close',
  summary: '受理台 What waits in one pool for my posts, by time left, with the count of every pool',
  params: z.strictObject({ pool: z.enum(POOL_KEYS) }),
  query: z.strictObject({
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(Id).min(1).max(MOST_ASKED))
      .optional()
      .describe(`only these of it, with commas between them, at most ${MOST_ASKED}: what has changed meanwhile`),
  }),
  output: z.object({
    at: Instant,
    rows: z.array(IntakeRow),
    isComplete: z.boolean().describe('false when more is waiting than is listed'),
    counts: z.array(Count.extend({ pool: z.enum(POOL_KEYS) })).describe('of the pools my posts open, in their order'),
  }),
});

export const readProposal = endpoint({
  method: 'GET',
  path: '/cases/:id/proposal',
  admission: 'case.dispatchDirect',
  summary: 'Whom a case of this class is likely sent to here, and why; null when nothing says so',
  params: CaseParams,
  query: z.strictObject({ classCode: ShortCode.optional().describe('while none is settled') }),
  output: z.object({
    organisation: z
      .object({
        id: Id,
        name: z.string(),
        because: z
          .enum(['dispatchRule', 'owner', 'territory', 'leadDepartment', 'department', 'listed', 'usual'])
          .describe(
            'by the duty lists, owner or territory first as the type says; on a direct list; or it mostly had them',
          ),
        rule: z.enum(['ownerFirst', 'territoryFirst']).nullable().describe('部件先属主后属地, 事件先属地后属主'),
        clause: z.string().nullable().describe('of the duty list that names it'),
        count: z.int().describe('how many of the last cases of the class here it had'),
        of: z.int(),
      })
      .nullable(),
  }),
});
