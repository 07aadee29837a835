// Two things every page does: load what it shows, and send what was typed. Both fail in words, and keep what is on screen.

import { onBeforeUnmount, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';

import { NoAnswer, Refused } from '#web/parts/api.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';

import { isSignedOut, noticeSignOut, session } from './session.ts';

/** What is also said to somebody who is no longer signed in, where an operation is open to strangers too. */
const STRANGERS_ARE_TOLD: readonly string[] = ['permission-missing', 'not-found', 'input-invalid'];

export interface Loading<T> {
  readonly data: ShallowRef<T | undefined>;
  readonly isLoading: Ref<boolean>;
  /** What went wrong with the last try; what was loaded before stays on screen. */
  readonly failure: ShallowRef<Refused | NoAnswer | undefined>;
  load(): Promise<void>;
}

export function useLoading<T>(read: () => Promise<T>): Loading<T> {
  const data = shallowRef<T>();
  const isLoading = ref(false);
  const failure = shallowRef<Refused | NoAnswer>();
  let round = 0;
  onBeforeUnmount(() => (round = -1));
  async function load(): Promise<void> {
    if (round < 0) return;
    const own = (round += 1);
    isLoading.value = true;
    try {
      const answer = await read();
      if (own !== round) return; // asked again meanwhile, for something else
      data.value = answer;
      failure.value = undefined;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      if (isSignedOut(error)) session.isOut = true;
      if (own === round) failure.value = error;
    } finally {
      if (own === round) isLoading.value = false;
    }
  }
  return { data, isLoading, failure, load };
}

export interface Sending {
  readonly isBusy: Ref<boolean>;
  /** What was refused and why, for the person; empty when nothing was. */
  readonly complaint: Ref<string>;
  readonly refused: ShallowRef<Refused | undefined>;
  /** Answers whether it was done. */
  run(send: () => Promise<unknown>): Promise<boolean>;
}

export function useSending(): Sending {
  const isBusy = ref(false);
  const complaint = ref('');
  const refused = shallowRef<Refused>();
  async function run(send: () => Promise<unknown>): Promise<boolean> {
    isBusy.value = true;
    complaint.value = '';
    refused.value = undefined;
    try {
      await send();
      return true;
    } catch (error) {
      complaint.value = refusalWords(error);
      if (!(error instanceof Refused)) return false;
      refused.value = error;
      if (isSignedOut(error)) session.isOut = true;
      else if (STRANGERS_ARE_TOLD.includes(error.slug)) await noticeSignOut();
      return false;
    } finally {
      isBusy.value = false;
    }
  }
  return { isBusy, complaint, refused, run };
}
