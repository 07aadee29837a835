import { expect, test } from 'vitest';
import * as time from './time.ts';

const SHANGHAI = 'Asia/Shanghai';

test('late evening in UTC is already the next day in Shanghai', () => {
  expect(time.dayOf('2026-11-19T15:59:59.999Z', SHANGHAI)).toBe('2026-11-19');
  expect(time.dayOf('2026-11-19T16:00:00.000Z', SHANGHAI)).toBe('2026-11-20');
});

test('a day in Shanghai starts at 16:00 UTC the day before', () => {
  expect(time.instantAt('2026-11-20', 0, SHANGHAI)).toBe('2026-11-19T16:00:00.000Z');
  expect(time.instantAt('2026-11-20', 17 * 60 + 30, SHANGHAI)).toBe('2026-11-20T09:30:00.000Z');
});

test('a day that begins in the hour clocks skip starts after the gap', () => {
  // Beirut moved from 00:00 to 01:00 on 31 March 2024.
  expect(time.instantAt('2024-03-31', 0, 'Asia/Beirut')).toBe('2024-03-30T22:00:00.000Z');
  expect(time.dayOf('2024-03-30T21:59:59.999Z', 'Asia/Beirut')).toBe('2024-03-30');
});

test('a wall time that comes twice means the first', () => {
  expect(time.instantAt('2024-10-27', 150, 'Europe/Berlin')).toBe('2024-10-27T00:30:00.000Z');
  // Havana goes back from 01:00 to 00:00, so midnight itself comes twice.
  expect(time.instantAt('2024-11-03', 0, 'America/Havana')).toBe('2024-11-03T04:00:00.000Z');
});

test('the summer time Shanghai had in 1988 is known', () => {
  expect(time.instantAt('1988-07-01', 0, SHANGHAI)).toBe('1988-06-30T15:00:00.000Z');
});

test('a zone that was half a minute off is read by its seconds, and by whole minutes since', () => {
  expect(time.dayOf('1972-01-06T00:44:29.000Z', 'Africa/Monrovia')).toBe('1972-01-05');
  expect(time.dayOf('1972-01-06T00:44:30.000Z', 'Africa/Monrovia')).toBe('1972-01-06');
  expect(time.dayOf('2026-11-18T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-11-18');
  expect(time.dayOf('2026-11-18T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-19');
});

test('days and minutes are added across month, year and leap day', () => {
  expect(time.addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(time.addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(time.addMinutes('2026-12-31T23:59:00.000Z', 2)).toBe('2027-01-01T00:01:00.000Z');
  expect(time.minutesBetween('2026-11-19T01:00:00.000Z', '2026-11-19T00:58:30.000Z')).toBe(-1.5);
});

test('only the one spelling is a day, and impossible dates are none', () => {
  expect(time.isDay('2026-02-28')).toBe(true);
  expect(time.isDay('2026-02-29')).toBe(false);
  expect(time.isDay('2026-13-01')).toBe(false);
  expect(time.isDay('26-01-01')).toBe(false);
});

test('an instant is read from any offset, and not from a text without one', () => {
  expect(time.parseInstant('2026-11-19T09:14+08:00')).toBe('2026-11-19T01:14:00.000Z');
  expect(time.parseInstant('2026-11-19T01:14:00.123456Z')).toBe('2026-11-19T01:14:00.123Z');
  expect(time.parseInstant('2026-11-19T09:14:00')).toBeUndefined();
  expect(time.parseInstant('2026-02-30T09:14:00Z')).toBeUndefined();
  expect(time.parseInstant('昨天')).toBeUndefined();
  expect(() => time.toInstant(8.64e15)).toThrow(RangeError);
});

test('the wall clock shows day and time of its own zone, over midnight too', () => {
  expect(time.wallClock('2026-11-19T16:05:59.999Z', SHANGHAI)).toEqual({ day: '2026-11-20', time: '00:05' });
});
