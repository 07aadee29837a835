// The say-function of directives.

import { defineWords } from '#web/parts/words.ts';

import { supervisionZhCN } from '../words/supervision-zh-CN.ts';

export const say = defineWords(supervisionZhCN, async () => (await import('../words/supervision-en.ts')).supervisionEn);
