// Which act stands first, and that what stops a case is never in the bar itself.

import { expect, test } from 'vitest';

import { MOVE_VERBS } from '#modules/cases/moves/transitions.ts';

import { actsOf } from './likely-acts.ts';

const everything = MOVE_VERBS.filter((verb) => !['withdraw', 'evaluate', 'objectToRejection'].includes(verb));

test('the likely next stands first: sending out a filed case, filing a new one, taking a merged one apart', () => {
  expect(actsOf({ allowed: ['close', 'dispatch'], status: 'filed' }).inBar).toEqual(['dispatch', 'close']);
  expect(actsOf({ allowed: ['classify', 'file'], status: 'collected' }).inBar[0]).toBe('file');
  expect(actsOf({ allowed: ['unmerge', 'note'], status: 'merged' }).inBar).toEqual(['unmerge', 'note']);
  expect(actsOf({ allowed: ['classify', 'dispatch'], status: 'filed' }, 'classify').inBar[0]).toBe('classify');
});

test('what stops a case stands under 更多, and nothing is lost or twice', () => {
  const { inBar, more, grave } = actsOf({ allowed: everything, status: 'filed' });
  expect(inBar).toHaveLength(6);
  expect(grave).toEqual(['reject', 'cancel']);
  expect(inBar.filter((verb) => grave.includes(verb))).toEqual([]);
  expect(more.slice(-2)).toEqual(grave);
  expect([...inBar, ...more].toSorted()).toEqual(everything.toSorted());
});

test('an act that is proposed but not allowed puts nothing first', () => {
  expect(actsOf({ allowed: ['note'], status: 'closed' }, 'dispatch').inBar).toEqual(['note']);
});
