// The say-function of the stories: their words come with their pages alone.

import { defineWords } from '#web/parts/words.ts';

import { storiesZhCN } from '../words/stories-zh-CN.ts';

export const say = defineWords(storiesZhCN, async () => (await import('../words/stories-en.ts')).storiesEn);
