// What crosses the wire about who may be asked by name to verify a case.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id } from '#shared/wire.ts';

import { CaseParams } from '../contract.ts';
import { VERIFIER_ORDER } from './verification.ts';

export const listVerifiers = endpoint({
  method: 'GET',
  path: '/cases/:id/verifiers',
  admission: 'signedIn',
  summary:
    'Who may be asked by name to verify this case, the nearest first; nobody who handled it, and none for a secret matter',
  params: CaseParams,
  output: z.object({
    verifiers: z.array(
      z.object({
        accountId: Id,
        name: z.string(),
        closeness: z.enum(VERIFIER_ORDER),
        gridName: z.string().nullable().describe('null for the office of the community'),
      }),
    ),
  }),
});
