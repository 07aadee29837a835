// Moments on the wall and on the wire.

import { expect, test } from 'vitest';

import { instantOf, localOf } from './moments.ts';

test('half past five on the wall of the district is half past nine in UTC', () => {
  expect(instantOf('2026-11-23T17:30')).toBe('2026-11-23T09:30:00.000Z');
});

test('what was picked reads the same again, also across midnight', () => {
  expect(localOf(instantOf('2026-12-31T23:59'))).toBe('2026-12-31T23:59');
  expect(localOf('2026-12-31T16:00:00.000Z')).toBe('2027-01-01T00:00');
});
