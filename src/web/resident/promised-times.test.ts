// Moments as residents are promised them: near ones by their word, later ones by their date, with every gap of the words filled.

import { expect, test } from 'vitest';

import { promisedTime } from './promised-times.ts';

const FRIDAY = '2026-11-20T02:00:00.000Z';

test.each([
  ['2026-11-20T09:30:00.000Z', '今天 17:30'],
  ['2026-11-21T01:05:00.000Z', '明天 9:05'],
  ['2026-11-23T01:30:00.000Z', '11 月 23 日 9:30'],
  ['2026-11-18T01:30:00.000Z', '11 月 18 日 9:30'],
])('%s is said as %s', (instant, words) => {
  expect(promisedTime(instant, FRIDAY)).toBe(words);
});
