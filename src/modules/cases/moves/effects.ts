/** What a move that is allowed does: one function a verb, from the situation to what changes. */
import { holds } from '#permissions';

import { dueAt } from '#shared/working-time.ts';

import { actsOnOrder, complaintReach, levelTakingUp } from '../access.ts';
import { ARBITRATED_FROM } from '../facts.ts';
import type { CaseFacts, CaseStatus, ResolvedLevel, WorkOrderFacts } from '../facts.ts';
import type { Question } from './guards.ts';
import { higher, KINDS, nextLevel, stricter } from '../kinds.ts';
import { askedFor, extendedOrder, resumedOrder, suspendedOrder } from '../clocks/more-time.ts';
import { advanceOrder, nextStage } from '../orders/stage-rules.ts';
import type { MoveVerb } from './transitions.ts';
import { isDrawn } from './verification.ts';
import {
  acknowledgeOrder,
  afterRefusedSendBack,
  assignOrder,
  endOrder,
  feedbackOrder,
  isGivenUp,
  issueOrder,
  leadOrder,
  openOrders,
  reworkOrder,
  statusByLead,
} from '../orders/work-order-rules.ts';

export interface Effect {
  /** Only for verbs whose row says `byRule`. */
  readonly status?: CaseStatus;
  readonly facts?: Partial<CaseFacts>;
  /** Orders issued or changed, as they are afterwards. */
  readonly orders?: readonly WorkOrderFacts[];
  readonly newCase?: CaseFacts;
  /** The order its line of history names, where no order changes. */
  readonly about?: WorkOrderFacts | undefined;
  /** Said beside the work: whoever says it has not worked on the case, and may still review it. */
  readonly isAside?: true;
}

type EffectOf = (question: Question) => Effect;

const CALLED_AFTER = 2;
export const REVIEWED_AFTER = 3;

export const EFFECTS: Record<MoveVerb, EffectOf> = {
  confirm: ({ input }) =>
    input.outcome === 'true' || input.outcome === 'notTrue' ? { facts: { confirmation: input.outcome } } : {},
  classify,
  file: (question) => ({ facts: classNamed(question) }),
  reject: () => ({ facts: { review: null } }),
  objectToRejection: ({ before }) => ({
    // Who refused does not judge the objection: it is held one level above.
    facts: { hasObjected: true, heldLevel: nextLevel(before.heldLevel) ?? before.heldLevel },
  }),
  cancel: ({ orders, at, district }) => ({
    facts: { review: null, arbitrationAt: null },
    orders: openOrders(orders).map((order) => endOrder(order, 'cancelled', at, district.calendar)),
  }),
  withdraw: ({ before, actor }) =>
    // One of several voices goes; the problem stays for the others.
    actor.isReporter && before.reportCount > 1
      ? { status: before.status, facts: { reportCount: before.reportCount - 1 } }
      : { status: 'withdrawn' },
  supplement: () => ({}),
  note: () => ({ isAside: true }),
  contactReporter: (question) => (isCommunityCallMade(question) ? { facts: { review: null } } : {}),
  resolveOnSpot: (question) => {
    const taken = takeUp(question);
    return {
      facts: {
        ...classNamed(question),
        ...taken,
        ...closing(question, taken.heldLevel),
        resolvedOnSpotBy: question.actor.accountId,
      },
    };
  },
  answer: (question) => {
    const taken = takeUp(question);
    return { facts: { ...taken, ...closing(question, taken.heldLevel) } };
  },
  escalate: ({ before }) => ({ facts: { heldLevel: nextLevel(before.heldLevel) ?? before.heldLevel } }),
  handDown: ({ before, input }) => ({ facts: { heldLevel: input.level ?? before.heldLevel } }),
  merge: ({ before, input }) => ({
    facts: { mergedIntoId: input.target?.id ?? null, statusBeforeMerge: before.status },
  }),
  unmerge: ({ before }) => ({
    status: before.statusBeforeMerge ?? 'collected',
    facts: { mergedIntoId: null, statusBeforeMerge: null },
  }),
  split: ({ before, input }) => ({ newCase: splitFrom(before, input.newCaseId ?? '') }),

  dispatchDirect: (question) => dispatched(question, true),
  dispatch: (question) => dispatched(question, false),
  redispatch: (question) => {
    const { order, at, district } = question;
    if (order === undefined) return {};
    const replaced = endOrder(order, 'replaced', at, district.calendar);
    return { ...byLead(question, [replaced, issued(question, order.role, false)]), facts: takeUp(question) };
  },
  addCoHandler: (question) => ({ orders: [issued(question, 'coHandler', false)] }),
  releaseCoHandler: onOrder((order, { at, district }) => endOrder(order, 'cancelled', at, district.calendar)),
  acknowledge: onOrder((order, { actor, at }) => acknowledgeOrder(order, actor.accountId, at)),
  assign: onOrder((order, { input }) => assignOrder(order, input.assignedToAccountId ?? '')),
  askToRelay: () => ({}),
  sendBack: (question) => ({
    ...onOrder((order, { input }) => ({
      ...order,
      status: 'sendBackAsked',
      sendBackReason: input.sendBackReason ?? null,
    }))(question),
    facts: applicationCounted(question),
  }),
  approveSendBack: (question) => ({
    ...onOrder((order, { at, district }) => ({
      ...endOrder(order, 'sentBack', at, district.calendar),
      chargedTo: 'dispatch',
    }))(question),
    facts: { sendBacksApproved: question.before.sendBacksApproved + 1 },
  }),
  refuseSendBack: onOrder((order) => afterRefusedSendBack(order)),
  arbitrate,
  askExtension: onOrder((order, question) => askedFor('extension', order, question)),
  approveExtension: onOrder((order, { district }) => extendedOrder(order, district.calendar)),
  refuseExtension: onOrder((order) => ({ ...order, application: null })),
  askSuspension: onOrder((order, question) => askedFor('suspension', order, question)),
  suspend: onOrder((order, question) => suspendedOrder(order, question, ownerOf(question))),
  refuseSuspension: onOrder((order) => ({ ...order, application: null })),
  resume: onOrder((order, { at, district }) => resumedOrder(order, at, district.calendar)),
  feedback: (question) => ({
    ...onOrder(workedOn)(question),
    facts: question.order?.role === 'leadHandler' ? { verification: null } : {},
  }),
  sendToVerify: ({ input }) => ({ facts: { verifierAccountId: input.verifierAccountId ?? null } }),
  returnToOrganisation: onOrder((order, { at, district }) => reworkOrder(order, 'return', at, district.calendar)),
  verify,
  close: (question) => ({
    facts: closing(question, question.before.heldLevel),
    orders: openOrders(question.orders).map((order) => ({ ...order, status: 'done' })),
  }),
  reopen: (question) => reopen(question, 'reopening'),
  recheck,
  evaluate: () => ({}),
  answerRating: ({ orders, actor, at }) => ({
    facts: { ratingAnsweredAt: at },
    about: orders.find((order) => !isGivenUp(order) && actsOnOrder(actor, 'workOrder.feedback', order)),
  }),
};

/** Called and not reached, it is called again; once its time is over nobody is kept waiting for a call that finds nobody. */
function isCommunityCallMade({ before, actor, input, at }: Question): boolean {
  if (before.review !== 'communityCall' || !holds(actor, 'case.callBack', before.path)) return false;
  return input.contactOutcome !== 'noAnswer' || before.reviewDueAt === null || at > before.reviewDueAt;
}

function classify(question: Question): Effect {
  const { before, input, class: rules } = question;
  const kind = input.kind ?? before.kind;
  const newRules = input.newClass ?? rules;
  const reach = kind === 'complaint' && input.about !== undefined ? complaintReach(input.about) : undefined;
  const secrecy = stricter(before.secrecy, stricter(KINDS[kind].secrecy, newRules?.secrecy ?? 'open'));
  const heldLevel = reach === undefined ? before.heldLevel : higher(reach.heldLevel, before.heldLevel);
  const endsHere = KINDS[kind].endsBy === 'report';
  return {
    status: endsHere ? 'closed' : before.status,
    facts: {
      // Nothing was handled: there is nothing to re-check.
      ...(endsHere ? { ...closing(question, heldLevel), isDrawnForSample: false } : {}),
      kind,
      secrecy,
      classCode: newRules?.code ?? null,
      severity: severityOf(question),
      path: reach?.path ?? input.path ?? before.path,
      heldLevel,
      aboutAccountId: input.about?.accountId ?? before.aboutAccountId,
      aboutOrganisationId: input.about?.organisationId ?? before.aboutOrganisationId,
    },
  };
}

/** A class named together with another move: the grid worker says what it is and sends the crew at once. */
function classNamed(question: Question): Partial<CaseFacts> {
  const { before, input } = question;
  const severity = severityOf(question);
  if (input.newClass === undefined) return { severity };
  return { severity, classCode: input.newClass.code, secrecy: stricter(before.secrecy, input.newClass.secrecy) };
}

/** What was said of another class says nothing of this one. */
function severityOf({ before, input }: Question): CaseFacts['severity'] {
  const isOther = input.newClass !== undefined && input.newClass.code !== before.classCode;
  return input.severity ?? (isOther ? null : before.severity);
}

function dispatched(question: Question, isDirect: boolean): Effect {
  const facts = { ...classNamed(question), ...takeUp(question), review: null, verification: null };
  return { facts, orders: [issued(question, 'leadHandler', isDirect)] };
}

/** What an organisation asks counts; the third time about the lead handler's order the district is to settle whose it is. */
function applicationCounted({ before, order, at }: Question): Partial<CaseFacts> {
  const sendBacksAsked = before.sendBacksAsked + 1;
  const isSettled = before.arbitratedOrganisationId !== null;
  if (sendBacksAsked < ARBITRATED_FROM || order?.role !== 'leadHandler' || isSettled) return { sendBacksAsked };
  return { sendBacksAsked, arbitrationAt: at };
}

/** Named again, the organisation goes on and its clock has run; another one gets an order of its own with its own full limit. */
function arbitrate(question: Question): Effect {
  const { before, order, input, at, district } = question;
  if (order === undefined) return {};
  const settled = { arbitrationAt: null, arbitratedOrganisationId: input.organisationId ?? null };
  if (input.organisationId === order.organisationId)
    return { ...byLead(question, [afterRefusedSendBack(order)]), facts: settled };
  const ended = { ...endOrder(order, 'sentBack', at, district.calendar), chargedTo: 'dispatch' } as const;
  return {
    ...byLead(question, [ended, issued(question, 'leadHandler', false)]),
    facts: { ...settled, sendBacksApproved: before.sendBacksApproved + 1 },
  };
}

function verify(question: Question): Effect {
  const { before, orders, order, input, at, district, class: rules } = question;
  if (order === undefined || input.outcome === 'notNow') {
    // 改由…去: the next one has not been asked before, and whoever passed it on is asked no more.
    const next = input.verifierAccountId;
    return {
      status: 'verifying',
      facts: next === undefined ? { verification: 'notNow' } : { verification: null, verifierAccountId: next },
    };
  }
  if (input.outcome !== 'solved') {
    const rework = reworkOrder(order, 'verification', at, district.calendar);
    return { status: 'handling', facts: { verification: 'notSolved', verifierAccountId: null }, orders: [rework] };
  }
  const done = orders
    .filter((each) => each.status === 'feedback')
    .map((each): WorkOrderFacts => ({ ...each, status: 'done' }));
  const isAllDone = openOrders(orders).length === done.length;
  const isClosed = rules?.isMinor === true && isAllDone;
  const facts: Partial<CaseFacts> = { verification: 'solved', verifierAccountId: null };
  return isClosed
    ? { status: 'closed', facts: { ...facts, ...closing(question, before.heldLevel) }, orders: done }
    : { status: 'verifying', facts, orders: done };
}

/** First time: the same organisation again. Second: the community calls. Third: somebody never involved decides. */
function reopen(question: Question, cause: 'reopening' | 'verification'): Effect {
  const { before, orders, at, district } = question;
  const reopenCount = before.reopenCount + 1;
  const facts: Partial<CaseFacts> = {
    reopenCount,
    // The resident reads that he said so: only when it was said.
    reopenedAt: cause === 'reopening' ? at : null,
    verification: null,
    resolvedLevel: null,
    closedAt: null,
    isDrawnForSample: false,
    recheckerAccountId: null,
    ratingAnsweredAt: null,
  };
  const lead = leadOrder(orders);
  if (reopenCount < CALLED_AFTER && lead?.status === 'done') {
    return { status: 'handling', facts, orders: [reworkOrder(lead, cause, at, district.calendar)] };
  }
  if (reopenCount < CALLED_AFTER) return { status: 'filed', facts };
  const review = reopenCount < REVIEWED_AFTER ? 'communityCall' : 'neverInvolved';
  // Whoever held it until now has been part of it as a rule: the third time the street looks, or who is above it.
  const street = question.input.isStreetInvolved === true ? 'district' : 'street';
  const heldLevel = higher(before.heldLevel, review === 'communityCall' ? 'community' : street);
  const within = review === 'communityCall' ? district.communityCallWithin : district.reviewWithin;
  const reviewDueAt = dueAt(at, within, district.calendar);
  return { status: 'filed', facts: { ...facts, review, reviewDueAt, heldLevel } };
}

/** Passed, it is drawn no more; failed, it is taken up again as after a reporter's word; not now leaves it to be done. */
function recheck(question: Question): Effect {
  const { before, input } = question;
  if (input.outcome === 'notSolved') return reopen(question, 'verification');
  return { status: before.status, facts: input.outcome === 'solved' ? DONE_WITH : {} };
}

const DONE_WITH = { isDrawnForSample: false, recheckerAccountId: null } as const;

function splitFrom(before: CaseFacts, id: string): CaseFacts {
  return {
    ...before,
    id,
    version: 1,
    status: 'collected',
    reportCount: 1,
    confirmation: null,
    classCode: null,
    severity: null,
    review: null,
    reviewDueAt: null,
    involvedAccountIds: [],
    sendBacksAsked: 0,
    sendBacksApproved: 0,
    arbitrationAt: null,
    arbitratedOrganisationId: null,
    verification: null,
    resolvedOnSpotBy: null,
    reopenCount: 0,
    reopenedAt: null,
  };
}

/** The rate of the class, raised to what the district wants drawn at least. */
function sampleRateOf({ class: rules, district, needs }: Question): number {
  const { leastPercent, onSpotPercent } = district.sampling;
  const least = needs.includes('case.resolveOnSpot') ? Math.max(leastPercent, onSpotPercent) : leastPercent;
  return Math.max(rules?.sampleRate ?? 0, least / 100);
}

function closing(question: Question, heldLevel: CaseFacts['heldLevel']): Partial<CaseFacts> {
  return {
    closedAt: question.at,
    reopenedAt: null,
    review: null,
    resolvedLevel: resolvedLevelOf(heldLevel, question.orders),
    isDrawnForSample: isDrawn(question.input.draw, sampleRateOf(question)),
  };
}

export function resolvedLevelOf(heldLevel: CaseFacts['heldLevel'], orders: readonly WorkOrderFacts[]): ResolvedLevel {
  if (heldLevel !== 'grid') return heldLevel;
  return orders.some((order) => order.status === 'feedback' || order.status === 'done')
    ? 'gridCoordinated'
    : 'gridSelf';
}

/** Who works on a case from above takes it up; who holds it already keeps it. */
function takeUp(question: Question): Pick<CaseFacts, 'heldLevel'> {
  return { heldLevel: levelTakingUp(question, question.needs) ?? question.before.heldLevel };
}

function issued(question: Question, role: WorkOrderFacts['role'], isDirect: boolean): WorkOrderFacts {
  const { input, at, district, class: rules } = question;
  if (rules === undefined) throw new Error('an order needs a class: the guard classSettled is missing');
  return issueOrder({
    input,
    role,
    isDirect,
    limit: rules.limit,
    stages: rules.stages,
    calendar: district.calendar,
    at,
  });
}

/** With a stage to come the order goes on into it; after the last, or settled as a whole, it waits for the verification. */
function workedOn(order: WorkOrderFacts, { actor, at, district, input, class: rules }: Question): WorkOrderFacts {
  const following = nextStage(order, rules);
  const { calendar } = district;
  if (following === undefined || rules === undefined || input.endsStages === true)
    return feedbackOrder(order, actor.accountId, at, calendar);
  return advanceOrder(order, rules, following, { at, by: actor.accountId, calendar });
}

/** 挂账: who is named, else whoever approves it. */
function ownerOf({ input, actor }: Question): string | null {
  return input.ownerAccountId ?? actor.accountId;
}

function onOrder(change: (order: WorkOrderFacts, question: Question) => WorkOrderFacts): EffectOf {
  return (question) => (question.order === undefined ? {} : byLead(question, [change(question.order, question)]));
}

function byLead(question: Question, changed: readonly WorkOrderFacts[]): Effect {
  return { orders: changed, status: statusByLead(withChanges(question.orders, changed), question.before.status) };
}

export function withChanges(
  orders: readonly WorkOrderFacts[],
  changed: readonly WorkOrderFacts[],
): readonly WorkOrderFacts[] {
  const added = changed.filter((order) => !orders.some((each) => each.id === order.id));
  return [...orders.map((order) => changed.find((each) => each.id === order.id) ?? order), ...added];
}
