// The say-function of 受理台.

import { defineWords } from '#web/parts/words.ts';

import { intakeZhCN } from '../words/intake-zh-CN.ts';

export const say = defineWords(intakeZhCN, async () => (await import('../words/intake-en.ts')).intakeEn);
