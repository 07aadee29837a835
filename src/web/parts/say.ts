// The say-function of the shared parts.

import { defineWords } from './words.ts';
import { zhCN } from './words/zh-CN.ts';

export const say = defineWords(zhCN, async () => (await import('./words/en.ts')).en);
