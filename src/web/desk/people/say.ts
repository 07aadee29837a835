// The say-function of the pages about people and posts.

import { defineWords } from '#web/parts/words.ts';

import { peopleZhCN } from '../words/people-zh-CN.ts';

export const say = defineWords(peopleZhCN, async () => (await import('../words/people-en.ts')).peopleEn);
