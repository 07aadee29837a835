// What somebody is reporting: it stays while they look something up on another page, or the phone throws the app out for its camera.

import { reactive, watch } from 'vue';

import type { Draft } from '#web/parts/evidence.ts';

import { district } from '../here.ts';
import { session } from '../session.ts';
import type { Caller } from './CallerFields.vue';

export interface Writing {
  words: string;
  placeWords: string;
  drafts: Draft[];
  isForOther: boolean;
  caller: Caller;
}

export function emptyWriting(): Writing {
  return {
    words: '',
    placeWords: '',
    drafts: [],
    isForOther: false,
    caller: { channel: 'phone', name: '', phone: '' },
  };
}

const known = new Map<string, Writing>();

/** Each person's own. The words live as long as the tab; pictures, and what is known of a caller, as long as the page. */
export function writingHere(): Writing {
  const name = `gezhi.writing.${district}.${session.worker?.accountId ?? ''}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const writing = reactive({ ...emptyWriting(), ...kept(name) });
  known.set(name, writing);
  watch(
    () => [writing.words, writing.placeWords],
    ([words, placeWords]) => {
      try {
        if (words === '' && placeWords === '') sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, JSON.stringify({ words, placeWords }));
      } catch {
        // Full or switched off: the page's own memory has it until it is closed.
      }
    },
  );
  return writing;
}

function kept(name: string): Partial<Writing> {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Writing>;
  } catch {
    return {}; // storage is switched off: nothing was kept
  }
}
