// The say-function of the pages about cases, reports and orders.

import { defineWords } from '#web/parts/words.ts';

import { casesZhCN } from '../words/cases-zh-CN.ts';

export const say = defineWords(casesZhCN, async () => (await import('../words/cases-en.ts')).casesEn);
