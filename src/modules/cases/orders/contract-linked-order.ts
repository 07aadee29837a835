// What crosses the wire on the page of an order link: whose link it is before the code, the one order after it.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Instant } from '#shared/wire.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

import { CasePage } from '../contract.ts';
import { EVIDENCE_KINDS, SEND_BACK_BASES } from '../facts.ts';

const WhomToCall = z.array(z.object({ name: z.string(), phone: z.string() })).describe('nearest to the place first');

export const lookUpOrderLink = endpoint({
  method: 'POST',
  path: '/order-link-lookups',
  admission: 'public',
  summary: 'Whose order link this is and whom to call, before any code; nothing of the order itself',
  input: z.strictObject({ link: z.string().trim().min(20).max(100) }),
  output: z.object({
    state: z.enum(['locked', 'over']).describe('over: the order ended, went elsewhere, or has a newer link'),
    organisationName: z.string(),
    phoneTail: z.string().nullable().describe('last four digits of the duty phone the code goes to'),
    call: WhomToCall,
    isDemoPhone: z.boolean().describe('no message really leaves: in a demo they can be read at /demo-messages'),
  }),
});

export const LinkedOrder = z.object({
  case: CasePage,
  order: z.object({
    id: z.string(),
    limit: z
      .object({ unit: z.enum(LIMIT_UNITS), amount: z.int() })
      .nullable()
      .describe('what the class allows'),
    phonedAt: Instant.nullable().describe('已电话通知: when the organisation was told by phone'),
    sendBackUntil: Instant,
    basis: z.enum(SEND_BACK_BASES).describe('what an organisation of this kind points to when it asks to send back'),
  }),
  className: z.string().nullable(),
  closingCondition: z.string().nullable(),
  acceptedEvidence: z.array(z.enum(EVIDENCE_KINDS)),
  call: WhomToCall,
});

export const getLinkedOrder = endpoint({
  method: 'GET',
  path: '/linked-order',
  admission: 'orderLink',
  summary: '工单 The one order of an order link, without the reporter',
  output: LinkedOrder,
});
