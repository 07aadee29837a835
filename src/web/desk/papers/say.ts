// The say-function of the pages about papers.

import { defineWords } from '#web/parts/words.ts';

import { papersZhCN } from '../words/papers-zh-CN.ts';

export const say = defineWords(papersZhCN, async () => (await import('../words/papers-en.ts')).papersEn);
