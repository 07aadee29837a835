// What has come into a pool, or left it, since it was drawn: asked for in small batches, kept apart until somebody wants it shown.

import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { Ref } from 'vue';

import type { Pool } from '#modules/cases/lists/pools.ts';
import { NoAnswer, Refused } from '#web/parts/api.ts';
import { listen } from '#web/parts/live.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { readIntake } from '#web/parts/routes.ts';

import { api, districtKey } from '../session.ts';
import { quietAlarm, soundAlarm } from './alarm.ts';

export type Intake = AnswerTo<typeof readIntake>;
export type IntakeRow = Intake['rows'][number];

/** Facts come in batches; asked once for all of a moment. */
const GATHER_MS = 700;
const MOST_ASKED = 100;
/** Where what is new comes in, also while another pool is open. */
const FIRST_POOL: Pool = 'toAccept';

export interface News {
  /** Came in since the list was drawn. */
  readonly fresh: Ref<ReadonlyMap<string, IntakeRow>>;
  /** Shown, but done by somebody else meanwhile. */
  readonly gone: Ref<ReadonlySet<string>>;
  /** More was missed than was told. */
  readonly isUnsure: Ref<boolean>;
  /** The list was drawn anew. */
  clear(): void;
  /** Whoever acts here knows it left. */
  forget(id: string): void;
}

interface Watched {
  pool(): Pool;
  shown(): ReadonlySet<string>;
  /** Of rows that stayed in the pool, as they are now; and the counts. */
  onAnswer(answer: Intake, stayed: readonly IntakeRow[]): void;
}

export function useNews({ pool, shown, onAnswer }: Watched): News {
  const fresh = shallowRef<ReadonlyMap<string, IntakeRow>>(new Map());
  const gone = shallowRef<ReadonlySet<string>>(new Set());
  const isUnsure = ref(false);
  const changed = new Set<string>();
  /** Urgent ones that have come in, here or in the first pool, since somebody last looked; each sounds once. */
  const urgent = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function askNow(): Promise<void> {
    timer = undefined;
    const ids = [...changed].slice(0, MOST_ASKED);
    for (const id of ids) changed.delete(id);
    if (changed.size > 0) schedule();
    const asked = pool();
    try {
      const answer = await ask(asked, ids);
      if (pool() === asked) take(answer, ids);
      const isElsewhere = asked !== FIRST_POOL && answer.counts.some((each) => each.pool === FIRST_POOL);
      alarmFor(isElsewhere ? (await ask(FIRST_POOL, ids)).rows : [...fresh.value.values()]);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      isUnsure.value = true; // the next refresh shows what was missed
    }
  }

  function ask(wanted: Pool, ids: readonly string[]): Promise<Intake> {
    return api.call(readIntake, { params: { pool: wanted }, query: { ids: ids.join(',') as never } });
  }

  function alarmFor(rows: readonly IntakeRow[]): void {
    const unheard = rows.filter(({ id, isUrgent }) => isUrgent && !urgent.has(id) && !shown().has(id));
    for (const { id } of unheard) urgent.add(id);
    if (unheard.length > 0) void soundAlarm(urgent.size);
  }

  function take(answer: Intake, ids: readonly string[]): void {
    const inPool = new Map(answer.rows.map((row) => [row.id, row]));
    const nextFresh = new Map(fresh.value);
    const nextGone = new Set(gone.value);
    for (const id of ids) {
      const row = inPool.get(id);
      nextFresh.delete(id);
      nextGone.delete(id);
      if (row === undefined && shown().has(id)) nextGone.add(id);
      if (row !== undefined && !shown().has(id)) nextFresh.set(id, row);
    }
    fresh.value = nextFresh;
    gone.value = nextGone;
    onAnswer(
      answer,
      answer.rows.filter(({ id }) => shown().has(id)),
    );
  }

  function schedule(): void {
    timer ??= setTimeout(() => void askNow(), GATHER_MS);
  }

  const stop = listen(
    districtKey,
    ({ kind, id }) => {
      if (kind !== 'case') return;
      changed.add(id);
      schedule();
    },
    () => (isUnsure.value = true),
  );
  onBeforeUnmount(() => {
    stop();
    clearTimeout(timer);
    quietAlarm();
  });

  return {
    fresh,
    gone,
    isUnsure,
    clear() {
      urgent.clear();
      fresh.value = new Map();
      gone.value = new Set();
      isUnsure.value = false;
      quietAlarm();
    },
    forget(id) {
      const next = new Set(gone.value);
      next.delete(id);
      gone.value = next;
    },
  };
}
