// What crosses the wire about directives: 批示、督办、催办 on a case, the replies, and what I have asked myself.

import { z } from 'zod';

import { CaseLine, Words } from '#modules/cases/contract.ts';
import { DIRECTIVE_KINDS, DIRECTIVE_STATES } from '#modules/cases/rules-directives.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';

const Kind = z.enum(DIRECTIVE_KINDS).describe('instruct 批示, supervise 督办, remind 催办');
const Title = z.object({ zh: z.string(), en: z.string() });
const Said = z.object({ id: Id, words: z.string(), isErased: z.boolean() });

export const DirectiveView = z.object({
  id: Id,
  kind: Kind,
  issuedAt: Instant,
  issuedByName: z.string().nullable().describe('null for an organisation: it is asked by an office, not by a person'),
  issuedTitle: Title,
  toName: z.string().describe('the area that held the case, or the organisation of the work order'),
  workOrderId: Id.nullable(),
  dueAt: Instant.describe('until when a reply is asked for'),
  state: z.enum(DIRECTIVE_STATES),
  said: Said,
  repliedAt: Instant.nullable(),
  repliedByName: z.string().nullable(),
  isRelayed: z.boolean().describe('an organisation answered by phone, and the holder wrote it down'),
  reply: Said.nullable(),
});
const OnCase = DirectiveView.extend({
  mayReply: z.boolean(),
  mayRelay: z.boolean().describe('the organisation has no accounts: what it says by phone may be written down'),
});

export const listDirectives = endpoint({
  method: 'GET',
  path: '/cases/:id/directives',
  admission: 'signedIn',
  summary: 'What was asked about a case from above and how it was answered, and what the actor may ask now',
  params: IdParams,
  output: z.object({
    directives: z.array(OnCase),
    mayIssue: z.array(Kind),
    targets: z
      .array(z.object({ workOrderId: Id.nullable(), name: z.string() }))
      .describe('whom it can be asked of: without an order the area that holds the case'),
  }),
});

export const issueDirective = endpoint({
  method: 'POST',
  path: '/cases/:id/directives',
  admission: 'signedIn',
  summary: '批示、督办、催办 Ask the area that holds a case, or the organisation of a work order, and say until when',
  params: IdParams,
  input: z.strictObject({
    id: Id.describe('made by the sender; the same directive sent twice is one'),
    kind: Kind,
    workOrderId: Id.nullable().default(null),
    words: Words,
    within: z
      .strictObject({ unit: z.enum(LIMIT_UNITS), amount: z.int().min(1).max(1000) })
      .optional()
      .describe('until when a reply is asked for; else two working days, one, four working hours'),
  }),
  output: OnCase,
  status: 201,
});

export const replyToDirective = endpoint({
  method: 'POST',
  path: '/directives/:id/reply',
  admission: 'signedIn',
  summary: 'Answer what was asked, once; or write down what an organisation without accounts answered by phone',
  params: IdParams,
  input: z.strictObject({ replyId: Id.describe('made by the sender; the same reply sent twice is one'), words: Words }),
  output: OnCase,
});

export const listIssued = endpoint({
  method: 'GET',
  path: '/directives',
  admission: 'signedIn',
  summary: 'What I have asked myself, newest first, with the case and the reply',
  query: z.strictObject({
    state: z.enum(['waiting', 'answered']).optional(),
    after: Id.optional().describe('the id of the last one of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({
    directives: z.array(
      DirectiveView.extend({ case: CaseLine.pick({ id: true, number: true, summary: true, placeWords: true }) }),
    ),
    waiting: z.int().describe('of all mine, how many are not answered'),
    next: z.string().nullable(),
  }),
});
