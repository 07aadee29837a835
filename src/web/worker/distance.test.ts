import { expect, test } from 'vitest';

import { byRoute, directionOf, metresBetween, roundedMetres } from './distance.ts';

const gate = { longitude: 95.0, latitude: 40.0 };

test('a thousandth of a degree northwards is about 111 metres', () => {
  expect(metresBetween(gate, { longitude: 95.0, latitude: 40.001 })).toBeCloseTo(111.2, 0);
  expect(roundedMetres(111.2)).toBe(110);
  expect(roundedMetres(3)).toBe(10);
  expect(roundedMetres(1249)).toBe(1200);
});

test('directions are named by the compass', () => {
  expect(directionOf(gate, { longitude: 95.0, latitude: 40.01 })).toBe(0);
  expect(directionOf(gate, { longitude: 95.01, latitude: 40.0 })).toBe(2);
  expect(directionOf(gate, { longitude: 94.99, latitude: 39.9923 })).toBe(5);
});

test('the route goes to the nearest each time, and what lies nowhere comes last', () => {
  const far = { name: 'far', spot: { longitude: 95.01, latitude: 40.0 } };
  const near = { name: 'near', spot: { longitude: 95.001, latitude: 40.0 } };
  const middle = { name: 'middle', spot: { longitude: 95.005, latitude: 40.0 } };
  const nowhere = { name: 'nowhere', spot: undefined };
  const walked = byRoute([nowhere, far, near, middle], ({ spot }) => spot, gate);
  expect(walked.map(({ name }) => name)).toEqual(['near', 'middle', 'far', 'nowhere']);
});
