import { expect, test } from 'vitest';

import { ACTS, actsOf, rowOf } from './acts.ts';
import type { ActKey } from './acts.ts';

const allowed = ['confirm', 'dispatchDirect', 'resolveOnSpot', 'escalate'] as const;

test('only what the server allows is offered, the likely act first', () => {
  const collected = { status: 'collected', allowed: [...allowed] } as const;
  expect(actsOf(collected, false)[0]).toBe('goAndSee');
  expect(actsOf(collected, true)[0]).toBe('dispatchDirect');
  expect(actsOf(collected, true)).not.toContain('close');
  expect(actsOf({ status: 'closed', allowed: [] }, true)).toEqual([]);
});

test('who is on the way need not say so again', () => {
  expect(actsOf({ status: 'confirming', allowed: [...allowed] }, false)).not.toContain('goAndSee');
});

test('whatever an act asks for stands on its sheet', () => {
  for (const key of Object.keys(ACTS) as ActKey[]) {
    const { fields, asks = [] } = rowOf(key);
    expect(fields, key).toEqual(expect.arrayContaining([...asks]));
  }
});
