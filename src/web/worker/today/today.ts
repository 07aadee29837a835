// What waits for me: asked for, kept for when there is no signal, and told anew when something changes.

import { shallowReactive } from 'vue';

import { NoAnswer } from '#web/parts/api.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import { listen } from '#web/parts/live.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';
import type { AnswerOf } from '#web/parts/route.ts';
import { listMyWork } from '#web/parts/routes.ts';

import { loadCase, seenCase } from '../cases/case-pages.ts';
import { api, district } from '../here.ts';
import { onSent } from '../sending.ts';

export type MyWork = AnswerOf<NonNullable<(typeof listMyWork)['contract']>>;
export type WorkItem = MyWork['items'][number];
export type WatchedItem = MyWork['watched'][number];

interface Today {
  work: MyWork | undefined;
  isLoading: boolean;
  /** What is shown is from before: there is no signal. */
  isOld: boolean;
  complaint: string;
}

const KEPT = `worker.${district}.today`;
/** So many pages of cases are brought in beforehand, for a stairwell without signal: more than anybody goes to in a day. */
const AHEAD = 60;
/** One move announces several facts: they are answered once. */
const TOGETHER_MS = 400;

export const today: Today = shallowReactive({ work: undefined, isLoading: false, isOld: false, complaint: '' });

export async function loadToday(): Promise<void> {
  today.isLoading = today.work === undefined;
  today.complaint = '';
  try {
    today.work = await api.call(listMyWork);
    today.isOld = false;
    // The list is here: nothing stands above it, and pushes it about, while pages are brought in beforehand.
    today.isLoading = false;
    keepHere(KEPT, JSON.stringify(today.work));
    await bringIn(today.work.items.slice(0, AHEAD));
  } catch (error) {
    const kept = readKept(KEPT);
    if (!(error instanceof NoAnswer) || (kept === undefined && today.work === undefined))
      today.complaint = refusalWords(error);
    else {
      today.work ??= JSON.parse(kept ?? '') as MyWork;
      today.isOld = true;
    }
  } finally {
    today.isLoading = false;
  }
}

/** One after the other, so that what the worker taps is not kept waiting; what has not moved since is here already. */
async function bringIn(items: readonly WorkItem[]): Promise<void> {
  for (const { case: line } of items)
    if (seenCase(line.id)?.page.version !== line.version) await loadCase(line.id).catch(() => undefined); // opened later, it is asked for again
}

/** Until the answer is called: what changes on the server, or leaves this phone, is looked at again. */
export function followToday(): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(soon);
    soon = setTimeout(() => void loadToday(), TOGETHER_MS);
  };
  const stops = [listen(district, again, again), onSent(again)];
  addEventListener('online', again);
  return () => {
    clearTimeout(soon);
    removeEventListener('online', again);
    for (const stop of stops) stop();
  };
}

/** What the person has done here already is not wanted any more, although it may not have left the phone. */
export function isDoneHere(item: WorkItem, waitingSubjects: ReadonlySet<string>): boolean {
  return waitingSubjects.has(item.case.id);
}
