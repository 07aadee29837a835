// One case on a page: loaded, kept as last seen when there is no signal, and loaded again when what was sent is refused.

import { computed, ref, watch } from 'vue';

import { NoAnswer, Refused } from '#web/parts/api.ts';
import { refusalWords } from '#web/parts/refusal-words.ts';

import { say } from '../say.ts';
import { waitingFor } from '../sending.ts';
import { loadCase, seenCase } from './case-pages.ts';

export function useCase(id: string) {
  const page = computed(() => seenCase(id)?.page);
  const seenAt = computed(() => seenCase(id)?.at);
  const isLoading = ref(page.value === undefined);
  /** Shown as it was when there was signal. */
  const isOld = ref(false);
  const complaint = ref('');
  const waiting = computed(() => waitingFor(id));
  const refused = computed(() => waiting.value.filter(({ refusal }) => refusal !== undefined));

  async function load(): Promise<void> {
    complaint.value = '';
    try {
      await loadCase(id);
      isOld.value = false;
    } catch (error) {
      if (error instanceof NoAnswer && page.value !== undefined) isOld.value = true;
      else
        complaint.value = error instanceof Refused && error.status === 404 ? say('case.notFound') : refusalWords(error);
    } finally {
      isLoading.value = false;
    }
  }

  // What was refused was refused because the case has moved on.
  watch(() => refused.value.length, load);
  return { page, seenAt, isLoading, isOld, complaint, waiting, refused, load };
}
