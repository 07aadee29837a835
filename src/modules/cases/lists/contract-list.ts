// What crosses the wire about 事件: the cases of one area, narrowed and in an order an index serves; how many; and as a workbook.

import { z } from 'zod';

import { parseCaseNumber } from '#shared/case-number.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine, CaseList, Cursor, PageSize, ShortCode } from '../contract.ts';
import { Count } from './contract-intake.ts';
import { CHANNELS } from '../reports/contract-reports.ts';
import { CASE_STATUSES } from '../facts.ts';
import { CASE_KINDS, LEVELS } from '../kinds.ts';

export const LIST_ORDERS = ['newest', 'oldest', 'due'] as const;
export const LIST_STATES = [...CASE_STATUSES, 'open', 'overdue', 'soon', 'suspended'] as const;

/** The same for the list, its count and its workbook. */
const FILTER = {
  streetId: Id.optional(),
  communityId: Id.optional(),
  gridId: Id.optional(),
  status: z
    .enum(LIST_STATES)
    .optional()
    .describe(
      '`open`: somebody is wanted; `overdue`: its order is due; `soon`: due within a day; `suspended`: its clock stands (挂账)',
    ),
  kind: z.enum(CASE_KINDS).optional(),
  classCode: ShortCode.optional(),
  channel: z.enum(CHANNELS).optional().describe('some voice of it came in this way'),
  level: z.enum(LEVELS).optional().describe('that holds it'),
  organisationId: Id.optional().describe('that has, or had and did not give back, an order in it'),
  from: z.iso.date().optional().describe('reported on this day or later'),
  to: z.iso.date().optional().describe('reported on this day or earlier'),
  closedFrom: z.iso.date().optional().describe('closed on this day or later'),
  urgent: z.enum(['true']).optional(),
  secrecy: z.enum(['open']).optional().describe('only what everybody of the place may see'),
};
const order = z.enum(LIST_ORDERS).default('newest').describe('`due`: only open ones with an order, by its time');

const ListedCase = CaseLine.extend({
  organisationName: z.string().nullable().describe('the lead handler'),
  channel: z.enum(CHANNELS).nullable().describe('how its first voice came in'),
  gridName: z.string().nullable(),
});

export const listCases = endpoint({
  method: 'GET',
  path: '/cases',
  admission: 'case.read',
  summary: 'Cases of one area, newest first; the area is named, never guessed',
  query: z.strictObject({ ...FILTER, order, after: Cursor.optional(), limit: PageSize }),
  output: CaseList.extend({
    cases: z.array(ListedCase),
    seenTo: Instant.nullable().describe(
      'set when the list was left off after a bounded read, at this instant of its order: `next` goes on from there',
    ),
  }),
});

export const countCases = endpoint({
  method: 'GET',
  path: '/case-count',
  admission: 'case.read',
  summary: 'How many cases a filter has, as far as is looked: more than that is said to be more',
  query: z.strictObject({ ...FILTER, order }),
  output: Count,
});

const MOST_CHOSEN = 500;

export const getCaseSheet = endpoint({
  method: 'GET',
  path: '/case-sheet',
  admission: 'case.read',
  summary: '导出 The cases of a filter as a workbook: no reporter, nothing secret; noted in the audit trail',
  query: z.strictObject({
    ...FILTER,
    order,
    numbers: z
      .string()
      .transform((text) => text.split(','))
      .pipe(
        z
          .array(z.string().refine((text) => parseCaseNumber(text)?.number === text))
          .min(1)
          .max(MOST_CHOSEN),
      )
      .optional()
      .describe(`only these, by number with commas between them, at most ${MOST_CHOSEN}; then the rest plays no part`),
  }),
});
