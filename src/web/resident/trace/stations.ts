// The stations of a matter as the list shows them: what was, where it is now, what is still to come.

import type { Station } from '#web/parts/StationList.vue';
import { SEND_BACK_REASONS } from '#modules/cases/facts.ts';
import { dateTimeWords } from '#web/parts/clock-words.ts';

import type { Trace } from './matter.ts';
import { say } from './say.ts';

/** What is still to come, by where it stands. Nothing for what is over or goes another way. */
const COMING: Readonly<Record<string, readonly ('handling' | 'check' | 'rate')[]>> = {
  collected: ['handling', 'check', 'rate'],
  confirming: ['handling', 'check', 'rate'],
  filed: ['handling', 'check', 'rate'],
  dispatched: ['check', 'rate'],
  handling: ['check', 'rate'],
  feedback: ['check', 'rate'],
  verifying: ['rate'],
  closed: ['rate'],
};

export function stationsOf(trace: Trace): (Station & { why?: string })[] {
  const done = trace.stations.map((station, index) => ({
    key: `done ${index}`,
    state: 'done' as const,
    at: dateTimeWords(station.at),
    words: station.words,
    ...(station.said === null ? {} : { more: say('trace.said', { words: station.said }) }),
    ...whyOf(station.reason),
  }));
  const last = done[done.length - 1];
  const isOver = !(trace.status in COMING);
  // What is true now is said once: as the station reached last, or as the one after it.
  const isSaidAlready = last !== undefined && last.words === trace.sentence.words;
  const before = isSaidAlready && !isOver ? done.slice(0, -1) : done;
  const here = isSaidAlready && !isOver ? [{ ...last, state: 'now' as const }] : nowStation(trace, isSaidAlready);
  const coming = (COMING[trace.status] ?? []).map((next) => ({
    key: next,
    state: 'coming' as const,
    words: say(`trace.next.${next}`),
  }));
  return [...before, ...here, ...coming];
}

function nowStation(trace: Trace, isSaidAlready: boolean): Station[] {
  return isSaidAlready ? [] : [{ key: 'now', state: 'now', words: trace.sentence.words }];
}

function whyOf(reason: string | null): { why?: string } {
  const known = SEND_BACK_REASONS.find((each) => each === reason);
  return known === undefined ? {} : { why: say(`trace.reason.${known}`) };
}
