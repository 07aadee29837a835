// The say-function of early warnings.

import { defineWords } from '../words.ts';
import { warningsZhCN } from '../words/warnings-zh-CN.ts';

export const say = defineWords(warningsZhCN, async () => (await import('../words/warnings-en.ts')).warningsEn);
