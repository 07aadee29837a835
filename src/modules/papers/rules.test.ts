// Periods, rates and work cards, without a database.

import { describe, expect, test } from 'vitest';

import { cardGoodUntil, cardState, hasBegun, isWithin, lastPeriod, periodOf, rateOf } from './rules.ts';

const ZONE = 'Asia/Shanghai';

describe('a period', () => {
  test('of a day is the day on the wall of the district', () => {
    expect(periodOf('daily', '2026-11-19', ZONE)).toEqual({
      kind: 'daily',
      on: '2026-11-19',
      from: '2026-11-18T16:00:00.000Z',
      to: '2026-11-19T16:00:00.000Z',
    });
  });

  test('of a month ends where the next begins, also in February and December', () => {
    expect(periodOf('monthly', '2026-02', ZONE).to).toBe('2026-02-28T16:00:00.000Z');
    expect(periodOf('monthly', '2028-02', ZONE).to).toBe('2028-02-29T16:00:00.000Z');
    expect(periodOf('monthly', '2026-12', ZONE).to).toBe('2026-12-31T16:00:00.000Z');
  });

  test('holds its first instant and not the first of the next', () => {
    const day = periodOf('daily', '2026-11-19', ZONE);
    expect(isWithin(day, day.from)).toBe(true);
    expect(isWithin(day, '2026-11-19T15:59:59.999Z')).toBe(true);
    expect(isWithin(day, day.to)).toBe(false);
    expect(isWithin(day, null)).toBe(false);
  });

  test('that is proposed is the last one that has ended, by the wall clock', () => {
    // 00:30 on the 1st of December in the town, still November by UTC.
    const now = '2026-11-30T16:30:00.000Z';
    expect(lastPeriod('daily', now, ZONE)).toBe('2026-11-30');
    expect(lastPeriod('monthly', now, ZONE)).toBe('2026-11');
    expect(hasBegun(periodOf('monthly', '2026-12', ZONE), now)).toBe(true);
    expect(hasBegun(periodOf('daily', '2026-12-02', ZONE), now)).toBe(false);
  });
});

test('fewer than ten make no rate', () => {
  expect(rateOf(9, 9)).toBeNull();
  expect(rateOf(0, 0)).toBeNull();
  expect(rateOf(276, 328)).toBe('84.1%');
});

describe('a work card', () => {
  const card = {
    validUntil: '2027-11-19',
    isRevoked: false,
    post: { fromOn: '2026-01-01', toOn: null, isEnded: false },
    isHolderOut: false,
  };
  const today = '2026-11-19';

  test('is good up to its last day', () => {
    expect(cardState(card, today)).toBe('valid');
    expect(cardState(card, '2027-11-19')).toBe('valid');
    expect(cardState(card, '2027-11-20')).toBe('expired');
  });

  test('is over at once when it was revoked, the post ended, or its holder was suspended', () => {
    expect(cardState({ ...card, isRevoked: true }, today)).toBe('revoked');
    expect(cardState({ ...card, post: { ...card.post, isEnded: true } }, today)).toBe('postEnded');
    expect(cardState({ ...card, post: { ...card.post, toOn: '2026-11-18' } }, today)).toBe('postEnded');
    expect(cardState({ ...card, isHolderOut: true }, today)).toBe('postEnded');
  });

  test('printed ahead is not good before the first day of the post', () => {
    expect(cardState({ ...card, post: { ...card.post, fromOn: '2026-12-01' } }, today)).toBe('notYet');
  });

  test('is printed for a year, and never beyond the post', () => {
    expect(cardGoodUntil(today, { toOn: null })).toBe('2027-11-19');
    expect(cardGoodUntil(today, { toOn: '2026-12-31' })).toBe('2026-12-31');
    expect(cardGoodUntil(today, { toOn: '2029-12-31' })).toBe('2027-11-19');
  });
});
