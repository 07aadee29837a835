// The shapes of areas and grids for the map, kept in memory until the ground changes: many people look at the same ground.

import { createHash } from 'node:crypto';

import { listAreas } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { readGround } from '#modules/areas/actions-ground.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';
import { UNCHANGED, answeredBefore } from '#platform/http/serve.ts';
import type { Wire } from '#platform/http/serve.ts';
import type { Box } from '#shared/geo.ts';
import { outlineOf } from '#shared/outline.ts';
import { coarser, toShapeText } from '#shared/rings.ts';
import type { Ring } from '#shared/rings.ts';
import { addDays, dayOf, instantAt } from '#shared/time.ts';

import { getGridHere } from './actions.ts';
import { gridsCovering, latticeFor, touches, unitsAt } from './map-rules.ts';
import type { MapLevel, Unit } from './map-rules.ts';
import { readRevision } from './store-index.ts';
import { readGenerations, readMappedGrids } from './store-map.ts';
import type { MappedGrid } from './store-map.ts';

export interface ShapeQuery {
  level: MapLevel;
  areaId?: string | undefined;
  on?: string | undefined;
  zoom: number;
  west?: number | undefined;
  south?: number | undefined;
  east?: number | undefined;
  north?: number | undefined;
}

const MOST_SHAPES = 5_000;
/** Days of the past that are kept beside today: two to compare, and one that somebody else looks at. */
const KEPT_DAYS = 4;

export async function listShapes(ctx: Context, query: ShapeQuery, wire: Wire) {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const on = query.on ?? today;
  const areas = await listAreas(ctx);
  const ownPaths = ctx.actor.grants.filter(({ organisationId }) => organisationId === null).map(({ path }) => path);
  const ground = await readGround(ctx, (ctx) => groundOn(ctx, on >= today ? undefined : on));
  if (
    answeredBefore(wire, tagOf([ground.revision, on, query, ownPaths, areas.map(({ id, version }) => [id, version])]))
  )
    return UNCHANGED;

  const wanted = query.areaId === undefined ? undefined : getKnown(areas, query.areaId);
  const within = areas.filter(({ path }) => wanted === undefined || liesOn(wanted.path, path));
  const grids = ground.grids.filter(({ path }) => wanted === undefined || path.startsWith(wanted.path));
  const box = boxOf(query);
  const units = unitsAt(query.level, within, grids, ownPaths).filter(
    ({ id, kind }) =>
      box === undefined ||
      touches(
        box,
        ground.boxOf(id, () => ringsOfUnit(ground, areas, kind, id)),
      ),
  );
  const drawn = units
    .slice(0, MOST_SHAPES)
    .map((unit) => ({ unit, rings: ringsOfUnit(ground, areas, unit.kind, unit.id) }));
  const lattice = latticeFor(cornersIn(drawn), query.zoom);
  return {
    on,
    isComplete: units.length <= MOST_SHAPES,
    isCoarse: lattice !== undefined,
    shapes: drawn
      .filter(({ rings }) => rings.length > 0)
      .map(({ unit, rings }) => ({
        ...told(ground, areas, unit),
        shape: toShapeText(lattice === undefined ? rings : coarser(rings, lattice)),
      })),
  };
}

export function listGridHistory(ctx: Context, id: string) {
  return readGround(ctx, async (ctx) => {
    await getGridHere(ctx, id);
    return { grids: await readGenerations(ctx.db, id) };
  });
}

interface MappedGround {
  readonly revision: number;
  readonly grids: readonly MappedGrid[];
  readonly byId: ReadonlyMap<string, MappedGrid>;
  /** Outlines and boxes are worked out when somebody first asks. */
  outlineOf(area: Area): readonly Ring[];
  boxOf(id: string, rings: () => readonly Ring[]): Box;
}

const grounds = new WeakMap<Database, Map<string, MappedGround>>();

async function groundOn(
  { platform, district, db }: TransactionContext,
  day: string | undefined,
): Promise<MappedGround> {
  const kept = grounds.get(platform.database) ?? new Map<string, MappedGround>();
  grounds.set(platform.database, kept);
  const key = `${district.key} ${day ?? 'now'}`;
  // Read first: a change while the grids are read makes the next asker read them again.
  const revision = await readRevision(db);
  const known = kept.get(key);
  if (known?.revision === revision) return known;
  const at = day === undefined ? undefined : instantAt(addDays(day, 1), 0, district.timeZone);
  const ground = makeGround(revision, await readMappedGrids(db, at));
  kept.delete(key);
  kept.set(key, ground);
  const days = [...kept.keys()].filter((each) => each.startsWith(`${district.key} 2`));
  for (const each of days.slice(0, -KEPT_DAYS)) kept.delete(each);
  return ground;
}

function makeGround(revision: number, grids: readonly MappedGrid[]): MappedGround {
  const outlines = new Map<string, readonly Ring[]>();
  const boxes = new Map<string, Box>();
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  return {
    revision,
    grids,
    byId,
    outlineOf(area) {
      const known = outlines.get(area.id);
      if (known !== undefined) return known;
      const outline = outlineOf(gridsCovering(area, grids).map(({ id }) => byId.get(id)!.rings));
      outlines.set(area.id, outline);
      return outline;
    },
    boxOf(id, rings) {
      const known = boxes.get(id) ?? boxAround(rings());
      boxes.set(id, known);
      return known;
    },
  };
}

function ringsOfUnit(ground: MappedGround, areas: readonly Area[], kind: Unit['kind'], id: string): readonly Ring[] {
  if (kind !== 'street' && kind !== 'community') return ground.byId.get(id)!.rings;
  return ground.outlineOf(areas.find((area) => area.id === id)!);
}

/** Of foreign ground no more than what a signpost says. */
function told(ground: MappedGround, areas: readonly Area[], { kind, id, isOwn }: Unit) {
  const grid = ground.byId.get(id);
  const area = areas.find((each) => each.id === id);
  const name = grid?.name ?? area?.name ?? '';
  if (!isOwn)
    return {
      id,
      kind,
      name,
      code: null,
      path: null,
      parentId: null,
      isOwn,
      validFrom: null,
      followsId: null,
      areaGrade: null,
    };
  return {
    id,
    kind,
    name,
    code: grid?.code ?? area?.code ?? null,
    path: grid?.path ?? area?.path ?? null,
    parentId: grid === undefined ? (area?.parentId ?? null) : (grid.parentId ?? grid.areaId),
    isOwn,
    validFrom: grid?.validFrom ?? null,
    followsId: grid?.followsId ?? null,
    areaGrade: grid?.areaGrade ?? null,
  };
}

/** @throws {Problem} `not-found` */
function getKnown(areas: readonly Area[], areaId: string): Area {
  const wanted = areas.find(({ id }) => id === areaId);
  if (wanted === undefined) throw problem('not-found', 'There is no such area in this district');
  return wanted;
}

/** Below it, or above it. */
function liesOn(wanted: string, path: string): boolean {
  return path.startsWith(wanted) || wanted.startsWith(path);
}

function boxOf({ west, south, east, north }: ShapeQuery): Box | undefined {
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return { minLongitude: west, minLatitude: south, maxLongitude: east, maxLatitude: north };
}

function boxAround(rings: readonly Ring[]): Box {
  const box = { minLongitude: Infinity, minLatitude: Infinity, maxLongitude: -Infinity, maxLatitude: -Infinity };
  for (const ring of rings)
    for (let at = 0; at < ring.length; at += 2) {
      box.minLongitude = Math.min(box.minLongitude, ring[at]! / 1e7);
      box.maxLongitude = Math.max(box.maxLongitude, ring[at]! / 1e7);
      box.minLatitude = Math.min(box.minLatitude, ring[at + 1]! / 1e7);
      box.maxLatitude = Math.max(box.maxLatitude, ring[at + 1]! / 1e7);
    }
  return box;
}

function cornersIn(drawn: readonly { rings: readonly Ring[] }[]): number {
  return drawn.reduce((sum, { rings }) => sum + rings.reduce((count, ring) => count + ring.length / 2, 0), 0);
}

function tagOf(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 27);
}
