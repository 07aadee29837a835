// What crosses the wire about the trails: who did what, who came and went. Ids, codes and roles; no names, no words.

import { z } from 'zod';

import { ROLE_KEYS } from '#permissions';
import { endpoint } from '#shared/endpoint.ts';
import { Id, SentInstant } from '#shared/wire.ts';

import { Title } from './contract-sessions.ts';
import { DOOR_ACTS } from './rules-sessions.ts';

const Filters = {
  from: SentInstant.optional().describe('not before this moment'),
  to: SentInstant.optional().describe('before this moment'),
  after: Id.optional().describe('the id of the last line of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const next = z.string().nullable().describe('send as `after` for the next page');

export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  admission: 'audit.read',
  summary: 'Who looked at or changed what in the areas I audit, newest first',
  query: z.strictObject({
    accountId: Id.optional().describe('who acted, or whose account or post it is about'),
    act: z
      .string()
      .regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/)
      .optional(),
    ...Filters,
  }),
  output: z.strictObject({
    lines: z.array(
      z.strictObject({
        id: z.string(),
        at: z.string(),
        act: z.string(),
        actorId: z.string().nullable(),
        actorRole: z.enum(ROLE_KEYS).nullable(),
        actorTitle: Title.nullable(),
        viaLinkId: z.string().nullable(),
        subjectKind: z.string(),
        subjectId: z.string().nullable(),
        path: z.string().nullable(),
        reasonCode: z.string().nullable(),
        codes: z.record(z.string(), z.unknown()),
      }),
    ),
    next,
  }),
});

export const listDoorAudit = endpoint({
  method: 'GET',
  path: '/door-audit',
  admission: 'audit.read',
  summary:
    'When people who serve in the areas I audit came and went; tries that opened no account belong to nobody and are not here',
  query: z.strictObject({ accountId: Id.optional(), act: z.enum(DOOR_ACTS).optional(), ...Filters }),
  output: z.strictObject({
    lines: z.array(
      z.strictObject({
        id: z.string(),
        at: z.string(),
        act: z.string(),
        way: z.string().nullable(),
        accountId: z.string(),
        actorId: z.string().nullable(),
        sessionId: z.string().nullable(),
      }),
    ),
    next,
  }),
});
