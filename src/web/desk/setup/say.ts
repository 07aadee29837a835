// The say-function of 开通向导.

import { defineWords } from '#web/parts/words.ts';

import { setupZhCN } from '../words/setup-zh-CN.ts';

export const say = defineWords(setupZhCN, async () => (await import('../words/setup-en.ts')).setupEn);
