// What crosses the wire about matters that cannot be done for now (挂账): a public list without persons, numbers and places.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { SUSPENSION_REASONS } from '../facts.ts';

const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);

export const listSuspended = endpoint({
  method: 'GET',
  path: '/suspended-matters',
  admission: 'public',
  summary:
    '暂时办不了的事 What cannot be done for now and why, the next review first; open problems of public classes only',
  query: z.strictObject({
    after: Cursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  output: z.object({
    at: Instant,
    matters: z.array(
      z.strictObject({
        id: Id.describe('of this line alone: it opens nothing'),
        className: z.string(),
        areaName: z.string().describe('the community; without one the street, the district'),
        organisationName: z.string(),
        reason: z.enum(SUSPENSION_REASONS).nullable(),
        why: z.string().nullable().describe('the reason in words'),
        words: z
          .string()
          .nullable()
          .describe('what was told to everybody when it was agreed, without what points to a person'),
        reportedAt: Instant,
        suspendedAt: Instant.nullable(),
        reviewAt: Instant.describe('when it is looked at again; past, when nobody has yet'),
      }),
    ),
    next: z.string().nullable(),
  }),
});
