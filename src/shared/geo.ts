// Areas, distances, boxes, and what is wrong with a drawn boundary. Longitude before latitude, in degrees.

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

export function partsOf(shape: Shape): Position[][][] {
  return shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
