// The say-function of what is told to whoever checks.

import { defineWords } from '../words.ts';
import { checkingZhCN } from '../words/checking-zh-CN.ts';

export const say = defineWords(checkingZhCN, async () => (await import('../words/checking-en.ts')).checkingEn);
