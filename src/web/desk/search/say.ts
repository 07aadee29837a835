// The say-function of the one search box.

import { defineWords } from '#web/parts/words.ts';

import { searchZhCN } from '../words/search-zh-CN.ts';

export const say = defineWords(searchZhCN, async () => (await import('../words/search-en.ts')).searchEn);
