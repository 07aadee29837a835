// The say-function of the map pages.

import { defineWords } from '#web/parts/words.ts';

import { mapPageZhCN } from '../words/map-zh-CN.ts';

export const say = defineWords(mapPageZhCN, async () => (await import('../words/map-en.ts')).mapPageEn);
