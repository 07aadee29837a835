// The say-function of the page of one case.

import { defineWords } from '#web/parts/words.ts';

import { casePageZhCN } from '../words/case-page-zh-CN.ts';

export const sayPage = defineWords(casePageZhCN, async () => (await import('../words/case-page-en.ts')).casePageEn);
