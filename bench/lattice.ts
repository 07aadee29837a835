// Ground cut into concave grids of 32 corners whose neighbours share every corner of their common border; always the same.

import type { Polygon, Position } from 'geojson';

import { areaM2Of } from '#shared/geo.ts';

export interface Cell {
  readonly number: number;
  readonly polygon: Polygon;
  readonly areaM2: number;
}

const WEST = 100;
const SOUTH = 30;
/** About 48 × 55 m. */
const SIDE = 0.0005;
const CORNERS_A_SIDE = 8;
/** How far a corner lies off the straight, in sides: far enough to be concave, near enough never to cross. */
const CROOKED = 0.07;

export interface Lattice {
  readonly columns: number;
  readonly rows: number;
}

/** From west to east, each cell once. */
export function* cellsOf({ columns, rows }: Lattice): Generator<Cell> {
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const south = border(column, row, 'east');
      const north = border(column, row + 1, 'east');
      const west = border(column, row, 'north');
      const east = border(column + 1, row, 'north');
      const ring = [
        ...south.slice(0, -1),
        ...east.slice(0, -1),
        ...north.toReversed().slice(0, -1),
        ...west.toReversed(),
      ];
      const polygon: Polygon = { type: 'Polygon', coordinates: [ring] };
      yield { number: column * rows + row, polygon, areaM2: areaM2Of(polygon) };
    }
  }
}

/** The middle of a cell, which lies in it however crooked its borders are. */
export function middleOf({ rows }: Lattice, number: number): { longitude: number; latitude: number } {
  const [longitude, latitude] = at(Math.floor(number / rows) + 0.5, (number % rows) + 0.5);
  return { longitude: longitude!, latitude: latitude! };
}

/** A spot in the cell near its eastern border, and a boundary drawn anew that leaves it out. */
export function redrawing(
  lattice: Lattice,
  number: number,
): { spot: { longitude: number; latitude: number }; polygon: Polygon } {
  const { longitude, latitude } = middleOf(lattice, number);
  const [far, near] = [SIDE * 0.35, SIDE * 0.2];
  const ring = [
    [longitude - near, latitude - near],
    [longitude + near, latitude - near],
    [longitude + near, latitude + near],
    [longitude - near, latitude + near],
    [longitude - near, latitude - near],
  ].map((corner) => corner.map(round7));
  return { spot: { longitude: longitude + far, latitude }, polygon: { type: 'Polygon', coordinates: [ring] } };
}

/** The crooked line from a corner of the lattice to the next one, the same for the cells on both sides of it. */
function border(column: number, row: number, direction: 'east' | 'north'): Position[] {
  return Array.from({ length: CORNERS_A_SIDE + 1 }, (_, step) => {
    const along = step / CORNERS_A_SIDE;
    const [x, y] = direction === 'east' ? [column + along, row] : [column, row + along];
    // A corner where four cells meet belongs to no border alone.
    const isMeeting = step === 0 || step === CORNERS_A_SIDE;
    const aside = CROOKED * noise(x, y, NOISES[isMeeting ? 'meeting' : direction]);
    if (isMeeting) return at(x + aside, y + CROOKED * noise(x, y, NOISES.meetingNorth));
    return direction === 'east' ? at(x, y + aside) : at(x + aside, y);
  });
}

const NOISES = { meeting: 0, east: 1, north: 2, meetingNorth: 3 } as const;

function at(x: number, y: number): Position {
  return [round7(WEST + x * SIDE), round7(SOUTH + y * SIDE)];
}

function round7(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/** −1 … 1, the same for the same place. */
function noise(x: number, y: number, name: number): number {
  let hash =
    Math.imul(Math.round(x * 8), 0x9e3779b1) ^
    Math.imul(Math.round(y * 8), 0x85ebca6b) ^
    Math.imul(name + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 31 - 1;
}
