// What crosses the wire about who may look after a matter that stands still (挂账).

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id } from '#shared/wire.ts';

import { CaseParams } from '../contract.ts';

export const listSuspensionOwners = endpoint({
  method: 'GET',
  path: '/cases/:id/suspension-owners',
  admission: 'case.read',
  summary: '挂账 Who may look after this case while it stands still: whoever reads it at its place, the nearest first',
  params: CaseParams,
  output: z.object({
    owners: z.array(
      z.object({
        accountId: Id,
        name: z.string(),
        title: z.object({ zh: z.string(), en: z.string() }),
        areaName: z.string().describe('where the post stands'),
      }),
    ),
  }),
});
