// The say-function of proposals and how good they are.

import { defineWords } from '#web/parts/words.ts';

import { proposalsZhCN } from '../words/proposals-zh-CN.ts';

export const say = defineWords(proposalsZhCN, async () => (await import('../words/proposals-en.ts')).proposalsEn);
