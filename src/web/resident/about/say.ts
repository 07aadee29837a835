// The say-function of the pages about ourselves; their words come with them.

import { defineWords } from '#web/parts/words.ts';

import { aboutZhCN } from '../words/about-zh-CN.ts';

export const say = defineWords(aboutZhCN, async () => (await import('../words/about-en.ts')).aboutEn);
