// The say-function of maps.

import { defineWords } from '../words.ts';
import { mapZhCN } from '../words/map-zh-CN.ts';

export const say = defineWords(mapZhCN, async () => (await import('../words/map-en.ts')).mapEn);
