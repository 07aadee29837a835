// The one clock of the pages: the phone's own, put right by what the server's answers say. Phones are often minutes off,
// and what was composed without signal must not claim to come from the future. In a demo district the clock may be moved.

import { shallowRef } from 'vue';

import type { Instant } from '#shared/time.ts';

/** The head of an answer tells whole seconds and the way takes a moment: less than this is no difference. */
const TOLERANCE_MS = 3_000;

let ahead = 0;

export interface DemoClock {
  /** By how many milliseconds the district's clock runs ahead of the real time. */
  readonly aheadMs: number;
  /** It was made anew while this page was open: what the page shows is of the old one. */
  readonly isRemade: boolean;
}

/** Undefined in a real district, and before the first answer. */
export const demoClock = shallowRef<DemoClock>();
let madeAt: string | undefined;

/** The present instant as the server would say it. */
export function now(): Instant {
  return new Date(Date.now() - ahead).toISOString();
}

/** Takes what an answer says about the time: its `date`, and for a demo district what its own clock shows. */
export function learnServerTime(heads: Pick<Headers, 'get'>): void {
  const own = ofDemo(heads.get('x-gezhi-demo'));
  // Answers of the city say the real time: a page of a demo district goes by its own once it knows it.
  const said = own === undefined ? timeOf(demoClock.value === undefined ? heads.get('date') : null) : timeOf(own.now);
  if (own !== undefined) {
    madeAt ??= own.made;
    demoClock.value = { aheadMs: own.aheadMs, isRemade: madeAt !== own.made };
  }
  if (Number.isNaN(said)) return;
  const difference = Date.now() - said;
  ahead = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
}

function timeOf(text: string | null): number {
  return text === null ? Number.NaN : Date.parse(text);
}

function ofDemo(head: string | null): { now: string; aheadMs: number; made: string } | undefined {
  const [, shown = '', aheadMs = '', made = ''] = /^now=(\S+); ahead=(\d+); made=(\S*)$/.exec(head ?? '') ?? [];
  return shown === '' ? undefined : { now: shown, aheadMs: Number(aheadMs), made };
}
