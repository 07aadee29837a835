/** When an order rings: not signed in time, at half of its time, when it is due, by steps after that, and for the review while it stands still. Pure. */
import type { Instant } from '#shared/time.ts';
import { addCounted } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import type { WorkOrderFacts } from '../facts.ts';
import { isOpenOrder } from '../orders/work-order-rules.ts';
import { acknowledgeDue } from './stages.ts';
import type { StageLimits } from './stages.ts';

export type TimerKind =
  | 'workOrder.unsigned'
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

export interface RingSettings {
  readonly calendar: WorkingCalendar;
  readonly stageLimits: StageLimits;
}

/** What is set at dispatch and again with every change of the clock; what has rung at the same moment rings no more. */
export function ringsOf(order: WorkOrderFacts, now: Instant, { calendar, stageLimits }: RingSettings): Ring[] {
  const { clock, suspension } = order;
  if (suspension !== null) return [{ kind: 'workOrder.review', dueAt: suspension.until }];
  if (clock.stoppedAt !== null || !isOpenOrder(order)) return [];
  const half = halfOf(order, calendar);
  const rings: Ring[] = [{ kind: 'workOrder.due', dueAt: clock.dueAt }];
  // After a rework more than half is used up already.
  if (half !== undefined && half > now) rings.unshift({ kind: 'workOrder.half', dueAt: half });
  // Left alone by the signing: an order that was signed meanwhile does not ring, and signing writes no timer.
  const signBy = acknowledgeDue(order.issuedAt, half, stageLimits.acknowledge, calendar);
  if (order.reworkCount === 0 && signBy > now) rings.unshift({ kind: 'workOrder.unsigned', dueAt: signBy });
  return rings;
}

function halfOf({ clock }: WorkOrderFacts, calendar: WorkingCalendar): Instant | undefined {
  const left = clock.budgetMs / 2 - clock.consumedMs;
  if (left <= 0 || clock.runningSince === null) return undefined;
  return addCounted(clock.runningSince, left, clock.unit, calendar);
}
