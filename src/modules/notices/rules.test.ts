// Who is told when an order rings.

import { expect, test } from 'vitest';

import { DEFAULT_RING_RULES } from '#modules/cases/clocks/ring-rules.ts';

import { deskOf, keyOf, toldOfRing } from './rules.ts';
import type { RungOrder } from './rules.ts';

const order: RungOrder = {
  organisationId: 'road',
  issuedBy: 'lin',
  suspensionOwnerId: null,
  path: '/yunting/jg/cw/g03/',
  heldLevel: 'street',
};
const told = (rung: Parameters<typeof toldOfRing>[0], of: Partial<RungOrder> = {}, rules = DEFAULT_RING_RULES) =>
  toldOfRing(rung, { ...order, ...of }, rules).map(keyOf);

test('half of the time is the organisation’s alone, the end also the dispatcher’s', () => {
  expect(told({ kind: 'half' })).toEqual(['organisation:road']);
  expect(told({ kind: 'due' })).toEqual(['organisation:road', 'street:/yunting/jg/']);
  expect(told({ kind: 'unsigned' })).toEqual(['organisation:road', 'street:/yunting/jg/']);
});

test('the longer it is late the higher it is told', () => {
  expect(told({ kind: 'late', hoursLate: 24 })).toEqual(['organisation:road', 'community:/yunting/jg/cw/']);
  expect(told({ kind: 'late', hoursLate: 72 })).toEqual(['organisation:road', 'street:/yunting/jg/']);
  expect(told({ kind: 'late', hoursLate: 168 })).toEqual(['district:/yunting/']);
});

test('a step between two that the district has changed meanwhile is told as the one before', () => {
  expect(told({ kind: 'late', hoursLate: 100 })).toEqual(['organisation:road', 'street:/yunting/jg/']);
  expect(told({ kind: 'late', hoursLate: 1 })).toEqual(['organisation:road', 'community:/yunting/jg/cw/']);
});

test('what the grid sent out directly rings with the person who did', () => {
  expect(told({ kind: 'due' }, { heldLevel: 'grid' })).toEqual(['organisation:road', 'person:lin']);
  expect(told({ kind: 'due' }, { heldLevel: 'grid', issuedBy: null })).toEqual([
    'organisation:road',
    'community:/yunting/jg/cw/',
  ]);
});

test('a review is told to whoever looks after it, else to whoever sent it out', () => {
  expect(told({ kind: 'review' }, { suspensionOwnerId: 'luo' })).toEqual(['person:luo']);
  expect(told({ kind: 'review' })).toEqual(['street:/yunting/jg/']);
});

test('two words for one desk tell it once, and no word tells nobody', () => {
  const rules = { ...DEFAULT_RING_RULES, due: ['street', 'dispatcher'] as const, half: [] };
  expect(told({ kind: 'due' }, {}, rules)).toEqual(['street:/yunting/jg/']);
  expect(told({ kind: 'half' }, {}, rules)).toEqual([]);
});

test('a matter that lies in no community is told where it lies', () => {
  expect(keyOf(deskOf('/yunting/jg/', 'community'))).toBe('street:/yunting/jg/');
  expect(keyOf(deskOf('/yunting/', 'community'))).toBe('district:/yunting/');
});
