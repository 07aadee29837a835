// What a grid may be: its kinds, where each may lie, what is wrong with a drawn boundary, and what overlaps what.

import { intersect } from '@turf/intersect';
import type { MultiPolygon, Polygon, Position } from 'geojson';

import { toCgcs2000 } from '#shared/coordinates.ts';
import type { CoordinateSystem } from '#shared/coordinates.ts';
import { findShapeFaults } from '#shared/geo-faults.ts';
import type { ShapeFault } from '#shared/geo-faults.ts';
import { areaM2Of, boundingBoxOf, partsOf } from '#shared/geo.ts';
import type { Box } from '#shared/geo.ts';

/** 综合网格, 微网格, 专属网格 (a market, a campus, a hospital …). */
export const GRID_KINDS = ['general', 'micro', 'dedicated'] as const;
export type GridKind = (typeof GRID_KINDS)[number];

export type Boundary = Polygon | MultiPolygon;

/** Corners of one boundary; the model places of the field have fewer than 200, and the exact overlap is counted in one go. */
export const MAX_CORNERS = 2_000;

export interface Drawn {
  readonly boundary: Boundary;
  readonly box: Box;
  readonly areaM2: number;
}

export type Measured = Drawn | { readonly faults: readonly (ShapeFault | { fault: 'too-many-points' | 'no-area' })[] };

/** The boundary in CGCS2000 with its box and area, or all that is wrong with it. */
export function measure(boundary: Boundary, crs: CoordinateSystem): Measured {
  const corners = partsOf(boundary).reduce(
    (sum, rings) => sum + rings.reduce((count, ring) => count + ring.length, 0),
    0,
  );
  if (corners > MAX_CORNERS) return { faults: [{ fault: 'too-many-points' }] };
  const faults = findShapeFaults(boundary);
  if (faults.length > 0) return { faults };
  const converted = converts(boundary, crs);
  const areaM2 = areaM2Of(converted);
  if (areaM2 < 1) return { faults: [{ fault: 'no-area' }] };
  return { boundary: converted, box: boundingBoxOf(converted), areaM2 };
}

function converts(boundary: Boundary, crs: CoordinateSystem): Boundary {
  const corner = ([longitude, latitude]: Position): Position => {
    const point = toCgcs2000({ longitude: longitude!, latitude: latitude!, crs });
    return [point.longitude, point.latitude];
  };
  const part = (rings: Position[][]) => rings.map((ring) => ring.map(corner));
  return boundary.type === 'Polygon'
    ? { type: 'Polygon', coordinates: part(boundary.coordinates) }
    : { type: 'MultiPolygon', coordinates: boundary.coordinates.map(part) };
}

/** Square metres both cover. */
export function sharedM2(left: Boundary, right: Boundary): number {
  const feature = (geometry: Boundary) => ({ type: 'Feature' as const, properties: {}, geometry });
  const common = intersect({ type: 'FeatureCollection', features: [feature(left), feature(right)] });
  return common === null ? 0 : areaM2Of(common.geometry);
}

/**
 * What rounding to 1 cm may leave: two neighbours along a border of 300 m share up to about 3 m². Below it nothing is said.
 */
export function isNoise(sharedAreaM2: number, wholeAreaM2: number): boolean {
  return sharedAreaM2 <= Math.max(1, wholeAreaM2 * 0.0005);
}

/** A level of the area a grid lies in, as far as this module cares. */
export type GroundLevel = 'district' | 'street' | 'township' | 'community' | 'village';

/** A grid belongs to exactly one community; only premises with a function of their own may stand directly under a street. */
export function areaFault(kind: GridKind, level: GroundLevel): string | undefined {
  if (level === 'community' || level === 'village') return undefined;
  if (kind === 'dedicated' && (level === 'street' || level === 'township')) return undefined;
  return kind === 'dedicated'
    ? 'a dedicated grid lies in a community or a street'
    : 'a grid lies in exactly one community';
}

/** A micro-grid is part of a grid; nothing is part of a micro-grid. */
export function parentFault(kind: GridKind, parent: { kind: GridKind } | undefined): string | undefined {
  if (parent?.kind === 'micro') return 'nothing lies below a micro-grid';
  return kind === 'micro' && parent === undefined ? 'a micro-grid lies in a grid' : undefined;
}
