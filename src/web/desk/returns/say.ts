// The say-function of the pages about send-backs and their settling.

import { defineWords } from '#web/parts/words.ts';

import { returnsZhCN } from '../words/returns-zh-CN.ts';

export const say = defineWords(returnsZhCN, async () => (await import('../words/returns-en.ts')).returnsEn);
