import { expect, test } from 'vitest';

import { askedFor, conditionsOf, orderOf } from './list-query.ts';

const ORGANISATION = '01a204e4-bd86-74d1-9aaf-d9ccbfc3cdcf';

test('the address is what the server is asked for', () => {
  expect(askedFor({ status: 'open', class: 'manholeCover', org: ORGANISATION, from: '2026-11-01', area: 'x' })).toEqual(
    {
      status: 'open',
      classCode: 'manholeCover',
      organisationId: ORGANISATION,
      from: '2026-11-01',
      order: 'newest',
    },
  );
});

test('what is no condition is left out, so that an old address still opens a list', () => {
  expect(
    conditionsOf({ status: 'lost', kind: 'cat', org: 'x', from: 'yesterday', urgent: 'yes', level: ['grid'] }),
  ).toEqual({});
});

test('what is overdue stands by its time, whatever the address says', () => {
  expect(orderOf({ status: 'overdue', order: 'oldest' })).toBe('due');
  expect(orderOf({ order: 'oldest' })).toBe('oldest');
  expect(orderOf({ order: 'sideways' })).toBe('newest');
});
