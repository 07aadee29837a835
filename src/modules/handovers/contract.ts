// What crosses the wire about hand-overs (交接班): what is open at a desk now, writing it down, confirming it, those of before.

import { z } from 'zod';

import { CaseLine, ShortCode } from '#modules/cases/contract.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

import { MARKS } from './rules.ts';

const Path = z
  .string()
  .max(200)
  .regex(/^\/([a-z0-9]+\/)+$/, 'must be a path such as /yunting/jg/');
const Desk = { path: Path.optional(), organisationId: Id.optional() };
const namesOne = ({ path, organisationId }: { path?: string | undefined; organisationId?: string | undefined }) =>
  (path === undefined) !== (organisationId === undefined);
const ONE = { message: 'name either path or organisationId', path: ['path'] };

const Item = z.object({
  case: CaseLine.pick({ id: true, number: true, summary: true, placeWords: true, status: true }),
  reason: z.string().describe('why it was the desk’s: a reason of what waits, or the status of an order'),
  dueAt: Instant.nullable(),
  mark: z.enum(MARKS),
});
const Person = z.object({ accountId: Id, name: z.string() });

export const readHandoverDraft = endpoint({
  method: 'GET',
  path: '/handover-draft',
  admission: 'signedIn',
  summary: '交接班 What is open at this desk now, and who comes next by the roster',
  query: z.strictObject(Desk).refine(namesOne, ONE),
  output: z.object({
    at: Instant,
    nextUntil: Instant.describe('the end of the next shift; without a roster twelve hours ahead'),
    next: z.array(Person),
    items: z.array(Item),
  }),
});

export const writeHandover = endpoint({
  method: 'POST',
  path: '/handovers',
  admission: 'signedIn',
  summary: 'Hand a desk over: what is open is taken down as it stands, with what the leaving one adds in words',
  input: z
    .strictObject({
      id: Id.describe('made by the sender; the same hand-over sent twice is one'),
      ...Desk,
      toAccountId: Id.nullable().default(null).describe('null: whoever comes'),
      words: z.string().trim().max(4000).default(''),
    })
    .refine(namesOne, ONE),
  output: z.object({ id: Id, items: z.int() }),
  status: 201,
});

const Handover = z.object({
  id: Id,
  path: z.string(),
  organisationId: Id.nullable(),
  writtenAt: Instant,
  writtenByName: z.string(),
  toName: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  confirmedByName: z.string().nullable(),
  words: z.string(),
  isErased: z.boolean(),
  mayConfirm: z.boolean(),
  mayErase: z.boolean(),
});

export const listHandovers = endpoint({
  method: 'GET',
  path: '/handovers',
  admission: 'signedIn',
  summary: 'The hand-overs of a desk, newest first',
  query: z
    .strictObject({ ...Desk, after: Id.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) })
    .refine(namesOne, ONE),
  output: z.object({
    handovers: z.array(Handover.extend({ items: z.int() })),
    next: z.string().nullable(),
  }),
});

export const getHandover = endpoint({
  method: 'GET',
  path: '/handovers/:id',
  admission: 'signedIn',
  summary: 'One hand-over with what was open then',
  params: IdParams,
  output: Handover.extend({
    items: z.array(Item),
    hidden: z.int().describe('cases among them that the reader may not see'),
  }),
});

export const confirmHandover = endpoint({
  method: 'POST',
  path: '/handovers/:id/confirmation',
  admission: 'signedIn',
  summary: 'Take a desk over; the first who confirms stays',
  params: IdParams,
  input: z.strictObject({}),
  output: z.object({ id: Id, confirmedAt: Instant }),
});

export const eraseHandoverWords = endpoint({
  method: 'POST',
  path: '/handovers/:id/erasure',
  admission: 'signedIn',
  summary: 'Erase the words of a hand-over by a rule of law; that and when it was handed over stays',
  params: IdParams,
  input: z.strictObject({ rule: ShortCode }),
  output: z.object({ isErased: z.literal(true) }),
});
