/** 延期 and 挂账: what an organisation may ask of its limit, who decides it, and what an approval does to the order. */
import { holds } from '#permissions';
import { addMinutes } from '#shared/time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import { extendClock, latestExtension, resumeClock, stopClock } from './clocks.ts';
import { limitOfOrder } from '../orders/stage-rules.ts';
import type { TimeApplication, WorkOrderFacts } from '../facts.ts';
import type { Question, Refusal } from '../moves/guards.ts';

/** An engineering time is never the duty chief's to give. */
const LEADERS_REASON = 'engineering';
const FURTHEST_REVIEW_MINUTES = 366 * 1440;

/** Asked while the limit still runs, one application at a time, and never past what the class allows. */
export function extensionRefusal({ order, at, input, class: rules, district }: Question): Refusal | undefined {
  if (order === undefined) return undefined;
  if (order.suspension !== null) return { slug: 'work-order-suspended', detail: 'Its clock stands: resume it first' };
  const waits = askedTooOften(order) ?? askedTooLate(order, at);
  if (waits !== undefined || input.dueAt === undefined || rules === undefined) return waits;
  const latest = latestExtension(order.clock, limitOfOrder(order, rules), district.calendar);
  if (input.dueAt > order.clock.dueAt && input.dueAt <= latest) return undefined;
  return {
    slug: 'extension-out-of-range',
    detail: `After ${order.clock.dueAt} and until ${latest}`,
    extras: { after: order.clock.dueAt, latest },
  };
}

export function suspensionRefusal({ order, at, input }: Question): Refusal | undefined {
  if (order === undefined) return undefined;
  const waits = askedTooOften(order) ?? (order.suspension === null ? askedTooLate(order, at) : undefined);
  if (waits !== undefined || input.dueAt === undefined) return waits;
  const latest = addMinutes(at, FURTHEST_REVIEW_MINUTES);
  if (input.dueAt > at && input.dueAt <= latest) return undefined;
  return { slug: 'review-out-of-range', detail: `After ${at} and until ${latest}`, extras: { after: at, latest } };
}

/** Only what was asked for is decided. */
export function applicationRefusal(what: TimeApplication['what'], { order }: Question): Refusal | undefined {
  if (order === undefined || order.application?.what === what) return undefined;
  return { slug: 'nothing-asked', detail: `No ${what} has been asked for` };
}

/** The first standard extension is decided on the spot by the duty chief; further ones and engineering times by the leader. */
export function extensionReachRefusal({ actor, before, order }: Question): Refusal | undefined {
  if (order?.application == null) return undefined;
  const isLeaders = order.extensionCount > 0 || order.application.reason === LEADERS_REASON;
  if (!isLeaders || holds(actor, 'case.approveSuspension', before.path)) return undefined;
  return { slug: 'extension-decided-above', detail: 'Decided by the leader in charge', extras: { by: 'approver' } };
}

export function suspendedRefusal({ order }: Question): Refusal | undefined {
  if (order === undefined || order.suspension !== null) return undefined;
  return { slug: 'nothing-asked', detail: 'The order is not suspended' };
}

export function askedFor(what: TimeApplication['what'], order: WorkOrderFacts, { input }: Question): WorkOrderFacts {
  return { ...order, application: { what, until: input.dueAt ?? order.clock.dueAt, reason: input.reason ?? '' } };
}

export function extendedOrder(order: WorkOrderFacts, calendar: WorkingCalendar): WorkOrderFacts {
  if (order.application === null) return order;
  const clock = extendClock(order.clock, order.application.until, calendar);
  return { ...order, clock, application: null, extensionCount: order.extensionCount + 1 };
}

/** Asked again while it stands, only the review moves. */
export function suspendedOrder(
  order: WorkOrderFacts,
  { at, district }: Pick<Question, 'at' | 'district'>,
  ownerAccountId: string | null,
): WorkOrderFacts {
  if (order.application === null) return order;
  const { until, reason } = order.application;
  const clock = stopClock(order.clock, at, district.calendar);
  return { ...order, clock, application: null, suspension: { until, reason, ownerAccountId } };
}

export function resumedOrder(order: WorkOrderFacts, at: string, calendar: WorkingCalendar): WorkOrderFacts {
  return { ...order, clock: resumeClock(order.clock, at, calendar), application: null, suspension: null };
}

function askedTooOften({ application }: WorkOrderFacts): Refusal | undefined {
  if (application === null) return undefined;
  return { slug: 'application-undecided', detail: `A ${application.what} waits for its decision` };
}

function askedTooLate({ clock }: WorkOrderFacts, at: string): Refusal | undefined {
  if (at <= clock.dueAt) return undefined;
  return { slug: 'extension-late', detail: `Until ${clock.dueAt}`, extras: { until: clock.dueAt } };
}
