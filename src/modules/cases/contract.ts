// What crosses the wire about cases: reading one, the lists, and the parts that moves and reports share.

import { z } from 'zod';

import { SEVERITIES } from '#modules/catalogue/rules.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams, Instant } from '#shared/wire.ts';

import { CASE_STATUSES, WORK_ORDER_STATUSES } from './facts.ts';
import { CASE_KINDS, LEVELS, SECRECIES } from './kinds.ts';
import { MOVE_VERBS } from './moves/transitions.ts';
import type { MoveVerb } from './moves/transitions.ts';

export const Words = z.string().trim().min(1).max(2000);
export const ShortCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/);

export const CaseParams = IdParams;

/** Where the one complained about works is looked up, never sent. */
export const About = z.strictObject({ accountId: Id.nullable(), organisationId: Id.nullable() });

export const OrderView = z.object({
  id: Id,
  organisationId: Id,
  organisationName: z.string(),
  role: z.enum(['leadHandler', 'coHandler']),
  status: z.enum(WORK_ORDER_STATUSES),
  isDirect: z.boolean(),
  issuedAt: Instant,
  acknowledgedAt: Instant.nullable(),
  dueAt: Instant,
  isDueProvisional: z
    .boolean()
    .describe('the days off of that year are not published yet: it was counted with those the law names'),
  isLate: z.boolean(),
  reworkCount: z.int(),
  application: z
    .object({ what: z.enum(['extension', 'suspension']), until: Instant, reason: z.string() })
    .nullable()
    .describe('asked of the limit and not decided yet'),
  extensionCount: z.int(),
  suspension: z.object({ until: Instant, reason: z.string(), isReviewPast: z.boolean() }).nullable(),
  stage: z
    .object({ code: z.string(), name: z.string(), number: z.int(), count: z.int() })
    .nullable()
    .describe('of a class with several limits, the one that runs: 第 1 阶段，共 3 阶段'),
  stagesDone: z.array(z.object({ code: z.string(), name: z.string(), dueAt: Instant, doneAt: Instant })),
});

export const CaseView = z.object({
  id: Id,
  number: z.string(),
  version: z.int(),
  kind: z.enum(CASE_KINDS),
  classCode: z.string().nullable(),
  severity: z.enum(SEVERITIES).nullable().describe('严重程度 of this one; null: as its class has it'),
  secrecy: z.enum(SECRECIES),
  isUrgent: z.boolean(),
  summary: z.string(),
  placeWords: z.string().nullable(),
  status: z.enum(CASE_STATUSES),
  heldLevel: z.enum(LEVELS),
  reportCount: z.int(),
  reportedAt: Instant,
  dueAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  resolvedLevel: z.string().nullable(),
  gridId: Id.nullable(),
  communityId: Id.nullable(),
  streetId: Id.nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  isSolved: z.boolean().nullable(),
  manner: z.string().nullable(),
  mergedIntoId: Id.nullable(),
  splitFromId: Id.nullable(),
  orders: z.array(OrderView),
  /** What this actor may do now. */
  allowed: z.array(z.enum(MOVE_VERBS as [MoveVerb, ...MoveVerb[]])),
});
export type CaseView = z.input<typeof CaseView>;

export const StationView = z.object({
  moveId: Id,
  verb: z.string(),
  at: Instant,
  from: z.string().nullable(),
  to: z.string(),
  heldLevel: z.enum(LEVELS),
  byName: z.string().nullable(),
  organisationName: z.string().nullable(),
  workOrderId: Id.nullable(),
  codes: z.record(z.string(), z.unknown()),
  words: z.array(z.object({ id: Id, purpose: z.string(), words: z.string(), isErased: z.boolean() })),
});

export const CasePage = CaseView.extend({
  heldLevelName: z.string().describe('what the level that holds it is called in this district'),
  isOutsideDistrict: z.boolean().describe('the place lies far from every grid of the district: was it meant?'),
  stations: z.array(StationView),
  reports: z.array(
    z.object({
      id: Id,
      channel: z.string(),
      reportedAt: Instant,
      words: z.string().nullable(),
      placeWords: z.string().nullable().describe('where, as it was said; organisations read it without door numbers'),
      hasContact: z.boolean(),
      wantsSecrecy: z.boolean(),
      isWithdrawn: z.boolean(),
      onBehalf: z.boolean(),
    }),
  ),
  attachments: z.array(
    z.object({ id: Id, kind: z.enum(['picture', 'recording']), state: z.string(), moveId: Id.nullable() }),
  ),
});

export const getCase = endpoint({
  method: 'GET',
  path: '/cases/:id',
  admission: 'known',
  summary: 'One case with its stations, as far as the actor may see it',
  params: CaseParams,
  output: CasePage,
});

export const getCaseByNumber = endpoint({
  method: 'GET',
  path: '/case-numbers/:number',
  admission: 'case.read',
  summary: 'One case by its number, typed with or without spaces',
  params: z.strictObject({ number: z.string().trim().min(1).max(40) }),
  output: CasePage,
});

export const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
export const PageSize = z.coerce.number().int().min(1).max(100).default(50);

export const CaseLine = CaseView.omit({ orders: true, allowed: true });
export const CaseList = z.object({
  cases: z.array(CaseLine),
  next: z.string().nullable().describe('send as `after` for the next page'),
});

export const listOverdue = endpoint({
  method: 'GET',
  path: '/overdue-cases',
  admission: 'case.read',
  summary: 'Open cases of one area whose order is due, by due time; the area is named, never guessed',
  query: z.strictObject({
    streetId: Id.optional(),
    communityId: Id.optional(),
    gridId: Id.optional(),
    after: Cursor.optional(),
    limit: PageSize,
  }),
  output: CaseList,
});

export const listDrawn = endpoint({
  method: 'GET',
  path: '/drawn-cases',
  admission: 'case.recheck',
  summary: 'Closed cases of one area drawn for a re-check that nobody has made yet, newest first',
  query: z.strictObject({
    streetId: Id.optional(),
    communityId: Id.optional(),
    after: Cursor.optional(),
    limit: PageSize,
  }),
  output: z.object({
    cases: z.array(CaseLine.omit({ isSolved: true, manner: true })),
    next: z.string().nullable(),
  }),
});

export const searchCases = endpoint({
  method: 'GET',
  path: '/case-search',
  admission: 'case.read',
  summary: 'Cases whose summary or place has these words; two Han characters are enough',
  query: z.strictObject({ words: z.string().trim().min(2).max(60), after: Cursor.optional(), limit: PageSize }),
  output: CaseList,
});

export const listOrders = endpoint({
  method: 'GET',
  path: '/work-orders',
  admission: 'workOrder.read',
  summary: "The orders of the actor's organisations, newest first",
  query: z.strictObject({
    organisationId: Id.optional(),
    status: z.enum(WORK_ORDER_STATUSES).optional(),
    after: Cursor.optional(),
    limit: PageSize,
  }),
  output: z.object({
    orders: z.array(
      OrderView.extend({
        caseId: Id,
        caseNumber: z.string(),
        summary: z.string(),
        placeWords: z.string().nullable(),
        isUrgent: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
});
