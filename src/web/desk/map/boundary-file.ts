// Boundaries out of a GeoJSON file and into one: every polygon in it, with the name, code and grade it carries.

import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

import { AREA_GRADES } from '#modules/catalogue/rules.ts';
import type { AreaGrade } from '#modules/catalogue/rules.ts';

export interface FiledBoundary {
  readonly boundary: Polygon | MultiPolygon;
  readonly name: string;
  readonly code: string;
  readonly areaGrade: AreaGrade | undefined;
}

const NAMES = ['name', 'NAME', 'Name', 'mc', 'MC', '名称', '网格名称'];
const GRADES = ['areaGrade', 'grade', 'gldj', 'GLDJ', '管理等级'];
const CODES = ['code', 'CODE', 'Code', 'bm', 'BM', '编码', '网格编码'];

/** Empty when there is nothing in it that can be a boundary. */
export function boundariesIn(text: string): FiledBoundary[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return []; // no JSON at all: said to the person as a file without a boundary
  }
  return featuresOf(read).flatMap(({ geometry, properties }) =>
    isBoundary(geometry) ? [boundaryOf(geometry, properties)] : [],
  );
}

/** A shape with what its row says of it. */
export function boundaryOf(
  shape: Polygon | MultiPolygon,
  properties: Readonly<Record<string, unknown>>,
): FiledBoundary {
  return {
    boundary: flat(shape),
    name: word(properties, NAMES),
    code: word(properties, CODES),
    areaGrade: AREA_GRADES.find((grade) => word(properties, GRADES).toUpperCase().startsWith(grade)),
  };
}

export interface ToFile extends Omit<FiledBoundary, 'areaGrade' | 'boundary'> {
  readonly boundary?: FiledBoundary['boundary'] | undefined;
  readonly kind: string;
  readonly households: number | null;
  readonly areaGrade: AreaGrade | null;
}

/** The grids as a GeoJSON file in CGCS2000: what is read back from it is the same. */
export function fileOf(grids: readonly ToFile[]): string {
  const collection: FeatureCollection = {
    type: 'FeatureCollection',
    features: grids.flatMap(({ boundary, ...properties }) =>
      boundary === undefined ? [] : [{ type: 'Feature', geometry: boundary, properties }],
    ),
  };
  return JSON.stringify(collection);
}

interface Loose {
  readonly geometry: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
}

function featuresOf(read: unknown): Loose[] {
  if (typeof read !== 'object' || read === null) return [];
  const { type, features, geometry, properties } = read as Record<string, unknown>;
  if (type === 'FeatureCollection' && Array.isArray(features)) return features.flatMap(featuresOf);
  if (type === 'Feature') return [{ geometry, properties: (properties ?? {}) as Loose['properties'] }];
  return [{ geometry: read, properties: {} }];
}

/** What the server would refuse for its form; what is wrong with its rings it says itself. */
function isBoundary(geometry: unknown): geometry is Polygon | MultiPolygon {
  if (typeof geometry !== 'object' || geometry === null) return false;
  const { type, coordinates } = geometry as Record<string, unknown>;
  if (!Array.isArray(coordinates) || coordinates.length === 0) return false;
  const isRings = (rings: unknown) =>
    Array.isArray(rings) && rings.every((ring) => Array.isArray(ring) && ring.every(isPosition));
  return type === 'Polygon' ? isRings(coordinates) : type === 'MultiPolygon' && coordinates.every(isRings);
}

function isPosition(position: unknown): boolean {
  return Array.isArray(position) && position.length >= 2 && position.every((number) => typeof number === 'number');
}

/** Heights are no business of a boundary. */
function flat(boundary: Polygon | MultiPolygon): Polygon | MultiPolygon {
  const part = (rings: number[][][]) => rings.map((ring) => ring.map(([x, y]) => [x!, y!]));
  return boundary.type === 'Polygon'
    ? { type: 'Polygon', coordinates: part(boundary.coordinates) }
    : { type: 'MultiPolygon', coordinates: boundary.coordinates.map(part) };
}

function word(properties: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const found = names
    .map((name) => properties[name])
    .find((value) => typeof value === 'string' || typeof value === 'number');
  return found === undefined ? '' : String(found).trim();
}

/** `82.6, 39.0` on each line. */
export function cornersTyped(text: string): {
  corners: { longitude: number; latitude: number }[];
  wrongLine: number | undefined;
} {
  const corners: { longitude: number; latitude: number }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const numbers = line
      .trim()
      .split(/[,，;；\s]+/)
      .map((part) => (part === '' ? Number.NaN : Number(part)));
    const [longitude, latitude] = numbers;
    const isPoint = numbers.length === 2 && Math.abs(longitude ?? NaN) <= 180 && Math.abs(latitude ?? NaN) <= 90;
    if (!isPoint || longitude === undefined || latitude === undefined) return { corners, wrongLine: at + 1 };
    corners.push({ longitude, latitude });
  }
  return { corners, wrongLine: undefined };
}
