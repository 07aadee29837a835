// Hours of service as typed and as kept.

import { expect, test } from 'vitest';

import { AFTERNOON, MORNING, clockOf, minutesOf, nextSpan } from './hours.ts';

test('half past five reads the same both ways', () => {
  expect(clockOf(1050)).toBe('17:30');
  expect(minutesOf('17:30')).toBe(1050);
  expect(clockOf(minutesOf('00:05'))).toBe('00:05');
});

test('a day begins with the morning, the afternoon follows, then half an hour later', () => {
  expect(nextSpan([])).toEqual(MORNING);
  expect(nextSpan([MORNING])).toEqual(AFTERNOON);
  expect(nextSpan([MORNING, AFTERNOON])).toEqual({ from: 1080, to: 1140 });
});
