/**
 * The clock of a work order: it starts at dispatch, signed or not, stops at feedback, and goes on where it stopped when
 * the verification fails, so that the verifier's waiting is never charged to the organisation.
 */
import type { Instant } from '#shared/time.ts';
import { addCounted, countedBetween, dueAt } from '#shared/working-time.ts';
import type { Limit, LimitUnit, WorkingCalendar } from '#shared/working-time.ts';

export interface OrderClock {
  readonly startedAt: Instant;
  readonly unit: LimitUnit;
  /** Counted milliseconds from start to due; work days are counted by their service hours. */
  readonly budgetMs: number;
  /** Counted milliseconds of the runs that have ended. */
  readonly consumedMs: number;
  readonly runningSince: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly dueAt: Instant;
}

export function startClock(at: Instant, limit: Limit, calendar: WorkingCalendar): OrderClock {
  const due = dueAt(at, limit, calendar);
  return {
    startedAt: at,
    unit: limit.unit,
    budgetMs: countedBetween(at, due, limit.unit, calendar),
    consumedMs: 0,
    runningSince: at,
    stoppedAt: null,
    dueAt: due,
  };
}

export function stopClock(clock: OrderClock, at: Instant, calendar: WorkingCalendar): OrderClock {
  if (clock.runningSince === null) return clock;
  return { ...clock, consumedMs: consumedAt(clock, at, calendar), runningSince: null, stoppedAt: at };
}

/** Due moves by the time it stood still; a clock that was already over stays due when it was. */
export function resumeClock(clock: OrderClock, at: Instant, calendar: WorkingCalendar): OrderClock {
  if (clock.runningSince !== null) return clock;
  const left = clock.budgetMs - clock.consumedMs;
  const due = left > 0 ? addCounted(at, left, clock.unit, calendar) : clock.dueAt;
  return { ...clock, runningSince: at, stoppedAt: null, dueAt: due };
}

/** 延期: what lies between the old end and the new is added to what may be used. */
export function extendClock(clock: OrderClock, until: Instant, calendar: WorkingCalendar): OrderClock {
  const added = countedBetween(clock.dueAt, until, clock.unit, calendar);
  return { ...clock, budgetMs: clock.budgetMs + added, dueAt: until };
}

/** The latest end an extension may bring: all extensions together add at most the limit of the class once more. */
export function latestExtension(clock: OrderClock, limit: Limit, calendar: WorkingCalendar): Instant {
  const { startedAt, unit } = clock;
  const own = countedBetween(startedAt, dueAt(startedAt, { ...limit, unit }, calendar), unit, calendar);
  return addCounted(clock.dueAt, Math.max(0, 2 * own - clock.budgetMs), unit, calendar);
}

export function consumedAt(clock: OrderClock, at: Instant, calendar: WorkingCalendar): number {
  if (clock.runningSince === null) return clock.consumedMs;
  return clock.consumedMs + countedBetween(clock.runningSince, at, clock.unit, calendar);
}

/** A clock that stopped in time stays in time, however long the verification takes. */
export function isLate(clock: OrderClock, at: Instant): boolean {
  return (clock.stoppedAt ?? at) > clock.dueAt;
}
