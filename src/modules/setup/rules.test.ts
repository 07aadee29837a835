// What is still missing of a district, from what there is.

import { expect, test } from 'vitest';

import { STEPS, stepsOf } from './rules.ts';
import type { Found } from './rules.ts';

const EMPTY: Found = {
  servicePhones: 0,
  hasSponsor: false,
  streets: 0,
  communities: 0,
  communitiesWithoutPhone: [],
  communitiesWithoutGrid: [],
  grids: 0,
  gridsWithoutWorker: [],
  gridsWithoutCode: [],
  dispatchers: 0,
  people: 1,
  organisations: 0,
  organisationsOutOfReach: [],
  directLines: 0,
  classes: 0,
  knowsThisYear: false,
  codes: 0,
  reports: 0,
};
const WORKING: Found = {
  ...EMPTY,
  servicePhones: 1,
  hasSponsor: true,
  streets: 1,
  communities: 2,
  grids: 3,
  dispatchers: 1,
  organisations: 2,
  directLines: 1,
  classes: 40,
  knowsThisYear: true,
  codes: 3,
  reports: 1,
};

test('of an empty district every step lacks something, in the order they are done', () => {
  const steps = stepsOf(EMPTY);
  expect(steps.map(({ key }) => key)).toEqual([...STEPS]);
  expect(steps.filter(({ missing }) => missing.length === 0)).toEqual([]);
});

test('of a street that works nothing is missing', () => {
  expect(stepsOf(WORKING).flatMap(({ missing }) => missing)).toEqual([]);
});

test('one community without a grid is named', () => {
  const grids = stepsOf({ ...WORKING, communitiesWithoutGrid: ['新苑社区'] }).find(({ key }) => key === 'grids');
  expect(grids?.missing).toEqual([{ lack: 'grid', count: 1, names: ['新苑社区'] }]);
});

test('of many grids without a worker the first five are named and all counted', () => {
  const names = ['一', '二', '三', '四', '五', '六', '七'];
  const people = stepsOf({ ...WORKING, gridsWithoutWorker: names }).find(({ key }) => key === 'people');
  expect(people?.missing).toEqual([{ lack: 'gridWorker', count: 7, names: names.slice(0, 5) }]);
});
