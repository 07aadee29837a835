// What crosses the wire about early warnings: those that wait, one with its matters, and acknowledging it.

import { z } from 'zod';

import { CASE_STATUSES } from '#modules/cases/facts.ts';
import { WARNING_LEVELS } from '#modules/cases/reports/warning-rule.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

const Warning = z.object({
  id: Id,
  version: z.int(),
  level: z.enum(WARNING_LEVELS),
  areaName: z.string().nullable(),
  className: z.string().nullable().describe('null when only the words are alike'),
  count: z.int().describe('matters I may see'),
  least: z.int().describe('as the rule said when it was opened'),
  hours: z.int(),
  openedAt: Instant,
  lastAt: Instant,
  acknowledgedAt: Instant.nullable(),
  note: z.string().nullable(),
  mayAcknowledge: z.boolean(),
});

export const listWarnings = endpoint({
  method: 'GET',
  path: '/early-warnings',
  admission: 'case.read',
  summary: '苗头预警 Like matters that gathered in one place, of the areas I serve; the newest first',
  query: z.strictObject({ state: z.enum(['waiting', 'all']).default('waiting') }),
  output: z.object({ warnings: z.array(Warning), isComplete: z.boolean() }),
});

export const readWarning = endpoint({
  method: 'GET',
  path: '/early-warnings/:id',
  admission: 'case.read',
  summary: 'One early warning with the matters it counts, of those I may see',
  params: IdParams,
  output: Warning.extend({
    cases: z.array(
      z.object({
        id: Id,
        number: z.string(),
        summary: z.string(),
        placeWords: z.string().nullable(),
        status: z.enum(CASE_STATUSES),
        reportedAt: Instant,
      }),
    ),
  }),
});

export const acknowledgeWarning = endpoint({
  method: 'POST',
  path: '/early-warnings/:id/acknowledgement',
  admission: 'case.close',
  summary: '知悉 Somebody has looked, and says in a note what follows; what comes after it may warn again',
  params: IdParams,
  input: z.strictObject({
    moveId: Id.describe('made by the sender; sent twice it happens once'),
    seenVersion: z.int().min(1),
    note: z.string().trim().min(2).max(500),
  }),
  output: Warning,
});
