// Which servers and logins are refused: those for which row security would not hold, and servers too old for our SQL.

import { expect, test } from 'vitest';

import { refusalOf } from './server-check.ts';

const PLAIN = {
  name: 'gezhi_app',
  version: 150_006,
  is_superuser: false,
  bypasses: false,
  owns: false,
  is_migrated: true,
};

test('a plain role on PostgreSQL 15 may serve', () => {
  expect(refusalOf(PLAIN)).toBeUndefined();
});

test.each([
  ['a server of version 14', { version: 140_011 }, 'PostgreSQL 14 is too old: Gezhi needs 15 or newer.'],
  ['a superuser', { is_superuser: true, owns: true }, 'a superuser; row security would not hold'],
  ['a role with BYPASSRLS', { bypasses: true }, 'which has BYPASSRLS; row security would not hold'],
  ['an owner of the tables', { owns: true }, 'which owns tables of Gezhi'],
])('%s is refused with its reason', (_, difference, sentence) => {
  expect(refusalOf({ ...PLAIN, ...difference })).toContain(sentence);
});
