import type { Polygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { findRingFaults, findShapeFaults } from './geo-faults.ts';
import { areaM2Of, boundingBoxOf, distanceMetres } from './geo.ts';

const SQUARE = polygon([
  [100, 30],
  [100.01, 30],
  [100.01, 30.01],
  [100, 30.01],
  [100, 30],
]);
/** A U, whose centroid lies in the notch. */
const U = polygon(
  [
    [0, 0],
    [6, 0],
    [6, 9],
    [5, 9],
    [5, 1],
    [1, 1],
    [1, 9],
    [0, 9],
    [0, 0],
  ].map(([x, y]) => [100 + x! / 1000, 30 + y! / 1000]),
);

describe('measures', () => {
  test('a hundredth of a degree square at 30° north is about 1.07 square kilometres', () => {
    expect(areaM2Of(SQUARE) / 1e6).toBeCloseTo(1.0708, 3);
  });

  test('a degree of latitude is 111.2 km and a degree of longitude shrinks with the cosine', () => {
    expect(distanceMetres({ longitude: 100, latitude: 30 }, { longitude: 100, latitude: 31 })).toBeCloseTo(111_195, -1);
    expect(distanceMetres({ longitude: 100, latitude: 60 }, { longitude: 101, latitude: 60 })).toBeCloseTo(55_597, -2);
    expect(distanceMetres({ longitude: 100, latitude: 30 }, { longitude: 100, latitude: 30 })).toBe(0);
  });

  test('the box covers every part', () => {
    const parts = {
      type: 'MultiPolygon' as const,
      coordinates: [
        SQUARE.coordinates,
        [
          [
            [101, 29],
            [101.5, 29],
            [101, 29.5],
            [101, 29],
          ],
        ],
      ],
    };
    expect(boundingBoxOf(parts)).toEqual({
      minLongitude: 100,
      minLatitude: 29,
      maxLongitude: 101.5,
      maxLatitude: 30.01,
    });
  });
});

describe('a ring', () => {
  test('that is sound has no faults, repeated corners included', () => {
    expect(findRingFaults(SQUARE.coordinates[0]!)).toEqual([]);
    expect(findRingFaults(U.coordinates[0]!)).toEqual([]);
    expect(
      findRingFaults([
        [0, 0],
        [1, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual([]);
  });

  test('is told what is wrong with it', () => {
    expect(
      findRingFaults([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ).toEqual(['not-closed']);
    expect(
      findRingFaults([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
    ).toEqual(['too-few-points']);
    expect(findRingFaults([])).toEqual(['too-few-points', 'not-closed']);
    expect(
      findRingFaults([
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(['too-few-points']);
    expect(
      findRingFaults([
        [0, 0],
        [181, 0],
        [1, 91],
        [0, 0],
      ]),
    ).toEqual(['out-of-range']);
    expect(
      findRingFaults([
        [0, 0],
        [Number.NaN, 0],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual(['not-a-number']);
    expect(findRingFaults([[0], [1, 0], [1, 1], [0, 0]])).toEqual(['not-a-number']);
    expect(findRingFaults(Array.from({ length: 10_001 }, () => [0, 0]))).toEqual(['too-many-points']);
  });

  test('that crosses, touches or retraces itself is refused', () => {
    expect(
      findRingFaults([
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
    ).toEqual(['self-intersection']);
    expect(
      findRingFaults([
        [0, 0],
        [4, 0],
        [4, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
    ).toEqual(['self-intersection']);
    expect(
      findRingFaults([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 1],
        [0, 4],
        [0, 0],
      ]),
    ).toEqual(['self-intersection']);
    expect(
      findRingFaults([
        [0, 0],
        [4, 0],
        [6, 0],
        [4, 0],
        [4, 4],
        [0, 0],
      ]),
    ).toEqual(['self-intersection']);
    expect(
      findRingFaults([
        [0, 0],
        [2, 0],
        [1, 0],
        [1, 3],
        [0, 0],
      ]),
    ).toEqual(['self-intersection']);
  });

  test('that touches itself or has no width is refused, whichever side the touching corner comes from', () => {
    const fromTheEast = [
      [0, 0],
      [4, 0],
      [0, 2],
      [4, 4],
      [0, 4],
      [0, 0],
    ];
    const fromTheWest = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [4, 2],
      [0, 0],
    ];
    const withoutWidth = [
      [0, 0],
      [4, 0],
      [2, 0],
      [0, 0],
    ];
    expect([fromTheEast, fromTheWest, withoutWidth].flatMap(findRingFaults)).toEqual(
      Array(3).fill('self-intersection'),
    );
  });

  test('of ten thousand corners is checked within a second or two', () => {
    const circle = Array.from({ length: 9_999 }, (_, at) => [
      Math.cos((at * 2 * Math.PI) / 9_999),
      Math.sin((at * 2 * Math.PI) / 9_999),
    ]);
    const startedAt = performance.now();
    expect(findRingFaults([...circle, circle[0]!])).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('is named by part and ring within its shape', () => {
    const bad: Position[] = [
      [0, 0],
      [1, 0],
      [0, 0],
    ];
    expect(
      findShapeFaults({ type: 'MultiPolygon', coordinates: [SQUARE.coordinates, [SQUARE.coordinates[0]!, bad]] }),
    ).toEqual([{ part: 1, ring: 1, fault: 'too-few-points' }]);
    expect(findShapeFaults(SQUARE)).toEqual([]);
    expect(findShapeFaults({ type: 'Polygon', coordinates: [] })).not.toEqual([]);
    expect(findShapeFaults({ type: 'MultiPolygon', coordinates: [] })).not.toEqual([]);
  });
});

function polygon(...coordinates: Position[][]): Polygon {
  return { type: 'Polygon', coordinates };
}
