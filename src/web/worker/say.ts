// The say-function of the worker app.

import { defineWords } from '#web/parts/words.ts';

import { zhCN } from './words/zh-CN.ts';

export const say = defineWords(zhCN, async () => (await import('./words/en.ts')).en);
