// What crosses the wire about dispatch rules (派单规则): what an arbitration settled, for the next time.

import { z } from 'zod';

import { Source, Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Day, Id, IdParams } from '#shared/wire.ts';

const RuleView = z.strictObject({
  id: z.string(),
  classCode: z.string(),
  path: z.string(),
  organisationId: z.string(),
  clause: z.string(),
  source: z.string(),
  caseId: z.string().nullable().describe('the case it was settled in'),
  startsOn: Day,
  endsOn: Day.nullable().describe('the last day on which it holds'),
  version: z.number(),
});

export const listDispatchRules = endpoint({
  method: 'GET',
  path: '/dispatch-rules',
  admission: 'signedIn',
  summary: '派单规则 Whom a class goes to at a place, with the clause and where it was settled; newest first',
  output: z.strictObject({ rules: z.array(RuleView) }),
});

export const saveDispatchRule = endpoint({
  method: 'PUT',
  path: '/dispatch-rules/:id',
  admission: 'signedIn',
  summary: 'Write a dispatch rule or its change, by whoever arbitrates or keeps the catalogue; version 0 for a new one',
  params: IdParams,
  input: z.strictObject({
    id: Id.describe('the id of this request'),
    version: Version,
    classCode: z.string().min(1).max(60),
    path: z
      .string()
      .max(200)
      .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/'),
    organisationId: Id,
    clause: z.string().trim().min(2).max(300).describe('the words that decide, with their number'),
    source: Source,
    caseId: Id.nullable(),
    startsOn: Day,
    endsOn: Day.nullable(),
  }),
  output: RuleView,
});

export const withdrawDispatchRule = endpoint({
  method: 'DELETE',
  path: '/dispatch-rules/:id',
  admission: 'signedIn',
  summary: 'Take a dispatch rule back; what was sent by it stays where it is',
  params: IdParams,
  query: z.strictObject({ version: z.coerce.number().int().min(1) }),
  output: z.strictObject({ id: z.string() }),
});
