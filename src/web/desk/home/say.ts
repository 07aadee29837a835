// The say-function of 工作台 and the page of leaders.

import { defineWords } from '#web/parts/words.ts';

import { homeZhCN } from '../words/home-zh-CN.ts';

export const say = defineWords(homeZhCN, async () => (await import('../words/home-en.ts')).homeEn);
