// The say-function of whistles, and how long their limits are in words.

import type { AnswerTo } from '#web/parts/route.ts';
import type { readWhistle } from '#web/parts/routes.ts';

import { dateTimeWords, wallOf } from '../clock-words.ts';
import { defineWords } from '../words.ts';
import { whistlesZhCN } from '../words/whistles-zh-CN.ts';

export const say = defineWords(whistlesZhCN, async () => (await import('../words/whistles-en.ts')).whistlesEn);

export type Whistle = AnswerTo<typeof readWhistle>;
export type Call = Whistle['calls'][number];

/** Today the time alone, of another day its date too. */
export function momentWords(at: string, now: string): string {
  const wall = wallOf(at);
  return wall.day === wallOf(now).day ? wall.time : dateTimeWords(at, now);
}

/** The clock runs, and nobody has come. */
export function isComing({ status }: Pick<Call, 'status'>): boolean {
  return ['called', 'answered', 'returnAsked'].includes(status);
}

export function limitWords({ unit, amount }: Whistle['limit']): string {
  if (unit === 'emergencyHour' && amount < 1) return say('limit.minutes', { n: Math.round(amount * 60) });
  return say(`limit.${unit}`, { n: amount });
}

export function whoOf({ organisationName, level }: Pick<Call, 'organisationName' | 'level'>): string {
  return organisationName ?? (level === null ? '' : say(`level.${level}`));
}
