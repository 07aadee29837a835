import { expect, test } from 'vitest';

import { demoClock, learnServerTime, now } from './now.ts';

const MINUTE = 60_000;

function shiftFrom(instant: string): number {
  return Math.round((Date.parse(instant) - Date.now()) / MINUTE);
}

const answer = (heads: Record<string, string>) => learnServerTime(new Headers(heads));
const agoUtc = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toUTCString();
const demo = (aheadMinutes: number, made = '') =>
  `now=${new Date(Date.now() + aheadMinutes * MINUTE).toISOString()}; ahead=${aheadMinutes * MINUTE}; made=${made}`;

test('a phone that is ten minutes ahead is put right by the first answer, and a right one is left alone', () => {
  answer({ date: agoUtc(10) });
  expect(shiftFrom(now())).toBe(-10);
  answer({ date: agoUtc(0) });
  expect(shiftFrom(now())).toBe(0);
});

test('an answer without a readable date changes nothing', () => {
  answer({});
  answer({ date: 'yesterday' });
  expect(shiftFrom(now())).toBe(0);
  expect(demoClock.value).toBeUndefined();
});

test('a page of a demo district goes by the district’s clock, also when the city answers in between', () => {
  answer({ date: agoUtc(0), 'x-gezhi-demo': demo(120) });
  expect(shiftFrom(now())).toBe(120);
  expect(demoClock.value).toEqual({ aheadMs: 120 * MINUTE, isRemade: false });
  answer({ date: agoUtc(0) });
  expect(shiftFrom(now())).toBe(120);
});

test('it is told when the district was made anew while the page was open', () => {
  answer({ 'x-gezhi-demo': demo(0, '2026-11-23T01:30:00.000Z') });
  expect(shiftFrom(now())).toBe(0);
  expect(demoClock.value).toEqual({ aheadMs: 0, isRemade: true });
});
