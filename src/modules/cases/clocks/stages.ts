/** The limits of our own stages (受理、核实、派遣、签收、首次联系、核查、回访): from when each runs, and until when. Pure. */
import type { Instant } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import type { CaseStatus } from '../facts.ts';

export const STAGES = ['accept', 'confirm', 'dispatch', 'acknowledge', 'contact', 'verify', 'callBack'] as const;
export type Stage = (typeof STAGES)[number];

/** 受理 has its limit under `case.firstLookWithin`: it is what the resident is told. */
export type StageLimits = Readonly<Record<Exclude<Stage, 'accept'>, Limit>>;

export const DEFAULT_STAGE_LIMITS: StageLimits = {
  confirm: { unit: 'workHour', amount: 4 },
  dispatch: { unit: 'workHour', amount: 2 },
  acknowledge: { unit: 'workHour', amount: 2 },
  contact: { unit: 'workDay', amount: 1 },
  verify: { unit: 'workDay', amount: 1 },
  callBack: { unit: 'workDay', amount: 3 },
};

/** What is urgent is looked at within this, by day and night. */
export const URGENT: Limit = { unit: 'emergencyHour', amount: 0.5 };

/** What the stages of a case are read from. */
export interface StageFacts {
  readonly status: CaseStatus;
  readonly isUrgent: boolean;
  readonly verification: 'solved' | 'notSolved' | 'notNow' | null;
  /** Its first voice can be called, or answered in any other way. */
  readonly isReachable: boolean;
  readonly reportedAt: Instant;
  /** Of a matter handed down: the end that was set for the level below. */
  readonly handedDownDueAt: Instant | null;
  readonly closedAt: Instant | null;
  /** Since it was closed somebody has called back, or its reporter has rated it. */
  readonly isCalledBack: boolean;
}

export interface StageMove {
  readonly verb: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: Instant;
}

export interface StageOrder {
  readonly status: string;
  readonly issuedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly organisationName?: string | null;
}

export interface StageRules {
  readonly stageLimits: StageLimits;
  readonly firstLookWithin: Limit;
  readonly calendar: WorkingCalendar;
}

export interface StageClock {
  readonly stage: Stage;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly limit: Limit;
  /** The end was set by whoever handed it down, not by the limit. */
  readonly isSetByHand: boolean;
  /** Of 签收: who is to sign. */
  readonly organisationName?: string | null;
}

const BEFORE_WORK: readonly CaseStatus[] = ['collected', 'confirming', 'filed'];

/** The stages that run now, in their order. Moves in the order of history. */
export function stagesRunning(
  facts: StageFacts,
  moves: readonly StageMove[],
  orders: readonly StageOrder[],
  rules: StageRules,
): StageClock[] {
  const clock = (stage: Stage, startedAt: Instant): StageClock => stageClock(stage, startedAt, facts, rules);
  const enteredAt = since(facts, moves);
  const running: StageClock[] = [];
  if (facts.status === 'collected') running.push(clock('accept', enteredAt));
  if (facts.status === 'confirming') running.push(clock('confirm', enteredAt));
  if (facts.status === 'filed') running.push(clock('dispatch', enteredAt));
  for (const { status, issuedAt, acknowledgedAt, organisationName } of orders)
    if (status === 'issued' && acknowledgedAt === null)
      running.push({ ...clock('acknowledge', issuedAt), organisationName: organisationName ?? null });
  const isOpen = facts.closedAt === null && (BEFORE_WORK.includes(facts.status) || isAtWork(facts.status));
  if (isOpen && facts.isReachable && !moves.some(isContact)) running.push(clock('contact', facts.reportedAt));
  if (isFedBack(facts.status) && facts.verification !== 'solved')
    running.push(clock('verify', fedBackAt(moves, enteredAt)));
  if (facts.status === 'closed' && facts.closedAt !== null && facts.isReachable && !facts.isCalledBack)
    running.push(clock('callBack', facts.closedAt));
  return running;
}

/** One stage's clock: an urgent matter is accepted within half an hour, and a set end goes before the limit. */
export function stageClock(
  stage: Stage,
  startedAt: Instant,
  { isUrgent, handedDownDueAt }: Pick<StageFacts, 'isUrgent' | 'handedDownDueAt'>,
  { stageLimits, firstLookWithin, calendar }: StageRules,
): StageClock {
  const limit = limitOf(stage, isUrgent, stageLimits, firstLookWithin);
  const isSetByHand = stage === 'accept' && handedDownDueAt !== null;
  return {
    stage,
    startedAt,
    limit,
    isSetByHand,
    dueAt: (isSetByHand ? handedDownDueAt : null) ?? dueAt(startedAt, limit, calendar),
  };
}

/** 签收: never later than half of the order's own limit. */
export function acknowledgeDue(
  issuedAt: Instant,
  half: Instant | undefined,
  within: Limit,
  calendar: WorkingCalendar,
): Instant {
  const due = dueAt(issuedAt, within, calendar);
  return half !== undefined && half < due ? half : due;
}

function limitOf(stage: Stage, isUrgent: boolean, limits: StageLimits, firstLookWithin: Limit): Limit {
  if (stage === 'accept') return isUrgent ? URGENT : firstLookWithin;
  const own = limits[stage];
  return isUrgent && (stage === 'confirm' || stage === 'dispatch') && own.unit !== 'emergencyHour' ? URGENT : own;
}

/** When the case came into the status it is in; taken up again, that is the moment of the taking up. */
function since({ status, reportedAt }: StageFacts, moves: readonly StageMove[]): Instant {
  return moves.findLast(({ from, to }) => to === status && from !== status)?.at ?? reportedAt;
}

function fedBackAt(moves: readonly StageMove[], otherwise: Instant): Instant {
  return moves.findLast(({ verb }) => verb === 'feedback')?.at ?? otherwise;
}

function isContact({ verb }: StageMove): boolean {
  return verb === 'contactReporter' || verb === 'answer';
}

function isAtWork(status: CaseStatus): boolean {
  return status === 'dispatched' || status === 'handling' || isFedBack(status);
}

function isFedBack(status: CaseStatus): boolean {
  return status === 'feedback' || status === 'verifying';
}
