// Which grid a point belongs to: an immutable index over the valid grids of a district, held in memory.

import {
  BORDER_TOLERANCE_UNITS,
  UNITS_PER_DEGREE,
  buildLayer,
  contains,
  isBefore,
  isOnBorder,
  toUnits,
} from './geo-layer.ts';
import type { GridLayer, GridShape } from './geo-layer.ts';

export { packCorners } from './geo-layer.ts';
export type { Corners, DrawnShape, GridShape } from './geo-layer.ts';

export type GridIndex = {
  /**
   * The smallest grid at the point (least area, then least id); undefined outside all grids. A point on a shared border belongs
   * to exactly one of the grids there, always the same, in whatever order they were added.
   */
  findGridAt(longitude: number, latitude: number): string | undefined;
  /** The chain of grids at the point, smallest first. */
  findAllAt(longitude: number, latitude: number): string[];
  /** Whether the point lies within so many degrees of the rectangle around the grids, or around a strip of them. */
  isNear(longitude: number, latitude: number, degrees: number): boolean;
  /** A new index with this grid added or replaced. Costs about 3 µs for each edit made since the index was built. */
  withGrid(changed: GridShape): GridIndex;
  withoutGrid(id: string): GridIndex;
  /** Many edits for the price of one. An id in both lists stays. */
  withEdits(changed: readonly GridShape[], removed: readonly string[]): GridIndex;
  /** Edits since the index was built; past a few thousand, build a fresh one. */
  editCount: number;
  size: number;
};

/** What differs from the built layers: grids changed or added since, and the ids that no longer count there. */
type Edits = { changed: ReadonlyMap<string, GridShape>; hidden: ReadonlySet<string>; layer: GridLayer | undefined };

type Hit = { id: string; areaM2: number; level: number; layer: GridLayer; item: number };

/** Layers are strips from west to east, so that a point is looked for in one or two of them. */
const GRIDS_PER_LAYER = 20_000;
const NO_EDITS: Edits = { changed: new Map(), hidden: new Set(), layer: undefined };

export function buildGridIndex(grids: readonly GridShape[]): GridIndex {
  const ids = new Set<string>();
  const layers = toStrips(grids).map((strip) => buildKnownLayer(strip, ids));
  return makeIndex(layers, ids, NO_EDITS);
}

/**
 * As `buildGridIndex` without a long pause: other work runs while a batch is awaited, and its rows can be forgotten after it.
 *
 * @param batches in the order of the grids' western edges, up to about 10,000 grids each; another order is right but slower to search
 */
export async function buildGridIndexInBatches(batches: AsyncIterable<readonly GridShape[]>): Promise<GridIndex> {
  const ids = new Set<string>();
  const layers: GridLayer[] = [];
  for await (const batch of batches) if (batch.length > 0) layers.push(buildKnownLayer(batch, ids));
  return makeIndex(layers, ids, NO_EDITS);
}

function makeIndex(layers: readonly GridLayer[], builtIds: ReadonlySet<string>, edits: Edits): GridIndex {
  const edit = (changed: ReadonlyMap<string, GridShape>, hidden: ReadonlySet<string>) => {
    const layer = changed.size > 0 ? buildLayer([...changed.values()]) : undefined;
    return makeIndex(layers, builtIds, { changed, hidden, layer });
  };
  const hide = (id: string) => (builtIds.has(id) ? new Set(edits.hidden).add(id) : edits.hidden);

  return {
    size: builtIds.size - edits.hidden.size + edits.changed.size,
    editCount: new Set([...edits.hidden, ...edits.changed.keys()]).size,
    findGridAt: (longitude, latitude) => findChain(layers, edits, longitude, latitude)[0]?.id,
    findAllAt: (longitude, latitude) => findChain(layers, edits, longitude, latitude).map((hit) => hit.id),
    isNear: (longitude, latitude, degrees) =>
      [...layers, ...(edits.layer ? [edits.layer] : [])].some((layer) =>
        liesIn(layer, toUnits(longitude), toUnits(latitude), toUnits(degrees)),
      ),
    withGrid: (grid) => edit(new Map(edits.changed).set(grid.id, grid), hide(grid.id)),
    withoutGrid: (id) => edit(new Map([...edits.changed].filter(([changedId]) => changedId !== id)), hide(id)),
    withEdits: (changed, removed) => {
      const kept = new Map(edits.changed);
      for (const id of removed) kept.delete(id);
      for (const grid of changed) kept.set(grid.id, grid);
      const touched = [...removed, ...changed.map(({ id }) => id)];
      return edit(kept, new Set([...edits.hidden, ...touched.filter((id) => builtIds.has(id))]));
    },
  };
}

/** One grid for each level, smallest first. */
function findChain(layers: readonly GridLayer[], edits: Edits, longitude: number, latitude: number): Hit[] {
  const x = toUnits(longitude);
  const y = toUnits(latitude);
  if (Number.isNaN(x + y)) return [];
  const inside: Hit[] = [];
  const beside: Hit[] = [];
  for (const layer of layers) searchLayer(layer, x, y, edits.hidden, inside, beside);
  if (edits.layer) searchLayer(edits.layer, x, y, NO_EDITS.hidden, inside, beside);

  const chain = smallestOfEachLevel(inside);
  // A level without a grid at the point takes one whose border the point touches: the outer border of the ground, and the
  // slits that rounding leaves where a corner of one grid lies on a straight border of another.
  const touched = beside.filter(
    (hit) => !chain.some(({ level }) => level === hit.level) && isOnBorder(hit.layer, hit.item, x, y),
  );
  return [...chain, ...smallestOfEachLevel(touched)].sort((left, right) => (isBefore(left, right) ? -1 : 1));
}

function searchLayer(
  layer: GridLayer,
  x: number,
  y: number,
  hidden: ReadonlySet<string>,
  inside: Hit[],
  beside: Hit[],
): void {
  const { tree } = layer;
  const reach = BORDER_TOLERANCE_UNITS;
  if (!liesIn(layer, x, y, reach)) return;
  tree.search(x - reach, y - reach, x + reach, y + reach, (item) => {
    const isInside = contains(layer, item, x, y);
    const id = layer.ids[item]!;
    if (hidden.size > 0 && hidden.has(id)) return false;
    const hit: Hit = { id, areaM2: layer.areasM2[item]!, level: layer.levels[item]!, layer, item };
    if (isInside) inside.push(hit);
    else beside.push(hit);
    return false;
  });
}

/** In the rectangle around the layer, `reach` wider on every side. */
function liesIn({ tree }: GridLayer, x: number, y: number, reach: number): boolean {
  return x >= tree.minX - reach && x <= tree.maxX + reach && y >= tree.minY - reach && y <= tree.maxY + reach;
}

function smallestOfEachLevel(hits: Hit[]): Hit[] {
  if (hits.length < 2) return hits;
  return hits.filter((hit) => !hits.some((other) => other.level === hit.level && isBefore(other, hit)));
}

function buildKnownLayer(grids: readonly GridShape[], ids: Set<string>): GridLayer {
  const idCountBefore = ids.size;
  for (const { id } of grids) ids.add(id);
  if (ids.size - idCountBefore !== grids.length) throw new RangeError('Two grids of an index have the same id');
  return buildLayer(grids);
}

/** Shares the grids out by longitude. The limits come from a sample, because sorting 150,000 grids would be a pause of its own. */
function toStrips(grids: readonly GridShape[]): GridShape[][] {
  const stripCount = Math.ceil(grids.length / GRIDS_PER_LAYER);
  if (stripCount <= 1) return grids.length === 0 ? [] : [[...grids]];
  const sample = new Float64Array(Math.min(grids.length, stripCount * 200));
  for (let at = 0; at < sample.length; at += 1) {
    sample[at] = westOf(grids[Math.floor((at * grids.length) / sample.length)]!);
  }
  sample.sort();
  const limits = new Float64Array(stripCount - 1);
  for (let strip = 0; strip < limits.length; strip += 1) {
    limits[strip] = sample[Math.floor(((strip + 1) * sample.length) / stripCount)]!;
  }
  const strips: GridShape[][] = Array.from({ length: stripCount }, () => []);
  for (const grid of grids) {
    const west = westOf(grid);
    const strip = limits.findIndex((limit) => west < limit);
    strips[strip === -1 ? stripCount - 1 : strip]!.push(grid);
  }
  return strips.filter((strip) => strip.length > 0);
}

/** Of its first corner, which is near enough. */
function westOf(shape: GridShape): number {
  if ('corners' in shape) return (shape.corners[1] ?? 0) / UNITS_PER_DEGREE;
  const { polygon } = shape;
  const firstRing = polygon.type === 'Polygon' ? polygon.coordinates[0] : polygon.coordinates[0]?.[0];
  return firstRing?.[0]?.[0] ?? 0;
}
