import { expect, test } from 'vitest';

import { Id, Point, SentInstant } from './wire.ts';

test('an id in capitals is the same id', () => {
  expect(Id.parse('0198C0DE-0000-7000-8000-00000000ABCD')).toBe('0198c0de-0000-7000-8000-00000000abcd');
  expect(Id.safeParse('0198c0de').success).toBe(false);
});

test('a moment is in UTC with milliseconds and within the calendar of the database', () => {
  const allowed = (at: string) => SentInstant.safeParse(at).success;
  expect(['2026-11-19T01:14:00.000Z', '2000-01-01T00:00:00.000Z'].map(allowed)).toEqual([true, true]);
  expect(['2026-11-19T01:14:00Z', '1999-12-31T23:59:59.999Z', '2200-01-01T00:00:00.000Z'].map(allowed)).toEqual([
    false,
    false,
    false,
  ]);
});

test('a point without a system is WGS84, and lies on the earth', () => {
  expect(Point.parse({ longitude: 95, latitude: 40 }).crs).toBe('WGS84');
  expect(Point.safeParse({ longitude: 181, latitude: 40 }).success).toBe(false);
});
