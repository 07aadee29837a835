// The roster without a database: shifts across midnight, what nobody fills, and who is on two shifts at once.

import { expect, test } from 'vitest';

import { daysFrom, doubles, gapsIn, pathsUp, slotSpan, wantedOn, wrongSpan } from './rules.ts';
import type { Filled, Slot } from './rules.ts';

const ZONE = 'Asia/Shanghai';
const NIGHT: Slot = { kind: 'night', from: 18 * 60, to: 8 * 60, weekdays: [0, 1, 2, 3, 4, 5, 6] };
const DAY: Slot = { kind: 'day', from: 8 * 60, to: 18 * 60, weekdays: [1, 2, 3, 4, 5] };

const filled = (kind: Filled['kind'], fromAt: string, toAt: string, isVoid = false): Filled => ({
  kind,
  fromAt,
  toAt,
  isVoid,
});

test('a night shift ends on the next day', () => {
  expect(slotSpan('2026-11-19', NIGHT, ZONE)).toEqual({
    fromAt: '2026-11-19T10:00:00.000Z',
    toAt: '2026-11-20T00:00:00.000Z',
  });
});

test('a week wants what its weekdays say: five days, seven nights', () => {
  const wanted = wantedOn(daysFrom('2026-11-16', 7), [DAY, NIGHT], ZONE);
  expect(wanted.filter(({ kind }) => kind === 'day')).toHaveLength(5);
  expect(wanted.filter(({ kind }) => kind === 'night')).toHaveLength(7);
});

test('what nobody fills is told piece by piece', () => {
  const [wanted] = wantedOn(['2026-11-19'], [NIGHT], ZONE);
  const middle = filled('night', '2026-11-19T12:00:00.000Z', '2026-11-19T14:00:00.000Z');
  expect(gapsIn([wanted!], [middle])).toEqual([
    { kind: 'night', fromAt: '2026-11-19T10:00:00.000Z', toAt: '2026-11-19T12:00:00.000Z' },
    { kind: 'night', fromAt: '2026-11-19T14:00:00.000Z', toAt: '2026-11-20T00:00:00.000Z' },
  ]);
});

test('two that meet fill a night, whatever they are called; who leads does not answer the phone', () => {
  const wanted = wantedOn(['2026-11-19'], [NIGHT], ZONE);
  const first = filled('standby', '2026-11-19T10:00:00.000Z', '2026-11-19T16:00:00.000Z');
  const second = filled('night', '2026-11-19T16:00:00.000Z', '2026-11-20T00:00:00.000Z');
  expect(gapsIn(wanted, [second, first])).toEqual([]);
  expect(gapsIn(wanted, [filled('lead', '2026-11-19T10:00:00.000Z', '2026-11-20T00:00:00.000Z')])).toHaveLength(1);
});

test('a shift of somebody who serves no longer fills nothing', () => {
  const wanted = wantedOn(['2026-11-19'], [NIGHT], ZONE);
  expect(gapsIn(wanted, [filled('night', '2026-11-19T10:00:00.000Z', '2026-11-20T00:00:00.000Z', true)])).toEqual(
    wanted,
  );
});

test('one person on two shifts at once is seen, one after the other is not; a phone may answer for several', () => {
  const shift = (id: string, accountId: string | null, from: string, to: string, more = {}) => ({
    id,
    accountId,
    kind: 'day',
    place: '/yunting/jg/',
    ...more,
    fromAt: `2026-11-19T${from}:00.000Z`,
    toAt: `2026-11-19T${to}:00.000Z`,
  });
  const shifts = [
    shift('a', 'lin', '00:00', '08:00'),
    shift('b', 'lin', '07:00', '12:00'),
    shift('c', 'lin', '12:00', '14:00'),
    shift('d', null, '00:00', '08:00'),
    shift('e', null, '00:00', '08:00'),
    shift('f', 'luo', '00:00', '08:00'),
  ];
  expect(doubles(shifts)).toEqual([['a', 'b']]);
  const leads = (place: string) => [
    shift('a', 'lin', '00:00', '08:00', { kind: 'lead' }),
    shift('b', 'lin', '01:00', '08:00', { place }),
  ];
  expect(doubles(leads('/yunting/jg/'))).toEqual([]);
  expect(doubles(leads('/yunting/jg/cw/'))).toEqual([['a', 'b']]);
});

test('a shift ends after it begins, and within three days', () => {
  const from = '2026-11-19T00:00:00.000Z';
  expect(wrongSpan({ fromAt: from, toAt: from })).toBeDefined();
  expect(wrongSpan({ fromAt: from, toAt: '2026-11-22T00:00:00.000Z' })).toBeUndefined();
  expect(wrongSpan({ fromAt: from, toAt: '2026-11-22T00:01:00.000Z' })).toBeDefined();
});

test('the paths above a grid, itself first', () => {
  expect(pathsUp('/yunting/jg/cw/g03/')).toEqual([
    '/yunting/jg/cw/g03/',
    '/yunting/jg/cw/',
    '/yunting/jg/',
    '/yunting/',
  ]);
});
