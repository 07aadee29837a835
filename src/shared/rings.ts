// Drawn shapes as rings of whole units of 1e-7 degree: taken out of packed corners, sent as short text, sorted into parts and holes.

/** x, y, x, y … without the closing corner. */
export type Ring = readonly number[];

const UNITS_PER_DEGREE = 1e7;
/** What is drawn need not be nearer than 11 cm: a hundred-thousandth of a screen of a street. */
const SENT_UNITS = 10;

/** The rings of what `packed_corners` of the database makes. */
export function ringsOf(corners: Int32Array): Ring[] {
  const rings: Ring[] = [];
  for (let at = 0; at < corners.length;) {
    const end = at + 1 + 2 * corners[at]!;
    const isClosed = corners[at]! > 1 && corners[at + 1] === corners[end - 2] && corners[at + 2] === corners[end - 1];
    rings.push(Array.from(corners.subarray(at + 1, isClosed ? end - 2 : end)));
    at = end;
  }
  return rings;
}

/**
 * Rounds every corner to a lattice, so that borders which two shapes share stay shared; rings that shrink to nothing are left out.
 *
 * @param step in units of 1e-7 degree
 */
export function coarser(rings: readonly Ring[], step: number): Ring[] {
  return rings.map((ring) => roundedRing(ring, step)).filter((ring) => ring.length >= 6);
}

function roundedRing(ring: Ring, step: number): Ring {
  const kept: number[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const x = Math.round(ring[at]! / step) * step;
    const y = Math.round(ring[at + 1]! / step) * step;
    if (kept.length > 0 && kept.at(-2) === x && kept.at(-1) === y) continue;
    kept.push(x, y);
  }
  if (kept.length > 2 && kept[0] === kept.at(-2) && kept[1] === kept.at(-1)) kept.length -= 2;
  return kept;
}

/** Rings as one text: each number as its difference to the one before, in the letters of an encoded polyline, a space between rings. */
export function toShapeText(rings: readonly Ring[]): string {
  return rings.map(ringText).join(' ');
}

function ringText(ring: Ring): string {
  let text = '';
  let [beforeX, beforeY] = [0, 0];
  for (let at = 0; at < ring.length; at += 2) {
    const x = Math.round(ring[at]! / SENT_UNITS);
    const y = Math.round(ring[at + 1]! / SENT_UNITS);
    text += numberText(x - beforeX) + numberText(y - beforeY);
    [beforeX, beforeY] = [x, y];
  }
  return text;
}

function numberText(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = '';
  while (rest >= 32) {
    text += String.fromCharCode((32 | (rest & 31)) + 63);
    rest >>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}

/** The opposite of `toShapeText`: rings in degrees, each closed by its first corner. */
export function fromShapeText(text: string): [number, number][][] {
  return text === '' ? [] : text.split(' ').map((part) => closed(cornersOfText(part)));
}

/** A line in the same letters, not closed. */
export function lineOfText(text: string): [number, number][] {
  return cornersOfText(text);
}

function cornersOfText(text: string): [number, number][] {
  const corners: [number, number][] = [];
  let at = 0;
  const next = (): number => {
    let [value, shift, letter] = [0, 0, 0];
    do {
      letter = text.charCodeAt(at) - 63;
      at += 1;
      value |= (letter & 31) << shift;
      shift += 5;
    } while (letter >= 32);
    return (value & 1) === 1 ? ~(value >> 1) : value >> 1;
  };
  let [x, y] = [0, 0];
  while (at < text.length) {
    x += next();
    y += next();
    corners.push([(x * SENT_UNITS) / UNITS_PER_DEGREE, (y * SENT_UNITS) / UNITS_PER_DEGREE]);
  }
  return corners;
}

function closed(corners: [number, number][]): [number, number][] {
  return corners[0] === undefined ? corners : [...corners, corners[0]];
}

/** Rings in degrees sorted into the parts of a GeoJSON MultiPolygon: a ring inside an odd number of others is a hole. */
export function partsOfRings(rings: readonly [number, number][][]): [number, number][][][] {
  const depths = rings.map(
    (ring, at) => rings.filter((other, index) => index !== at && isInside(other, ring[0]!)).length,
  );
  const parts = rings.flatMap((ring, at) =>
    depths[at]! % 2 === 0 ? [{ ring, depth: depths[at]!, holes: [] as [number, number][][] }] : [],
  );
  rings.forEach((ring, at) => {
    if (depths[at]! % 2 === 0) return;
    parts.find((part) => part.depth === depths[at]! - 1 && isInside(part.ring, ring[0]!))?.holes.push(ring);
  });
  return parts.map(({ ring, holes }) => [ring, ...holes]);
}

function isInside(ring: readonly [number, number][], [x, y]: [number, number]): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at += 1) {
    const [ax, ay] = ring[at - 1]!;
    const [bx, by] = ring[at]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
