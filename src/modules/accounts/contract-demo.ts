// What crosses the wire about 演示身份: who may be entered as without a password, in demo districts alone.

import { z } from 'zod';

import { ROLE_KEYS } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';

import { Title } from './contract-sessions.ts';

export const listDemoPeople = endpoint({
  method: 'GET',
  path: '/demo-people',
  admission: 'public',
  summary: 'Who can be entered as with one tap; empty where the district is no demo',
  output: z.strictObject({
    people: z.array(
      z.strictObject({
        accountId: z.string(),
        name: z.string(),
        role: z.enum(ROLE_KEYS),
        title: Title,
        where: z.string().describe('the grid, area or organisation the person serves'),
        isOfTheCast: z.boolean().describe('one of the stories, not one who only fills a grid'),
      }),
    ),
  }),
});
