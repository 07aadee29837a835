// The say-function of calling back.

import { defineWords } from '#web/parts/words.ts';

import { callbacksZhCN } from '../words/callbacks-zh-CN.ts';

export const say = defineWords(callbacksZhCN, async () => (await import('../words/callbacks-en.ts')).callbacksEn);
