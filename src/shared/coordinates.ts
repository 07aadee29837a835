// Points of other Chinese coordinate systems turned into the one we store, keeping what was handed in.

import gcoordExport from 'gcoord';
import type { Point } from './geo.ts';

// Its type declarations describe an ES module, the package is CommonJS: what the types call `default` is the import itself.
const gcoord = gcoordExport as unknown as (typeof gcoordExport)['default'];

export const COORDINATE_SYSTEMS = ['CGCS2000', 'WGS84', 'GCJ02', 'BD09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

export type StoredPoint = Point & { sourceCrs: CoordinateSystem; sourceLongitude: number; sourceLatitude: number };

/**
 * The point in CGCS2000 (within a few centimetres of WGS 84), rounded to 1e-7 degree, about 1 cm.
 *
 * @throws {RangeError} when the point is not on the globe
 */
export function toCgcs2000({ longitude, latitude, crs }: Point & { crs: CoordinateSystem }): StoredPoint {
  // Written so that NaN is refused as well.
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
    throw new RangeError('Longitude must lie within -180 and 180, latitude within -90 and 90');
  }
  const converted = convert({ longitude, latitude }, crs);
  return {
    longitude: roundDegrees(converted.longitude),
    latitude: roundDegrees(converted.latitude),
    sourceCrs: crs,
    sourceLongitude: longitude,
    sourceLatitude: latitude,
  };
}

/** For display on a base map that is drawn in GCJ-02. */
export function toGcj02({ longitude, latitude }: Point): Point {
  const [shiftedLongitude, shiftedLatitude] = transform([longitude, latitude], gcoord.WGS84, gcoord.GCJ02);
  return { longitude: shiftedLongitude, latitude: shiftedLatitude };
}

function convert(point: Point, crs: CoordinateSystem): Point {
  switch (crs) {
    case 'CGCS2000':
    case 'WGS84':
      return point;
    case 'GCJ02':
      return fromGcj02(point);
    case 'BD09': {
      const [longitude, latitude] = transform([point.longitude, point.latitude], gcoord.BD09, gcoord.GCJ02);
      return fromGcj02({ longitude, latitude });
    }
  }
}

/**
 * GCJ-02 has no inverse formula; the shift is subtracted until it fits. Done here with a fixed number of rounds, because gcoord's
 * own inverse never ends for points just inside the box of its shift (72.0041, 30): they jump out of it and back for ever.
 */
function fromGcj02(wanted: Point): Point {
  let guess = wanted;
  for (let round = 0; round < 8; round += 1) {
    const shifted = toGcj02(guess);
    guess = {
      longitude: guess.longitude - (shifted.longitude - wanted.longitude),
      latitude: guess.latitude - (shifted.latitude - wanted.latitude),
    };
  }
  return guess;
}

type GcoordSystem = Parameters<typeof gcoord.transform>[1];

function transform(position: [number, number], from: GcoordSystem, to: GcoordSystem): [number, number] {
  return gcoord.transform(position, from, to);
}

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
