// Drawing, redrawing and closing grids; every change raises the revision that all processes compare their index with.

import { changeGround, createOnGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { getArea, wrongField } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { guardHolds, guardVersion } from '#modules/areas/rules.ts';
import type { AreaGrade } from '#modules/catalogue/rules.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import type { CoordinateSystem } from '#shared/coordinates.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { areaFault, isNoise, measure, parentFault, sharedM2 } from './rules.ts';
import type { Boundary, Drawn, GridKind } from './rules.ts';
import { endGrid, findGridRow, findNeighbours, insertGrid, listGridRows, moveToFollower, updateGrid } from './store.ts';
import type { Grid } from './store.ts';
import { nextRevision } from './store-index.ts';

export type { Grid } from './store.ts';

const MOST_LISTED = 2_000;

export interface GridQuery {
  areaId?: string | undefined;
  parentId?: string | undefined;
  withBoundary: 'yes' | 'no';
}

export function listGrids(ctx: Context, query: GridQuery): Promise<{ grids: Grid[]; isComplete: boolean }> {
  return readGround(ctx, async (ctx) => {
    const filter =
      query.parentId === undefined ? filterOf(await getArea(ctx, query.areaId!)) : { parentId: query.parentId };
    if (query.parentId !== undefined) await getGridHere(ctx, query.parentId);
    const rows = await listGridRows(ctx.db, filter, query.withBoundary === 'yes', MOST_LISTED + 1);
    return { grids: rows.slice(0, MOST_LISTED), isComplete: rows.length <= MOST_LISTED };
  });
}

export function readGrid(ctx: Context, id: string): Promise<Grid> {
  return readGround(ctx, (ctx) => getGridHere(ctx, id));
}

export interface WantedGrid {
  id: string;
  kind: GridKind;
  areaId: string;
  parentId?: string | null | undefined;
  key: string;
  code: string;
  name: string;
  households?: number | null | undefined;
  areaGrade?: AreaGrade | null | undefined;
  boundary: Boundary;
  crs: CoordinateSystem;
  asDrawn: boolean;
}

export function createGrid(ctx: Context, wanted: WantedGrid): Promise<Grid> {
  const drawn = drawnOf(wanted.boundary, wanted.crs);
  const make = async (ctx: TransactionContext) => {
    const area = await getArea(ctx, wanted.areaId);
    const parent = wanted.parentId == null ? undefined : await getGridHere(ctx, wanted.parentId);
    guardHolds(ctx.actor, 'grid.manage', parent?.path ?? area.path);
    guardFits(wanted, area, parent);
    guardGrade(wanted.kind, wanted.areaGrade);
    // First of all writes: from here on no other grid can be drawn until this one is saved or given up.
    const revision = await nextRevision(ctx.db);
    const parentId = parent?.id ?? null;
    if (!wanted.asDrawn) await guardDrawn(ctx, drawn, { id: wanted.id, kind: wanted.kind, parent });
    const path = `${parent?.path ?? area.path}${wanted.key}/`;
    const { id, kind, key, code, name } = wanted;
    await insertGrid(ctx.db, {
      id,
      kind,
      key,
      code,
      name,
      path,
      parentId,
      areaId: area.id,
      ...areaIds(area),
      households: wanted.households ?? null,
      areaGrade: wanted.areaGrade ?? null,
      drawn,
      sourceCrs: wanted.crs,
      followsId: null,
      at: ctx.now,
      revision,
    });
    await noteChange(ctx, { act: 'grid.create', subjectKind: 'grid', subjectId: id, path });
    await ctx.announce({ name: 'grid.changed', path, gridId: id });
  };
  return createOnGround(ctx, wanted, make, (ctx) => getGridHere(ctx, wanted.id));
}

export interface GridChange {
  version: number;
  name?: string | undefined;
  households?: number | null | undefined;
  areaGrade?: AreaGrade | null | undefined;
  redrawn?: { id: string; boundary: Boundary; crs: CoordinateSystem; asDrawn: boolean } | undefined;
}

export function changeGrid(ctx: Context, id: string, change: GridChange): Promise<Grid> {
  const { redrawn } = change;
  const drawn = redrawn && drawnOf(redrawn.boundary, redrawn.crs);
  return changeGround(ctx, async (ctx) => {
    if (redrawn === undefined || drawn === undefined) {
      const { before, revision } = await lockGrid(ctx, id, change.version);
      guardGrade(before.kind, change.areaGrade);
      await updateGrid(ctx.db, before, change, revision);
      await note(ctx, 'grid.change', before);
      return getGridHere(ctx, id);
    }
    // A redrawn grid is a new row under the sender's id, so the same request again finds it made.
    await once(ctx, redrawn.id, { gridId: id, ...change }, async () => {
      await follow(ctx, id, change, redrawn, drawn);
      return { id: redrawn.id };
    });
    return getGridHere(ctx, redrawn.id);
  });
}

export function closeGrid(ctx: Context, id: string, version: number): Promise<Grid> {
  return changeGround(ctx, async (ctx) => {
    const { before, revision } = await lockGrid(ctx, id, version);
    const below = await listGridRows(ctx.db, { parentId: id }, false, 20);
    if (below.length > 0) {
      const gridIds = below.map((grid) => grid.id);
      throw problem('still-in-use', `${below.length} grid(s) lie below it; close or move them first`, { gridIds });
    }
    await endGrid(ctx.db, before, ctx.now, revision);
    await note(ctx, 'grid.close', before);
    return getGridHere(ctx, id);
  });
}

/** @throws {Problem} `not-found` also for a grid of another district */
export async function getGridHere(ctx: TransactionContext, id: string): Promise<Grid> {
  const grid = await findGridRow(ctx.db, id);
  if (grid === undefined) throw problem('not-found', 'There is no such grid in this district');
  return grid;
}

async function follow(
  ctx: TransactionContext,
  id: string,
  change: GridChange,
  redrawn: NonNullable<GridChange['redrawn']>,
  drawn: Drawn,
): Promise<void> {
  const { before, revision } = await lockGrid(ctx, id, change.version);
  guardGrade(before.kind, change.areaGrade);
  const parent = before.parentId === null ? undefined : await findGridRow(ctx.db, before.parentId);
  if (!redrawn.asDrawn) await guardDrawn(ctx, drawn, { id, kind: before.kind, parent });
  await endGrid(ctx.db, before, ctx.now, revision);
  await insertGrid(ctx.db, {
    ...before,
    id: redrawn.id,
    name: change.name ?? before.name,
    households: change.households === undefined ? before.households : change.households,
    areaGrade: change.areaGrade === undefined ? before.areaGrade : change.areaGrade,
    drawn,
    sourceCrs: redrawn.crs,
    followsId: id,
    at: ctx.now,
    revision,
  });
  await moveToFollower(ctx.db, id, redrawn.id, revision);
  await noteChange(ctx, {
    act: 'grid.redraw',
    subjectKind: 'grid',
    subjectId: redrawn.id,
    path: before.path,
    codes: { followsId: id },
  });
  await ctx.announce({ name: 'grid.changed', path: before.path, gridId: redrawn.id, followsId: id });
}

/** The revision is raised first: its row is the lock under which grids are changed one after the other. */
async function lockGrid(
  ctx: TransactionContext,
  id: string,
  version: number,
): Promise<{ before: Grid; revision: number }> {
  const seen = await getGridHere(ctx, id);
  guardHolds(ctx.actor, 'grid.manage', seen.path);
  const revision = await nextRevision(ctx.db);
  const before = await getGridHere(ctx, id);
  if (before.validTo !== null)
    throw problem('already-closed', 'This grid was closed or followed by another', { validTo: before.validTo });
  guardVersion(before.version, version);
  return { before, revision };
}

async function note(ctx: TransactionContext, act: AuditAct, { id, path }: Grid): Promise<void> {
  await noteChange(ctx, { act, subjectKind: 'grid', subjectId: id, path });
  await ctx.announce({ name: 'grid.changed', path, gridId: id });
}

function drawnOf(boundary: Boundary, crs: CoordinateSystem): Drawn {
  const measured = measure(boundary, crs);
  if (!('faults' in measured)) return measured;
  const words = [...new Set(measured.faults.map(({ fault }) => fault))].join(', ');
  throw problem('boundary-faulty', `The boundary has ${measured.faults.length} fault(s): ${words}`, {
    faults: measured.faults,
  });
}

function guardGrade(kind: GridKind, grade: AreaGrade | null | undefined): void {
  if (kind === 'micro' && grade != null) throw wrongField('/areaGrade', 'a micro-grid has the grade of its grid');
}

function guardFits(wanted: WantedGrid, area: Area, parent: Grid | undefined): void {
  const wrongArea = areaFault(wanted.kind, area.level);
  if (wrongArea !== undefined) throw wrongField('/areaId', wrongArea);
  const wrongParent = parentFault(wanted.kind, parent);
  if (wrongParent !== undefined) throw wrongField('/parentId', wrongParent);
  if (parent === undefined) return;
  if (parent.validTo !== null)
    throw problem('already-closed', 'The grid above was closed', { validTo: parent.validTo });
  if (parent.areaId !== area.id) throw wrongField('/parentId', 'the grid above lies in another area');
}

interface Around {
  id: string;
  kind: GridKind;
  parent: Grid | undefined;
}

/** What whoever draws should look at once more; with `asDrawn` it is saved all the same. */
async function guardDrawn(ctx: TransactionContext, drawn: Drawn, { id, kind, parent }: Around): Promise<void> {
  const neighbours = await findNeighbours(ctx.db, { box: drawn.box, kind, parentId: parent?.id ?? null, besideId: id });
  const overlaps = neighbours
    .map((grid) => ({
      gridId: grid.id,
      code: grid.code,
      areaM2: sharedM2(drawn.boundary, grid.boundary!),
      whole: grid.areaM2,
    }))
    .filter(({ areaM2, whole }) => !isNoise(areaM2, Math.min(whole, drawn.areaM2)))
    .map(({ gridId, code, areaM2 }) => ({ gridId, code, areaM2: Math.round(areaM2) }));
  const outside = parent === undefined ? 0 : drawn.areaM2 - sharedM2(drawn.boundary, parent.boundary!);
  const outsideParentM2 = isNoise(outside, drawn.areaM2) ? 0 : Math.round(outside);
  const [first] = overlaps;
  if (first !== undefined) {
    throw problem('grid-overlap', `Overlaps ${first.code} by ${first.areaM2} m²; say asDrawn to save it all the same`, {
      gridId: first.gridId,
      areaM2: first.areaM2,
      overlaps,
      outsideParentM2,
    });
  }
  if (outsideParentM2 > 0) {
    throw problem(
      'grid-outside-parent',
      `${outsideParentM2} m² lie outside ${parent!.code}; say asDrawn to save it all the same`,
      {
        parentId: parent!.id,
        areaM2: outsideParentM2,
      },
    );
  }
}

function filterOf({ id, level }: Area): { communityId?: string; streetId?: string } {
  if (level === 'community' || level === 'village') return { communityId: id };
  if (level === 'street' || level === 'township') return { streetId: id };
  return {};
}

function areaIds({ id, level, parentId }: Area): { streetId: string | null; communityId: string | null } {
  return level === 'community' || level === 'village'
    ? { communityId: id, streetId: parentId }
    : { communityId: null, streetId: id };
}
