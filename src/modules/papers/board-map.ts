// The map on a grid's notice board, drawn from boundaries and points alone: shapes and labels in millimetres, for page and PDF alike.

import type { Position } from 'geojson';

import { boundingBoxOf, partsOf } from '#shared/geo.ts';
import type { Box, Point, Shape } from '#shared/geo.ts';

export interface MapGround {
  readonly grid: { readonly name: string; readonly boundary: Shape };
  readonly neighbours: readonly { readonly name: string; readonly boundary: Shape }[];
  readonly microGrids: readonly { readonly name: string; readonly boundary: Shape }[];
  readonly buildings: readonly (Point & { readonly name: string; readonly compound: string | null })[];
}

export type MapShapeKind = 'neighbour' | 'grid' | 'microGrid' | 'building' | 'border';
export interface MapShape {
  readonly kind: MapShapeKind;
  /** A path in the language of SVG, millimetres from the upper left corner. */
  readonly path: string;
}

export type MapLabelKind = 'neighbour' | 'compound' | 'building';
export interface MapLabel {
  readonly kind: MapLabelKind;
  readonly text: string;
  /** The middle of the line, millimetres. */
  readonly x: number;
  readonly y: number;
  /** Height of a Han character, millimetres. */
  readonly size: number;
}

export interface BoardMap {
  readonly width: number;
  readonly height: number;
  readonly shapes: MapShape[];
  readonly labels: MapLabel[];
  /** A round length and how long it is drawn. */
  readonly scale: { readonly metres: number; readonly length: number };
  /** Buildings whose name found no room, so that nobody wonders where 4 栋 is. */
  readonly unnamed: number;
}

const METRES_PER_DEGREE = 111_195;
/** Free around the grid, as a part of its own extent: neighbours show there. */
const MARGIN = 0.14;
const SIZES: Readonly<Record<MapLabelKind, number>> = { neighbour: 5.2, compound: 6, building: 3.6 };
const BUILDING_METRES = 14;
const SMALLEST_BUILDING = 2.4;

type At = readonly [x: number, y: number];

/** @param size of the map on paper, millimetres */
export function boardMap(ground: MapGround, { width, height }: { width: number; height: number }): BoardMap {
  const { place, metresPerMm } = projection(boundingBoxOf(ground.grid.boundary), { width, height });
  const frame = { width, height };
  const ringsOf = (shape: Shape) => partsOf(shape).flatMap((part) => part.map((ring) => clip(ring.map(place), frame)));
  const pathOf = (shape: Shape) => ringsOf(shape).map(pathOfRing).join('');
  const side = Math.max(SMALLEST_BUILDING, BUILDING_METRES / metresPerMm);
  const buildings = ground.buildings
    .map((building) => ({ ...building, at: place([building.longitude, building.latitude]) }))
    .filter(({ at }) => isInside(at, frame));

  const shapes: MapShape[] = [
    ...ground.neighbours.map(({ boundary }) => ({ kind: 'neighbour' as const, path: pathOf(boundary) })),
    { kind: 'grid', path: pathOf(ground.grid.boundary) },
    ...ground.microGrids.map(({ boundary }) => ({ kind: 'microGrid' as const, path: pathOf(boundary) })),
    ...buildings.map(({ at }) => ({ kind: 'building' as const, path: squareAt(at, side) })),
    { kind: 'border', path: pathOf(ground.grid.boundary) },
  ];
  const wanted: Wanted[] = [
    ...compoundLabels(buildings),
    ...ground.neighbours.flatMap(({ name, boundary }) => neighbourLabel(name, ringsOf(boundary))),
    ...buildings.map((building) => buildingLabel(building, side)),
  ];
  const squares = buildings.map(({ at: [x, y] }) => around([x, y], side / 2, side / 2));
  const labels = withoutOverlaps(wanted, frame, squares);
  return {
    width,
    height,
    shapes: shapes.filter(({ path }) => path !== ''),
    labels,
    scale: scaleBar(metresPerMm, width),
    unnamed: countOf(wanted, 'building') - countOf(labels, 'building'),
  };
}

function countOf(labels: readonly { kind: MapLabelKind }[], wanted: MapLabelKind): number {
  return labels.filter(({ kind }) => kind === wanted).length;
}

/** `船坞新村 3 栋` stands below the name of its compound as `3 栋`. */
export function shortName(name: string, compound: string | null): string {
  const rest = compound !== null && name.startsWith(compound) ? name.slice(compound.length).trim() : name;
  return rest === '' ? name : rest;
}

function projection(box: Box, { width, height }: { width: number; height: number }) {
  const middle = {
    longitude: (box.minLongitude + box.maxLongitude) / 2,
    latitude: (box.minLatitude + box.maxLatitude) / 2,
  };
  // A grid is a few hundred metres: on that the plane that touches the earth in its middle is exact to a hair.
  const perLongitude = METRES_PER_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  const metresWide = Math.max(1, (box.maxLongitude - box.minLongitude) * perLongitude);
  const metresHigh = Math.max(1, (box.maxLatitude - box.minLatitude) * METRES_PER_DEGREE);
  const metresPerMm = Math.max(metresWide / width, metresHigh / height) * (1 + 2 * MARGIN);
  const place = ([longitude = 0, latitude = 0]: Position): At => [
    rounded(width / 2 + ((longitude - middle.longitude) * perLongitude) / metresPerMm),
    rounded(height / 2 - ((latitude - middle.latitude) * METRES_PER_DEGREE) / metresPerMm),
  ];
  return { place, metresPerMm };
}

/** A name, and where its middle may stand, the best first. */
interface Wanted {
  readonly kind: MapLabelKind;
  readonly text: string;
  readonly spots: readonly At[];
}

/** Each compound's name among its buildings, as near to their middle as there is room. */
function compoundLabels(buildings: readonly { compound: string | null; at: At }[]): Wanted[] {
  const byCompound = Map.groupBy(buildings, ({ compound }) => compound);
  return [...byCompound].flatMap(([compound, inside]) => {
    if (compound === null) return [];
    const [x, y] = [average(inside.map(({ at }) => at[0])), average(inside.map(({ at }) => at[1]))];
    const steps = [0, -8, 8, -16, 16, -24, 24, -32, 32];
    const spots = steps.flatMap((down) => [0, -14, 14, -28, 28].map((right): At => [x + right, y + down]));
    return [{ kind: 'compound', text: compound, spots }];
  });
}

const SMALLEST_PART_MM2 = 220;

/** In the middle of the largest part that shows; none when hardly anything of it shows. */
function neighbourLabel(name: string, rings: readonly At[][]): Wanted[] {
  const [largest] = rings.toSorted((left, right) => areaOf(right) - areaOf(left));
  if (largest === undefined || areaOf(largest) < SMALLEST_PART_MM2) return [];
  const [x, y] = centreOf(largest);
  return [{ kind: 'neighbour', text: name, spots: [0, -7, 7, -14, 14].map((down): At => [x, y + down]) }];
}

/** Below its square, else above, else beside. */
function buildingLabel(
  { name, compound, at: [x, y] }: MapGround['buildings'][number] & { at: At },
  side: number,
): Wanted {
  const text = shortName(name, compound);
  const down = side / 2 + SIZES.building * 0.75;
  const right = side / 2 + (widthOf(text) * SIZES.building) / 2 + 1;
  return { kind: 'building', text, spots: [[x, y + down], [x, y - down], [x + right, y], [x - right, y]] }; // prettier-ignore
}

interface Taken {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The first comes to stand; a later one that finds no spot without touching another, or a square, is left out. */
function withoutOverlaps(
  wanted: readonly Wanted[],
  frame: { width: number; height: number },
  squares: readonly Taken[],
): MapLabel[] {
  const taken: Taken[] = [...squares];
  return wanted.flatMap(({ kind, text, spots }) => {
    const size = SIZES[kind];
    const half = (widthOf(text) * size) / 2;
    const isFree = (box: Taken) =>
      box.left >= 0 && box.right <= frame.width && box.top >= 0 && box.bottom <= frame.height &&
      !taken.some((other) => touches(box, other)); // prettier-ignore
    const spot = spots.find((at) => isFree(around(at, half + GAP, size * 0.55 + GAP)));
    if (spot === undefined) return [];
    taken.push(around(spot, half + GAP, size * 0.55 + GAP));
    return [{ kind, text, x: rounded(spot[0]), y: rounded(spot[1]), size }];
  });
}

const GAP = 0.3;

function around([x, y]: At, halfWide: number, halfHigh: number): Taken {
  return { left: x - halfWide, right: x + halfWide, top: y - halfHigh, bottom: y + halfHigh };
}

/** In Han characters. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (/[\u0020-\u007e]/.test(character) ? 0.55 : 1), 0);
}

function touches(one: Taken, other: Taken): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

const ROUND_METRES = [10, 20, 50, 100, 200, 500, 1000, 2000];

/** The longest round length that takes no more than a fifth of the width. */
function scaleBar(metresPerMm: number, width: number): BoardMap['scale'] {
  const metres = ROUND_METRES.findLast((each) => each / metresPerMm <= width / 5) ?? ROUND_METRES[0]!;
  return { metres, length: rounded(metres / metresPerMm) };
}

/** What of a ring lies in the frame, by cutting along its four edges in turn (Sutherland and Hodgman). */
export function clip(ring: readonly At[], { width, height }: { width: number; height: number }): At[] {
  const edges: readonly [isIn: (at: At) => boolean, cut: (from: At, to: At) => At][] = [
    [([x]) => x >= 0, (from, to) => atX(from, to, 0)],
    [([x]) => x <= width, (from, to) => atX(from, to, width)],
    [([, y]) => y >= 0, (from, to) => atY(from, to, 0)],
    [([, y]) => y <= height, (from, to) => atY(from, to, height)],
  ];
  return edges.reduce<At[]>(
    (points, [isIn, cut]) =>
      points.flatMap((to, index) => {
        const from = points.at(index - 1) ?? to;
        const crossing = isIn(from) === isIn(to) ? [] : [cut(from, to)];
        return isIn(to) ? [...crossing, to] : crossing;
      }),
    [...ring],
  );
}

function atX([fromX, fromY]: At, [toX, toY]: At, x: number): At {
  return [x, rounded(fromY + ((toY - fromY) * (x - fromX)) / (toX - fromX))];
}

function atY([fromX, fromY]: At, [toX, toY]: At, y: number): At {
  return [rounded(fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY)), y];
}

function pathOfRing(ring: readonly At[]): string {
  return ring.length < 3 ? '' : `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`;
}

function squareAt([x, y]: At, side: number): string {
  const [left, top] = [rounded(x - side / 2), rounded(y - side / 2)];
  return `M${left} ${top}h${rounded(side)}v${rounded(side)}h${rounded(-side)}Z`;
}

function isInside([x, y]: At, { width, height }: { width: number; height: number }): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

function areaOf(ring: readonly At[]): number {
  return Math.abs(twiceSigned(ring)) / 2;
}

function twiceSigned(ring: readonly At[]): number {
  return ring.reduce((sum, [x, y], index) => {
    const [beforeX, beforeY] = ring.at(index - 1)!;
    return sum + beforeX * y - x * beforeY;
  }, 0);
}

function centreOf(ring: readonly At[]): At {
  const whole = twiceSigned(ring) * 3;
  const [x, y] = ring.reduce<[number, number]>(
    ([sumX, sumY], at, index) => {
      const before = ring.at(index - 1)!;
      const part = before[0] * at[1] - at[0] * before[1];
      return [sumX + (before[0] + at[0]) * part, sumY + (before[1] + at[1]) * part];
    },
    [0, 0],
  );
  return [x / whole, y / whole];
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A tenth of the finest line a printer draws. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
