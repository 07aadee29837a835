// Signs on sheets.

import { expect, test } from 'vitest';

import { sheetsOf } from './sheets.ts';

test('eight signs fill a sheet, the ninth begins the next', () => {
  expect(sheetsOf([1, 2, 3, 4, 5, 6, 7, 8, 9], false)).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [9]]);
});

test('one alone has a sheet of its own, and nothing makes no sheet', () => {
  expect(sheetsOf(['a', 'b'], true)).toEqual([['a'], ['b']]);
  expect(sheetsOf([], false)).toEqual([]);
});
