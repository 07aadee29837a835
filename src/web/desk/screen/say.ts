// The say-function of the wall.

import { defineWords } from '#web/parts/words.ts';

import { screenZhCN } from '../words/screen-zh-CN.ts';

export const say = defineWords(screenZhCN, async () => (await import('../words/screen-en.ts')).screenEn);
