// How a period is called, and the one before or after it.

import { CYCLES, before, periodOf } from '#modules/indicators/rules.ts';
import type { Cycle } from '#modules/indicators/rules.ts';
import { addDays } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

export function isCycle(text: unknown): text is Cycle {
  return CYCLES.some((cycle) => cycle === text);
}

/** `2026-11`, `2026-11-19`, `2026 Q4`, `2026`, `2026-11-16 – 11-22`. */
export function periodWords(cycle: Cycle, day: Day): string {
  const { from, next } = periodOf(cycle, day);
  switch (cycle) {
    case 'day':
      return from;
    case 'week':
      return `${from} – ${addDays(next, -1).slice(5)}`;
    case 'month':
      return from.slice(0, 7);
    case 'quarter':
      return `${from.slice(0, 4)} Q${(Number(from.slice(5, 7)) + 2) / 3}`;
    case 'year':
      return from.slice(0, 4);
  }
}

export function dayBefore(cycle: Cycle, day: Day): Day {
  return before(periodOf(cycle, day)).from;
}

export function dayAfter(cycle: Cycle, day: Day): Day {
  return periodOf(cycle, day).next;
}
