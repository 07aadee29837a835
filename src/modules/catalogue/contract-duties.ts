// What crosses the wire about the duty lists: 履职事项清单, 权责清单, 权属台账.

import { z } from 'zod';

import { Source, Version } from '#modules/areas/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { DUTY_LISTS, DUTY_SORTS } from './rules-responsible.ts';

const DutyView = z.strictObject({
  id: z.string(),
  list: z.enum(DUTY_LISTS),
  sort: z.enum(DUTY_SORTS).nullable(),
  path: z.string(),
  organisationId: z.string(),
  classCode: z.string().nullable(),
  name: z.string(),
  clause: z.string(),
  source: z.string(),
  version: z.number(),
});

export const listDuties = endpoint({
  method: 'GET',
  path: '/duty-items',
  admission: 'signedIn',
  summary: 'Who owes what where, with the clause: lists of streets, of departments, and who owns which assets',
  output: z.strictObject({ items: z.array(DutyView) }),
});

export const saveDuty = endpoint({
  method: 'PUT',
  path: '/duty-items/:id',
  admission: 'catalogue.manage',
  summary: 'Write an item of a list or its change; version 0 for a new one',
  params: IdParams,
  input: z.strictObject({
    id: Id.describe('the id of this request'),
    version: Version,
    list: z.enum(DUTY_LISTS),
    sort: z.enum(DUTY_SORTS).nullable().describe('of the list of a street: 基本, 配合, 上收'),
    path: z
      .string()
      .max(200)
      .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/'),
    organisationId: Id.describe('who does it; what is supported or taken back is led by this department'),
    classCode: z.string().max(60).nullable(),
    name: z.string().trim().min(2).max(100),
    clause: z.string().trim().min(2).max(300).describe('the words that decide, with their number'),
    source: Source,
  }),
  output: DutyView,
});

export const withdrawDuty = endpoint({
  method: 'DELETE',
  path: '/duty-items/:id',
  admission: 'catalogue.manage',
  summary: 'Take an item out of its list',
  params: IdParams,
  query: z.strictObject({ version: z.coerce.number().int().min(1) }),
  output: z.strictObject({ id: z.string() }),
});
