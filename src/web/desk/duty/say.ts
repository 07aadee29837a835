// The say-function of the roster and the hand-over.

import { defineWords } from '#web/parts/words.ts';

import { dutyZhCN } from '../words/duty-zh-CN.ts';

export const say = defineWords(dutyZhCN, async () => (await import('../words/duty-en.ts')).dutyEn);
