import { expect, test } from 'vitest';

import { administratorStays, isCurrent, permissionsHere, placesFor } from './rules.ts';
import { normaliseSignInName, passwordFaults } from './rules-sessions.ts';

const own = { signInName: 'liuyang.community', phone: '10055501234' };

test('a password has ten characters at least, counted as people count', () => {
  expect(passwordFaults('春江花月夜听潮', own)).toEqual(['too-short']);
  expect(passwordFaults('𠮷𠮷𠮷野野野春春夏', own)).toEqual(['too-short']);
  expect(passwordFaults('春江花月夜听潮起落', own)).toEqual(['too-short']);
  expect(passwordFaults('春江花月夜听潮起落时', own)).toEqual([]);
});

test('a password is neither the sign-in name, nor holds the phone, nor is a common one', () => {
  expect(passwordFaults('LiuYang.Community', own)).toEqual(['same-as-name']);
  expect(passwordFaults('my10055501234', own)).toEqual(['same-as-phone']);
  expect(passwordFaults('Password123', own)).toEqual(['too-common']);
  expect(passwordFaults('ｐａｓｓｗｏｒｄ１２３', own)).toEqual(['too-common']);
  expect(passwordFaults('1111111111', own)).toEqual(['too-common']);
});

test('a sign-in name is the same in any case and width', () => {
  expect(normaliseSignInName(' ＺＨＯＵ ')).toBe('zhou');
});

test('a district changes what a role may do', () => {
  const changed = permissionsHere('mobileReporter', [
    { permission: 'case.confirm', isGranted: true },
    { permission: 'attachment.add', isGranted: false },
  ]);
  expect([...changed].sort()).toEqual(['case.confirm', 'case.report']);
});

test('an administrator with a last day, suspended, or of one street only does not count as staying', () => {
  const post = { postId: 'p', accountId: 'a', path: '/yunting/', toOn: null, mayEnter: true };
  expect(administratorStays([post], '/yunting/')).toBe(true);
  expect(administratorStays([{ ...post, toOn: '2027-01-01' }], '/yunting/')).toBe(false);
  expect(administratorStays([{ ...post, mayEnter: false }], '/yunting/')).toBe(false);
  expect(administratorStays([{ ...post, path: '/yunting/jg/' }], '/yunting/')).toBe(false);
  expect(administratorStays([], '/yunting/')).toBe(false);
});

test('a post counts from its first day to its last, both included', () => {
  expect(isCurrent({ fromOn: '2026-11-19', toOn: '2026-11-19' }, '2026-11-19')).toBe(true);
  expect(isCurrent({ fromOn: '2026-11-20', toOn: null }, '2026-11-19')).toBe(false);
  expect(isCurrent({ fromOn: '2026-11-01', toOn: '2026-11-18' }, '2026-11-19')).toBe(false);
});

test('a role of an organisation is not held in a grid', () => {
  expect(placesFor('orgReceiver')).toEqual(['organisation']);
  expect(placesFor('gridLead')).toEqual(['grid', 'area']);
  expect(placesFor('streetDispatcher')).toEqual(['area']);
});
