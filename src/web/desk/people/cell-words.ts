// What is wrong in a cell of the sheet, in words, with what may stand there.

import { peopleZhCN } from '../words/people-zh-CN.ts';
import { say } from './say.ts';

interface WrongCell {
  readonly reason: string;
  readonly allowed?: readonly string[] | undefined;
}

export function cellWords({ reason, allowed = [] }: WrongCell): string {
  const key = `cell.${reason}`;
  const words = key in peopleZhCN ? say(key as Parameters<typeof say>[0]) : reason;
  return allowed.length === 0 ? words : `${words} ${say('cell.allowed', { list: allowed.join('、') })}`;
}
