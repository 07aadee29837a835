import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Position } from 'geojson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaM2Of } from './geo.ts';
import { buildGridIndex, buildGridIndexInBatches, packCorners } from './grid-index.ts';
import type { DrawnShape, GridIndex } from './grid-index.ts';

const STEP = 0.002;
const COLUMNS = 4;
const ROWS = 3;

/** A patchwork of concave grids that share every corner of their borders, bent by the seed. */
const patchworks = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 400, maxLength: 400 }).map(patchwork);

describe('a point on the ground', () => {
  test('belongs to one and the same grid in whatever order the grids were added', () => {
    fc.assert(
      fc.property(
        patchworks,
        fc.array(points(), { minLength: 20 }),
        fc.infiniteStream(fc.nat()),
        (grids, places, keys) => {
          const shuffled = grids
            .map((grid) => ({ grid, key: keys.next().value as number }))
            .toSorted((left, right) => left.key - right.key)
            .map(({ grid }) => grid);
          const expected = places.map((place) => buildGridIndex(grids).findGridAt(...place));
          expect(places.map((place) => buildGridIndex(shuffled).findGridAt(...place))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('on a corner or an edge shared by several grids belongs to exactly one of them', () => {
    fc.assert(
      fc.property(patchworks, (grids) => {
        const index = buildGridIndex(grids);
        for (const grid of grids) {
          for (const place of cornersAndMiddles(grid)) {
            const sharing = grids.filter((other) => containsOrTouches(other, place)).map(({ id }) => id);
            const chain = index.findAllAt(...place);
            expect(chain).toHaveLength(1);
            expect(sharing).toContain(chain[0]);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('gets the same answer from packed corners as from polygons', () => {
    fc.assert(
      fc.property(patchworks, fc.array(points(), { minLength: 40 }), (grids, places) => {
        const packed = grids.map(({ polygon, ...known }) => ({ ...known, corners: packCorners(polygon) }));
        const expected = places.map((place) => buildGridIndex(grids).findAllAt(...place));
        expect(places.map((place) => buildGridIndex(packed).findAllAt(...place))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('away from borders gets the answer of turf', () => {
    fc.assert(
      fc.property(patchworks, fc.array(points(), { minLength: 40 }), (grids, places) => {
        const index = buildGridIndex(grids);
        const clear = places.filter((place) => grids.every((grid) => !isBesideBorder(grid, place)));
        const byTurf = clear.map((place) => grids.find((grid) => booleanPointInPolygon(place, grid.polygon))?.id);
        expect(clear.map((place) => index.findGridAt(...place))).toEqual(byTurf);
      }),
      { numRuns: 60 },
    );
  });

  test('outside all grids, or not a number, belongs to none', () => {
    const index = buildGridIndex(patchwork(flat()));
    expect(index.findGridAt(99.9, 30)).toBeUndefined();
    expect(index.findGridAt(Number.NaN, 30)).toBeUndefined();
    expect(index.findAllAt(0, 0)).toEqual([]);
    expect(buildGridIndex([]).findGridAt(100, 30)).toBeUndefined();
  });

  test('is near the ground within so many degrees of it, edits included', () => {
    const index = buildGridIndex([square('old', 0, 100, 30, 100.01, 30.01)]);
    const edited = index.withGrid(square('new', 0, 102, 30, 102.01, 30.01));
    const places: [number, number][] = [[100.2, 30.2], [100.4, 30], [100, 29.6], [101.8, 30], [Number.NaN, 30]]; // prettier-ignore
    expect(places.map((place) => index.isNear(...place, 0.3))).toEqual([true, false, false, false, false]);
    expect(places.map((place) => edited.isNear(...place, 0.3))).toEqual([true, false, false, true, false]);
    expect(buildGridIndex([]).isNear(100, 30, 0.3)).toBe(false);
  });
});

describe('borders', () => {
  const west = square('west', 0, 100, 30, 100.01, 30.01);
  const east = square('east', 0, 100.01, 30, 100.02, 30.01);

  test('the outer border of the ground belongs to the grid inside it', () => {
    const index = buildGridIndex([west, east]);
    expect(index.findGridAt(100.02, 30.01)).toBe('east');
    expect(index.findGridAt(100.015, 30.01)).toBe('east');
    expect(index.findGridAt(100, 30.005)).toBe('west');
    expect(index.findGridAt(100.0200005, 30.005)).toBeUndefined();
  });

  test('a slit left by rounding a corner onto a slanting border belongs to one of the neighbours', () => {
    const below = shape('below', 0, [
      [100, 30],
      [100.01, 30.003],
      [100.01, 29.99],
      [100, 29.99],
    ]);
    // 100.0033333 / 30.001 lies a fraction of a unit off the straight line between the corners of `below`.
    const above = shape('above', 0, [
      [100, 30],
      [100.0033334, 30.001],
      [100.01, 30.003],
      [100.005, 30.02],
    ]);
    const raised = shape('above', 0, [
      [100, 30],
      [100.0033334, 30.0010001],
      [100.01, 30.003],
      [100.005, 30.02],
    ]);
    expect(buildGridIndex([below, above]).findAllAt(100.0033334, 30.001)).toHaveLength(1);
    expect(buildGridIndex([below, raised]).findAllAt(100.0033334, 30.0010001)).toHaveLength(1);
    expect(buildGridIndex([below, raised]).findAllAt(100.003333, 30.001)).toHaveLength(1);
  });

  test('a point exactly on a slanting border belongs to the grid on its right, whichever way round the grids are drawn', () => {
    const left = [
      [100, 30],
      [100.01, 30.01],
      [100, 30.01],
    ];
    const right = [
      [100, 30],
      [100.01, 30],
      [100.01, 30.01],
    ];
    const drawings = [left, left.toReversed()].flatMap((one) =>
      [right, right.toReversed()].map((other) => buildGridIndex([shape('left', 0, one), shape('right', 0, other)])),
    );
    expect(drawings.map((index) => index.findAllAt(100.005, 30.005).join())).toEqual(Array(4).fill('right'));
  });

  test('the side of an edge is exact even when it is too long for doubles', () => {
    // Neighbouring Fibonacci numbers: the points miss the edge by less than any pair of whole numbers of this size can.
    const from = { x: -1_000_000_000, y: -600_000_000 };
    const edge = { x: 1_836_311_903, y: 1_134_903_170 };
    const steps = [
      { x: 701_408_733, y: 433_494_437 },
      { x: 433_494_437, y: 267_914_296 },
    ];
    const corner = (x: number, y: number) => [(from.x + x) / 1e7, (from.y + y) / 1e7];
    const upper = shape('upper', 0, [corner(0, 0), corner(edge.x, edge.y), corner(0, edge.y)]);
    const lower = shape('lower', 0, [corner(0, 0), corner(edge.x, 0), corner(edge.x, edge.y)]);
    const index = buildGridIndex([upper, lower]);
    const exact = steps.map(({ x, y }) =>
      BigInt(edge.x) * BigInt(y) > BigInt(x) * BigInt(edge.y) ? 'upper' : 'lower',
    );
    expect(new Set(exact).size).toBe(2);
    expect(steps.map(({ x, y }) => index.findGridAt(...(corner(x, y) as [number, number])))).toEqual(exact);
  });
});

describe('grids inside grids', () => {
  const ground = square('ground', 0, 100, 30, 100.01, 30.01);
  const micro = square('micro', 1, 100.002, 30.002, 100.005, 30.006);
  const twin = { ...micro, id: 'mitre' };

  test('the smallest wins and the chain goes from small to large', () => {
    const index = buildGridIndex([ground, micro]);
    expect(index.findGridAt(100.003, 30.003)).toBe('micro');
    expect(index.findAllAt(100.003, 30.003)).toEqual(['micro', 'ground']);
    expect(index.findAllAt(100.008, 30.003)).toEqual(['ground']);
  });

  test('of two equal grids the least id wins', () => {
    expect(buildGridIndex([twin, micro]).findGridAt(100.003, 30.003)).toBe('micro');
    expect(buildGridIndex([micro, twin]).findGridAt(100.003, 30.003)).toBe('micro');
  });

  test('a point on the far border of a micro grid belongs to it or to the ground around it, with the ground in the chain', () => {
    const index = buildGridIndex([ground, micro]);
    expect(index.findAllAt(100.005, 30.006)).toEqual(['micro', 'ground']);
    expect(index.findAllAt(100.002, 30.002)).toEqual(['micro', 'ground']);
  });

  test('a hole belongs to whoever fills it, its edge to exactly one of the two', () => {
    const holed: DrawnShape = {
      ...ground,
      polygon: { type: 'Polygon', coordinates: [...rings(ground), [...rings(micro)[0]!].reverse()] },
    };
    const filling = { ...micro, id: 'filling', level: 0 };
    const index = buildGridIndex([holed, filling]);
    expect(index.findGridAt(100.003, 30.003)).toBe('filling');
    expect(index.findGridAt(100.008, 30.003)).toBe('ground');
    const edge = cornersAndMiddles(filling);
    expect(edge.map((place) => index.findAllAt(...place).length)).toEqual(edge.map(() => 1));
    expect(buildGridIndex([holed]).findGridAt(100.003, 30.003)).toBeUndefined();
  });

  test('a grid of several parts holds points in each of them', () => {
    const parts: DrawnShape = {
      ...ground,
      polygon: { type: 'MultiPolygon', coordinates: [rings(micro), rings(square('', 0, 100.2, 30, 100.3, 30.1))] },
    };
    const index = buildGridIndex([parts]);
    expect(index.findGridAt(100.003, 30.003)).toBe('ground');
    expect(index.findGridAt(100.25, 30.05)).toBe('ground');
    expect(index.findGridAt(100.1, 30.05)).toBeUndefined();
  });
});

describe('an edited grid', () => {
  const grids = patchwork(flat());
  const built = buildGridIndex(grids);
  const place: [number, number] = [100.001, 30.001];
  const away = square('c0r0', 0, 101, 31, 101.01, 31.01);

  test('is found at its new place and not at its old one', () => {
    const index = built.withGrid(away);
    expect(built.findGridAt(...place)).toBe('c0r0');
    expect(index.findGridAt(...place)).toBeUndefined();
    expect(index.findGridAt(101.005, 31.005)).toBe('c0r0');
    expect(index.size).toBe(grids.length);
    expect(index.editCount).toBe(1);
  });

  test('can be removed, added again, and edited twice', () => {
    const gone = built.withoutGrid('c0r0');
    expect(gone.findGridAt(...place)).toBeUndefined();
    expect(gone.size).toBe(grids.length - 1);
    expect(gone.withGrid(grids[0]!).findGridAt(...place)).toBe('c0r0');
    expect(
      built
        .withGrid(away)
        .withGrid(grids[0]!)
        .findGridAt(...place),
    ).toBe('c0r0');
    expect(built.withGrid(away).withoutGrid('c0r0').findGridAt(101.005, 31.005)).toBeUndefined();
    expect(built.withoutGrid('unknown').size).toBe(grids.length);
  });

  test('leaves an index that answers like one built anew', () => {
    fc.assert(
      fc.property(patchworks, patchworks, fc.subarray(grids.map((_, at) => at)), fc.array(points()), (...drawn) => {
        const [before, after, edited, places] = drawn;
        const merged = before.map((grid, at) => (edited.includes(at) ? after[at]! : grid));
        const step = (index: GridIndex, at: number) => index.withGrid(after[at]!);
        const patched = edited.reduce(step, buildGridIndex(before));
        const anew = buildGridIndex(merged);
        expect(places.map((at) => patched.findAllAt(...at))).toEqual(places.map((at) => anew.findAllAt(...at)));
      }),
      { numRuns: 30 },
    );
  });
});

describe('an index of many grids', () => {
  const many = Array.from({ length: 45_000 }, (_, at) => {
    const west = 100 + (at % 300) * 0.001;
    const south = 30 + Math.floor(at / 300) * 0.001;
    return square(`g${at}`, 0, west, south, west + 0.001, south + 0.001);
  });

  test('finds each of them whether built at once or in batches', async () => {
    async function* inBatches() {
      for (let from = 0; from < many.length; from += 7_000) yield many.slice(from, from + 7_000);
    }
    const expected = many.map(({ id }) => id);
    const middles = many.map(({ polygon }): [number, number] => {
      const [longitude, latitude] = polygon.coordinates[0]![0] as [number, number];
      return [longitude + 0.0005, latitude + 0.0005];
    });
    expect(middles.map((place) => buildOnce().findGridAt(...place))).toEqual(expected);
    const batched = await buildGridIndexInBatches(inBatches());
    expect(middles.map((place) => batched.findGridAt(...place))).toEqual(expected);
  });

  test('refuses two grids with one id', async () => {
    async function* twice() {
      yield [many[0]!];
      yield [many[0]!];
    }
    expect(() => buildGridIndex([many[0]!, many[0]!])).toThrow(RangeError);
    await expect(buildGridIndexInBatches(twice())).rejects.toThrow(RangeError);
  });

  let once: GridIndex | undefined;
  function buildOnce(): GridIndex {
    return (once ??= buildGridIndex(many));
  }
});

function patchwork(bends: number[]): DrawnShape[] {
  const bend = (at: number, share: number) => (bends[Math.abs(at) % bends.length]! / 100) * STEP * share;
  const corner = (column: number, row: number): [number, number] => [
    100 + column * STEP + bend(column * 31 + row * 7, 0.2),
    30 + row * STEP + bend(column * 17 + row * 43 + 5, 0.2),
  ];
  const side = (from: [number, number], to: [number, number], seed: number): Position[] =>
    Array.from({ length: 6 }, (_, at) => {
      const sway = at === 0 ? 0 : bend(seed + at * 3, 0.05);
      return [
        round(from[0] + ((to[0] - from[0]) * at) / 6 + sway),
        round(from[1] + ((to[1] - from[1]) * at) / 6 + sway),
      ];
    });
  const level = (column: number, row: number) =>
    side(corner(column, row), corner(column + 1, row), column * 61 + row * 29);
  const upright = (column: number, row: number) =>
    side(corner(column, row), corner(column, row + 1), column * 37 + row * 53 + 11);
  const end = (column: number, row: number): Position => corner(column, row).map(round);
  return Array.from({ length: COLUMNS * ROWS }, (_, at) => {
    const column = at % COLUMNS;
    const row = Math.floor(at / COLUMNS);
    const ring = [
      ...level(column, row),
      ...upright(column + 1, row),
      end(column + 1, row + 1),
      ...level(column, row + 1)
        .slice(1)
        .reverse(),
      end(column, row + 1),
      ...upright(column, row).slice(1).reverse(),
    ];
    return shape(`c${column}r${row}`, 0, ring);
  });
}

function flat(): number[] {
  return [0];
}

function points(): fc.Arbitrary<[number, number]> {
  const within = (from: number, cells: number) =>
    fc.double({ min: from - STEP, max: from + STEP * (cells + 1), noNaN: true }).map(round);
  return fc.tuple(within(100, COLUMNS), within(30, ROWS));
}

function shape(id: string, level: number, ring: Position[]): DrawnShape {
  const polygon = { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] };
  return { id, level, areaM2: areaM2Of(polygon), polygon };
}

function square(id: string, level: number, west: number, south: number, east: number, north: number): DrawnShape {
  return shape(
    id,
    level,
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ].map((corner) => corner.map(round)),
  );
}

function rings(grid: DrawnShape): Position[][] {
  return grid.polygon.type === 'Polygon' ? grid.polygon.coordinates : grid.polygon.coordinates.flat();
}

function cornersAndMiddles(grid: DrawnShape): [number, number][] {
  return rings(grid).flatMap((ring) =>
    ring.slice(1).flatMap(([x, y], at): [number, number][] => [
      [x!, y!],
      [round((x! + ring[at]![0]!) / 2), round((y! + ring[at]![1]!) / 2)],
    ]),
  );
}

function containsOrTouches(grid: DrawnShape, place: [number, number]): boolean {
  return booleanPointInPolygon(place, grid.polygon) || isBesideBorder(grid, place);
}

/** Within 4e-7 degree of a border, a little more than the reach within which a point counts as being on it. */
function isBesideBorder(grid: DrawnShape, [x, y]: [number, number]): boolean {
  return rings(grid).some((ring) =>
    ring.slice(1).some(([bx, by], at) => {
      const [ax, ay] = ring[at] as [number, number];
      const [dx, dy] = [bx! - ax, by! - ay];
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(ax + along * dx - x, ay + along * dy - y) < 4e-7;
    }),
  );
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
