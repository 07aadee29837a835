// Pins grow with the wall, and are those of a desk on a desk.

import { expect, test } from 'vitest';

import { mapScale } from './map-scale.ts';

test('a wall of 1080 lines is drawn half as large again, one of 32:9 by its height, a phone as a desk', () => {
  expect(mapScale({ innerWidth: 1920, innerHeight: 1080 })).toBe(1.5);
  expect(mapScale({ innerWidth: 5120, innerHeight: 1440 })).toBe(2);
  expect(mapScale({ innerWidth: 1280, innerHeight: 720 })).toBe(1);
  expect(mapScale({ innerWidth: 360, innerHeight: 2000 })).toBe(1);
});
