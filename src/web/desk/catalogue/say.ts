// The say-function of the pages about the catalogue and the duty lists.

import { defineWords } from '#web/parts/words.ts';

import { catalogueZhCN } from '../words/catalogue-zh-CN.ts';

export const say = defineWords(catalogueZhCN, async () => (await import('../words/catalogue-en.ts')).catalogueEn);
