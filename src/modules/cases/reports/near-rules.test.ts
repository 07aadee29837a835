// Which matters near by are offered as the same one.

import { expect, test } from 'vitest';

import { likenessOf, metresBetween } from './near-rules.ts';

const cover = { summary: '3栋门前井盖松了，车一过就响', class_code: 'manholeCover' };
const alike = { summary: '门前井盖松动，响得睡不着', class_code: 'manholeCover' };

test('the same words near by are likelier than far off, and the same class than another', () => {
  expect(likenessOf(cover, alike, 20)).toBeGreaterThan(likenessOf(cover, alike, 300));
  expect(likenessOf(cover, alike, 20)).toBeGreaterThan(likenessOf(cover, { ...alike, class_code: 'litter' }, 20));
});

test('beyond four hundred metres it is another one, without a place the words have to say it', () => {
  expect(likenessOf(cover, alike, 401)).toBe(0);
  expect(likenessOf(cover, alike, undefined)).toBeGreaterThan(0);
  const otherWords = { summary: '路面不平', class_code: 'manholeCover' };
  expect(likenessOf(cover, otherWords, undefined)).toBe(0);
  expect(likenessOf(cover, otherWords, 30)).toBeGreaterThan(0);
  expect(likenessOf({ ...cover, class_code: null }, { ...otherWords, class_code: null }, 1)).toBe(0);
});

test('distances of a town are right to the metre', () => {
  expect(Math.round(metresBetween([95, 40], [95, 40.001]))).toBe(111);
  expect(Math.round(metresBetween([95, 40], [95.001, 40]))).toBe(85);
  expect(metresBetween([95, 40], [95, 40])).toBe(0);
});
