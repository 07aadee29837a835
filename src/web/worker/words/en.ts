// Words of the worker app in English.

import type { zhCN } from './zh-CN.ts';

export const en: Readonly<Record<keyof typeof zhCN, string>> = {
  'notFound.title': 'There is no such page',
  'notFound.words': 'Please check the address, or scan the code again.',
};
