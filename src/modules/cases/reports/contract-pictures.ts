// What crosses the wire about the pictures of a case: what is odd about them and why, for whoever checks.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseParams } from '../contract.ts';

const Hint = z.discriminatedUnion('reason', [
  z.object({
    reason: z.literal('copy'),
    of: z
      .object({ id: Id, number: z.string(), attachmentId: Id })
      .nullable()
      .describe('the earlier matter and its picture, where the actor may see it'),
    isOfSameCase: z.boolean().describe('it came with this very matter before'),
    at: Instant.describe('when the earlier picture was sent'),
  }),
  z.object({ reason: z.literal('farAway'), metres: z.int() }),
  z.object({ reason: z.literal('tooOld'), takenAt: Instant, since: Instant }),
]);

export const listPictureHints = endpoint({
  method: 'GET',
  path: '/cases/:id/picture-hints',
  admission: 'signedIn',
  summary: 'What is odd about the pictures of a case, with the reason; it informs who checks and decides nothing',
  params: CaseParams,
  output: z.object({ pictures: z.array(z.object({ attachmentId: Id, hints: z.array(Hint).min(1) })) }),
});
