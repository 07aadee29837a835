// A fixed set of grids as flat arrays with a box tree: which of them contain a point, decided exactly in whole units.
//
// Coordinates are kept as whole numbers of 1e-7 degree (about 1 cm). Corners that two grids share are then equal to the last
// bit, and the crossing test is integer arithmetic that a double holds without rounding, so it cannot answer differently for
// the two grids on either side of a border. It also takes half the memory of degrees.

import type { MultiPolygon, Polygon } from 'geojson';
import Flatbush from 'flatbush';

type Known = {
  id: string;
  /** 0 for the grids that cover the ground, 1 for what lies inside them, and so on. Grids of one level do not overlap. */
  level: number;
  areaM2: number;
};

export type DrawnShape = Known & { polygon: Polygon | MultiPolygon };

export type GridShape = DrawnShape | (Known & { corners: Corners });

/** Ring after ring: how many corners, then x and y of each in units. What `packed_corners` of the database makes. */
export type Corners = Int32Array;

/** Items are in the order of `isBefore`, so the lowest item that contains a point is the smallest grid there. */
export type GridLayer = {
  ids: string[];
  levels: Uint8Array;
  areasM2: Float64Array;
  /** Ring r of the layer is coordinates 2·ringStarts[r] … 2·ringStarts[r + 1] of `coordinates`. */
  ringStarts: Uint32Array;
  /** Item i owns rings itemStarts[i] … itemStarts[i + 1]. */
  itemStarts: Uint32Array;
  /** x, y, x, y … in units of 1e-7 degree. */
  coordinates: Int32Array;
  tree: Flatbush;
};

export const UNITS_PER_DEGREE = 1e7;

// A corner put on a neighbour's straight border is rounded to a unit and so lies beside it: the slit this leaves is narrower
// than 2.2 units (0.71 for each rounded point involved). Points in it are given to a grid at the slit.
export const BORDER_TOLERANCE_UNITS = 3;

export function toUnits(degrees: number): number {
  return Math.round(degrees * UNITS_PER_DEGREE);
}

export function isBefore(left: { areaM2: number; id: string }, right: { areaM2: number; id: string }): boolean {
  return left.areaM2 !== right.areaM2 ? left.areaM2 < right.areaM2 : left.id < right.id;
}

/** @param shapes at least one; a tree cannot be empty */
export function buildLayer(shapes: readonly GridShape[]): GridLayer {
  const sorted = shapes.toSorted((left, right) => (isBefore(left, right) ? -1 : 1));
  const corners = sorted.map((shape) => ('corners' in shape ? shape.corners : packCorners(shape.polygon)));
  let ringCount = 0;
  let numberCount = 0;
  for (const packed of corners) {
    ringCount += countRings(packed);
    numberCount += packed.length;
  }
  const layer: GridLayer = {
    ids: sorted.map((shape) => shape.id),
    levels: Uint8Array.from(sorted, (shape) => shape.level),
    areasM2: Float64Array.from(sorted, (shape) => shape.areaM2),
    ringStarts: new Uint32Array(ringCount + 1),
    itemStarts: new Uint32Array(sorted.length + 1),
    coordinates: new Int32Array(numberCount - ringCount),
    tree: new Flatbush(sorted.length, 8, Int32Array),
  };
  fill(layer, corners);
  layer.tree.finish();
  return layer;
}

/** Even-odd over all rings of the item, so holes and several parts need no case of their own. */
export function contains(layer: GridLayer, item: number, x: number, y: number): boolean {
  const { coordinates, ringStarts, itemStarts } = layer;
  const lastRing = itemStarts[item + 1]!;
  let isInside = false;
  for (let ring = itemStarts[item]!; ring < lastRing; ring += 1) {
    const end = ringStarts[ring + 1]! * 2;
    let ax = coordinates[end - 2]!;
    let ay = coordinates[end - 1]!;
    for (let at = ringStarts[ring]! * 2; at < end; at += 2) {
      const bx = coordinates[at]!;
      const by = coordinates[at + 1]!;
      if (ay > y !== by > y && crossesRightOf(ax, ay, bx, by, x, y)) isInside = !isInside;
      ax = bx;
      ay = by;
    }
  }
  return isInside;
}

export function isOnBorder(layer: GridLayer, item: number, x: number, y: number): boolean {
  const { coordinates, ringStarts, itemStarts } = layer;
  const lastRing = itemStarts[item + 1]!;
  for (let ring = itemStarts[item]!; ring < lastRing; ring += 1) {
    const end = ringStarts[ring + 1]! * 2;
    let ax = coordinates[end - 2]!;
    let ay = coordinates[end - 1]!;
    for (let at = ringStarts[ring]! * 2; at < end; at += 2) {
      const bx = coordinates[at]!;
      const by = coordinates[at + 1]!;
      if (isNearSegment(ax, ay, bx, by, x, y)) return true;
      ax = bx;
      ay = by;
    }
  }
  return false;
}

export function packCorners(polygon: Polygon | MultiPolygon): Corners {
  const rings = polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat();
  return Int32Array.from(
    rings.flatMap((ring) => [
      ring.length,
      ...ring.flatMap(([longitude, latitude]) => [toUnits(longitude!), toUnits(latitude!)]),
    ]),
  );
}

function countRings(corners: Corners): number {
  let rings = 0;
  for (let at = 0; at < corners.length; at += 1 + 2 * corners[at]!) rings += 1;
  return rings;
}

function fill(layer: GridLayer, shapes: readonly Corners[]): void {
  const { coordinates } = layer;
  let ringAt = 0;
  let pointAt = 0;
  shapes.forEach((corners, item) => {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    layer.itemStarts[item] = ringAt;
    let at = 0;
    while (at < corners.length) {
      layer.ringStarts[ringAt] = pointAt;
      ringAt += 1;
      const end = at + 1 + 2 * corners[at]!;
      for (at += 1; at < end; at += 2) {
        const x = corners[at]!;
        const y = corners[at + 1]!;
        coordinates[pointAt * 2] = x;
        coordinates[pointAt * 2 + 1] = y;
        pointAt += 1;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
    }
    layer.tree.add(minX, minY, maxX, maxY);
  });
  layer.ringStarts[ringAt] = pointAt;
  layer.itemStarts[shapes.length] = ringAt;
}

/**
 * Whether the edge, which passes the height of the point, does so strictly to its right. "Strictly" gives a point on a border
 * to the grid on its right (or above it, for a level border), whichever way round the two grids are drawn.
 */
function crossesRightOf(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  if (ax > x && bx > x) return true;
  if (ax <= x && bx <= x) return false;
  return side(ax, ay, bx, by, x, y) > 0 === by > ay && side(ax, ay, bx, by, x, y) !== 0;
}

/** Its sign is exact: positive when the point lies left of the edge from a to b. */
function side(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const first = (bx - ax) * (y - ay);
  const second = (x - ax) * (by - ay);
  if (Math.abs(first) <= Number.MAX_SAFE_INTEGER && Math.abs(second) <= Number.MAX_SAFE_INTEGER) return first - second;
  // Edges longer than about 9 degrees.
  const exact = BigInt(bx - ax) * BigInt(y - ay) - BigInt(x - ax) * BigInt(by - ay);
  if (exact === 0n) return 0;
  return exact > 0n ? 1 : -1;
}

function isNearSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  const dx = bx - ax;
  const dy = by - ay;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / lengthSquared));
  const offX = ax + along * dx - x;
  const offY = ay + along * dy - y;
  return offX * offX + offY * offY <= BORDER_TOLERANCE_UNITS * BORDER_TOLERANCE_UNITS;
}
