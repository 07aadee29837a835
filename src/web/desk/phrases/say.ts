// The say-function of the sentences of one's own.

import { defineWords } from '#web/parts/words.ts';

import { phrasesZhCN } from '../words/phrases-zh-CN.ts';

export const say = defineWords(phrasesZhCN, async () => (await import('../words/phrases-en.ts')).phrasesEn);
