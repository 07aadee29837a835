import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCgcs2000, toGcj02 } from './coordinates.ts';
import { distanceMetres } from './geo.ts';

const HANGZHOU = { longitude: 120.13, latitude: 30.27 };
const WUHAN = { longitude: 114.305, latitude: 30.593 };
const URUMQI = { longitude: 87.617, latitude: 43.825 };

test('the shift of GCJ-02 is the one measured in three cities', () => {
  expect(distanceMetres(HANGZHOU, toGcj02(HANGZHOU))).toBeCloseTo(523, -1);
  expect(distanceMetres(WUHAN, toGcj02(WUHAN))).toBeCloseTo(588, -1);
  expect(distanceMetres(URUMQI, toGcj02(URUMQI))).toBeCloseTo(265, -1);
});

test('a point taken from a GCJ-02 map comes back within 2 cm', () => {
  const places = fc.record({
    longitude: fc.double({ min: 74, max: 135, noNaN: true }),
    latitude: fc.double({ min: 4, max: 53, noNaN: true }),
  });
  fc.assert(
    fc.property(places, (place) => {
      const back = toCgcs2000({ ...toGcj02(place), crs: 'GCJ02' });
      expect(distanceMetres(place, back)).toBeLessThan(0.02);
    }),
  );
});

test('a point of a BD-09 map lands where the example of gcoord says', () => {
  const place = toCgcs2000({ longitude: 116.41661560068297, latitude: 39.92196580126834, crs: 'BD09' });
  expect(distanceMetres(place, { longitude: 116.403988, latitude: 39.914266 })).toBeLessThan(0.2);
});

test('what was handed in is kept, and WGS 84 is taken as it is, to 1e-7 degree', () => {
  expect(toCgcs2000({ longitude: 82.612345678, latitude: 39.00000004, crs: 'WGS84' })).toEqual({
    longitude: 82.6123457,
    latitude: 39,
    sourceCrs: 'WGS84',
    sourceLongitude: 82.612345678,
    sourceLatitude: 39.00000004,
  });
  expect(toCgcs2000({ longitude: 120.2, latitude: 30.2, crs: 'GCJ02' })).toMatchObject({
    sourceCrs: 'GCJ02',
    sourceLongitude: 120.2,
    sourceLatitude: 30.2,
  });
});

test('a point at the edge of the shifted area gets an answer instead of an endless search', () => {
  const edge = { longitude: 72.0041, latitude: 30 };
  expect(distanceMetres(edge, toCgcs2000({ ...edge, crs: 'GCJ02' }))).toBeLessThan(1000);
});

test('outside China GCJ-02 is not shifted', () => {
  expect(toCgcs2000({ longitude: 2.35, latitude: 48.85, crs: 'GCJ02' })).toMatchObject({
    longitude: 2.35,
    latitude: 48.85,
  });
});

test('points that are not on the globe are refused', () => {
  expect(() => toCgcs2000({ longitude: 180.1, latitude: 0, crs: 'WGS84' })).toThrow(RangeError);
  expect(() => toCgcs2000({ longitude: 0, latitude: -90.1, crs: 'GCJ02' })).toThrow(RangeError);
  expect(() => toCgcs2000({ longitude: Number.NaN, latitude: 0, crs: 'BD09' })).toThrow(RangeError);
  expect(() => toCgcs2000({ longitude: 0, latitude: Infinity, crs: 'CGCS2000' })).toThrow(RangeError);
});
