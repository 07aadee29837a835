// The say-function of the pages about one matter; their words come with them, not with the first page.

import { defineWords } from '#web/parts/words.ts';

import { traceZhCN } from '../words/trace-zh-CN.ts';

export const say = defineWords(traceZhCN, async () => (await import('../words/trace-en.ts')).traceEn);
