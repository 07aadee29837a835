/** Calling back: which calls settle a closing, and which leave it on the list. */

export type CallOutcome = 'reached' | 'noAnswer' | 'wrongNumber' | 'declined';

export interface MadeCall {
  readonly outcome: CallOutcome;
  /** The closing it was about. */
  readonly closedAt: string;
}

/** How often the reporter was called about this closing and not reached; undefined when there is nothing left to call for. */
export function triesLeftOpen(calls: readonly MadeCall[], closedAt: string, mostTries: number): number | undefined {
  const own = calls.filter((call) => call.closedAt === closedAt);
  if (own.some(({ outcome }) => outcome !== 'noAnswer')) return undefined;
  return own.length < mostTries ? own.length : undefined;
}
