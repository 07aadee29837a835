import { expect, test } from 'vitest';

import { conflictOf, ruleFor } from './rules-dispatch.ts';
import type { DispatchRule } from './rules-dispatch.ts';

const drains: DispatchRule = {
  id: 'a',
  classCode: 'drain',
  path: '/yunting/',
  organisationId: 'roads',
  clause: '第三条',
  source: '裁定',
  caseId: null,
  startsOn: '2026-11-01',
  endsOn: null,
  version: 1,
};
const ofStreet: DispatchRule = { ...drains, id: 'b', path: '/yunting/jg/', organisationId: 'property' };

test('the rule of the nearest place is the one that counts', () => {
  expect(ruleFor([drains, ofStreet], '/yunting/jg/cw/', '2026-11-19')?.id).toBe('b');
  expect(ruleFor([drains, ofStreet], '/yunting/jt/', '2026-11-19')?.id).toBe('a');
});

test('a rule holds from its first to its last day', () => {
  const short = { ...drains, endsOn: '2026-11-30' };
  expect(ruleFor([short], '/yunting/', '2026-10-31')).toBeUndefined();
  expect(ruleFor([short], '/yunting/', '2026-11-30')?.id).toBe('a');
  expect(ruleFor([short], '/yunting/', '2026-12-01')).toBeUndefined();
});

test('two rules of one class and place meet only where their days do', () => {
  const next = { ...drains, id: 'c', startsOn: '2026-12-01' };
  expect(conflictOf(next, [drains])?.id).toBe('a');
  expect(conflictOf(next, [{ ...drains, endsOn: '2026-11-30' }])).toBeUndefined();
  expect(conflictOf({ ...drains, id: 'd', endsOn: '2026-10-31', startsOn: '2026-10-01' }, [drains])).toBeUndefined();
  expect(conflictOf(ofStreet, [drains])).toBeUndefined();
  expect(conflictOf(drains, [drains])).toBeUndefined();
});
