import { afterEach, expect, test } from 'vitest';

import { dateTimeWords, leftWords, nearTimeWords, spanWords, wallOf } from './clock-words.ts';
import { preferences } from './preferences.ts';

const NOW = '2026-11-20T07:30:00.000Z'; // 15:30 in Shanghai

afterEach(() => {
  preferences.locale = 'zh-CN';
});

test('the wall of the district is eight hours ahead, over midnight too', () => {
  expect(wallOf('2026-11-19T16:05:00.000Z')).toEqual({ day: '2026-11-20', time: '00:05' });
});

test('a date names its year only when it is another one', () => {
  expect(dateTimeWords('2026-11-19T01:14:00.000Z', NOW)).toBe('11-19 09:14');
  expect(dateTimeWords('2025-12-31T01:14:00.000Z', NOW)).toBe('2025-12-31 09:14');
});

test('yesterday, today and tomorrow are said; two days away is a date', () => {
  expect(nearTimeWords('2026-11-20T09:30:00.000Z', NOW)).toBe('今天 17:30');
  expect(nearTimeWords('2026-11-20T16:00:00.000Z', NOW)).toBe('明天 00:00');
  expect(nearTimeWords('2026-11-19T15:59:00.000Z', NOW)).toBe('昨天 23:59');
  expect(nearTimeWords('2026-11-22T01:00:00.000Z', NOW)).toBe('11-22 09:00');
});

test('a span has two units at most and is never negative', () => {
  expect(spanWords('2026-11-19T01:14:00.000Z', '2026-11-20T04:20:00.000Z')).toBe('1 天 3 小时');
  expect(spanWords(NOW, '2026-11-20T08:05:00.000Z')).toBe('35 分');
  expect(spanWords(NOW, '2026-11-20T09:30:00.000Z')).toBe('2 小时');
  expect(spanWords(NOW, '2026-11-20T07:00:00.000Z')).toBe('0 分');
});

test('time left is soon within the hour, over after it, and said in the language chosen', () => {
  expect(leftWords('2026-11-20T08:05:00.000Z', NOW)).toEqual({ words: '剩 35 分', state: 'soon' });
  expect(leftWords('2026-11-20T08:30:00.000Z', NOW)).toEqual({ words: '剩 1 小时', state: 'later' });
  expect(leftWords('2026-11-20T05:30:00.000Z', NOW)).toEqual({ words: '超 2 小时', state: 'over' });
  preferences.locale = 'en';
  expect(leftWords('2026-11-20T05:30:00.000Z', NOW).words).toBe('2 h over');
});
