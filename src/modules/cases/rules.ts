/** What may happen to a case, by whom, and what it becomes: reads the transition table, its guards and its effects. */
import { holds, holdsAnywhere } from '#permissions';
import type { Level } from '#permissions';
import { problem } from '#problems';
import type { Problem, ProblemSlug } from '#problems';
import type { Instant } from '#shared/time.ts';

import { complaintReach, complaintReachUnknown, maySee, meets } from './access.ts';
import { EFFECTS, withChanges } from './moves/effects.ts';
import type { AboutFacts, ActorFacts, CaseFacts, CaseStatus, MoveInput, Situation, WorkOrderFacts } from './facts.ts';
import { ask, CURABLE, CURED_BY_CLASS, wrongFields } from './moves/guards.ts';
import type { Question, Refusal } from './moves/guards.ts';
import { missingYearRefusal } from './clocks/missing-year.ts';
import { historyLine } from './history.ts';
import type { HistoryLine } from './history.ts';
import { KINDS, stricter } from './kinds.ts';
import type { CaseKind, Secrecy } from './kinds.ts';
import { MOVE_VERBS, transition } from './moves/transitions.ts';
import type { MoveVerb, Need } from './moves/transitions.ts';
import { leadOrder } from './orders/work-order-rules.ts';

export interface Moved {
  readonly after: CaseFacts;
  /** All orders of the case afterwards; `changedOrderIds` names those to save. */
  readonly orders: readonly WorkOrderFacts[];
  readonly changedOrderIds: readonly string[];
  readonly newCase: CaseFacts | undefined;
  readonly history: HistoryLine;
  /** Words are kept apart from history, so that they can be erased. */
  readonly words: string | undefined;
}

export interface ReportInput {
  readonly id: string;
  readonly kind: CaseKind;
  readonly wantsSecrecy: boolean;
  readonly path: string;
  readonly heldLevel: Level;
  readonly about?: AboutFacts;
  readonly class?: { readonly code: string; readonly secrecy: Secrecy };
  readonly isForOther: boolean;
}

/** A voice becomes a case. Anybody may report; who reports for somebody else needs `case.reportForOther`. */
export function report(input: ReportInput, actor: ActorFacts, at: Instant): Moved {
  if (input.isForOther && !holdsAnywhere(actor, 'case.reportForOther')) {
    throw problem('permission-missing', 'Reporting for somebody else', { needs: ['case.reportForOther'] });
  }
  const reach = input.kind === 'complaint' ? reachOfComplaint(input) : input;
  const asked: Secrecy = input.wantsSecrecy ? 'confidential' : 'open';
  const status: CaseStatus = KINDS[input.kind].endsBy === 'report' ? 'closed' : 'collected';
  const after: CaseFacts = {
    id: input.id,
    version: 1,
    status,
    kind: input.kind,
    secrecy: stricter(stricter(KINDS[input.kind].secrecy, asked), input.class?.secrecy ?? 'open'),
    classCode: input.class?.code ?? null,
    severity: null,
    heldLevel: reach.heldLevel,
    path: reach.path,
    aboutAccountId: input.about?.accountId ?? null,
    aboutOrganisationId: input.about?.organisationId ?? null,
    reportCount: 1,
    confirmation: null,
    verification: null,
    resolvedOnSpotBy: null,
    resolvedLevel: null,
    closedAt: status === 'closed' ? at : null,
    reopenedAt: null,
    reopenCount: 0,
    review: null,
    reviewDueAt: null,
    involvedAccountIds: [],
    sendBacksAsked: 0,
    sendBacksApproved: 0,
    arbitrationAt: null,
    arbitratedOrganisationId: null,
    hasObjected: false,
    verifierAccountId: null,
    isDrawnForSample: false,
    recheckerAccountId: null,
    ratingAnsweredAt: null,
    mergedIntoId: null,
    statusBeforeMerge: null,
  };
  const history = historyLine('report', { after, actor, at, from: null, order: undefined, input: {} });
  return { after, orders: [], changedOrderIds: [], newCase: undefined, history, words: undefined };
}

function reachOfComplaint({ about, path }: ReportInput): { path: string; heldLevel: Level } {
  return about === undefined ? complaintReachUnknown(path) : complaintReach(about);
}

/**
 * The case after `verb`.
 *
 * @throws {Problem} `not-found` when the actor may not see the case; `case-move-refused` when its status does not allow
 *   the verb; `permission-missing`; or the guard's own slug. Every refusal but the first lists what is `allowed` now.
 */
export function move(verb: MoveVerb, situation: Situation): Moved {
  const refusal = refusalOf(verb, situation);
  if (refusal !== undefined) throw refused(verb, situation, refusal);

  const row = transition(verb);
  const question = questionOf(verb, situation);
  const { before, actor, at, input } = situation;
  const effect = EFFECTS[verb](question);
  const after: CaseFacts = {
    ...before,
    ...effect.facts,
    status: statusAfter(row.to, before.status, effect.status),
    version: before.version + 1,
    involvedAccountIds: effect.isAside
      ? before.involvedAccountIds
      : withInvolved(before.involvedAccountIds, actor.accountId),
  };
  const changed = effect.orders ?? [];
  const missing = missingYearRefusal(situation.orders, changed, situation.district.calendar);
  if (missing !== undefined) throw refused(verb, situation, missing);
  return {
    after,
    orders: withChanges(situation.orders, changed),
    changedOrderIds: changed.map((order) => order.id),
    newCase: effect.newCase,
    history: historyLine(verb, {
      after,
      actor,
      at,
      from: before.status,
      // A new order is what the move is about: after a redispatch nobody reads that the old organisation was asked again.
      order:
        changed.find(({ id }) => !situation.orders.some((order) => order.id === id)) ?? question.order ?? effect.about,
      input,
    }),
    words: input.words,
  };
}

/** What this actor may do now. Fields still to be typed are no obstacle; an order verb counts if it fits any order. */
export function verbsFor(situation: Situation): MoveVerb[] {
  return MOVE_VERBS.filter((verb) => mayMove(verb, situation));
}

/** One of them, for whoever asks about one verb of many cases. */
export function mayMove(verb: MoveVerb, situation: Situation): boolean {
  return candidates(verb, { ...situation, input: {} }).some((each) => isOpenTo(verb, each));
}

/** Why `verb` is refused here, or undefined when it is not. */
export function refusalOf(verb: MoveVerb, situation: Situation): Refusal | undefined {
  const question = questionOf(verb, situation);
  return hidden(question) ?? firstRefusal(verb, question) ?? missingFields(verb, question);
}

function isOpenTo(verb: MoveVerb, situation: Situation): boolean {
  const question = questionOf(verb, situation);
  return (hidden(question) ?? firstRefusal(verb, question, curableFor(verb, question))) === undefined;
}

/** What the form of this verb can mend: evidence is given, a class is named where the verb takes one. */
function curableFor(verb: MoveVerb, { actor, before }: Question): readonly ProblemSlug[] {
  const takesClass =
    transition(verb).guards.includes('classNamedByRight') && holds(actor, 'case.classify', before.path);
  return takesClass ? [...CURABLE, ...CURED_BY_CLASS] : CURABLE;
}

function candidates(verb: MoveVerb, situation: Situation): Situation[] {
  if (transition(verb).order === undefined) return [situation];
  return situation.orders.map((order) => ({ ...situation, input: { workOrderId: order.id } }));
}

function questionOf(verb: MoveVerb, situation: Situation): Question {
  const row = transition(verb);
  return {
    ...situation,
    // Named in the same move, a class already counts: the grid worker says what it is and sends the crew at once.
    class: situation.input.newClass ?? situation.class,
    needs: row.needs,
    order: row.order === undefined ? undefined : orderMeant(situation),
  };
}

function orderMeant({ orders, input }: Situation): WorkOrderFacts | undefined {
  return input.workOrderId === undefined ? leadOrder(orders) : orders.find((order) => order.id === input.workOrderId);
}

function hidden({ actor, before, orders }: Question): Refusal | undefined {
  return maySee(actor, before, orders) ? undefined : { slug: 'not-found', detail: 'No such case within reach' };
}

function firstRefusal(verb: MoveVerb, question: Question, curable: readonly ProblemSlug[] = []): Refusal | undefined {
  const row = transition(verb);
  const { before, order } = question;
  if (!row.from.includes(before.status)) {
    return { slug: 'case-move-refused', detail: `A ${before.status} case cannot be moved by ${verb}` };
  }
  if (!row.needs.some((need: Need) => meets(question, need, order))) {
    return {
      slug: 'permission-missing',
      detail: `${verb} needs one of ${row.needs.join(', ')}`,
      extras: { needs: row.needs },
    };
  }
  if (row.order !== undefined && (order === undefined || !row.order.includes(order.status))) {
    const detail = `${verb} needs a work order that is ${row.order.join(' or ')}`;
    return { slug: 'case-move-refused', detail, extras: { orderStatus: order?.status ?? null } };
  }
  if (question.input.newClass !== undefined && !row.guards.includes('classNamedByRight')) {
    return wrongFields(`${verb} does not settle a class`, ['newClass']);
  }
  for (const name of row.guards) {
    const refusal = ask(name, question);
    if (refusal !== undefined && !curable.includes(refusal.slug)) return refusal;
  }
  return undefined;
}

function missingFields(verb: MoveVerb, { input }: Question): Refusal | undefined {
  const fields = transition(verb).asks.filter((field) => isBlank(input[field]));
  if (fields.length === 0) return undefined;
  return wrongFields(`${verb} asks for ${fields.join(', ')}`, fields);
}

function isBlank(value: MoveInput[keyof MoveInput]): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function refused(verb: MoveVerb, situation: Situation, refusal: Refusal): Problem {
  if (refusal.slug === 'not-found') return problem('not-found', refusal.detail);
  const allowed = verbsFor(situation);
  return problem(refusal.slug, refusal.detail, {
    ...refusal.extras,
    verb,
    caseStatus: situation.before.status,
    allowed,
  });
}

function statusAfter(
  to: CaseStatus | 'same' | 'byRule',
  before: CaseStatus,
  byRule: CaseStatus | undefined,
): CaseStatus {
  if (to === 'same') return before;
  if (to !== 'byRule') return to;
  if (byRule === undefined) throw new Error('a verb whose row says byRule has to name the status');
  return byRule;
}

function withInvolved(involved: readonly string[], accountId: string | null): readonly string[] {
  return accountId === null || involved.includes(accountId) ? involved : [...involved, accountId];
}
