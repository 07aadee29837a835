// Which story somebody is playing on this device, so that every page can say what to do there.

import { ref } from 'vue';

import { keepHere, readKept } from './kept-here.ts';

export interface StoryHint {
  readonly district: string;
  readonly story: string;
  /** What to do on this page, in the language it was begun in. */
  readonly words: string;
}

const NAME = 'story.hint';

export const storyHint = ref<StoryHint | undefined>(read());

export function showStoryHint(hint: StoryHint | undefined): void {
  keepHere(NAME, hint === undefined ? undefined : JSON.stringify(hint));
  storyHint.value = hint;
}

function read(): StoryHint | undefined {
  const kept = readKept(NAME);
  if (kept === undefined) return undefined;
  try {
    return JSON.parse(kept) as StoryHint;
  } catch {
    return undefined; // written by something else
  }
}
