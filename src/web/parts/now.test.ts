import { expect, test } from 'vitest';

import { learnServerTime, now } from './now.ts';

const MINUTE = 60_000;

function shiftFrom(instant: string): number {
  return Math.round((Date.parse(instant) - Date.now()) / MINUTE);
}

test('a phone that is ten minutes ahead is put right by the first answer, and a right one is left alone', () => {
  learnServerTime(new Date(Date.now() - 10 * MINUTE).toUTCString());
  expect(shiftFrom(now())).toBe(-10);
  learnServerTime(new Date().toUTCString());
  expect(shiftFrom(now())).toBe(0);
});

test('an answer without a readable date changes nothing', () => {
  learnServerTime(null);
  learnServerTime('yesterday');
  expect(shiftFrom(now())).toBe(0);
});
