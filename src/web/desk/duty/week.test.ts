// A week of the roster: its Monday, nights across midnight, and what last week brings.

import { expect, test } from 'vitest';

import { clockOf, daysOf, minuteOf, mondayOf, shifted, spanOf, toRepeat } from './week.ts';

test('a week begins on Monday, also seen from its Sunday', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-16')).toBe('2026-11-16');
  expect(daysOf('2026-11-16').at(-1)).toBe('2026-11-22');
});

test('hours on the wall become instants; a night ends on the next day', () => {
  expect(spanOf('2026-11-19', '18:00', '08:00')).toEqual({
    fromAt: '2026-11-19T10:00:00.000Z',
    toAt: '2026-11-20T00:00:00.000Z',
  });
  expect(clockOf(minuteOf('08:05'))).toBe('08:05');
});

test('last week is repeated seven days on, but for what stands already and who has left', () => {
  const night = { kind: 'night', fromAt: '2026-11-12T10:00:00.000Z', toAt: '2026-11-13T00:00:00.000Z' };
  const of = (accountId: string, fields = {}) => ({ ...night, accountId, answeringId: null, isVoid: false, ...fields });
  expect(shifted(night, 7).fromAt).toBe('2026-11-19T10:00:00.000Z');
  expect(toRepeat([of('lin'), of('luo', { isVoid: true })], [])).toMatchObject([{ accountId: 'lin' }]);
  expect(toRepeat([of('lin')], [shifted(night, 7)])).toEqual([]);
  expect(toRepeat([of('lin')], [{ ...shifted(night, 7), kind: 'lead' }])).toHaveLength(1);
});
