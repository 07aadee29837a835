// What crosses the wire about notices (提醒): what rang and was told to me, and knowing it.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

import { NOTICE_KINDS } from './rules.ts';

const Notice = z.object({
  id: Id,
  kind: z
    .enum(NOTICE_KINDS)
    .describe(
      'not signed in time, half of the limit, its end, a step after it, a review that has come, no reply, no answer to a call',
    ),
  case: z.object({ id: Id, number: z.string(), summary: z.string(), placeWords: z.string().nullable() }),
  organisationName: z.string().nullable().describe('who has the order'),
  whistleId: Id.nullable(),
  dueAt: Instant.nullable().describe('the end that is told of'),
  hoursLate: z.int().nullable(),
  madeAt: Instant,
  told: z.enum(['me', 'organisation', 'desk']).describe('as whom I am told'),
});

export const listNotices = endpoint({
  method: 'GET',
  path: '/notices',
  admission: 'signedIn',
  summary: '提醒 What rang, was not answered or not signed, and was told to me; of one order only the last',
  output: z.object({ notices: z.array(Notice), isComplete: z.boolean() }),
});

export const knowNotice = endpoint({
  method: 'PUT',
  path: '/notices/:id/knowing',
  admission: 'signedIn',
  summary:
    '知道了 Somebody of those who were told knows it, and what was told of the same order before; the first stays',
  params: IdParams,
  input: z.strictObject({}),
  output: z.object({ id: Id, knownAt: Instant }),
});
