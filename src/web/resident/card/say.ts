// The say-function of the page that checks a work card: its words come with that page alone.

import { defineWords } from '#web/parts/words.ts';

import { cardZhCN } from '../words/card-zh-CN.ts';

export const say = defineWords(cardZhCN, async () => (await import('../words/card-en.ts')).cardEn);
