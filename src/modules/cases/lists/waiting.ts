/** What waits for whom: one row a reason, asked in this order; the first that fits says why a case is mine. */
import { holds } from '#permissions';
import type { Permission } from '#permissions';
import { addMinutes, dayOf } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import { actingLevels, levelTakingUp } from '../access.ts';
import type { CaseStatus, Situation } from '../facts.ts';
import { isBelow, verificationOf } from '../kinds.ts';
import { mayMove } from '../rules.ts';
import type { MoveVerb } from '../moves/transitions.ts';
import { leadOrder } from '../orders/work-order-rules.ts';

export const WAITING_REASONS = [
  'askedToVerify',
  'handle',
  'arbitrate',
  'decideSendBack',
  'decideExtension',
  'decideSuspension',
  'callBack',
  'decideNotTrue',
  'recheck',
  'close',
  'verify',
  'askSomebody',
  'review',
  'look',
  'help',
  'sendOn',
  'decide',
  'dispatch',
] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** Statuses in which somebody is wanted. */
export const WAITING_STATUSES = [
  'collected',
  'confirming',
  'filed',
  'dispatched',
  'handling',
  'feedback',
  'verifying',
] as const satisfies readonly CaseStatus[];

/** Where somebody stands towards one case. */
export interface Standing {
  /** The person's own post is at the front: the grid's worker, or the micro-grid's member. */
  readonly isFront: boolean;
  /** Nobody is in post at the front of this case: who leads acts for the empty post. */
  readonly isVacant: boolean;
  /** Who was asked by name to verify serves no longer: it waits for those it would have waited for unasked. */
  readonly isVerifierGone: boolean;
}

interface Row {
  readonly act: MoveVerb;
  fits(situation: Situation, standing: Standing): boolean;
}

const BEFORE_ORDERS: readonly CaseStatus[] = ['collected', 'confirming'];
const FED_BACK: readonly CaseStatus[] = ['feedback', 'verifying'];

const ROWS: Record<WaitingReason, Row> = {
  askedToVerify: {
    act: 'verify',
    fits: ({ before, actor }) => isAsked(before, actor) && before.verification !== 'solved',
  },
  handle: {
    act: 'feedback',
    fits: ({ orders, actor }) =>
      orders.some(
        ({ status, assignedToAccountId }) =>
          assignedToAccountId === actor.accountId &&
          actor.accountId !== null &&
          (status === 'acknowledged' || status === 'rework'),
      ),
  },
  arbitrate: { act: 'arbitrate', fits: ({ before }) => before.arbitrationAt !== null },
  decideSendBack: {
    act: 'approveSendBack',
    fits: ({ orders }) => orders.some(({ status }) => status === 'sendBackAsked'),
  },
  decideExtension: {
    act: 'approveExtension',
    fits: ({ orders }) => orders.some(({ application }) => application?.what === 'extension'),
  },
  decideSuspension: {
    act: 'suspend',
    fits: ({ orders }) => orders.some(({ application }) => application?.what === 'suspension'),
  },
  callBack: {
    act: 'contactReporter',
    fits: ({ before, actor }) => before.review === 'communityCall' && holds(actor, 'case.callBack', before.path),
  },
  decideNotTrue: {
    act: 'reject',
    fits: ({ before }) => BEFORE_ORDERS.includes(before.status) && before.confirmation === 'notTrue',
  },
  recheck: { act: 'recheck', fits: ({ before }) => before.isDrawnForSample },
  close: {
    act: 'close',
    fits: (situation) => situation.before.verification === 'solved' && isNextAbove(situation, 'case.close'),
  },
  verify: {
    act: 'verify',
    fits: ({ before, ...situation }, standing) =>
      FED_BACK.includes(before.status) &&
      before.verification !== 'solved' &&
      (before.verifierAccountId === null || before.verification === 'notNow' || standing.isVerifierGone) &&
      verificationOf(before.kind, before.secrecy) === 'onSite' &&
      before.heldLevel !== 'microGrid' &&
      isFirstToVerify({ before, ...situation }, standing),
  },
  askSomebody: {
    act: 'sendToVerify',
    fits: (situation, { isVacant }) =>
      situation.before.status === 'feedback' && isVacant && isNextAbove(situation, 'case.sendToVerify'),
  },
  // A third time taken up again: for somebody who has had no part in it, at the level that holds it or above.
  review: {
    act: 'dispatch',
    fits: (situation) =>
      situation.before.review === 'neverInvolved' &&
      levelTakingUp(situation, ['case.dispatch', 'case.dispatchPartner']) !== undefined,
  },
  look: {
    act: 'confirm',
    fits: (situation, standing) => isAtFront(situation, standing) && BEFORE_ORDERS.includes(situation.before.status),
  },
  // Asked of a neighbour who helps: what that person said herself waits for the grid worker.
  help: {
    act: 'confirm',
    fits: ({ before, actor }) =>
      before.heldLevel === 'microGrid' &&
      before.confirmation === null &&
      BEFORE_ORDERS.includes(before.status) &&
      !actor.isReporter,
  },
  sendOn: {
    act: 'dispatchDirect',
    fits: (situation, standing) => isAtFront(situation, standing) && situation.before.status === 'filed',
  },
  decide: {
    act: 'file',
    fits: (situation) => BEFORE_ORDERS.includes(situation.before.status) && isHeldAbove(situation, ['case.file']),
  },
  dispatch: {
    act: 'dispatch',
    fits: (situation) =>
      situation.before.status === 'filed' && isHeldAbove(situation, ['case.dispatch', 'case.dispatchPartner']),
  },
};

export interface Waiting {
  readonly reason: WaitingReason;
  readonly act: MoveVerb;
}

/** Why this case waits for the actor; undefined when it does not. Nothing is proposed that the actor may not do. */
export function waitingFor(situation: Situation, standing: Standing): Waiting | undefined {
  for (const reason of WAITING_REASONS) {
    const { act, fits } = ROWS[reason];
    if (fits(situation, standing) && isForMe(reason, situation, standing) && mayMove(act, situation))
      return { reason, act };
  }
  return undefined;
}

/** The grid's own worker does what lies at the grid or below; a lead only while that post is empty. */
function isAtFront({ before, actor }: Situation, { isFront, isVacant }: Standing): boolean {
  const lies = before.heldLevel === 'grid' || before.heldLevel === 'microGrid';
  return lies && (isFront || isVacant) && holds(actor, 'case.dispatchDirect', before.path);
}

/** Whom the class wants asked first: as a rule the grid's own worker, or whoever leads while that post is empty. */
function isFirstToVerify(situation: Situation, { isFront, isVacant }: Standing): boolean {
  switch (situation.class?.verifiedBy) {
    case 'community':
      return actingLevels(situation, ['case.sendToVerify']).includes('community');
    case 'authorityRecord':
      return holds(situation.actor, 'case.verifyByRecord', situation.before.path);
    default:
      return isFront || isVacant;
  }
}

/** A neighbour who helps is asked, never handed the worker's list. */
function isForMe(reason: WaitingReason, { before, actor }: Situation, { isFront }: Standing): boolean {
  const isNeighbour = isFront && !holds(actor, 'case.dispatchDirect', before.path);
  // Who has no time now has answered: the worker looks, and nobody is asked twice.
  if (isNeighbour) return reason === 'help' || (reason === 'askedToVerify' && before.verification !== 'notNow');
  if (reason === 'help') return false;
  // Who works at the front decides nothing that lies above.
  return !(isFront && (reason === 'decide' || reason === 'decideNotTrue'));
}

function isAsked(before: Situation['before'], actor: Situation['actor']): boolean {
  return actor.accountId !== null && before.verifierAccountId === actor.accountId && FED_BACK.includes(before.status);
}

/** Held by the actor's own level, above the grid: what lies below is its worker's. */
function isHeldAbove(situation: Situation, needs: readonly Permission[]): boolean {
  const { heldLevel } = situation.before;
  return !isBelow(heldLevel, 'community') && actingLevels(situation, needs).includes(heldLevel);
}

/** Held at the grid it is the community's turn, else that of the level that holds it: not everybody's above. */
function isNextAbove(situation: Situation, need: Permission): boolean {
  const { heldLevel } = situation.before;
  return actingLevels(situation, [need]).includes(isBelow(heldLevel, 'community') ? 'community' : heldLevel);
}

const WATCHED_STATUSES: readonly CaseStatus[] = ['dispatched', 'handling'];
const WATCHED_AHEAD_MINUTES = 1440;

/** Soon due or late at an organisation: nobody has to do anything yet, whoever closes it keeps an eye on it. */
export function isWatched(situation: Situation, standing: Standing, due: Instant | null): boolean {
  if (due === null || due > addMinutes(situation.at, WATCHED_AHEAD_MINUTES)) return false;
  return isKeptAnEyeOn(situation, standing);
}

/** At work in an organisation, and whoever looks is the one who closes it. */
export function isKeptAnEyeOn(situation: Situation, standing: Standing): boolean {
  const { before } = situation;
  if (standing.isFront) return false;
  return WATCHED_STATUSES.includes(before.status) && isNextAbove(situation, 'case.close');
}

const URGENT_MINUTES = 30;
const SOON_MINUTES = 60;

/** Until when somebody looks at a new voice: the moment the resident was told. */
export function firstLookDue(
  { reportedAt, isUrgent }: { reportedAt: Instant; isUrgent: boolean },
  within: Limit,
  calendar: WorkingCalendar,
): Instant {
  return isUrgent ? addMinutes(reportedAt, URGENT_MINUTES) : dueAt(reportedAt, within, calendar);
}

/** When the organisation said that it is done. */
export function feedbackAt({ orders }: Pick<Situation, 'orders'>): Instant | null {
  return leadOrder(orders)?.clock.stoppedAt ?? null;
}

export const GROUPS = ['now', 'today', 'later'] as const;

/** 马上: urgent, or less than an hour left. 今天: due today, or nothing says when. */
export function groupOf(
  { isUrgent, dueAt: due }: { isUrgent: boolean; dueAt: Instant | null },
  now: Instant,
  timeZone: string,
): (typeof GROUPS)[number] {
  if (isUrgent || (due !== null && due < addMinutes(now, SOON_MINUTES))) return 'now';
  return due === null || dayOf(due, timeZone) <= dayOf(now, timeZone) ? 'today' : 'later';
}
