// The say-function of 代录.

import { defineWords } from '#web/parts/words.ts';

import { reportZhCN } from '../words/report-zh-CN.ts';

export const sayReport = defineWords(reportZhCN, async () => (await import('../words/report-en.ts')).reportEn);
