import { expect, test } from 'vitest';

import { rowsInSight, scrollToRow } from './window-rows.ts';

const ROW = 50;

test('of five thousand rows only those in sight are drawn, with a few beyond', () => {
  expect(rowsInSight(5_000, ROW, { scrollTop: 0, height: 600 })).toEqual([0, 20]);
  expect(rowsInSight(5_000, ROW, { scrollTop: 100_000, height: 600 })).toEqual([1_992, 2_020]);
  expect(rowsInSight(5_000, ROW, { scrollTop: 249_400, height: 600 })).toEqual([4_980, 5_000]);
});

test('short lists are drawn whole, and an empty one not at all', () => {
  expect(rowsInSight(3, ROW, { scrollTop: 0, height: 600 })).toEqual([0, 3]);
  expect(rowsInSight(0, ROW, { scrollTop: 0, height: 600 })).toEqual([0, 0]);
});

test('a list that became shorter than where it was scrolled to still shows its end', () => {
  const [first, end] = rowsInSight(10, ROW, { scrollTop: 100_000, height: 600 });
  expect([first, end]).toEqual([9, 10]);
});

test('a chosen row comes into sight by the shortest way, and one in sight moves nothing', () => {
  const sight = { scrollTop: 500, height: 300 };
  expect(scrollToRow(10, ROW, sight)).toBe(500);
  expect(scrollToRow(5, ROW, sight)).toBe(250);
  expect(scrollToRow(20, ROW, sight)).toBe(750);
});
