// The say-function of notices.

import { defineWords } from '../words.ts';
import { noticesZhCN } from '../words/notices-zh-CN.ts';

export const say = defineWords(noticesZhCN, async () => (await import('../words/notices-en.ts')).noticesEn);
