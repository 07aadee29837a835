// 本地叫法 over our own sentences.

import { expect, test } from 'vitest';

import { TERMS, TERM_KEYS, inLocalTerms } from './terms.ts';

test('a term is said as the district says it, wherever it stands', () => {
  const terms = { gridWorker: '格长', whistle: '哨响' };
  expect(inLocalTerms('网格员已经看到，网格员小周会联系您', terms)).toBe('格长已经看到，格长小周会联系您');
  expect(inLocalTerms('一键吹哨', terms)).toBe('一键哨响');
});

test('a longer term is not cut by a shorter one in it', () => {
  expect(inLocalTerms('微网格员把事交给网格员', { gridWorker: '格长' })).toBe('微网格员把事交给格长');
  expect(inLocalTerms('微网格员、微网格', { microGrid: '楼组' })).toBe('微网格员、楼组');
});

test('a word put in is not replaced again, even when two terms change places', () => {
  expect(inLocalTerms('网格员和网格长', { gridWorker: '网格长', gridLead: '网格员' })).toBe('网格长和网格员');
});

test('without terms of its own a district reads what was written', () => {
  expect(inLocalTerms('网格员', {})).toBe('网格员');
});

test('no term is there twice, and none is a word every sentence needs', () => {
  const words = TERM_KEYS.map((key) => TERMS[key]);
  expect(new Set(words).size).toBe(words.length);
  expect(words.every((word) => word.length >= 2)).toBe(true);
});
