// The say-function of the page of an order link: its words come with that page alone.

import { defineWords } from '#web/parts/words.ts';

import { orderZhCN } from '../words/order-zh-CN.ts';

export const say = defineWords(orderZhCN, async () => (await import('../words/order-en.ts')).orderEn);
