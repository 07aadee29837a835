// What the inbox of an organisation sorts its orders into.

import { expect, test } from 'vitest';

import { TABS, isOpenTab, tabOf } from './tabs.ts';

const now = '2026-11-20T01:00:00.000Z';
const tabsOf = (status: Parameters<typeof isOpenTab>[1]['status'], dueAt: string) =>
  TABS.filter((tab) => isOpenTab(tab, { status, dueAt }, now));

test('an order is signed for first, then in hand; done again it is in both', () => {
  expect(tabsOf('issued', '2026-11-25T01:00:00.000Z')).toEqual(['toSign']);
  expect(tabsOf('acknowledged', '2026-11-25T01:00:00.000Z')).toEqual(['inHand']);
  expect(tabsOf('rework', '2026-11-25T01:00:00.000Z')).toEqual(['inHand', 'rework']);
});

test('less than a day left, or none, is soon; what has been said done is not', () => {
  expect(tabsOf('acknowledged', '2026-11-21T00:59:00.000Z')).toContain('soon');
  expect(tabsOf('acknowledged', '2026-11-21T01:00:00.000Z')).not.toContain('soon');
  expect(tabsOf('issued', '2026-11-19T01:00:00.000Z')).toContain('soon');
  expect(tabsOf('feedback', '2026-11-19T01:00:00.000Z')).toEqual(['waiting']);
});

test('an address that names no tab opens the first', () => {
  expect(tabOf('rework')).toBe('rework');
  expect(tabOf('nothing')).toBe('toSign');
  expect(tabOf(undefined)).toBe('toSign');
});
