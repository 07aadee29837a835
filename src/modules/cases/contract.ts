// What crosses the wire about cases: moving one, reading one, the lists.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import type { Admission, Endpoint } from '#shared/endpoint.ts';

import { CASE_STATUSES, EVIDENCE_KINDS, SEND_BACK_REASONS, WORK_ORDER_STATUSES } from './facts.ts';
import { CASE_KINDS, LEVELS, SECRECIES } from './kinds.ts';
import { MOVE_VERBS, TRANSITIONS } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';

export const Id = z.uuid();
export const Instant = z.iso.datetime({ precision: 3 }).describe('ISO 8601 in UTC with milliseconds');
export const Words = z.string().trim().min(1).max(2000);
const ShortCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/);

/** Degrees, GeoJSON order; converted on the server, the source is kept. */
export const Point = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  crs: z.enum(['CGCS2000', 'WGS84', 'GCJ02', 'BD09']).default('WGS84'),
});
export const CaseParams = z.strictObject({ id: Id });

const About = z.strictObject({
  accountId: Id.nullable(),
  organisationId: Id.nullable(),
  path: z.string().regex(/^\/([a-z0-9]+\/)+$/),
  level: z.enum(LEVELS),
});

/** Every field a move may carry; which ones a verb asks for stands in docs/transitions.md. */
const FIELDS = {
  outcome: z.enum(['underWay', 'true', 'notTrue', 'solved', 'notSolved', 'notNow']),
  reason: ShortCode.describe('a code of the catalogue of reasons'),
  words: Words.describe('said to the case; kept apart from history'),
  evidence: z.array(z.enum(EVIDENCE_KINDS)).min(1).max(4),
  attachmentIds: z.array(Id).max(9),
  workOrderId: Id,
  newWorkOrderId: Id.describe('made by the sender'),
  organisationId: Id,
  assignedToAccountId: Id,
  sendBackReason: z.enum(SEND_BACK_REASONS),
  referral: ShortCode.describe('where the matter belongs instead'),
  level: z.enum(LEVELS),
  dueAt: Instant,
  kind: z.enum(CASE_KINDS),
  classCode: ShortCode,
  summary: z.string().trim().min(2).max(500).describe('what organisations read: without name, phone or door number'),
  place: Point,
  placeWords: z.string().trim().min(1).max(200),
  about: About,
  targetId: Id.describe('the case this one is merged into'),
  newCaseId: Id.describe('of the case split off, made by the sender'),
  verifierAccountId: Id,
  adoption: z.enum(['adopted', 'partlyAdopted', 'notNow']),
  channel: z.enum(['phone', 'visit', 'message']),
  contactOutcome: z.enum(['reached', 'noAnswer', 'wrongNumber', 'anonymous']),
  isSolved: z.boolean(),
  manner: z.enum(['good', 'fair', 'poor']),
  phonedAt: Instant.describe('已电话通知: when the organisation was told by phone'),
  phoneAnsweredBy: z.string().trim().min(1).max(40),
  innerDueAt: Instant.describe('the time limit inside the organisation'),
} as const;
type Field = keyof typeof FIELDS;

/** Fields a verb takes beside what its row of the transition table asks for. */
const ALSO: Record<MoveVerb, readonly Field[]> = {
  confirm: ['reason', 'words', 'evidence', 'attachmentIds'],
  classify: ['kind', 'classCode', 'summary', 'place', 'placeWords', 'about', 'words'],
  file: ['words', 'classCode'],
  reject: ['reason', 'words'],
  objectToRejection: ['words'],
  cancel: ['words'],
  withdraw: ['reason', 'words'],
  supplement: ['words', 'attachmentIds'],
  contactReporter: ['words'],
  resolveOnSpot: ['words', 'attachmentIds', 'classCode'],
  answer: ['adoption', 'attachmentIds'],
  escalate: ['words'],
  handDown: [],
  merge: ['words'],
  unmerge: ['words'],
  split: ['words'],
  dispatchDirect: ['classCode', 'words', 'phonedAt', 'phoneAnsweredBy'],
  dispatch: ['classCode', 'words', 'phonedAt', 'phoneAnsweredBy'],
  redispatch: ['workOrderId', 'words', 'phonedAt', 'phoneAnsweredBy'],
  addCoHandler: ['words', 'phonedAt', 'phoneAnsweredBy'],
  releaseCoHandler: ['words'],
  acknowledge: ['words'],
  assign: ['organisationId', 'innerDueAt', 'words'],
  askToRelay: [],
  sendBack: ['attachmentIds'],
  approveSendBack: ['words'],
  refuseSendBack: ['words'],
  feedback: ['words', 'attachmentIds'],
  sendToVerify: ['verifierAccountId', 'words'],
  returnToOrganisation: ['words'],
  verify: ['reason', 'words', 'evidence', 'attachmentIds', 'dueAt'],
  close: ['evidence', 'words'],
  reopen: ['reason', 'words', 'attachmentIds'],
  evaluate: ['manner', 'words'],
};

// Names of the rules' input that are sent under another name.
const SENT_AS: Partial<Record<string, Field>> = { target: 'targetId', newClass: 'classCode' };

const MoveHead = {
  moveId: Id.describe('of this move, made by the sender; the same move sent twice happens once'),
  seenVersion: z.int().min(1).describe('the version of the case the sender has seen'),
  at: Instant.optional().describe('when it was done, for what was composed without signal; not after now'),
};

export type MoveBody = Partial<{ [F in Field]: z.output<(typeof FIELDS)[F]> }>;
export interface MoveRequest extends MoveBody {
  moveId: string;
  seenVersion: number;
  at?: string | undefined;
}

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
  isLate: z.boolean(),
  reworkCount: z.int(),
});

export const CaseView = z.object({
  id: Id,
  number: z.string(),
  version: z.int(),
  kind: z.enum(CASE_KINDS),
  classCode: z.string().nullable(),
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
  stations: z.array(StationView),
  reports: z.array(
    z.object({
      id: Id,
      channel: z.string(),
      reportedAt: Instant,
      words: z.string().nullable(),
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

const MoveAnswer = CaseView;

/** One endpoint a verb, from the transition table: `POST /cases/{id}/{verb}`. */
export const MOVES = Object.fromEntries(MOVE_VERBS.map((verb) => [verb, moveEndpoint(verb)])) as unknown as Record<
  MoveVerb,
  Endpoint<typeof CaseParams, never, z.ZodType<MoveRequest>, typeof MoveAnswer>
>;

function moveEndpoint(verb: MoveVerb): Endpoint {
  const row = TRANSITIONS[verb];
  const asked = row.asks.map((field) => SENT_AS[field] ?? (field as Field));
  const isOptional = (field: Field) => !asked.includes(field);
  const fields = [...new Set([...asked, ...ALSO[verb]])];
  const shape = Object.fromEntries(
    fields.map((field) => [field, isOptional(field) ? FIELDS[field].optional() : FIELDS[field]]),
  );
  // Any session or private link may knock; the transition table says who may.
  const admission: Admission = 'known';
  return endpoint({
    method: 'POST',
    path: `/cases/:id/${verb}`,
    admission,
    summary: `${row.title.zh} ${row.title.en}`,
    params: CaseParams,
    input: z.strictObject({ ...MoveHead, ...shape }),
    output: MoveAnswer,
  }) as unknown as Endpoint;
}

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

const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,200}$/);
const PageSize = z.coerce.number().int().min(1).max(100).default(50);

export const CaseLine = CaseView.omit({ orders: true, allowed: true });
const CaseList = z.object({
  cases: z.array(CaseLine),
  next: z.string().nullable().describe('send as `after` for the next page'),
});

export const listCases = endpoint({
  method: 'GET',
  path: '/cases',
  admission: 'case.read',
  summary: 'Cases of one area, newest first; the area is named, never guessed',
  query: z.strictObject({
    streetId: Id.optional(),
    communityId: Id.optional(),
    gridId: Id.optional(),
    status: z.enum(CASE_STATUSES).optional(),
    after: Cursor.optional(),
    limit: PageSize,
  }),
  output: CaseList,
});

export const listOverdue = endpoint({
  method: 'GET',
  path: '/overdue-cases',
  admission: 'case.read',
  summary: 'Open cases of the district whose order is due, by due time',
  query: z.strictObject({ after: Cursor.optional(), limit: PageSize }),
  output: CaseList,
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
