// What crosses the wire when cases are looked for by the phone of whoever reported them: in the body, never in an address.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id } from '#shared/wire.ts';

import { CaseLine } from '../contract.ts';

export const lookUpReporter = endpoint({
  method: 'POST',
  path: '/reporter-look-ups',
  admission: 'reporter.reveal',
  summary: 'Cases that this phone has reported; logged each time, and the reporters see it',
  input: z.strictObject({
    lookUpId: Id.describe('made by the sender; the same look-up sent twice is one'),
    phone: z.string().trim().min(5).max(30),
  }),
  output: z.object({ cases: z.array(CaseLine) }),
});
