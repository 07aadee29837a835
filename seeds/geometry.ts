// Ground cut along crooked streets: four-sided pieces whose neighbours share every corner of their common side.
//
// Everything is in metres on a plane (x east, y north) and is turned into degrees at the very end, corner by corner, so corners
// that are equal here stay equal.

import type { Polygon } from 'geojson';
import type { Random } from './random.ts';

export type Spot = { x: number; y: number };
export type Line = Spot[];
/** Top and bottom run from west to east, left and right from north to south; the four corners are shared. */
export type Piece = { top: Line; right: Line; bottom: Line; left: Line };
export type Anchor = { longitude: number; latitude: number };

const METRES_PER_DEGREE = 111_195;
const STREET_SEGMENT_METRES = 26;

export function makePiece(corner: Spot, width: number, height: number, random: Random): Piece {
  const bend = (x: number, y: number) => spot(x + random.between(-45, 45), y + random.between(-45, 45));
  const northWest = bend(corner.x, corner.y + height);
  const northEast = bend(corner.x + width, corner.y + height);
  const southEast = bend(corner.x + width, corner.y);
  const southWest = bend(corner.x, corner.y);
  return {
    top: layStreet(northWest, northEast, random),
    right: layStreet(northEast, southEast, random),
    bottom: layStreet(southWest, southEast, random),
    left: layStreet(northWest, southWest, random),
  };
}

/** A street that sways and kinks; short ones are nearly straight. */
export function layStreet(from: Spot, to: Spot, random: Random): Line {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const segments = Math.max(6, Math.round(length / STREET_SEGMENT_METRES));
  const bow = (random.share() - 0.5) * Math.min(50, length * 0.1);
  const kink = Math.min(4, length / segments / 6);
  return Array.from({ length: segments + 1 }, (_, at) => {
    if (at === 0) return from;
    if (at === segments) return to;
    const along = at / segments;
    // Straight at both ends, so that it leaves the street it starts from without crossing it again.
    const sway = Math.sin(Math.PI * along);
    const aside = bow * sway ** 2 + (random.share() - 0.5) * 2 * kink * sway;
    return spot(
      from.x + (to.x - from.x) * along - ((to.y - from.y) / length) * aside,
      from.y + (to.y - from.y) * along + ((to.x - from.x) / length) * aside,
    );
  });
}

/** Cuts by streets that run from west to east. @param shares where they start on the left side, 0 … 1 from the north */
export function cutRows(piece: Piece, shares: readonly number[], random: Random): Piece[] {
  const lefts = cutPoints(piece.left, shares, random);
  const rights = cutPoints(piece.right, shares, random);
  const streets = shares.map((_, at) => layStreet(piece.left[lefts[at + 1]!]!, piece.right[rights[at + 1]!]!, random));
  return Array.from({ length: shares.length + 1 }, (_, at) => ({
    top: at === 0 ? piece.top : streets[at - 1]!,
    bottom: at === shares.length ? piece.bottom : streets[at]!,
    left: piece.left.slice(lefts[at], lefts[at + 1]! + 1),
    right: piece.right.slice(rights[at], rights[at + 1]! + 1),
  }));
}

/** Cuts by streets that run from north to south. @param shares where they start on the top side, 0 … 1 from the west */
export function cutColumns(piece: Piece, shares: readonly number[], random: Random): Piece[] {
  // A piece lying on its side: west becomes north.
  const lying = { top: piece.left, bottom: piece.right, left: piece.top, right: piece.bottom };
  return cutRows(lying, shares, random).map(({ top, bottom, left, right }) => ({
    top: left,
    bottom: right,
    left: top,
    right: bottom,
  }));
}

/** Equal parts, for `cutRows` and `cutColumns`. */
export function evenly(parts: number): number[] {
  return Array.from({ length: parts - 1 }, (_, at) => (at + 1) / parts);
}

/** The closed outline of pieces that hang together, counter-clockwise. */
export function outlineOf(pieces: readonly Piece[]): Line {
  const next = new Map<string, Spot>();
  const rings = pieces.map(({ top, right, bottom, left }) => [
    ...left,
    ...bottom.slice(1),
    ...right.toReversed().slice(1),
    ...top.toReversed().slice(1),
  ]);
  const sides = rings.flatMap((ring) => ring.slice(1).map((to, at) => ({ from: ring[at]!, to })));
  const keys = new Set(sides.map(({ from, to }) => `${keyOf(from)} ${keyOf(to)}`));
  for (const { from, to } of sides) if (!keys.has(`${keyOf(to)} ${keyOf(from)}`)) next.set(keyOf(from), to);

  const start = [...next.values()][0]!;
  const outline = [start];
  for (let at = next.get(keyOf(start))!; at !== start; at = next.get(keyOf(at))!) outline.push(at);
  if (outline.length !== next.size) throw new RangeError('The pieces do not hang together');
  return [...outline, start];
}

export function toPolygon(outline: Line, anchor: Anchor): Polygon {
  return { type: 'Polygon', coordinates: [outline.map((corner) => toDegrees(corner, anchor))] };
}

export function toDegrees({ x, y }: Spot, anchor: Anchor): [number, number] {
  const shrink = Math.cos((anchor.latitude * Math.PI) / 180);
  return [round7(anchor.longitude + x / (METRES_PER_DEGREE * shrink)), round7(anchor.latitude + y / METRES_PER_DEGREE)];
}

/**
 * Spots for `count` houses in crooked rows, in the order in which one would walk past them, none nearer than 9 m to a street or 20 m to the
 * railway.
 */
export function standHouses(outline: Line, count: number, random: Random, railway: Line = []): Spot[] {
  const angle = (random.share() - 0.5) * 0.7;
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  const middle = { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
  const reach = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) * 0.75;
  const stretch = 1.1 + random.share() * 0.5;

  for (let gap = 90; gap > 5; gap *= 0.93) {
    const rows = Math.ceil(reach / gap);
    const columns = Math.ceil(reach / (gap * stretch));
    const houses: Spot[] = [];
    for (let row = rows; row >= -rows; row -= 1) {
      for (let step = -columns; step <= columns; step += 1) {
        const along = (row % 2 === 0 ? step : -step) * gap * stretch + (random.share() - 0.5) * gap * 0.3;
        const across = row * gap + (random.share() - 0.5) * gap * 0.3;
        const house = spot(
          middle.x + along * Math.cos(angle) - across * Math.sin(angle),
          middle.y + along * Math.sin(angle) + across * Math.cos(angle),
        );
        if (!isInside(outline, house) || distanceToLine(outline, house) < 9) continue;
        if (railway.length === 0 || distanceToLine(railway, house) >= 20) houses.push(house);
      }
    }
    if (houses.length >= count) {
      return Array.from({ length: count }, (_, at) => houses[Math.floor((at * houses.length) / count)]!);
    }
  }
  throw new RangeError(`No room for ${count} houses`);
}

export function isInside(outline: Line, { x, y }: Spot): boolean {
  return outline.slice(1).reduce((inside, to, at) => {
    const from = outline[at]!;
    const passes = from.y > y !== to.y > y;
    return passes && x < from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x) ? !inside : inside;
  }, false);
}

export function distanceToLine(line: Line, { x, y }: Spot): number {
  const distances = line.slice(1).map((to, at) => {
    const from = line[at]!;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(from.x + along * dx - x, from.y + along * dy - y);
  });
  return Math.min(...distances);
}

/** Corner numbers at which a side is cut, its ends included; each part keeps at least two corners. */
function cutPoints(line: Line, shares: readonly number[], random: Random): number[] {
  const last = line.length - 1;
  const play = last / shares.length > 8 ? 2.6 : 0.8;
  const cuts = shares.map((share) => Math.round(share * last + (random.share() - 0.5) * play));
  const points = [0, ...cuts, last];
  if (points.some((point, at) => at > 0 && point <= points[at - 1]!))
    throw new RangeError('A side is too short to cut');
  return points;
}

function keyOf({ x, y }: Spot): string {
  return `${x},${y}`;
}

/** Whole centimetres, so that equal corners are equal numbers. */
function spot(x: number, y: number): Spot {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
