// What is wrong with a drawn or imported boundary, as codes that a form can turn into words.

import type { Position } from 'geojson';
import { partsOf } from './geo.ts';
import type { Shape } from './geo.ts';
import { toUnits } from './geo-layer.ts';

export const RING_FAULTS = [
  'not-a-number',
  'out-of-range',
  'too-few-points',
  'too-many-points',
  'not-closed',
  'self-intersection',
] as const;
export type RingFault = (typeof RING_FAULTS)[number];

export type ShapeFault = { part: number; ring: number; fault: RingFault };

type Corner = { x: number; y: number };
type Edge = { from: Corner; to: Corner; at: number };

/** A ring is compared edge against edge: 10,000 corners take at most about a second, and no grid needs a tenth of them. */
const MAX_POINTS = 10_000;

/** Empty when the ring may be saved. Repeated neighbouring corners are allowed: drawing tools leave them. */
export function findRingFaults(ring: readonly Position[]): RingFault[] {
  if (ring.some((position) => !Number.isFinite(position[0]) || !Number.isFinite(position[1]))) return ['not-a-number'];
  const faults: RingFault[] = [];
  if (ring.some(([longitude, latitude]) => Math.abs(longitude!) > 180 || Math.abs(latitude!) > 90)) {
    faults.push('out-of-range');
  }
  if (ring.length > MAX_POINTS) return [...faults, 'too-many-points'];

  const corners = withoutRepeats(ring);
  const first = corners[0];
  const last = corners.at(-1);
  const isClosed = corners.length > 1 && first!.x === last!.x && first!.y === last!.y;
  if (ring.length < 4 || corners.length < 4) faults.push('too-few-points');
  if (!isClosed) faults.push('not-closed');
  if (faults.length === 0 && crossesItself(corners)) faults.push('self-intersection');
  return faults;
}

export function findShapeFaults(shape: Shape): ShapeFault[] {
  const parts = partsOf(shape);
  if (parts.length === 0) return [{ part: 0, ring: 0, fault: 'too-few-points' }];
  return parts.flatMap((rings, part) =>
    (rings.length === 0 ? [[]] : rings).flatMap((points, ring) =>
      findRingFaults(points).map((fault) => ({ part, ring, fault })),
    ),
  );
}

function withoutRepeats(ring: readonly Position[]): Corner[] {
  const corners: Corner[] = [];
  for (const [longitude, latitude] of ring) {
    const corner = { x: toUnits(longitude!), y: toUnits(latitude!) };
    const before = corners.at(-1);
    if (before?.x !== corner.x || before.y !== corner.y) corners.push(corner);
  }
  return corners;
}

function crossesItself(corners: readonly Corner[]): boolean {
  const edges: Edge[] = corners.slice(1).map((to, at) => ({ from: corners[at]!, to, at }));
  const byWest = edges.toSorted((left, right) => westOf(left) - westOf(right));
  for (let first = 0; first < byWest.length; first += 1) {
    const edge = byWest[first]!;
    const east = Math.max(edge.from.x, edge.to.x);
    for (let second = first + 1; second < byWest.length && westOf(byWest[second]!) <= east; second += 1) {
      if (collide(edge, byWest[second]!, edges.length)) return true;
    }
  }
  return false;
}

function collide(left: Edge, right: Edge, edgeCount: number): boolean {
  const [earlier, later] = left.at < right.at ? [left, right] : [right, left];
  if (later.at - earlier.at === 1) return turnsBack(earlier, later);
  if (earlier.at === 0 && later.at === edgeCount - 1) return turnsBack(later, earlier);
  const a = side(left.from, left.to, right.from);
  const b = side(left.from, left.to, right.to);
  const c = side(right.from, right.to, left.from);
  const d = side(right.from, right.to, left.to);
  // Every corner is where one edge begins, so touching is found by looking at beginnings alone.
  const touches = (a === 0 && isBetween(left, right.from)) || (c === 0 && isBetween(right, left.from));
  return touches || (a * b < 0 && c * d < 0);
}

/** Neighbouring edges share a corner; they collide only when the second runs back along the first. */
function turnsBack(before: Edge, after: Edge): boolean {
  if (side(before.from, before.to, after.to) !== 0) return false;
  const { from, to } = before;
  return (to.x - from.x) * (after.to.x - to.x) + (to.y - from.y) * (after.to.y - to.y) < 0;
}

function isBetween({ from, to }: Edge, corner: Corner): boolean {
  return (
    corner.x >= Math.min(from.x, to.x) &&
    corner.x <= Math.max(from.x, to.x) &&
    corner.y >= Math.min(from.y, to.y) &&
    corner.y <= Math.max(from.y, to.y)
  );
}

function side(a: Corner, b: Corner, point: Corner): number {
  return Math.sign((b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y));
}

function westOf({ from, to }: Edge): number {
  return Math.min(from.x, to.x);
}
