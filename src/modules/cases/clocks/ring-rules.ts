/** Who is told when an order rings, as data of a district: unsigned, half of its time, due, and by steps after that. Pure. */
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

/**
 * `organisation`: whoever has the order. `dispatcher`: whoever sent it out. The others are the desks of that level at the place of
 * the matter.
 */
export const TELLS = ['organisation', 'dispatcher', 'community', 'street', 'district'] as const;
export type Tell = (typeof TELLS)[number];

export interface LateStep {
  /** Natural hours after the end of the limit. */
  readonly hours: number;
  readonly tells: readonly Tell[];
}

export interface RingRules {
  readonly unsigned: readonly Tell[];
  readonly half: readonly Tell[];
  readonly due: readonly Tell[];
  readonly late: readonly LateStep[];
}

export const DEFAULT_RING_RULES: RingRules = {
  unsigned: ['organisation', 'dispatcher'],
  half: ['organisation'],
  due: ['organisation', 'dispatcher'],
  late: [
    { hours: 24, tells: ['organisation', 'community'] },
    { hours: 72, tells: ['organisation', 'street'] },
    { hours: 168, tells: ['district'] },
  ],
};

/** Each step comes later than the one before it. */
export function areInOrder(steps: readonly LateStep[]): boolean {
  return steps.every(({ hours }, at) => hours > (steps[at - 1]?.hours ?? 0));
}

/** The first step that is still to come; undefined after the last. Set when the one before has rung, so that few wait at a time. */
export function nextLateStep(
  limitEnd: Instant,
  rungAt: Instant,
  { late }: RingRules,
): { kind: 'workOrder.late'; dueAt: Instant } | undefined {
  const next = late.map(({ hours }) => addMinutes(limitEnd, hours * 60)).find((at) => at > rungAt);
  return next === undefined ? undefined : { kind: 'workOrder.late', dueAt: next };
}

/** Whole hours between the end of a limit and a step after it. */
export function hoursLate(limitEnd: Instant, at: Instant): number {
  return Math.round((Date.parse(at) - Date.parse(limitEnd)) / 3_600_000);
}

/** Of a step whose hours the district has changed meanwhile: as the last step that is not later. */
export function toldOfLate(hours: number, { late }: RingRules): readonly Tell[] {
  return late.findLast((step) => step.hours <= hours)?.tells ?? late[0]?.tells ?? [];
}
