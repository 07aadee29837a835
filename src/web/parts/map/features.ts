// Things of the wire as features of the map: degrees become metres of the web map.

import Feature from 'ol/Feature.js';
import { createEmpty, extend, getCenter } from 'ol/extent.js';
import LineString from 'ol/geom/LineString.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';

import { fromShapeText, lineOfText, partsOfRings } from '#shared/rings.ts';

import type { MapLine, MapPoint, MapShape } from './things.ts';

export const THING = 'thing';
/** Side of a square of the same area, in metres of the web map: whether a name fits. */
export const SIDE = 'side';

export function shapeFeature(shape: MapShape): Feature<Polygon | MultiPolygon> {
  const parts = partsOfRings(fromShapeText(shape.shape)).map((rings) => rings.map((ring) => ring.map(toMetres)));
  const geometry = parts.length === 1 ? new Polygon(parts[0]!) : new MultiPolygon(parts);
  const feature = new Feature({ geometry, [THING]: shape, [SIDE]: Math.sqrt(Math.abs(geometry.getArea())) });
  feature.setId(shape.id);
  return feature;
}

export interface AreaName {
  readonly name: string;
  /** Of the shapes in it, on average: their own names fit or not. */
  readonly side: number;
}

/** The name of each area in the middle of its shapes. */
export function areaNameFeatures(features: readonly Feature<Polygon | MultiPolygon>[]): Feature<Point>[] {
  const groups = new Map<string, Feature<Polygon | MultiPolygon>[]>();
  for (const feature of features) {
    const { groupId, groupName } = thingOf<MapShape>(feature);
    if (groupId == null || groupName == null) continue;
    const group = groups.get(groupId);
    if (group === undefined) groups.set(groupId, [feature]);
    else group.push(feature);
  }
  return [...groups.values()].map((members) => {
    const extent = createEmpty();
    for (const member of members) extend(extent, member.getGeometry()!.getExtent());
    const side = members.reduce((sum, member) => sum + (member.get(SIDE) as number), 0) / members.length;
    const name = thingOf<MapShape>(members[0]!).groupName ?? '';
    return new Feature({ geometry: new Point(getCenter(extent)), [THING]: { name, side } satisfies AreaName });
  });
}

export function lineFeature(line: MapLine): Feature<LineString> {
  return new Feature({ geometry: new LineString(lineOfText(line.shape).map(toMetres)), [THING]: line });
}

export function pointFeature(thing: MapPoint): Feature<Point> {
  return new Feature({ geometry: new Point(metresOf(thing)), [THING]: thing });
}

export function thingOf<T>(feature: { get(key: string): unknown }): T {
  return feature.get(THING) as T;
}

/** A boundary on the way: its corners, and the line or, once closed, the ground between them. */
export function sketchFeatures(parts: readonly (readonly MapPoint[])[], isClosed: boolean): Feature[] {
  return parts.flatMap((corners) => {
    const metres = corners.map(metresOf);
    const border = isClosed ? new Polygon([[...metres, metres[0] ?? [0, 0]]]) : new LineString(metres);
    return [
      ...(metres.length > 1 ? [new Feature({ geometry: border })] : []),
      ...(isClosed ? [] : metres.map((corner) => new Feature({ geometry: new Point(corner) }))),
    ];
  });
}

export function metresOf({ longitude, latitude }: MapPoint): number[] {
  return fromLonLat([longitude, latitude]);
}

export function degreesOf(metres: number[]): MapPoint {
  const [longitude = 0, latitude = 0] = toLonLat(metres);
  return { longitude, latitude };
}

function toMetres(corner: [number, number]): number[] {
  return fromLonLat(corner);
}
