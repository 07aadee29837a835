// The one clock of the pages: the phone's own, put right by what the server's answers say. Phones are often minutes off,
// and what was composed without signal must not claim to come from the future.

import type { Instant } from '#shared/time.ts';

/** The head of an answer tells whole seconds and the way takes a moment: less than this is no difference. */
const TOLERANCE_MS = 3_000;

let ahead = 0;

/** The present instant as the server would say it. */
export function now(): Instant {
  return new Date(Date.now() - ahead).toISOString();
}

/** Takes the `date` head of an answer. */
export function learnServerTime(date: string | null): void {
  const said = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(said)) return;
  const difference = Date.now() - said;
  ahead = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
}
