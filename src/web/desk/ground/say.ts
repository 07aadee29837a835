// The say-function of the pages about areas, places, codes and organisations.

import { defineWords } from '#web/parts/words.ts';

import { groundZhCN } from '../words/ground-zh-CN.ts';

export const say = defineWords(groundZhCN, async () => (await import('../words/ground-en.ts')).groundEn);
