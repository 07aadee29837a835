// Asking while somebody types: a moment after the last key, and an answer that a later question has overtaken is dropped.

import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';

import { newId } from '#shared/ids.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { lookUpReporter, searchAll } from '#web/parts/routes.ts';

import { useSending } from '../loading.ts';
import { api } from '../session.ts';

export type Found = AnswerTo<typeof searchAll>;
export type Hit = Found['groups'][number]['hits'][number];
export type ReportedCase = AnswerTo<typeof lookUpReporter>['cases'][number];

const PAUSE_MS = 150;

export interface Asking {
  readonly typed: Ref<string>;
  readonly found: ShallowRef<Found | undefined>;
  /** Cases of whoever has the phone that was typed; undefined while nobody has asked for them. */
  readonly reported: ShallowRef<readonly ReportedCase[] | undefined>;
  readonly isBusy: Ref<boolean>;
  readonly complaint: Ref<string>;
  lookUp(): Promise<void>;
  clear(): void;
}

export function useAsking(): Asking {
  const typed = ref('');
  const found = shallowRef<Found>();
  const reported = shallowRef<readonly ReportedCase[]>();
  const isBusy = ref(false);
  const { complaint, run } = useSending();
  let round = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function ask(words: string): Promise<void> {
    const own = (round += 1);
    isBusy.value = true;
    await run(async () => {
      const answer = await api.call(searchAll, { input: { words } });
      if (own === round) found.value = answer;
    });
    if (own === round) isBusy.value = false;
  }

  watch(typed, (text) => {
    clearTimeout(pause);
    reported.value = undefined;
    const words = text.trim();
    if (words === '') {
      forget();
      return;
    }
    pause = setTimeout(() => void ask(words), PAUSE_MS);
  });
  onBeforeUnmount(forget);

  function forget(): void {
    clearTimeout(pause);
    round += 1; // an answer still on its way is of no account
    isBusy.value = false;
    found.value = undefined;
    complaint.value = '';
  }

  return {
    typed,
    found,
    reported,
    isBusy,
    complaint,
    async lookUp() {
      const phone = typed.value.trim();
      await run(async () => {
        const { cases } = await api.call(lookUpReporter, { input: { lookUpId: newId(), phone } });
        if (phone === typed.value.trim()) reported.value = cases;
      });
    },
    clear() {
      typed.value = '';
      forget();
    },
  };
}
