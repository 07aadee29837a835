// Boundaries out of a shapefile, as offices have them: .shp, .dbf and .prj together in a zip. ESRI's format of July 1998, polygons only.

import type { MultiPolygon, Polygon, Position } from 'geojson';

import type { CoordinateSystem } from '#shared/coordinates.ts';

import { boundaryOf } from './boundary-file.ts';
import type { FiledBoundary } from './boundary-file.ts';

/** The files of a zip by their names. */
export type Unzipped = Readonly<Record<string, Uint8Array>>;

export interface ShapeFile {
  readonly boundaries: readonly FiledBoundary[];
  /** As far as its .prj says so. */
  readonly crs?: CoordinateSystem;
  /** Metres of a projection, or longitudes of a system from before CGCS2000: these have to be converted where they come from. */
  readonly isForeign: boolean;
}

const FILE_CODE = 9994;
const POLYGONS = [5, 15, 25];
const [HEADER, RECORD_HEADER] = [100, 8];
const FIELD = 32;
const DELETED = 0x2a;
const END_OF_FIELDS = 0x0d;

/** Every layer of polygons in the zip. Empty when there is none that can be read. */
export function boundariesInZip(files: Unzipped): ShapeFile {
  const layers = Object.keys(files).filter((name) => /\.shp$/i.test(name));
  const read = layers.map((name) => layerOf(files, name.slice(0, -4)));
  const crs = read.map((layer) => layer.crs).find((each) => each !== undefined);
  return {
    boundaries: read.flatMap(({ boundaries }) => boundaries),
    ...(crs === undefined ? {} : { crs }),
    isForeign: read.some(({ isForeign }) => isForeign),
  };
}

function layerOf(files: Unzipped, base: string): ShapeFile {
  const part = (ending: string) => {
    const name = Object.keys(files).find((each) => each.toLowerCase() === `${base}.${ending}`.toLowerCase());
    return name === undefined ? undefined : files[name];
  };
  const shapes = shapesIn(part('shp') ?? new Uint8Array());
  const rows = rowsIn(part('dbf'), part('cpg'));
  const { crs, isForeign } = systemOf(part('prj'), shapes);
  if (isForeign) return { boundaries: [], isForeign };
  const boundaries = shapes.flatMap((shape, at) => (shape === undefined ? [] : [boundaryOf(shape, rows[at] ?? {})]));
  return { boundaries, ...(crs === undefined ? {} : { crs }), isForeign };
}

/** One a record, so that the rows of the table stay beside them; undefined for what is no polygon. */
function shapesIn(bytes: Uint8Array): (Polygon | MultiPolygon | undefined)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getInt32(0) !== FILE_CODE) return [];
  const shapes: (Polygon | MultiPolygon | undefined)[] = [];
  for (let at = HEADER; at + RECORD_HEADER <= bytes.length;) {
    const length = view.getInt32(at + 4) * 2;
    const start = at + RECORD_HEADER;
    if (length < 4 || start + length > bytes.length) return shapes; // cut off: what stands before it is whole
    shapes.push(POLYGONS.includes(view.getInt32(start, true)) ? polygonAt(view, start, length) : undefined);
    at = start + length;
  }
  return shapes;
}

function polygonAt(view: DataView, start: number, length: number): Polygon | MultiPolygon | undefined {
  const [parts, points] = [view.getInt32(start + 36, true), view.getInt32(start + 40, true)];
  const coordinates = start + 44 + parts * 4;
  if (parts < 1 || points < 1 || coordinates + points * 16 > start + length) return undefined;
  const beginsAt = (part: number) => (part < parts ? view.getInt32(start + 44 + part * 4, true) : points);
  const rings = Array.from({ length: parts }, (_, part) => {
    const ring: Position[] = [];
    for (let point = beginsAt(part); point < Math.min(beginsAt(part + 1), points); point += 1)
      ring.push([view.getFloat64(coordinates + point * 16, true), view.getFloat64(coordinates + point * 16 + 8, true)]);
    return ring;
  });
  return assembled(rings.filter((ring) => ring.length > 0));
}

/** An outer ring runs clockwise here, a hole against the clock; GeoJSON has it the other way round. */
function assembled(rings: readonly Position[][]): Polygon | MultiPolygon | undefined {
  const isOuter = (ring: readonly Position[]) => rings.length === 1 || turnOf(ring) < 0;
  const polygons = rings.filter(isOuter).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => !isOuter(ring))) {
    const around = polygons.find(([outer]) => isInside(hole[0]!, outer!));
    // In no other: some programs do not mind which way a ring turns.
    if (around === undefined) polygons.push([hole]);
    else around.push(hole);
  }
  const turned = polygons.map((each) => each.map((ring) => [...ring].reverse()));
  if (turned.length === 0) return undefined;
  return turned.length === 1
    ? { type: 'Polygon', coordinates: turned[0]! }
    : { type: 'MultiPolygon', coordinates: turned };
}

/** Twice the area, positive against the clock. */
function turnOf(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    return sum + x! * nextY! - nextX! * y!;
  }, 0);
}

function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  return ring.reduce((inside, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length]!;
    const crosses = ay! > y! !== by! > y! && x! < ((bx! - ax!) * (y! - ay!)) / (by! - ay!) + ax!;
    return crosses ? !inside : inside;
  }, false);
}

type Row = Readonly<Record<string, string>>;

/** The table beside the shapes (dBASE III): a row a shape, every value as its text. */
function rowsIn(bytes: Uint8Array | undefined, codePage: Uint8Array | undefined): Row[] {
  if (bytes === undefined || bytes.length < FIELD) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count, head, width] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)];
  const decode = decoderOf(bytes, codePage);
  const fields: { name: string; from: number; to: number }[] = [];
  let from = 1;
  for (let at = FIELD; at + FIELD <= head && bytes[at] !== END_OF_FIELDS; at += FIELD) {
    const end = bytes.subarray(at, at + 11).indexOf(0);
    const to = from + bytes[at + 16]!;
    fields.push({ name: decode(bytes.subarray(at, at + (end < 0 ? 11 : end))), from, to });
    from = to;
  }
  const rows: Row[] = [];
  const whole = width > 0 ? Math.min(count, Math.floor((bytes.length - head) / width)) : 0;
  for (let each = 0; each < whole; each += 1) {
    const row = bytes.subarray(head + each * width, head + (each + 1) * width);
    const values = fields.map((field) => [field.name, decode(row.subarray(field.from, field.to)).trim()]);
    rows.push(row[0] === DELETED ? {} : Object.fromEntries(values.filter(([, value]) => value !== '')));
  }
  return rows;
}

/** What the .cpg says; without one UTF-8 where it is that, else the code page Chinese offices write in. */
function decoderOf(table: Uint8Array, codePage: Uint8Array | undefined): (bytes: Uint8Array) => string {
  const named = codePage === undefined ? '' : new TextDecoder().decode(codePage).trim();
  const isUtf8 = named === '' ? isValidUtf8(table) : /utf-?8|65001/i.test(named);
  const decoder = new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030');
  return (bytes) => decoder.decode(bytes);
}

function isValidUtf8(table: Uint8Array): boolean {
  try {
    // Behind the head, whose counts and lengths are no text.
    new TextDecoder('utf-8', { fatal: true }).decode(table.subarray(FIELD));
    return true;
  } catch {
    return false; // only asked
  }
}

function systemOf(
  projection: Uint8Array | undefined,
  shapes: readonly (Polygon | MultiPolygon | undefined)[],
): { crs?: CoordinateSystem; isForeign: boolean } {
  const isOnEarth = shapes.every(
    (shape) => shape === undefined || ringsOf(shape).every(([x, y]) => Math.abs(x!) <= 180 && Math.abs(y!) <= 90),
  );
  if (!isOnEarth) return { isForeign: true };
  if (projection === undefined) return { isForeign: false };
  const words = new TextDecoder().decode(projection);
  if (/^\s*PROJ/i.test(words)) return { isForeign: true };
  if (/CGCS_?2000|China_2000|China Geodetic Coordinate System 2000/i.test(words))
    return { crs: 'CGCS2000', isForeign: false };
  return /WGS_?\s?(19)?84/i.test(words) ? { crs: 'WGS84', isForeign: false } : { isForeign: true };
}

function ringsOf(shape: Polygon | MultiPolygon): Position[] {
  return (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).flat(2);
}
