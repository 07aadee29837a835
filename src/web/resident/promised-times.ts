// Moments as a resident is promised them: 今天 17:30, else 11 月 23 日 9:30.

import { wallOf } from '#web/parts/clock-words.ts';
import { now as present } from '#web/parts/now.ts';

import { say } from './say.ts';

const DAY_MS = 86_400_000;

export function promisedTime(instant: string, now = present()): string {
  const { day, time } = wallOf(instant);
  const clock = time.replace(/^0/, '');
  const distance = Math.round((Date.parse(day) - Date.parse(wallOf(now).day)) / DAY_MS);
  if (distance === 0) return say('time.today', { clock });
  if (distance === 1) return say('time.tomorrow', { clock });
  const [, month, date] = day.split('-').map(Number);
  return say('time.day', { month: month ?? 0, date: date ?? 0, clock });
}

export function isSameDay(one: string, other: string): boolean {
  return wallOf(one).day === wallOf(other).day;
}
