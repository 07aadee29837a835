// What somebody is writing: it stays while they read 隐私说明, choose another place, or the phone throws the page out for its camera.

import { reactive, watch } from 'vue';

import { here } from '../here.ts';
import { nothingWritten } from './report.ts';
import type { Written } from './report.ts';

const NAME = `gezhi.writing.${here.key}`;

/** One for the whole app; pictures and recordings live as long as the page, words as long as the tab. */
export const writing: Written = reactive({ ...nothingWritten(), ...kept() });

watch(
  () => [writing.words, writing.where],
  ([words, where]) => {
    try {
      if (words === '' && where === '') sessionStorage.removeItem(NAME);
      else sessionStorage.setItem(NAME, JSON.stringify({ words, where }));
    } catch {
      // Full or switched off: the page's own memory has it until it is closed.
    }
  },
);

function kept(): Partial<Written> {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? '{}') as Partial<Written>;
  } catch {
    return {}; // storage is switched off: nothing was kept
  }
}
