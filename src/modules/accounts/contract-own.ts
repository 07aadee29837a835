// What crosses the wire about what I may do here, and about the people inside my organisation.

import { z } from 'zod';

import { ROLE_KEYS } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';

import { Title } from './contract-sessions.ts';

export const listMyGrants = endpoint({
  method: 'GET',
  path: '/my-grants',
  admission: 'signedIn',
  summary: 'What my posts let me do in this district, and where',
  output: z.strictObject({
    grants: z.array(
      z.strictObject({
        role: z.enum(ROLE_KEYS),
        title: Title,
        path: z.string(),
        gridId: z.string().nullable(),
        organisationId: z.string().nullable(),
        permissions: z.array(z.string()),
      }),
    ),
  }),
});

export const listColleagues = endpoint({
  method: 'GET',
  path: '/colleagues',
  admission: 'workOrder.assign',
  summary: 'Who works in my organisation and its crews, so that an order can be assigned inside',
  output: z.strictObject({
    colleagues: z.array(
      z.strictObject({
        accountId: z.string(),
        name: z.string(),
        role: z.enum(ROLE_KEYS),
        title: Title,
        organisationId: z.string(),
        organisationName: z.string(),
      }),
    ),
  }),
});
