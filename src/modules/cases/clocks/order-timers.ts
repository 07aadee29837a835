/** When an order rings: at half of its time, when it is due, by steps after that, and for the review while it stands still. Pure. */
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import { addCounted } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import type { WorkOrderFacts } from '../facts.ts';
import { isOpenOrder } from '../orders/work-order-rules.ts';

export type TimerKind =
  | 'workOrder.half'
  | 'workOrder.due'
  | 'workOrder.late'
  | 'workOrder.review'
  | 'case.ratingLapse'
  | 'case.replyDue'
  | 'whistle.late';

export interface Ring {
  readonly kind: TimerKind;
  readonly dueAt: Instant;
}

/** Natural hours after the end of the limit: the first is told to the level above, the second to the one above that. */
export const LATE_STEPS_HOURS = [24, 72] as const;

/** What is set at dispatch and again with every change of the clock; what has rung at the same moment rings no more. */
export function ringsOf(order: WorkOrderFacts, now: Instant, calendar: WorkingCalendar): Ring[] {
  const { clock, suspension } = order;
  if (suspension !== null) return [{ kind: 'workOrder.review', dueAt: suspension.until }];
  if (clock.stoppedAt !== null || !isOpenOrder(order)) return [];
  const half = halfOf(order, calendar);
  const rings: Ring[] = [{ kind: 'workOrder.due', dueAt: clock.dueAt }];
  // After a rework more than half is used up already.
  return half === undefined || half <= now ? rings : [{ kind: 'workOrder.half', dueAt: half }, ...rings];
}

/** The step after this moment; undefined after the last. Set when the one before has rung, so that few wait at a time. */
export function nextLateStep(limitEnd: Instant, rungAt: Instant): Ring | undefined {
  const steps = LATE_STEPS_HOURS.map((hours) => addMinutes(limitEnd, hours * 60));
  const next = steps.find((at) => at > rungAt);
  return next === undefined ? undefined : { kind: 'workOrder.late', dueAt: next };
}

function halfOf({ clock }: WorkOrderFacts, calendar: WorkingCalendar): Instant | undefined {
  const left = clock.budgetMs / 2 - clock.consumedMs;
  if (left <= 0 || clock.runningSince === null) return undefined;
  return addCounted(clock.runningSince, left, clock.unit, calendar);
}
