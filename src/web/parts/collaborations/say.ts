// The say-function of 多方联动.

import { defineWords } from '../words.ts';

import { collaborationsZhCN } from '../words/collaborations-zh-CN.ts';

export const say = defineWords(
  collaborationsZhCN,
  async () => (await import('../words/collaborations-en.ts')).collaborationsEn,
);
