// What crosses the wire for desks alone: whom an organisation has put on an order, referrals, a case as text to hand on.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseParams } from '../contract.ts';

const MOST_ORDERS = 100;

export const listAssignments = endpoint({
  method: 'GET',
  path: '/order-assignments',
  admission: 'signedIn',
  summary: 'Whom an organisation has put on these orders, and until when inside; orders out of sight are left out',
  query: z.strictObject({
    orderIds: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(Id).min(1).max(MOST_ORDERS))
      .describe(`ids with commas between them, at most ${MOST_ORDERS}`),
  }),
  output: z.object({
    assignments: z.array(
      z.object({
        workOrderId: Id,
        name: z.string().nullable(),
        organisationName: z.string().nullable().describe('the crew inside the organisation'),
        innerDueAt: Instant.nullable(),
        isGone: z.boolean().describe('the person holds no post any more: somebody else is to be put on it'),
      }),
    ),
  }),
});

export const listReferrals = endpoint({
  method: 'GET',
  path: '/referrals',
  admission: 'signedIn',
  summary: 'Where a matter belongs that is not taken up: not here, but there',
  output: z.object({ referrals: z.array(z.object({ code: z.string(), 'zh-CN': z.string(), en: z.string() })) }),
});

export const readHandOnText = endpoint({
  method: 'GET',
  path: '/cases/:id/hand-on-text',
  admission: 'case.read',
  summary:
    '复制文字 What may be copied into a group or another system: nothing of the reporter; of a secret matter nothing',
  params: CaseParams,
  output: z.object({ number: z.string(), summary: z.string(), placeWords: z.string().nullable() }),
});
