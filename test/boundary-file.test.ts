// What a desk takes out of a boundary file, and coordinates as people type them.

import { expect, test } from 'vitest';

import { boundariesIn, cornersTyped, fileOf } from '../src/web/desk/map/boundary-file.ts';

const RING = [
  [82.6, 39],
  [82.61, 39],
  [82.61, 39.01],
  [82.6, 39],
];
const polygon = { type: 'Polygon', coordinates: [RING] };

test('every polygon of a collection comes with its name, code and grade; points and heights do not', () => {
  const high = { type: 'Polygon', coordinates: [RING.map((corner) => [...corner, 12.5])] };
  const file = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: '旧港第 3 网格', code: 990101003012003, 管理等级: 'a级' },
        geometry: polygon,
      },
      { type: 'Feature', properties: { 名称: ' 旧港第 4 网格 ' }, geometry: high },
      { type: 'Feature', properties: null, geometry: { type: 'MultiPolygon', coordinates: [[RING]] } },
      { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [82, 39] } },
    ],
  };
  expect(boundariesIn(JSON.stringify(file))).toEqual([
    { boundary: polygon, name: '旧港第 3 网格', code: '990101003012003', areaGrade: 'A' },
    { boundary: polygon, name: '旧港第 4 网格', code: '', areaGrade: undefined },
    { boundary: { type: 'MultiPolygon', coordinates: [[RING]] }, name: '', code: '', areaGrade: undefined },
  ]);
  expect(boundariesIn(JSON.stringify(polygon))).toHaveLength(1);
});

test('what is saved as a file is read back as the same', () => {
  const grid = { name: '旧港第 3 网格', code: '990101003012003', areaGrade: 'B' as const, boundary: polygon as never };
  const text = fileOf([
    { ...grid, kind: 'general', households: 320 },
    { ...grid, kind: 'general', households: null, boundary: undefined },
  ]);
  expect(boundariesIn(text)).toEqual([grid]);
});

test.each([
  '',
  'PK',
  '[]',
  '{}',
  'null',
  '{"type":"Polygon","coordinates":[]}',
  '{"type":"Polygon","coordinates":[[["a","b"]]]}',
])('nothing can be drawn from %j', (text) => {
  expect(boundariesIn(text)).toEqual([]);
});

test('corners are typed a line each, with any comma; the first wrong line is named', () => {
  expect(cornersTyped('82.6, 39\n\n 82.61，39.01 \n82.6 39.02')).toEqual({
    corners: [
      { longitude: 82.6, latitude: 39 },
      { longitude: 82.61, latitude: 39.01 },
      { longitude: 82.6, latitude: 39.02 },
    ],
    wrongLine: undefined,
  });
  expect(cornersTyped('82.6, 39\n39, 182.6, 1').wrongLine).toBe(2);
  expect(cornersTyped('82.6, 139').wrongLine).toBe(1);
  expect(cornersTyped('82.6, ').wrongLine).toBe(1);
});
