/** A work order's own life, and how the case follows the lead handler's order. */
import type { Instant } from '#shared/time.ts';
import type { ClassStage } from '#modules/catalogue/rules.ts';
import type { Limit, WorkingCalendar } from '#shared/working-time.ts';

import { resumeClock, startClock, stopClock } from '../clocks/clocks.ts';
import { OPEN_ORDER_STATUSES } from '../facts.ts';
import type { CaseStatus, MoveInput, WorkOrderFacts, WorkOrderStatus } from '../facts.ts';
import { firstStage } from './stage-rules.ts';

const GIVEN_UP: readonly WorkOrderStatus[] = ['replaced', 'sentBack', 'cancelled'];

export function isGivenUp(order: WorkOrderFacts): boolean {
  return GIVEN_UP.includes(order.status);
}

export function isOpenOrder(order: WorkOrderFacts): boolean {
  return OPEN_ORDER_STATUSES.includes(order.status);
}

export function openOrders(orders: readonly WorkOrderFacts[]): WorkOrderFacts[] {
  return orders.filter(isOpenOrder);
}

/** The order of the lead handler the case follows: the open one, else the one done last. */
export function leadOrder(orders: readonly WorkOrderFacts[]): WorkOrderFacts | undefined {
  return orders.filter((order) => order.role === 'leadHandler' && !isGivenUp(order)).at(-1);
}

/** The stage the lead handler's order puts the case in. `current` keeps a verification that is under way. */
export function statusByLead(orders: readonly WorkOrderFacts[], current: CaseStatus): CaseStatus {
  const lead = leadOrder(orders);
  if (lead === undefined) return 'filed';
  switch (lead.status) {
    case 'issued':
      return 'dispatched';
    case 'sendBackAsked':
      return lead.acknowledgedAt === null ? 'dispatched' : 'handling';
    case 'acknowledged':
    case 'rework':
      return 'handling';
    case 'feedback':
      return current === 'verifying' ? 'verifying' : 'feedback';
    case 'done':
      // Done before a reopening: it stays done, and until a new order is issued nobody is at work.
      return current === 'verifying' ? 'verifying' : 'filed';
    case 'sentBack':
    case 'replaced':
    case 'cancelled':
      return 'filed';
  }
}

export interface Issue {
  readonly input: MoveInput;
  readonly role: WorkOrderFacts['role'];
  readonly isDirect: boolean;
  readonly limit: Limit;
  readonly stages: readonly ClassStage[];
  readonly calendar: WorkingCalendar;
  readonly at: Instant;
}

/** Every organisation gets its own full limit, also the third one asked. */
export function issueOrder({ input, role, isDirect, limit, stages, calendar, at }: Issue): WorkOrderFacts {
  const organisationId = input.organisationId ?? '';
  return {
    id: input.newWorkOrderId ?? '',
    organisationId,
    organisationLine: input.organisationLine ?? [organisationId],
    role,
    status: 'issued',
    isDirect,
    issuedAt: at,
    acknowledgedAt: null,
    assignedToAccountId: null,
    handlerAccountIds: [],
    sendBackReason: null,
    reworkCount: 0,
    reworkCause: null,
    clock: startClock(at, limit, calendar),
    chargedTo: 'organisation',
    application: null,
    extensionCount: 0,
    suspension: null,
    stage: firstStage(stages, role),
    stagesDone: [],
  };
}

export function acknowledgeOrder(order: WorkOrderFacts, byAccountId: string | null, at: Instant): WorkOrderFacts {
  return { ...withHandler(order, byAccountId), status: 'acknowledged', acknowledgedAt: at };
}

export function assignOrder(order: WorkOrderFacts, toAccountId: string): WorkOrderFacts {
  return { ...withHandler(order, toAccountId), assignedToAccountId: toAccountId };
}

/** Feedback without a signature counts as both: the crew that came at once is not sent back to sign. */
export function feedbackOrder(
  order: WorkOrderFacts,
  byAccountId: string | null,
  at: Instant,
  calendar: WorkingCalendar,
): WorkOrderFacts {
  return {
    ...withHandler(order, byAccountId),
    status: 'feedback',
    application: null,
    suspension: null,
    acknowledgedAt: order.acknowledgedAt ?? at,
    clock: stopClock(order.clock, at, calendar),
  };
}

export function reworkOrder(
  order: WorkOrderFacts,
  cause: NonNullable<WorkOrderFacts['reworkCause']>,
  at: Instant,
  calendar: WorkingCalendar,
): WorkOrderFacts {
  return {
    ...order,
    status: 'rework',
    reworkCause: cause,
    reworkCount: order.reworkCount + 1,
    clock: resumeClock(order.clock, at, calendar),
  };
}

/** An order that ends without being done: its clock stands still from here. */
export function endOrder(
  order: WorkOrderFacts,
  status: 'replaced' | 'sentBack' | 'cancelled',
  at: Instant,
  calendar: WorkingCalendar,
): WorkOrderFacts {
  const clock = stopClock(order.clock, at, calendar);
  return { ...order, status, clock, application: null, suspension: null };
}

/** Refused, the order is where it was; the clock has run all the while, on the organisation's account. */
export function afterRefusedSendBack(order: WorkOrderFacts): WorkOrderFacts {
  return { ...order, status: order.acknowledgedAt === null ? 'issued' : 'acknowledged' };
}

function withHandler(order: WorkOrderFacts, accountId: string | null): WorkOrderFacts {
  if (accountId === null || order.handlerAccountIds.includes(accountId)) return order;
  return { ...order, handlerAccountIds: [...order.handlerAccountIds, accountId] };
}
