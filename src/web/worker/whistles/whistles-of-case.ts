// The whistles of one case, asked for once when its page opens, and whether one may be blown now.

import { onMounted, ref, shallowRef } from 'vue';

import { NoAnswer, Refused } from '#web/parts/api.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import { listWhistlesOfCase } from '#web/parts/routes.ts';

import { api } from '../here.ts';

export function useWhistlesOfCase(caseId: string) {
  const found = shallowRef<AnswerTo<typeof listWhistlesOfCase>>();
  /** A whistle is heard at once or it is none: without signal one telephones. */
  const isOffline = ref(false);
  onMounted(async () => {
    try {
      found.value = await api.call(listWhistlesOfCase, { params: { id: caseId } });
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
      isOffline.value = error instanceof NoAnswer;
    }
  });
  return { found, isOffline };
}
