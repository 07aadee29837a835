// The say-function of 演示数据说明: its words come with its page alone.

import { defineWords } from '#web/parts/words.ts';

import { demoZhCN } from '../words/demo-zh-CN.ts';

export const say = defineWords(demoZhCN, async () => (await import('../words/demo-en.ts')).demoEn);

/** The word of a code within a group, or the code itself where a newer server sends one this page does not know. */
export function wordOf(group: 'size' | 'share' | 'channel' | 'weekday', code: string): string {
  const key = `${group}.${code}`;
  return key in demoZhCN ? say(key as Parameters<typeof say>[0]) : code;
}
