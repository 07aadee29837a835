// The outline of many grids taken together: borders that two of them share fall away, what is left runs round the whole.

import type { Ring } from './rings.ts';

/** A corner this near to a border stands on it: see BORDER_TOLERANCE_UNITS of geo-layer.ts. */
const TOLERANCE_UNITS = 3;
/** Side of the squares in which corners are looked up, about 200 m. */
const CELL_UNITS = 20_000;
/** A ring of less than a square metre is a slit that rounding has left. */
const LEAST_AREA_UNITS = 8_000;

/**
 * Shapes that fit each other corner by corner, or corner on border, leave their outer border alone; where two overlap or leave a
 * gap, that seam stays visible.
 */
export function outlineOf(shapes: readonly (readonly Ring[])[]): Ring[] {
  const corners = new Corners();
  const rings = shapes.flatMap((shape) => turned(shape).map((ring) => corners.take(ring)));
  const sides = new Map<number, number[]>();
  for (const ring of rings) for (const [from, to] of corners.sidesOf(ring)) addSide(sides, from, to);
  return walk(sides)
    .map((ring) => corners.give(ring))
    .filter((ring) => Math.abs(areaOf(ring)) > LEAST_AREA_UNITS);
}

/** Outer rings run one way round and holes the other, however they were drawn. */
function turned(rings: readonly Ring[]): Ring[] {
  return rings.map((ring) => {
    const isHole = rings.filter((other) => other !== ring && contains(other, ring[0]!, ring[1]!)).length % 2 === 1;
    return areaOf(ring) > 0 === isHole ? reversed(ring) : ring;
  });
}

function reversed(ring: Ring): Ring {
  const back: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) back.push(ring[at]!, ring[at + 1]!);
  return back;
}

/** A side and its opposite are a shared border: both go. */
function addSide(sides: Map<number, number[]>, from: number, to: number): void {
  const back = sides.get(to);
  const at = back?.indexOf(from) ?? -1;
  if (back !== undefined && at >= 0) {
    back.splice(at, 1);
    return;
  }
  const known = sides.get(from);
  if (known === undefined) sides.set(from, [to]);
  else known.push(to);
}

/** As many sides lead to a corner as away from it, so every walk comes back to where it began. */
function walk(sides: Map<number, number[]>): number[][] {
  const rings: number[][] = [];
  for (const [start, ends] of sides) {
    while (ends.length > 0) {
      const ring: number[] = [];
      let at = start;
      do {
        ring.push(at);
        at = sides.get(at)!.pop()!;
      } while (at !== start);
      rings.push(ring);
    }
  }
  return rings;
}

/** Twice the signed area, in square units. */
function areaOf(ring: Ring): number {
  let sum = 0;
  const last = ring.length - 2;
  for (let at = 0, before = last; at <= last; before = at, at += 2)
    sum +=
      (ring[before]! - ring[0]!) * (ring[at + 1]! - ring[1]!) - (ring[at]! - ring[0]!) * (ring[before + 1]! - ring[1]!);
  return sum;
}

function contains(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [ax, ay, bx, by] = [ring[before]!, ring[before + 1]!, ring[at]!, ring[at + 1]!];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** All corners by number, and which of them stand on a side between two others. */
class Corners {
  readonly xs: number[] = [];
  readonly ys: number[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly cells = new Map<string, number[]>();

  take(ring: Ring): number[] {
    const taken: number[] = [];
    for (let at = 0; at < ring.length; at += 2) taken.push(this.numberOf(ring[at]!, ring[at + 1]!));
    return taken;
  }

  give(ring: readonly number[]): Ring {
    return ring.flatMap((corner) => [this.xs[corner]!, this.ys[corner]!]);
  }

  /** Each side in as many pieces as corners of others stand on it. */
  sidesOf(ring: readonly number[]): [number, number][] {
    return ring.flatMap((from, at) => {
      const to = ring[(at + 1) % ring.length]!;
      const stops = [from, ...this.between(from, to), to];
      return stops
        .slice(1)
        .map((stop, index): [number, number] => [stops[index]!, stop])
        .filter(([start, end]) => start !== end);
    });
  }

  private numberOf(x: number, y: number): number {
    const key = `${x},${y}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.xs.push(x) - 1;
    this.ys.push(y);
    this.numbers.set(key, number);
    const cell = `${Math.floor(x / CELL_UNITS)},${Math.floor(y / CELL_UNITS)}`;
    const inCell = this.cells.get(cell);
    if (inCell === undefined) this.cells.set(cell, [number]);
    else inCell.push(number);
    return number;
  }

  private between(from: number, to: number): number[] {
    const [ax, ay, bx, by] = [this.xs[from]!, this.ys[from]!, this.xs[to]!, this.ys[to]!];
    const [dx, dy] = [bx - ax, by - ay];
    const lengthSquared = dx * dx + dy * dy;
    const found: { corner: number; along: number }[] = [];
    const cellOf = (value: number) => Math.floor(value / CELL_UNITS);
    for (
      let column = cellOf(Math.min(ax, bx) - TOLERANCE_UNITS);
      column <= cellOf(Math.max(ax, bx) + TOLERANCE_UNITS);
      column += 1
    )
      for (
        let row = cellOf(Math.min(ay, by) - TOLERANCE_UNITS);
        row <= cellOf(Math.max(ay, by) + TOLERANCE_UNITS);
        row += 1
      )
        for (const corner of this.cells.get(`${column},${row}`) ?? []) {
          if (corner === from || corner === to) continue;
          const [px, py] = [this.xs[corner]! - ax, this.ys[corner]! - ay];
          const along = (px * dx + py * dy) / lengthSquared;
          if (along <= 0 || along >= 1) continue;
          if (Math.abs(px * dy - py * dx) <= TOLERANCE_UNITS * Math.sqrt(lengthSquared)) found.push({ corner, along });
        }
    return found.sort((one, other) => one.along - other.along).map(({ corner }) => corner);
  }
}
