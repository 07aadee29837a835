// The say-function of the worker app.

import { defineWords } from '#web/parts/words.ts';

import { casesZhCN } from './words/cases-zh-CN.ts';
import { zhCN } from './words/zh-CN.ts';

export const say = defineWords({ ...zhCN, ...casesZhCN }, async () => {
  const [{ en }, { casesEn }] = await Promise.all([import('./words/en.ts'), import('./words/cases-en.ts')]);
  return { ...en, ...casesEn };
});
