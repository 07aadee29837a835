// What crosses the wire about the suggestion box (意见箱): a remark from anybody, and the remarks for who reads them.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

const DueAt = Instant.describe('until when somebody reads it: five working days, as the pages promise');

export const putRemark = endpoint({
  method: 'POST',
  path: '/remarks',
  admission: 'public',
  summary: '意见箱 Say something about the pages, the service or the people; no login needed',
  input: z.strictObject({
    id: Id.describe('made by the sender; the same remark sent twice is one'),
    words: z.string().trim().min(2).max(2000),
    phone: z.string().trim().min(5).max(30).optional().describe('only if an answer is wanted'),
    page: z
      .string()
      .regex(/^[a-z-]{1,30}$/)
      .describe('which page it was written on, never its whole address'),
  }),
  output: z.object({ id: Id, receivedAt: Instant, dueAt: DueAt }),
  status: 201,
});

const Remark = z.object({
  id: Id,
  words: z.string(),
  phone: z.string().nullable(),
  page: z.string(),
  receivedAt: Instant,
  dueAt: DueAt,
  readAt: Instant.nullable(),
  isOverdue: z.boolean().describe('nobody has read it in time, or it was read too late'),
});

export const listRemarks = endpoint({
  method: 'GET',
  path: '/remarks',
  admission: 'remark.read',
  summary: 'The remarks in the box, newest first',
  query: z.strictObject({
    isRead: z.enum(['true', 'false']).optional(),
    after: Id.optional().describe('the id of the last remark of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.object({
    remarks: z.array(Remark),
    next: z.string().nullable(),
    firstUnread: z
      .object({ dueAt: DueAt, isOverdue: z.boolean() })
      .nullable()
      .describe('of all that nobody has read yet, the one that is due first, on whatever page it stands'),
  }),
});

export const markRemarkRead = endpoint({
  method: 'PUT',
  path: '/remarks/:id/reading',
  admission: 'remark.read',
  summary: 'Note that a remark was read; the first reader stays',
  params: IdParams,
  input: z.strictObject({}),
  output: z.object({ id: Id, readAt: Instant }),
});
