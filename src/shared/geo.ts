// Areas, distances, boxes, label points, and what is wrong with a drawn boundary. Longitude before latitude, in degrees.

import { area } from '@turf/area';
import type { MultiPolygon, Polygon, Position } from 'geojson';

export type Shape = Polygon | MultiPolygon;
export type Point = { longitude: number; latitude: number };
export type Box = { minLongitude: number; minLatitude: number; maxLongitude: number; maxLatitude: number };

/** Mean radius of the earth (IUGG). */
const EARTH_RADIUS_METRES = 6_371_008.8;

/** On a sphere; within 0.6 % of the ellipsoid. */
export function areaM2Of(shape: Shape): number {
  return area(shape);
}

export function distanceMetres(from: Point, to: Point): number {
  const latitudeFrom = toRadians(from.latitude);
  const latitudeTo = toRadians(to.latitude);
  const halfLatitude = Math.sin((latitudeTo - latitudeFrom) / 2);
  const halfLongitude = Math.sin(toRadians(to.longitude - from.longitude) / 2);
  const chord = halfLatitude ** 2 + Math.cos(latitudeFrom) * Math.cos(latitudeTo) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function boundingBoxOf(shape: Shape): Box {
  const box = { minLongitude: Infinity, minLatitude: Infinity, maxLongitude: -Infinity, maxLatitude: -Infinity };
  for (const [longitude, latitude] of partsOf(shape).flat(2) as [number, number][]) {
    box.minLongitude = Math.min(box.minLongitude, longitude);
    box.minLatitude = Math.min(box.minLatitude, latitude);
    box.maxLongitude = Math.max(box.maxLongitude, longitude);
    box.maxLatitude = Math.max(box.maxLatitude, latitude);
  }
  return box;
}

/** Where a name can stand: the centroid of the largest part if it lies inside, else the middle of the widest stretch found. */
export function labelPointOf(shape: Shape): Point {
  const largest = partsOf(shape).toSorted((left, right) => ringArea(right[0]!) - ringArea(left[0]!))[0]!;
  const [longitude, latitude] = centroidOf(largest[0]!);
  const stretches = crossingsAt(largest, latitude);
  if (stretches.some(([from, to]) => from < longitude && longitude < to)) return { longitude, latitude };

  const box = boundingBoxOf({ type: 'Polygon', coordinates: largest });
  const heights = [0.5, 0.37, 0.63, 0.24, 0.76, 0.11, 0.89].map(
    (share) => box.minLatitude + share * (box.maxLatitude - box.minLatitude),
  );
  const candidates = heights.flatMap((height) =>
    crossingsAt(largest, height).map(([from, to]) => ({ from, to, height })),
  );
  const widest = candidates.toSorted((left, right) => right.to - right.from - (left.to - left.from))[0];
  if (!widest) throw new RangeError('A shape without extent has no inside');
  return { longitude: (widest.from + widest.to) / 2, latitude: widest.height };
}

export function partsOf(shape: Shape): Position[][][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

/** Stretches of the parallel that lie inside the part, from west to east. */
function crossingsAt(rings: Position[][], latitude: number): [number, number][] {
  const longitudes: number[] = [];
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [ax, ay] = ring[at - 1] as [number, number];
      const [bx, by] = ring[at] as [number, number];
      if (ay > latitude !== by > latitude) longitudes.push(ax + ((latitude - ay) / (by - ay)) * (bx - ax));
    }
  }
  longitudes.sort((left, right) => left - right);
  return Array.from({ length: Math.floor(longitudes.length / 2) }, (_, at) => [
    longitudes[2 * at]!,
    longitudes[2 * at + 1]!,
  ]);
}

function centroidOf(ring: Position[]): [number, number] {
  // Measured from the first corner: the products of whole coordinates would lose the digits that matter.
  const [originX, originY] = ring[0] as [number, number];
  let doubledArea = 0;
  let sumX = 0;
  let sumY = 0;
  for (let at = 1; at < ring.length; at += 1) {
    const ax = ring[at - 1]![0]! - originX;
    const ay = ring[at - 1]![1]! - originY;
    const bx = ring[at]![0]! - originX;
    const by = ring[at]![1]! - originY;
    const cross = ax * by - bx * ay;
    doubledArea += cross;
    sumX += (ax + bx) * cross;
    sumY += (ay + by) * cross;
  }
  if (doubledArea === 0) return [originX, originY];
  return [originX + sumX / (3 * doubledArea), originY + sumY / (3 * doubledArea)];
}

function ringArea(ring: Position[]): number {
  return area({ type: 'Polygon', coordinates: [ring] });
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
