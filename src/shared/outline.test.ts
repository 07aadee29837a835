// Outlines of many grids taken together, and rings on their way to the browser.

import { expect, test } from 'vitest';

import { outlineOf } from './outline.ts';
import { coarser, fromShapeText, lineOfText, partsOfRings, ringsOf, toShapeText } from './rings.ts';
import type { Ring } from './rings.ts';

const SIDE = 20_000;

/** A square of about 200 m, counter-clockwise from its south-west corner. */
function square(column: number, row: number, side = SIDE): Ring {
  const [x, y] = [column * side, row * side];
  return [x, y, x + side, y, x + side, y + side, x, y + side];
}

/** Twice the area, whichever way round. */
function doubleArea(ring: Ring): number {
  const corners = Array.from({ length: ring.length / 2 }, (_, at) => [ring[at * 2]!, ring[at * 2 + 1]!] as const);
  return Math.abs(
    corners.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length]!;
      return sum + x * nextY - nextX * y;
    }, 0),
  );
}

test('the border two squares share is not in their outline', () => {
  const [ring, ...others] = outlineOf([[square(0, 0)], [square(1, 0)]]);
  expect(others).toEqual([]);
  expect(ring).toHaveLength(2 * 6);
  expect(doubleArea(ring!)).toBe(2 * 2 * SIDE * SIDE);
});

test('it does not matter which way round each was drawn', () => {
  const backwards = [0, 0, 0, SIDE, SIDE, SIDE, SIDE, 0];
  const outline = outlineOf([[backwards], [square(1, 0)]]);
  expect(outline.map(doubleArea)).toEqual([2 * 2 * SIDE * SIDE]);
});

test('a corner in the middle of a neighbour’s straight border leaves no seam', () => {
  const tall = [0, 0, SIDE, 0, SIDE, 2 * SIDE, 0, 2 * SIDE];
  const outline = outlineOf([[tall], [square(1, 0)], [square(1, 1)]]);
  expect(outline.map(doubleArea)).toEqual([2 * 4 * SIDE * SIDE]);
});

test('what lies apart has outlines of its own, and a hole stays a hole', () => {
  const around = [-2, -1, 0, 1, 2].flatMap((column) => [-2, -1, 0, 1, 2].map((row) => [column, row] as const));
  const ringOfSquares = around.filter(([column, row]) => Math.max(Math.abs(column), Math.abs(row)) === 1);
  const outline = outlineOf([...ringOfSquares.map(([column, row]) => [square(column, row)]), [square(9, 9)]]);
  expect(outline.map(doubleArea).sort((one, other) => one - other)).toEqual(
    [1, 1, 9].map((squares) => 2 * squares * SIDE * SIDE),
  );
  const parts = partsOfRings(fromShapeText(toShapeText(outline)));
  expect(parts.map((part) => part.length).sort()).toEqual([1, 2]);
});

test('rings come back from their text as they were, to a tenth of a metre', () => {
  const ring = [825_123_456, 390_654_321, 825_133_456, 390_654_321, 825_133_456, 390_664_321];
  expect(fromShapeText(toShapeText([ring]))).toEqual([
    [
      [82.512346, 39.065432],
      [82.513346, 39.065432],
      [82.513346, 39.066432],
      [82.512346, 39.065432],
    ],
  ]);
  expect(lineOfText(toShapeText([[-1_800_000_000, -900_000_000, 1_800_000_000, 900_000_000]]))).toEqual([
    [-180, -90],
    [180, 90],
  ]);
  expect(fromShapeText('')).toEqual([]);
});

test('packed corners are taken apart ring by ring, without the closing corner', () => {
  const packed = Int32Array.from([5, 0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 4, 1, 1, 2, 1, 2, 2, 1, 1]);
  expect(ringsOf(packed)).toEqual([
    [0, 0, 9, 0, 9, 9, 0, 9],
    [1, 1, 2, 1, 2, 2],
  ]);
});

test('rounded to a lattice, neighbours still share their border, and what becomes a point is gone', () => {
  const west = [0, 0, 1004, 3, 996, 2003, 0, 2000];
  const east = [1004, 3, 2000, 0, 2000, 2000, 996, 2003];
  const [roundedWest, roundedEast] = [coarser([west], 1000)[0]!, coarser([east], 1000)[0]!];
  expect(roundedWest).toEqual([0, 0, 1000, 0, 1000, 2000, 0, 2000]);
  expect(roundedEast).toEqual([1000, 0, 2000, 0, 2000, 2000, 1000, 2000]);
  expect(coarser([[10, 10, 20, 10, 20, 20]], 1000)).toEqual([]);
});
