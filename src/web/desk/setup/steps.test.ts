// Going on through the steps of 开通向导.

import { expect, test, vi } from 'vitest';

import type { Step } from './steps.ts';

// The session reads its district from the address of the page.
vi.stubGlobal('location', { pathname: '/yunting/desk/setup' });
const { nextStep, unfinished } = await import('./steps.ts');

const step = (key: Step['key'], isMissing: boolean): Step => ({
  key,
  count: 0,
  missing: isMissing ? [{ lack: 'grid', count: 1, names: [] }] : [],
});
const STEPS = [step('brand', false), step('areas', true), step('grids', false), step('people', true)];

test('one goes on with the first step that lacks something', () => {
  expect(nextStep(STEPS)).toBe('areas');
});

test('after a skipped step comes the next unfinished one, and after the last the first again', () => {
  expect(nextStep(STEPS, 'areas')).toBe('people');
  expect(nextStep(STEPS, 'people')).toBe('areas');
});

test('when nothing is missing the last step stays open', () => {
  const done = [step('brand', false), step('test', false)];
  expect(unfinished(done)).toEqual([]);
  expect(nextStep(done)).toBe('test');
});
