// The map of a notice board, from shapes in degrees to millimetres.

import { describe, expect, test } from 'vitest';

import { boardMap, clip, shortName } from './board-map.ts';
import type { MapGround } from './board-map.ts';

const PAPER = { width: 260, height: 180 };

function square(west: number, south: number, side: number) {
  const ring = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
  return { type: 'Polygon' as const, coordinates: [ring] };
}

const ground: MapGround = {
  grid: { name: '旧港第3网格', boundary: square(95.004, 40, 0.002) },
  neighbours: [
    { name: '旧港第2网格', boundary: square(95.002, 40, 0.002) },
    { name: '旧港第4网格', boundary: square(95.006, 40, 0.002) },
  ],
  microGrids: [{ name: '3栋4栋微网格', boundary: square(95.004, 40, 0.001) }],
  buildings: [
    { name: '船坞新村 3 栋', compound: '船坞新村', longitude: 95.0045, latitude: 40.0005 },
    { name: '船坞新村 5 栋', compound: '船坞新村', longitude: 95.0055, latitude: 40.0015 },
    { name: '卫生服务中心', compound: null, longitude: 95.0055, latitude: 40.0005 },
    { name: '很远的楼', compound: null, longitude: 96, latitude: 40 },
  ],
};

const pointsOf = (path: string) =>
  [...path.matchAll(/(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

describe('the map of a board', () => {
  const map = boardMap(ground, PAPER);

  test('holds the whole grid with room around it, upright and in proportion', () => {
    const corners = pointsOf(map.shapes.find(({ kind }) => kind === 'border')!.path);
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    expect(Math.min(...xs)).toBeGreaterThan(0);
    expect(Math.max(...ys)).toBeLessThan(PAPER.height);
    const wide = Math.max(...xs) - Math.min(...xs);
    const high = Math.max(...ys) - Math.min(...ys);
    // 0.002 degrees are 170 m from west to east there and 222 m from south to north.
    expect(wide / high).toBeCloseTo(Math.cos((40.001 * Math.PI) / 180), 2);
    expect(high).toBeCloseTo(PAPER.height / 1.28, 0);
  });

  test('shows the neighbours only as far as the paper goes', () => {
    const neighbours = map.shapes.filter(({ kind }) => kind === 'neighbour');
    expect(neighbours).toHaveLength(2);
    const outside = neighbours
      .flatMap(({ path }) => pointsOf(path))
      .filter(([x, y]) => x < 0 || x > PAPER.width || y < 0 || y > PAPER.height);
    expect(outside).toEqual([]);
    expect(map.labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['旧港第2网格', '旧港第4网格']));
  });

  test('has every building on it, named below the name of its compound; one far away is not drawn', () => {
    expect(map.shapes.filter(({ kind }) => kind === 'building')).toHaveLength(3);
    expect(map.labels.filter(({ kind }) => kind !== 'neighbour').map(({ text }) => text)).toEqual([
      '船坞新村',
      '3 栋',
      '5 栋',
      '卫生服务中心',
    ]);
    expect(map.unnamed).toBe(0);
  });

  test('says a round length for its scale', () => {
    expect(map.scale.metres).toBe(50);
    const metresPerMm = (0.002 * 111_195 * 1.28) / PAPER.height;
    expect(map.scale.length).toBeCloseTo(50 / metresPerMm, 1);
  });

  test('lets no two names touch: a crowded one moves to another side of its square, and what finds no room is counted', () => {
    const crowd = ['甲楼', '乙楼', '丙楼', '丁楼', '戊楼'].map((name) => ({ ...ground.buildings[2]!, name }));
    const { labels, unnamed } = boardMap({ ...ground, buildings: crowd }, PAPER);
    const shown = labels.filter(({ kind }) => kind === 'building');
    expect(shown.map(({ text }) => text)).toEqual(['甲楼', '乙楼', '丙楼', '丁楼']);
    expect(unnamed).toBe(1);
    const apart = (one: (typeof shown)[number], other: (typeof shown)[number]) =>
      Math.abs(one.x - other.x) >= 2 * one.size || Math.abs(one.y - other.y) >= one.size;
    expect(shown.flatMap((one, at) => shown.slice(at + 1).filter((other) => !apart(one, other)))).toEqual([]);
  });

  test('is drawn of a grid in two parts as well', () => {
    const parts = {
      type: 'MultiPolygon' as const,
      coordinates: [square(95.004, 40, 0.001).coordinates, square(95.0055, 40.001, 0.001).coordinates],
    };
    const { shapes } = boardMap({ ...ground, grid: { name: '两块', boundary: parts } }, PAPER);
    expect(shapes.find(({ kind }) => kind === 'border')!.path.match(/M/g)).toHaveLength(2);
  });
});

test('a triangle that reaches out of the frame is cut along its edge', () => {
  expect(clip([[-10, 5], [10, 0], [10, 10]], { width: 20, height: 20 })).toEqual([[0, 7.5], [0, 2.5], [10, 0], [10, 10]]); // prettier-ignore
  expect(clip([[30, 0], [40, 0], [40, 10]], { width: 20, height: 20 })).toEqual([]); // prettier-ignore
});

test('a building keeps its whole name when it is that of its compound', () => {
  expect(shortName('船坞新村 3 栋', '船坞新村')).toBe('3 栋');
  expect(shortName('船坞新村', '船坞新村')).toBe('船坞新村');
  expect(shortName('卫生服务中心', '船坞新村')).toBe('卫生服务中心');
});
