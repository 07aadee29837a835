// The tree of areas: read by anybody, changed by who manages areas.

import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { changeGround, createOnGround, noteChange, readForPublic } from './actions-ground.ts';
import { LEVELS_BELOW, guardHolds, guardVersion } from './rules.ts';
import type { AreaLevel } from './rules.ts';
import { findAreaRow, insertArea, listAreaRows, lockAreaRow, updateArea } from './store.ts';
import type { Area, AreaChange } from './store.ts';

export type { Area } from './store.ts';

export function listAreas(ctx: Context): Promise<Area[]> {
  return readForPublic(ctx, (ctx) => listAreaRows(ctx));
}

export interface WantedArea {
  id: string;
  parentId: string;
  level: AreaLevel;
  key: string;
  code: string;
  name: string;
  dutyPhone?: string | null | undefined;
}

export function createArea(ctx: Context, wanted: WantedArea): Promise<Area> {
  const make = async (ctx: TransactionContext) => {
    const parent = await getArea(ctx, wanted.parentId);
    guardHolds(ctx.actor, 'area.manage', parent.path);
    if (!LEVELS_BELOW[parent.level].includes(wanted.level)) {
      throw wrongField(
        '/level',
        `below a ${parent.level} comes one of: ${LEVELS_BELOW[parent.level].join(', ') || 'nothing'}`,
      );
    }
    const path = `${parent.path}${wanted.key}/`;
    const validFrom = dayOf(ctx.now, ctx.district.timeZone);
    await insertArea(ctx, { ...wanted, path, dutyPhone: wanted.dutyPhone ?? null, validFrom });
    await noteChange(ctx, { act: 'area.create', subjectKind: 'area', subjectId: wanted.id, path });
  };
  return createOnGround(ctx, wanted, make, (ctx) => getArea(ctx, wanted.id));
}

export function changeArea(ctx: Context, id: string, change: AreaChange & { version: number }): Promise<Area> {
  return changeGround(ctx, async (ctx) => {
    const before = await lockAreaRow(ctx, id);
    if (before === undefined) throw noSuchArea();
    guardHolds(ctx.actor, 'area.manage', before.path);
    guardVersion(before.version, change.version);
    await updateArea(ctx, before, change);
    await noteChange(ctx, { act: 'area.change', subjectKind: 'area', subjectId: id, path: before.path });
    return getArea(ctx, id);
  });
}

/** @throws {Problem} `not-found` also for an area of another district */
export async function getArea(ctx: TransactionContext, id: string): Promise<Area> {
  const area = await findAreaRow(ctx, id);
  if (area === undefined) throw noSuchArea();
  return area;
}

/** The area and all above it, itself first; empty when none of this district has the path. */
export async function areaLine(ctx: TransactionContext, path: string): Promise<Area[]> {
  const areas = await listAreaRows(ctx);
  return areas.filter((area) => path.startsWith(area.path)).sort((left, right) => right.path.length - left.path.length);
}

/** Ids of the communities in the area, itself included. */
export async function communitiesIn(ctx: TransactionContext, area: Area): Promise<string[]> {
  const areas = await listAreaRows(ctx);
  return areas
    .filter(({ path, level }) => path.startsWith(area.path) && LEVELS_BELOW[level].length === 0)
    .map(({ id }) => id);
}

/** One field is wrong for a reason that only the rows could tell. */
export function wrongField(pointer: string, detail: string): Error {
  return problem('input-invalid', `1 field(s) are wrong: ${pointer}`, { errors: [{ pointer, in: 'body', detail }] });
}

function noSuchArea(): Error {
  return problem('not-found', 'There is no such area in this district');
}
