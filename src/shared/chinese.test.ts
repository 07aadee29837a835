import { expect, test } from 'vitest';
import * as chinese from './chinese.ts';

test('pairs overlap inside a run and never span two', () => {
  expect(chinese.bigrams('蜂窝煤Ab12 漏')).toEqual(['蜂窝', '窝煤', 'ab', 'b1', '12']);
  expect(chinese.bigrams('漏水，漏水')).toEqual(['漏水']);
});

test('four-byte Han are whole characters', () => {
  expect(chinese.bigrams('𠮷野家')).toEqual(['𠮷野', '野家']);
});

test('a query of one character leaves nothing to search by', () => {
  expect(chinese.bigrams('灯')).toEqual([]);
  expect(chinese.bigrams('3栋')).toEqual([]);
});

test('half a character becomes the sign for one that cannot be read', () => {
  expect(chinese.toWellFormed('灯\ud842坏𠮷')).toBe('灯\ufffd坏𠮷');
});

test('words of danger are found, also spaced out, also when negated', () => {
  expect(chinese.dangerWordsIn('厨房好像漏 气了，还冒烟')).toEqual(['漏气', '冒烟']);
  expect(chinese.dangerWordsIn('有人受伤，要跳楼')).toEqual(['受伤', '跳楼']);
  expect(chinese.dangerWordsIn('没有漏气')).toEqual(['漏气']);
  expect(chinese.dangerWordsIn('3 栋门前井盖响')).toEqual([]);
});
