// What a desk takes out of the zip of a shapefile: polygons with holes and parts, names in both encodings, and what it must not take.

import { describe, expect, test } from 'vitest';

import { boundariesInZip } from '../src/web/desk/map/shape-file.ts';
import type { Unzipped } from '../src/web/desk/map/shape-file.ts';
import { dbf, shp } from './shape-file-writing.ts';
import type { Ring } from './shape-file-writing.ts';

const CGCS2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]]';
const GAUSS = `PROJCS["CGCS2000_3_Degree_GK_CM_120E",${CGCS2000},PROJECTION["Gauss_Kruger"]]`;

/** Clockwise, as the format wants outer rings. */
const square = (x: number, y: number, side: number): Ring => [
  [x, y],
  [x, y + side],
  [x + side, y + side],
  [x + side, y],
  [x, y],
];
const OUTER = square(82.6, 39, 0.01);
const HOLE = square(82.603, 39.003, 0.002).toReversed();
const APART = square(82.62, 39, 0.01);
const against = (ring: Ring) => ring.toReversed();

const utf8 = (text: string) => Buffer.from(text);
/** 名称, 旧港 in GBK. */
const [NAME_GBK, JIUGANG_GBK] = [Buffer.from('c3fbb3c6', 'hex'), Buffer.from('bec9b8db', 'hex')];
const zipOf = (files: Readonly<Record<string, Uint8Array | string>>): Unzipped =>
  Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? utf8(content) : content]),
  );

describe('shapes', () => {
  test('a hole goes into the ring around it, parts apart are a multipolygon, and rings turn as in GeoJSON', () => {
    const { boundaries } = boundariesInZip(
      zipOf({
        'grids.shp': shp([
          [OUTER, HOLE],
          [OUTER, APART, HOLE],
        ]),
      }),
    );
    expect(boundaries.map(({ boundary }) => boundary)).toEqual([
      { type: 'Polygon', coordinates: [against(OUTER), against(HOLE)] },
      { type: 'MultiPolygon', coordinates: [[against(OUTER), against(HOLE)], [against(APART)]] },
    ]);
  });

  test('a ring that turns the wrong way alone is an outer one all the same', () => {
    const { boundaries } = boundariesInZip(zipOf({ 'a.shp': shp([[against(OUTER)]]) }));
    expect(boundaries[0]?.boundary).toEqual({ type: 'Polygon', coordinates: [OUTER] });
  });

  test('parts that all turn the wrong way are lost no more than one', () => {
    const { boundaries } = boundariesInZip(zipOf({ 'a.shp': shp([[against(OUTER), against(APART)]]) }));
    expect(boundaries[0]?.boundary).toEqual({ type: 'MultiPolygon', coordinates: [[OUTER], [APART]] });
  });

  test('what is cut off in the middle of a record leaves what stands before it', () => {
    const whole = shp([[OUTER], [APART]]);
    expect(boundariesInZip(zipOf({ 'a.shp': whole.subarray(0, whole.length - 8) })).boundaries).toHaveLength(1);
  });

  test.each([['PK'], [''], ['x'.repeat(200)]])('%j is no shapefile', (content) => {
    expect(boundariesInZip(zipOf({ 'a.shp': content, 'readme.txt': content }))).toEqual({
      boundaries: [],
      isForeign: false,
    });
  });
});

describe('names', () => {
  test('a record without a shape keeps the names beside their shapes; folders and capitals do not matter', () => {
    const files = {
      '网格/JIUGANG.SHP': shp([[OUTER], 'none', [APART]]),
      '网格/jiugang.dbf': dbf(utf8('名称'), [utf8('旧港1'), utf8('空'), utf8('旧港3')]),
    };
    expect(boundariesInZip(zipOf(files)).boundaries.map(({ name }) => name)).toEqual(['旧港1', '旧港3']);
  });

  test('without a .cpg GBK is told from UTF-8; a .cpg is believed', () => {
    const files = { 'a.shp': shp([[OUTER]]), 'a.dbf': dbf(NAME_GBK, [JIUGANG_GBK]) };
    expect(boundariesInZip(zipOf(files)).boundaries[0]?.name).toBe('旧港');
    expect(boundariesInZip(zipOf({ ...files, 'a.cpg': 'GBK' })).boundaries[0]?.name).toBe('旧港');
    expect(boundariesInZip(zipOf({ ...files, 'a.cpg': 'UTF-8' })).boundaries[0]?.name).toBe('');
  });
});

describe('coordinate systems', () => {
  const files = { 'a.shp': shp([[OUTER]]) };
  test.each([
    [CGCS2000, 'CGCS2000'],
    ['GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', 'WGS84'],
  ])('%s is read as %s', (prj, crs) => {
    expect(boundariesInZip(zipOf({ ...files, 'a.prj': prj }))).toMatchObject({ crs, isForeign: false });
  });

  test.each([GAUSS, 'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980"]]'])('%s has to be converted first', (prj) => {
    expect(boundariesInZip(zipOf({ ...files, 'a.prj': prj }))).toEqual({ boundaries: [], isForeign: true });
  });

  test('metres are no longitudes, also without a .prj', () => {
    const metres = zipOf({ 'a.shp': shp([[square(500_000, 4_300_000, 100)]]) });
    expect(boundariesInZip(metres)).toEqual({ boundaries: [], isForeign: true });
  });
});
