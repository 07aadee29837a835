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

/** A report that was made here while a story was played is the story's own, whoever else plays the same one. */
export function noteOwnReport(district: string, caseId: string): void {
  const hint = storyHint.value;
  if (hint === undefined || hint.district !== district) return;
  const name = playingName(hint.story);
  const kept = readKept(name);
  if (kept === undefined) return;
  const playing = JSON.parse(kept) as { own: readonly string[] };
  keepHere(name, JSON.stringify({ ...playing, own: [...new Set([...playing.own, caseId])] }));
}

/** Under which name this device remembers how far a story is, see resident/stories/playing.ts. */
export const playingName = (story: string) => `story.${story}`;

function read(): StoryHint | undefined {
  const kept = readKept(NAME);
  if (kept === undefined) return undefined;
  try {
    return JSON.parse(kept) as StoryHint;
  } catch {
    return undefined; // written by something else
  }
}
