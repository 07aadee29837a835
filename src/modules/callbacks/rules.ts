/** Calling back: which calls settle a closing, and which leave it on the list. */

export type CallOutcome = 'reached' | 'noAnswer' | 'wrongNumber' | 'declined';

/** Rung up twice and not reached, nobody is rung up a third time. */
export const MOST_TRIES = 2;

export interface MadeCall {
  readonly outcome: CallOutcome;
  /** The closing it was about. */
  readonly closedAt: string;
}

/** How often the reporter was called about this closing and not reached; undefined when there is nothing left to call for. */
export function triesLeftOpen(calls: readonly MadeCall[], closedAt: string): number | undefined {
  const own = calls.filter((call) => call.closedAt === closedAt);
  if (own.some(({ outcome }) => outcome !== 'noAnswer')) return undefined;
  return own.length < MOST_TRIES ? own.length : undefined;
}
