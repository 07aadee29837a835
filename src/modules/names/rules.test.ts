// What is asked of the index of names for what was typed, and how well a name fits it.

import { expect, test } from 'vitest';

import { fitOf, keysOf } from './rules.ts';

test.each([
  ['船坞', { whole: ['船坞'], beginning: undefined }],
  ['船坞新村', { whole: ['船坞', '坞新', '新村'], beginning: undefined }],
  ['船坞 3栋', { whole: ['船坞', '3栋'], beginning: undefined }],
  ['３ 栋', { whole: ['3栋'], beginning: undefined }],
  ['cwxc', { whole: [], beginning: 'cwxc' }],
  ['CW XC', { whole: [], beginning: 'cwxc' }],
  ['chuanwu3', { whole: [], beginning: 'chuanwu3' }],
  ['船', { whole: [], beginning: undefined }],
  ['c', { whole: [], beginning: undefined }],
  ['0412', { whole: [], beginning: undefined }],
  ["c'); drop", { whole: [], beginning: 'cdrop' }],
])('%s asks for %j', (typed, keys) => {
  expect(keysOf(typed)).toEqual(keys);
});

test.each([
  ['船坞新村', '船坞新村', 4],
  ['船坞新村 3栋', '船坞新村3 栋', 4],
  ['船坞', '船坞新村 3 栋', 3],
  ['新村', '船坞新村 3 栋', 2],
  ['船坞3栋', '船坞新村 3 栋', 1],
  ['船坞3栋', '船坞新村 13 栋', 0],
  ['船坞1', '船坞12号', 0],
  ['3栋船坞', '船坞新村 3 栋', 0],
  ['市场', '船坞新村', 0],
  ['', '船坞新村', 0],
])('%s fits %s with %i', (typed, name, fit) => {
  expect(fitOf(typed, name)).toBe(fit);
});
