// What the map draws at a level, for whom in full and for whom as an outline, and how finely.

import { contains } from '#permissions';
import type { Box } from '#shared/geo.ts';

import type { GridKind, GroundLevel } from './rules.ts';

export const MAP_LEVELS = ['street', 'community', 'grid', 'micro'] as const;
export type MapLevel = (typeof MAP_LEVELS)[number];

export const SHAPE_KINDS = ['street', 'community', 'general', 'micro', 'dedicated'] as const;
export type ShapeKind = (typeof SHAPE_KINDS)[number];

export interface DrawnArea {
  readonly id: string;
  readonly parentId: string | null;
  readonly level: GroundLevel;
  readonly path: string;
}

export interface DrawnGrid {
  readonly id: string;
  readonly kind: GridKind;
  readonly path: string;
  readonly areaId: string;
  readonly parentId: string | null;
}

export interface Unit {
  readonly kind: ShapeKind;
  readonly id: string;
  readonly isOwn: boolean;
}

/** Who serves in a part of it, or in the whole of which it is a part, sees it in full. */
export function isOwnGround(ownPaths: readonly string[], path: string): boolean {
  return ownPaths.some((own) => contains(own, path) || contains(path, own));
}

/** What is drawn at a level. Ground nobody here serves is drawn as the largest area of it, once. */
export function unitsAt(
  level: MapLevel,
  areas: readonly DrawnArea[],
  grids: readonly DrawnGrid[],
  ownPaths: readonly string[],
): Unit[] {
  const gridsOf = Map.groupBy(grids, ({ areaId }) => areaId);
  const units: Unit[] = [];
  const isOwn = (path: string) => isOwnGround(ownPaths, path);
  const draw = (kind: ShapeKind, { id, path }: { id: string; path: string }) =>
    units.push({ kind, id, isOwn: isOwn(path) });
  const drawGrids = (areaId: string) => {
    for (const grid of gridsOf.get(areaId) ?? []) if (grid.kind !== 'micro' || level === 'micro') draw(grid.kind, grid);
  };

  for (const street of areas.filter(isStreet)) {
    if (!isOwn(street.path) || level === 'street') {
      draw('street', street);
      continue;
    }
    drawGrids(street.id);
    for (const community of areas.filter(({ parentId }) => parentId === street.id)) {
      if (!isOwn(community.path) || level === 'community') draw('community', community);
      else drawGrids(community.id);
    }
  }
  return units;
}

/** The grids that cover an area: those that lie in no other. */
export function gridsCovering(area: DrawnArea, grids: readonly DrawnGrid[]): DrawnGrid[] {
  const inside = grids.filter(({ path, kind }) => kind !== 'micro' && contains(area.path, path));
  const ids = new Set(inside.map(({ id }) => id));
  return inside.filter(({ parentId }) => parentId === null || !ids.has(parentId));
}

function isStreet({ level }: DrawnArea): boolean {
  return level === 'street' || level === 'township';
}

/** Corners a page draws without noticing; more are rounded to what its zoom can show. */
const FINE_CORNERS = 60_000;
const TILE_PIXELS = 256;

/** The lattice corners are rounded to, in 1e-7 degree: half a pixel where there is much to draw. Undefined: as drawn. */
export function latticeFor(corners: number, zoom: number): number | undefined {
  if (corners <= FINE_CORNERS) return undefined;
  const halfPixel = (360 / (TILE_PIXELS * 2 ** zoom) / 2) * 1e7;
  return halfPixel <= 10 ? undefined : Math.round(halfPixel);
}

export function touches(one: Box, other: Box): boolean {
  return (
    one.minLongitude <= other.maxLongitude &&
    one.maxLongitude >= other.minLongitude &&
    one.minLatitude <= other.maxLatitude &&
    one.maxLatitude >= other.minLatitude
  );
}
