/**
 * The guards of the transition table: named, pure, one sentence each. Fields that are not given yet are no reason to
 * refuse, except as CURABLE says, so that the same guards draw the buttons.
 */
import { contains, holds } from '#permissions';
import type { ProblemSlug } from '#problems';
import { addMinutes } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';

import { actingLevels, levelTakingUp, maySee } from '../access.ts';
import { EVIDENCE_KINDS, FINAL_STATUSES } from '../facts.ts';
import type { CaseStatus, EvidenceKind, Situation, WorkOrderFacts } from '../facts.ts';
import { districtPath, isBelow, KINDS, nextLevel, verificationOf } from '../kinds.ts';
import {
  applicationRefusal,
  extensionReachRefusal,
  extensionRefusal,
  suspendedRefusal,
  suspensionRefusal,
} from '../clocks/more-time.ts';
import type { Need } from './transitions.ts';
import { hasHandled, recordIsEnough } from './verification.ts';
import { isOpenOrder, openOrders } from '../orders/work-order-rules.ts';

export interface Refusal {
  readonly slug: ProblemSlug;
  readonly detail: string;
  readonly extras?: Readonly<Record<string, unknown>>;
}

/** What a guard is told beside the situation: the needs of the verb and the work order it is about. */
export interface Question extends Situation {
  readonly needs: readonly Need[];
  readonly order: WorkOrderFacts | undefined;
}

type Guard = (question: Question) => Refusal | undefined;

/** Refusals that what is typed into the form can mend: no reason to hide the button. */
export const CURABLE: readonly ProblemSlug[] = ['evidence-missing', 'input-invalid', 'extension-out-of-range'];

/** For verbs that take a class along. */
export const CURED_BY_CLASS: readonly ProblemSlug[] = ['class-missing', 'class-not-direct'];

/** A send-back for one of these is decided by the district, wherever the case is held. */
export const DUTY_REASONS: readonly string[] = ['otherDuty', 'ownershipUnclear'];
/** What a decision of the district has answered. */
const SETTLED_REASONS: readonly string[] = [...DUTY_REASONS, 'otherTerritory'];
const DAY_MINUTES = 1440;

export const GUARDS = {
  holdsLevel: (question) => {
    const { heldLevel } = question.before;
    if (levelTakingUp(question, question.needs) !== undefined) return undefined;
    return refuse('level-holds-elsewhere', `Held at ${heldLevel}`, { heldLevel });
  },
  holdsLevelItself: (question) => {
    const { heldLevel } = question.before;
    if (actingLevels(question, question.needs).includes(heldLevel)) return undefined;
    return refuse('level-holds-elsewhere', `Held at ${heldLevel}`, { heldLevel });
  },
  nextLevel: ({ before, input }) => {
    const next = nextLevel(before.heldLevel);
    if (next !== undefined && (input.level === undefined || input.level === next)) return undefined;
    return refuse('level-not-next', `From ${before.heldLevel} it goes to ${next ?? 'nowhere'}`, { next: next ?? null });
  },
  lowerLevel: ({ before, input }) => {
    const isLowest = before.heldLevel === 'microGrid';
    if (!isLowest && (input.level === undefined || isBelow(input.level, before.heldLevel))) return undefined;
    return refuse('level-not-next', `Not below ${before.heldLevel}`, { heldLevel: before.heldLevel });
  },

  placeInDistrict: ({ before, input }) =>
    input.path === undefined || contains(districtPath(before.path), input.path)
      ? undefined
      : wrongFields('The place lies outside the district', ['path']),
  complaintNamesSomebody: ({ before, input }) =>
    input.kind !== 'complaint' || before.kind === 'complaint' || input.about !== undefined
      ? undefined
      : wrongFields('A complaint says whom it is about', ['about']),
  classNamedByRight: ({ actor, before, input }) =>
    input.newClass === undefined || holds(actor, 'case.classify', before.path)
      ? undefined
      : refuse('permission-missing', 'Settling the class needs case.classify', { needs: ['case.classify'] }),
  classSettled: ({ class: rules }) =>
    rules === undefined ? refuse('class-missing', 'No class is settled') : undefined,
  kindIsDispatched: ({ before }) => (KINDS[before.kind].mayBeDispatched ? undefined : anotherPath(before.kind)),
  kindEndsByClosing: ({ before }) => (KINDS[before.kind].endsBy === 'close' ? undefined : anotherPath(before.kind)),
  kindEndsByAnswer: ({ before }) => (KINDS[before.kind].endsBy === 'answer' ? undefined : anotherPath(before.kind)),
  kindReopens: ({ before }) => (before.kind === 'praise' ? anotherPath(before.kind) : undefined),
  kindIsEvaluated: ({ before }) => (before.kind === 'praise' ? anotherPath(before.kind) : undefined),
  suggestionIsDecided: ({ before, input }) =>
    before.kind !== 'suggestion' || input.words === undefined || input.adoption !== undefined
      ? undefined
      : wrongFields('A suggestion is answered with adopted, partly adopted or not now', ['adoption']),

  classIsDirect: ({ class: rules }) =>
    rules === undefined || rules.isDirect || rules.isEmergency
      ? undefined
      : refuse('class-not-direct', `Class ${rules.code} is dispatched by the street`, { classCode: rules.code }),
  onDirectList: ({ input }) =>
    input.organisationId === undefined || input.isOnDirectList === true
      ? undefined
      : refuse('organisation-not-on-direct-list', 'Not on the direct list of this grid', organisationOf(input)),
  ownPartner: ({ actor, before, input }) =>
    input.organisationId === undefined || input.isPartner === true || holds(actor, 'case.dispatch', before.path)
      ? undefined
      : refuse('organisation-not-partner', 'A community dispatches to its own partners', organisationOf(input)),
  notComplainedAbout: ({ before, input }) =>
    before.aboutOrganisationId === null || !lineOf(input).includes(before.aboutOrganisationId)
      ? undefined
      : refuse('organisation-complained-about', 'The matter is about this organisation', organisationOf(input)),
  notTakenBack: ({ input: { streetDuty } }) =>
    streetDuty?.sort === 'takenBack'
      ? refuse('item-taken-back', `Not a street's any more: ${streetDuty.clause}`, dutyOf(streetDuty))
      : undefined,
  streetLeadsIt: ({ input: { streetDuty } }) =>
    streetDuty?.sort === 'support'
      ? refuse('item-led-by-department', `The street only supports it: ${streetDuty.clause}`, dutyOf(streetDuty))
      : undefined,
  admittedToGrid: ({ input, class: rules }) => {
    const isToGrid = input.level === 'grid' || input.level === 'microGrid';
    // Admission binds tasks from above alone: what anybody here has said goes to the grid without it.
    if (!isToGrid || input.isTaskFromAbove !== true || rules?.isAdmitted === true) return undefined;
    return refuse('item-not-admitted', 'No task of this class comes down to a grid', {
      classCode: rules?.code ?? null,
    });
  },
  notYetAsked: ({ orders, order, input }) =>
    openOrders(orders).some((each) => each.organisationId === input.organisationId && each.id !== order?.id)
      ? refuse('organisation-already-asked', 'It holds an open order in this case', organisationOf(input))
      : undefined,
  neverDispatched: ({ orders }) =>
    orders.length === 0 ? undefined : refuse('already-dispatched', 'An organisation has been asked already'),
  noOpenOrders: ({ orders }) => openOrderRefusal(openOrders(orders)),
  kindFitsOrders: ({ before, orders, input }) =>
    KINDS[input.kind ?? before.kind].mayBeDispatched ? undefined : openOrderRefusal(openOrders(orders)),
  ordersSettled: ({ orders }) => openOrderRefusal(openOrders(orders).filter((order) => order.status !== 'feedback')),
  orderOfCoHandler: ({ order }) =>
    order === undefined || order.role === 'coHandler'
      ? undefined
      : refuse('case-move-refused', 'The lead handler is changed by redispatching', { workOrderId: order.id }),

  sendBackInTime: ({ order, district, at }) => {
    if (order === undefined) return undefined;
    const until = dueAt(order.issuedAt, district.sendBackWithin, district.calendar);
    return at <= until ? undefined : refuse('send-back-late', `Until ${until}`, { until });
  },
  sendBackReasonWithinReach: ({ actor, before, order }) => {
    if (order === undefined || !DUTY_REASONS.includes(order.sendBackReason ?? '')) return undefined;
    return holds(actor, 'case.approveSendBack', districtPath(before.path))
      ? undefined
      : refuse('send-back-decided-above', 'Decided by the duty chief of the district', {
          reason: order.sendBackReason,
        });
  },

  arbitrationBinds: ({ before, order, input }) => {
    const { sendBackReason } = input;
    const isBound = order !== undefined && order.organisationId === before.arbitratedOrganisationId;
    if (!isBound || sendBackReason === undefined || !SETTLED_REASONS.includes(sendBackReason)) return undefined;
    return refuse('arbitration-binds', 'The district has settled that it is theirs', { sendBackReason });
  },
  arbitrationStands: ({ actor, before, order }) =>
    order?.role === 'coHandler' ||
    order?.organisationId !== before.arbitratedOrganisationId ||
    holds(actor, 'case.arbitrate', districtPath(before.path))
      ? undefined
      : refuse('send-back-decided-above', 'The district has settled whose it is'),
  basisFits: ({ input }) =>
    input.basis === undefined || input.basisOfKind === undefined || input.basis === input.basisOfKind
      ? undefined
      : wrongFields(`An organisation of this kind points to ${input.basisOfKind}`, ['basis']),
  notBeforeArbitration: ({ before, order }) =>
    before.arbitrationAt === null || order?.role === 'coHandler'
      ? undefined
      : refuse('arbitration-waits', 'The district settles whose it is', { since: before.arbitrationAt }),
  arbitrationWaits: ({ before }) =>
    before.arbitrationAt === null ? refuse('nothing-asked', 'Nothing waits to be settled') : undefined,
  arbitratedByDistrict: ({ actor, before }) =>
    holds(actor, 'case.arbitrate', districtPath(before.path))
      ? undefined
      : refuse('send-back-decided-above', 'Settled by the district'),

  extensionMayBeAsked: extensionRefusal,
  suspensionMayBeAsked: suspensionRefusal,
  extensionIsAsked: (question) => applicationRefusal('extension', question),
  suspensionIsAsked: (question) => applicationRefusal('suspension', question),
  extensionWithinReach: extensionReachRefusal,
  isSuspended: suspendedRefusal,

  evidenceAccepted: ({ class: rules, input, before }) => {
    if (input.evidence === undefined) return undefined;
    const isByRecord = verificationOf(before.kind, before.secrecy) === 'authorityRecord';
    const accepted = isByRecord ? EVIDENCE_KINDS : (rules?.acceptedEvidence ?? EVIDENCE_KINDS);
    return input.evidence.some((kind) => accepted.includes(kind)) ? undefined : missing(accepted);
  },
  verifierIsNoHandler: ({ actor, before, orders }) =>
    hasHandled(actor, before, orders) ? refuse('verifier-is-handler', 'Somebody else verifies') : undefined,
  chosenVerifierIsNoHandler: ({ before, orders, input }) => {
    if (input.verifierAccountId === undefined) return undefined;
    const chosen = {
      accountId: input.verifierAccountId,
      grants: [],
      relatedOrganisationIds: input.verifierRelatedOrganisationIds ?? [],
    };
    return hasHandled(chosen, before, orders) ? refuse('verifier-is-handler', 'Choose somebody else') : undefined;
  },
  passedOnOnlyUnseen: ({ input }) =>
    input.verifierAccountId === undefined || input.outcome === undefined || input.outcome === 'notNow'
      ? undefined
      : wrongFields('Somebody else is asked only by who cannot look now', ['verifierAccountId']),
  drawnForSample: ({ before }) =>
    before.isDrawnForSample
      ? undefined
      : refuse('case-move-refused', 'Not drawn for a re-check, or re-checked already'),
  recheckedByTheDrawn: ({ actor, before, isRecheckerGone }) =>
    before.recheckerAccountId === null || before.recheckerAccountId === actor.accountId || isRecheckerGone === true
      ? undefined
      : refuse('recheck-is-anothers', 'Somebody else was drawn to re-check it'),
  ratingUnanswered: ({ before }) =>
    before.ratingAnsweredAt === null
      ? undefined
      : refuse('rating-answered', 'Answered already', { answeredAt: before.ratingAnsweredAt }),
  recheckerIsNoHandler: ({ actor, before, orders }) =>
    !actor.isReporter && hasHandled(actor, before, orders)
      ? refuse('verifier-is-handler', 'Somebody else re-checks')
      : undefined,
  recordShown: ({ actor, before, input, class: rules }) => {
    const isByRecord = verificationOf(before.kind, before.secrecy) === 'authorityRecord';
    const isAsked = before.verifierAccountId !== null && before.verifierAccountId === actor.accountId;
    if (!isByRecord && (isAsked || holds(actor, 'case.verify', before.path))) return undefined;
    // Few posts may see a secret matter at all; where nobody of them can go, a record or the person concerned is enough.
    const isOpen = before.secrecy === 'open';
    if (!isByRecord && isOpen && rules?.verifiedBy !== 'authorityRecord') return anotherPath(before.kind);
    const accepted: readonly EvidenceKind[] = isByRecord || isOpen ? ['document'] : ['document', 'partyConfirmation'];
    const isShown = input.evidence?.some((kind) => accepted.includes(kind)) === true;
    return input.outcome !== 'solved' || isShown ? undefined : missing(accepted);
  },
  verifiedAsPathWants: (question) => {
    if (question.before.status === 'filed') return ownEvidence(question);
    switch (verificationOf(question.before.kind, question.before.secrecy)) {
      case 'onSite':
      case 'authorityRecord':
        return question.before.verification === 'solved' ? undefined : refuse('not-verified', 'Not verified as solved');
      case 'personServed':
        return isConfirmedByPerson(question) ? undefined : missing(['partyConfirmation']);
      case 'none':
        return undefined;
    }
  },
  ownWorkOnly: ({ actor, before, orders }) =>
    holds(actor, 'case.close', before.path) || !orders.some((order) => order.status === 'done' || isOpenOrder(order))
      ? undefined
      : refuse('not-own-work', 'An organisation has worked on it'),

  withinReopenPeriod: ({ before, district, at }) => {
    const until = addMinutes(before.closedAt ?? at, district.reopenWithinDays * DAY_MINUTES);
    return at <= until ? undefined : refuse('reopen-late', `Until ${until}`, { until });
  },
  reviewHonoured: ({ before, actor }) => {
    if (before.review === 'communityCall') return refuse('community-call-first', 'The community calls first');
    const isInvolved = actor.accountId !== null && before.involvedAccountIds.includes(actor.accountId);
    if (before.review === null || !isInvolved) return undefined;
    return refuse('reviewer-involved', 'Somebody never involved decides');
  },
  objectsOnce: ({ before }) => (before.hasObjected ? refuse('objection-used', 'Objected once already') : undefined),
  mergeFits: ({ actor, before, input }) => {
    const { target } = input;
    if (target === undefined) return undefined;
    const isSeen = maySee({ ...actor, isReporter: false }, target, []) && holds(actor, 'case.merge', target.path);
    if (!isSeen) return refuse('not-found', 'No such case to merge into');
    const final: readonly CaseStatus[] = FINAL_STATUSES;
    const isTaken = final.includes(target.status);
    const fits =
      !isTaken && target.id !== before.id && target.secrecy === before.secrecy && target.kind === before.kind;
    return fits
      ? undefined
      : refuse('merge-impossible', 'Open, of the same kind and as secret', { targetId: target.id });
  },
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof GUARDS;

export function ask(name: GuardName, question: Question): Refusal | undefined {
  return GUARDS[name](question);
}

function refuse(slug: ProblemSlug, detail: string, extras: Record<string, unknown> = {}): Refusal {
  return { slug, detail, extras };
}

export function wrongFields(detail: string, fields: readonly string[]): Refusal {
  const errors = fields.map((field) => ({ pointer: `/${field}`, in: 'body', detail }));
  return refuse('input-invalid', detail, { errors });
}

function anotherPath(kind: keyof typeof KINDS): Refusal {
  return refuse('kind-has-another-path', `${KINDS[kind].title.en} ends by ${KINDS[kind].endsBy}`, { kind });
}

function organisationOf(input: Situation['input']): Record<string, unknown> {
  return { organisationId: input.organisationId };
}

function dutyOf({ name, clause, organisationId }: NonNullable<Situation['input']['streetDuty']>) {
  return { item: name, clause, leadOrganisationId: organisationId };
}

function lineOf(input: Situation['input']): readonly string[] {
  return input.organisationId === undefined ? [] : [input.organisationId, ...(input.organisationLine ?? [])];
}

function openOrderRefusal(open: readonly WorkOrderFacts[]): Refusal | undefined {
  if (open.length === 0) return undefined;
  return refuse('work-order-open', 'Settle the open work orders first', {
    workOrderIds: open.map((order) => order.id),
  });
}

/** Closed without an organisation's work: then what was done oneself is shown, as the class and the kind want it. */
function ownEvidence(question: Question): Refusal | undefined {
  const wanted = verificationOf(question.before.kind, question.before.secrecy);
  const given = question.input.evidence ?? [];
  if (wanted === 'authorityRecord') return recordIsEnough(given) ? undefined : missing(['document']);
  if (wanted === 'personServed')
    return given.includes('partyConfirmation') ? undefined : missing(['partyConfirmation']);
  const accepted = question.class?.acceptedEvidence ?? EVIDENCE_KINDS;
  return given.some((kind) => accepted.includes(kind)) ? undefined : missing(accepted);
}

function isConfirmedByPerson(question: Question): boolean {
  return question.input.evidence?.includes('partyConfirmation') === true || question.before.verification === 'solved';
}

function missing(accepted: readonly string[]): Refusal {
  return refuse('evidence-missing', `One of these is enough: ${accepted.join(', ')}`, { accepted });
}
