// What crosses the wire when a case is moved: one endpoint a verb, its fields from the transition table.

import { z } from 'zod';

import { SEVERITIES } from '#modules/catalogue/rules.ts';
import { endpoint } from '#shared/endpoint.ts';
import { Id, Point, SentInstant } from '#shared/wire.ts';
import type { Admission, Endpoint } from '#shared/endpoint.ts';

import { About, CaseParams, CaseView, ShortCode, Words } from '../contract.ts';
import { EVIDENCE_KINDS, SEND_BACK_BASES, SEND_BACK_REASONS } from '../facts.ts';
import { CASE_KINDS, LEVELS } from '../kinds.ts';
import { MOVE_VERBS, TRANSITIONS } from './transitions.ts';
import type { MoveVerb } from './transitions.ts';

/** Every field a move may carry; which ones a verb asks for stands in docs/transitions.md. */
const FIELDS = {
  outcome: z.enum(['underWay', 'true', 'notTrue', 'solved', 'notSolved', 'notNow']).describe('as the verb has it'),
  reason: ShortCode.describe('a code of the catalogue of reasons'),
  words: Words.describe('said to the case; kept apart from history'),
  evidence: z.array(z.enum(EVIDENCE_KINDS)).min(1).max(4),
  attachmentIds: z.array(Id).max(9),
  workOrderId: Id,
  newWorkOrderId: Id.describe('made by the sender'),
  organisationId: Id,
  assignedToAccountId: Id,
  sendBackReason: z.enum(SEND_BACK_REASONS),
  basis: z.enum(SEND_BACK_BASES).describe('what the words point to, by kind of organisation'),
  referral: ShortCode.describe('where the matter belongs instead'),
  level: z.enum(LEVELS),
  dueAt: SentInstant,
  kind: z.enum(CASE_KINDS),
  classCode: ShortCode,
  severity: z.enum(SEVERITIES).describe('严重程度 of this one; without it as the class has it'),
  summary: z.string().trim().min(2).max(500).describe('what organisations read: without name, phone or door number'),
  place: Point,
  placeWords: z.string().trim().min(1).max(200),
  about: About,
  targetId: Id.describe('the case this one is merged into'),
  newCaseId: Id.describe('of the case split off, made by the sender'),
  endsStages: z.boolean().describe('settled as a whole: the stages still to come are not needed'),
  ownerAccountId: Id.describe(
    '挂账: who looks after it and is told when the review has come; else whoever approves it',
  ),
  verifierAccountId: Id.describe('who is asked by name to look'),
  adoption: z.enum(['adopted', 'partlyAdopted', 'notNow']),
  channel: z.enum(['phone', 'visit', 'message']),
  contactOutcome: z.enum(['reached', 'noAnswer', 'wrongNumber', 'anonymous']),
  isSolved: z.boolean(),
  manner: z.enum(['good', 'fair', 'poor']),
  phonedAt: SentInstant.describe('已电话通知: when the organisation was told by phone'),
  phoneAnsweredBy: z.string().trim().min(1).max(40),
  innerDueAt: SentInstant.describe('the time limit inside the organisation'),
} as const;
type Field = keyof typeof FIELDS;

/** Fields a verb takes beside what its row of the transition table asks for. */
const ALSO: Record<MoveVerb, readonly Field[]> = {
  confirm: ['reason', 'words', 'evidence', 'attachmentIds'],
  classify: ['kind', 'classCode', 'severity', 'summary', 'place', 'placeWords', 'about', 'words'],
  file: ['words', 'classCode', 'severity'],
  reject: ['reason', 'words'],
  objectToRejection: ['words'],
  cancel: ['words'],
  withdraw: ['reason', 'words'],
  supplement: ['words', 'attachmentIds'],
  note: [],
  contactReporter: ['words'],
  resolveOnSpot: ['words', 'attachmentIds', 'classCode'],
  answer: ['adoption', 'attachmentIds'],
  escalate: ['words'],
  handDown: [],
  merge: ['words'],
  unmerge: ['words'],
  split: ['words'],
  dispatchDirect: ['classCode', 'severity', 'words', 'phonedAt', 'phoneAnsweredBy'],
  dispatch: ['classCode', 'severity', 'words', 'phonedAt', 'phoneAnsweredBy'],
  redispatch: ['workOrderId', 'words', 'phonedAt', 'phoneAnsweredBy'],
  addCoHandler: ['words', 'phonedAt', 'phoneAnsweredBy'],
  releaseCoHandler: ['words'],
  acknowledge: ['words'],
  assign: ['organisationId', 'innerDueAt', 'words'],
  askToRelay: [],
  sendBack: ['basis', 'attachmentIds'],
  approveSendBack: ['words'],
  refuseSendBack: ['words'],
  arbitrate: ['workOrderId', 'phonedAt', 'phoneAnsweredBy'],
  askExtension: ['attachmentIds'],
  approveExtension: ['words'],
  refuseExtension: [],
  askSuspension: ['attachmentIds'],
  suspend: ['ownerAccountId'],
  refuseSuspension: [],
  resume: ['words'],
  feedback: ['words', 'attachmentIds', 'endsStages'],
  sendToVerify: ['verifierAccountId', 'words'],
  returnToOrganisation: ['words'],
  verify: ['reason', 'words', 'evidence', 'attachmentIds', 'dueAt', 'verifierAccountId'],
  close: ['evidence', 'words'],
  reopen: ['reason', 'words', 'attachmentIds'],
  recheck: ['reason', 'words', 'attachmentIds'],
  evaluate: ['manner', 'words'],
  answerRating: [],
};

const CHECKED = ['solved', 'notSolved', 'notNow'] as const;
/** Which outcomes a verb knows. */
const OUTCOMES: Partial<Record<MoveVerb, readonly (typeof FIELDS.outcome.options)[number][]>> = {
  confirm: ['underWay', 'true', 'notTrue'],
  verify: CHECKED,
  recheck: CHECKED,
};

// Names of the rules' input that are sent under another name.
const SENT_AS: Partial<Record<string, Field>> = { target: 'targetId', newClass: 'classCode' };

const MoveHead = {
  moveId: Id.describe('of this move, made by the sender; the same move sent twice happens once'),
  seenVersion: z.int().min(1).describe('the version of the case the sender has seen'),
  at: SentInstant.optional().describe('when it was done, for what was composed without signal; not after now'),
};

export type MoveBody = Partial<{ [F in Field]: z.output<(typeof FIELDS)[F]> }>;
export interface MoveRequest extends MoveBody {
  moveId: string;
  seenVersion: number;
  at?: string | undefined;
}

/** One endpoint a verb, from the transition table: `POST /cases/{id}/{verb}`. */
export const MOVES = Object.fromEntries(MOVE_VERBS.map((verb) => [verb, moveEndpoint(verb)])) as unknown as Record<
  MoveVerb,
  Endpoint<typeof CaseParams, never, z.ZodType<MoveRequest>, typeof CaseView>
>;

function moveEndpoint(verb: MoveVerb): Endpoint {
  const row = TRANSITIONS[verb];
  const asked = row.asks.map((field) => SENT_AS[field] ?? (field as Field));
  const isOptional = (field: Field) => !asked.includes(field);
  const fields = [...new Set([...asked, ...ALSO[verb]])];
  const typeOf = (field: Field) => (field === 'outcome' ? z.enum(OUTCOMES[verb] ?? []) : FIELDS[field]);
  const shape = Object.fromEntries(
    fields.map((field) => [field, isOptional(field) ? typeOf(field).optional() : typeOf(field)]),
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
    output: CaseView,
  }) as unknown as Endpoint;
}
