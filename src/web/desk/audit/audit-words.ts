// The trail of the door in words; of accounts only the last characters, enough to tell two apart.

import { say } from '../settings/say.ts';
import { settingsZhCN } from '../words/settings-zh-CN.ts';

export const doorWords = (act: string) => wordsOf('door', act);
export const wayWords = (way: string | null) => (way === null ? '' : wordsOf('way', way));

const TAIL = 8;
export function tail(accountId: string): string {
  return accountId.slice(-TAIL);
}

function wordsOf(group: string, code: string): string {
  const key = `${group}.${code}`;
  return key in settingsZhCN ? say(key as Parameters<typeof say>[0]) : code;
}
