// One matter as its reporter follows it: loaded by the link or by the address of the page, kept for when nobody answers.

import { onBeforeUnmount, onMounted, reactive } from 'vue';

import { newId } from '#shared/ids.ts';
import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { NoAnswer, Refused } from '#web/parts/api.ts';
import type { Api } from '#web/parts/api.ts';
import { keepHere, readKept } from '#web/parts/kept-here.ts';
import { moveRoute } from '#web/parts/moves.ts';
import { now } from '#web/parts/now.ts';
import { preferences } from '#web/parts/preferences.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';
import { getTrace } from '#web/parts/routes.ts';

import { linkApi } from '../here.ts';
import type { Answer } from '../here.ts';
import { findMine, rememberReport } from '../my-reports.ts';
import { say } from './say.ts';

export type Trace = Answer<typeof getTrace>;

/** A private link cannot listen to the district's stream: it asks again while somebody looks. */
const ASK_EVERY_MS = 30_000;

export interface Matter {
  trace: Trace | undefined;
  /** Since when what is shown was last known, while nobody answers. */
  staleSince: string | undefined;
  failure: string;
  isOver: boolean;
}

/** What is kept on the device for a look without signal: where it stands, and nothing that was said. */
interface Kept {
  readonly at: string;
  readonly trace: Trace;
}

export function useMatter(page: () => string) {
  const matter = reactive<Matter>({ trace: undefined, staleSince: undefined, failure: '', isOver: false }) as Matter;
  const keptName = () => `trace.${page().slice(0, 12)}`;
  const api = (): Api => linkApi(findMine(page())?.link ?? page());

  async function load(): Promise<void> {
    try {
      const trace = await api().call(getTrace, { query: { locale: preferences.locale } });
      Object.assign(matter, { trace, staleSince: undefined, failure: '', isOver: false });
      keepHere(keptName(), JSON.stringify({ at: now(), trace: withoutMine(trace) } satisfies Kept));
      rememberOpened(trace);
    } catch (error) {
      if (error instanceof Refused && error.slug === 'signed-out') matter.isOver = true;
      else if (error instanceof NoAnswer) showLastSeen(error);
      else matter.failure = refusalWords(error);
    }
  }

  function showLastSeen(error: NoAnswer): void {
    const text = readKept(keptName());
    if (matter.trace === undefined && text === undefined) {
      matter.failure = refusalWords(error);
      return;
    }
    const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
    matter.trace ??= kept?.trace;
    matter.staleSince ??= kept?.at ?? now();
  }

  /** Whoever came with the link itself: the address from now on is that of the page. */
  function rememberOpened({ isOpened, page: address, groupedNumber, reportedAt }: Trace): void {
    if (!isOpened || address === null || findMine(address) !== undefined) return;
    rememberReport({ page: address, link: page(), groupedNumber, at: reportedAt });
  }

  /**
   * One move with the version that is shown. When the matter has moved on, what is new is shown first. After success the
   * page loads again once it has said so: the part that moved may not be there any more by then.
   *
   * @returns words for the person when it was not done
   */
  async function move(verb: MoveVerb, fields: Record<string, unknown>, moveId = newId()): Promise<string | undefined> {
    const { trace } = matter;
    if (trace === undefined) return undefined;
    try {
      const input = { moveId, seenVersion: trace.version, ...fields };
      await api().call(moveRoute(verb), { params: { id: trace.id }, input });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refused) || error.slug !== 'case-changed') return refusalWords(error);
      await load();
      return say('trace.changed');
    }
  }

  const again = () => void (document.visibilityState === 'visible' && load());
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    void load();
    timer = setInterval(again, ASK_EVERY_MS);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    removeEventListener('online', again);
    document.removeEventListener('visibilitychange', again);
  });

  return { matter, api, load, move };
}

function withoutMine(trace: Trace): Trace {
  return {
    ...trace,
    mine: { words: [], placeWords: null, wantsSecrecy: false, hasPhone: false, attachments: [] },
    openings: [],
    allowed: [],
  };
}
