// What the map draws at each level and for whom: the invented town's paths.

import { expect, test } from 'vitest';

import { gridsCovering, latticeFor, touches, unitsAt } from './map-rules.ts';
import type { DrawnArea, DrawnGrid } from './map-rules.ts';

const area = (path: string, level: DrawnArea['level']): DrawnArea => {
  const above = path.split('/').slice(0, -2).join('/');
  return { id: path, path, level, parentId: above === '' ? null : `${above}/` };
};
const AREAS = [
  area('/y/', 'district'),
  area('/y/jg/', 'street'),
  area('/y/jg/cw/', 'community'),
  area('/y/jg/hd/', 'community'),
  area('/y/jt/', 'street'),
  area('/y/jt/rt/', 'community'),
];
const grid = (path: string, kind: DrawnGrid['kind'], areaId: string, parentId: string | null = null): DrawnGrid => ({
  id: path,
  path,
  kind,
  areaId,
  parentId,
});
const GRIDS = [
  grid('/y/jg/cw/g1/', 'general', '/y/jg/cw/'),
  grid('/y/jg/cw/g1/m1/', 'micro', '/y/jg/cw/', '/y/jg/cw/g1/'),
  grid('/y/jg/cw/g2/', 'general', '/y/jg/cw/'),
  grid('/y/jg/hd/g1/', 'general', '/y/jg/hd/'),
  grid('/y/jg/market/', 'dedicated', '/y/jg/'),
  grid('/y/jg/market/a/', 'dedicated', '/y/jg/', '/y/jg/market/'),
  grid('/y/jt/rt/g1/', 'general', '/y/jt/rt/'),
];
const drawn = (level: Parameters<typeof unitsAt>[0], ...own: string[]) =>
  unitsAt(level, AREAS, GRIDS, own).map(({ id, isOwn }) => `${isOwn ? '' : 'outline '}${id}`);

test('who serves the district sees each level in full', () => {
  expect(drawn('street', '/y/')).toEqual(['/y/jg/', '/y/jt/']);
  expect(drawn('community', '/y/')).toEqual([
    '/y/jg/market/',
    '/y/jg/market/a/',
    '/y/jg/cw/',
    '/y/jg/hd/',
    '/y/jt/rt/',
  ]);
  expect(drawn('grid', '/y/')).not.toContain('/y/jg/cw/g1/m1/');
  expect(drawn('micro', '/y/')).toContain('/y/jg/cw/g1/m1/');
});

test('of another street an officer sees the outline and nothing in it', () => {
  expect(drawn('micro', '/y/jt/')).toEqual(['outline /y/jg/', '/y/jt/rt/g1/']);
});

test('a grid worker sees the own grid, and around it the largest areas that are others’', () => {
  expect(drawn('grid', '/y/jg/cw/g1/')).toEqual([
    'outline /y/jg/market/',
    'outline /y/jg/market/a/',
    '/y/jg/cw/g1/',
    'outline /y/jg/cw/g2/',
    'outline /y/jg/hd/',
    'outline /y/jt/',
  ]);
});

test('who serves nowhere here sees outlines of streets', () => {
  expect(drawn('micro')).toEqual(['outline /y/jg/', 'outline /y/jt/']);
});

test('an area is covered by its grids, not by what lies inside those', () => {
  expect(gridsCovering(AREAS[1]!, GRIDS).map(({ id }) => id)).toEqual([
    '/y/jg/cw/g1/',
    '/y/jg/cw/g2/',
    '/y/jg/hd/g1/',
    '/y/jg/market/',
  ]);
});

test('little ground is drawn as it is; much as finely as its zoom can show', () => {
  expect(latticeFor(60_000, 4)).toBeUndefined();
  expect(latticeFor(60_001, 12)).toBe(1717);
  expect(latticeFor(1_000_000, 22)).toBeUndefined();
});

test('boxes touch at an edge as well', () => {
  const box = (west: number, east: number) => ({
    minLongitude: west,
    maxLongitude: east,
    minLatitude: 0,
    maxLatitude: 1,
  });
  expect(touches(box(0, 1), box(1, 2))).toBe(true);
  expect(touches(box(0, 1), box(1.1, 2))).toBe(false);
});
