// Public places and their printed codes, kept by who manages places there.

import { getBuilding } from '#modules/addresses/actions.ts';
import { changeGround, createOnGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { areaLine, getArea } from '#modules/areas/actions.ts';
import { guardHolds, guardVersion, isCommunity } from '#modules/areas/rules.ts';
import { locate } from '#modules/grids/locate.ts';
import type { LocatablePoint, Located } from '#modules/grids/locate.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newShortCode, parseShortCode } from '#shared/short-code.ts';

import {
  findPlaceRow,
  insertCode,
  insertPlace,
  listCodeRows,
  listPlaceRows,
  lockCodeRow,
  lockPlaceRow,
  updateCode,
  updatePlace,
} from './store.ts';
import type { Place, PlaceCode } from './store.ts';

export type { Place, PlaceCode } from './store.ts';
export type PlaceWithCodes = Place & { codes: PlaceCode[] };

export function listPlaces(ctx: Context, communityId: string): Promise<PlaceWithCodes[]> {
  return readGround(ctx, async (ctx) => {
    await getArea(ctx, communityId);
    const places = await listPlaceRows(ctx.db, communityId);
    const codes = Map.groupBy(
      await listCodeRows(
        ctx.db,
        places.map(({ id }) => id),
      ),
      ({ placeId }) => placeId,
    );
    return places.map((place) => ({ ...place, codes: codes.get(place.id) ?? [] }));
  });
}

export function readPlace(ctx: Context, id: string): Promise<PlaceWithCodes> {
  return readGround(ctx, (ctx) => withCodes(ctx, id));
}

export interface WantedPlace {
  id: string;
  kind: string;
  name: string;
  point?: LocatablePoint | undefined;
  buildingId?: string | undefined;
}

export function createPlace(ctx: Context, wanted: WantedPlace): Promise<PlaceWithCodes> {
  const make = async (ctx: TransactionContext) => {
    const { id, kind, name, buildingId = null } = wanted;
    const where = buildingId === null ? standing(await locate(ctx, wanted.point!)) : await atBuilding(ctx, buildingId);
    guardHolds(ctx.actor, 'place.manage', where.path);
    await insertPlace(ctx.db, { id, kind, name, buildingId, ...where, closedAt: null, version: 1 });
    await noteChange(ctx, { act: 'place.create', subjectKind: 'place', subjectId: id, path: where.path });
  };
  return createOnGround(ctx, wanted, make, (ctx) => withCodes(ctx, wanted.id));
}

export interface PlaceChange {
  version: number;
  kind?: string | undefined;
  name?: string | undefined;
  point?: LocatablePoint | undefined;
}

export function changePlace(ctx: Context, id: string, change: PlaceChange): Promise<PlaceWithCodes> {
  return changeGround(ctx, async (ctx) => {
    const before = await lockOpenPlace(ctx, id, change.version);
    const moved = change.point && standing(await locate(ctx, change.point));
    if (moved !== undefined) guardHolds(ctx.actor, 'place.manage', moved.path);
    await updatePlace(ctx.db, {
      ...before,
      ...moved,
      kind: change.kind ?? before.kind,
      name: change.name ?? before.name,
    });
    await noteChange(ctx, { act: 'place.change', subjectKind: 'place', subjectId: id, path: before.path });
    return withCodes(ctx, id);
  });
}

export function closePlace(ctx: Context, id: string, version: number): Promise<PlaceWithCodes> {
  return changeGround(ctx, async (ctx) => {
    const before = await lockOpenPlace(ctx, id, version);
    await updatePlace(ctx.db, { ...before, closedAt: ctx.now });
    await noteChange(ctx, { act: 'place.close', subjectKind: 'place', subjectId: id, path: before.path });
    return withCodes(ctx, id);
  });
}

export function issueCode(ctx: Context, placeId: string, requestId: string): Promise<PlaceCode> {
  return changeGround(ctx, async (ctx) => {
    const place = await lockOpenPlace(ctx, placeId);
    const { answer } = await once(ctx, requestId, { placeId }, async () => {
      const code = await drawCode(ctx, placeId);
      await noteChange(ctx, {
        act: 'placeCode.issue',
        subjectKind: 'place',
        subjectId: placeId,
        path: place.path,
        codes: { code },
      });
      return { code };
    });
    return getCode(ctx, answer.code);
  });
}

export function repointCode(ctx: Context, typed: string, placeId: string, version: number): Promise<PlaceCode> {
  return changeGround(ctx, async (ctx) => {
    const { code, place: from } = await lockCode(ctx, typed, version);
    const to = await lockOpenPlace(ctx, placeId);
    await updateCode(ctx.db, { ...code, placeId, pointedAt: ctx.now });
    await noteChange(ctx, {
      act: 'placeCode.repoint',
      subjectKind: 'place',
      subjectId: placeId,
      path: to.path,
      codes: { code: code.code, fromPlaceId: from.id },
    });
    return getCode(ctx, code.code);
  });
}

export function retireCode(ctx: Context, typed: string, version: number): Promise<PlaceCode> {
  return changeGround(ctx, async (ctx) => {
    const { code, place } = await lockCode(ctx, typed, version);
    await updateCode(ctx.db, { ...code, retiredAt: ctx.now });
    await noteChange(ctx, {
      act: 'placeCode.retire',
      subjectKind: 'place',
      subjectId: place.id,
      path: place.path,
      codes: { code: code.code },
    });
    return getCode(ctx, code.code);
  });
}

type Standing = Pick<Place, 'gridId' | 'communityId' | 'streetId' | 'path' | 'point'>;

function standing({ path, gridId, microGridId, communityId, streetId, ...rest }: Located): Standing {
  const { longitude, latitude, sourceCrs, sourceLongitude, sourceLatitude } = rest;
  const point = { longitude, latitude, sourceCrs, sourceLongitude, sourceLatitude };
  return { path, gridId: microGridId ?? gridId, communityId, streetId, point };
}

async function atBuilding(ctx: TransactionContext, buildingId: string): Promise<Standing> {
  const { path, gridId, point } = await getBuilding(ctx, buildingId);
  const line = await areaLine(ctx, path);
  return {
    path,
    gridId,
    point,
    communityId: line.find(({ level }) => isCommunity(level))?.id ?? null,
    streetId: line.find(({ level }) => level === 'street' || level === 'township')?.id ?? null,
  };
}

/** Without a version: the place is not changed itself, only pointed at. */
async function lockOpenPlace(ctx: TransactionContext, id: string, version?: number): Promise<Place> {
  const place = await lockPlaceRow(ctx.db, id);
  if (place === undefined) throw noSuchPlace();
  guardHolds(ctx.actor, 'place.manage', place.path);
  if (version !== undefined) guardVersion(place.version, version);
  if (place.closedAt !== null) throw problem('already-closed', 'This place was closed', { closedAt: place.closedAt });
  return place;
}

async function lockCode(
  ctx: TransactionContext,
  typed: string,
  version: number,
): Promise<{ code: PlaceCode; place: Place }> {
  const parsed = parseShortCode(typed);
  const code = parsed === undefined ? undefined : await lockCodeRow(ctx.db, parsed);
  const place = code && (await findPlaceRow(ctx.db, code.placeId));
  if (code === undefined || place === undefined)
    throw problem('not-found', 'No such code was printed in this district');
  guardHolds(ctx.actor, 'place.manage', place.path);
  guardVersion(code.version, version);
  if (code.retiredAt !== null) throw problem('already-closed', 'This code was retired', { retiredAt: code.retiredAt });
  return { code, place };
}

async function drawCode(ctx: TransactionContext, placeId: string): Promise<string> {
  const code = newShortCode();
  // One in 95 million million is taken at 1,000,000 codes: then another is drawn.
  return (await insertCode(ctx.db, code, placeId, ctx.now)) ? code : drawCode(ctx, placeId);
}

async function getCode(ctx: TransactionContext, code: string): Promise<PlaceCode> {
  const found = await lockCodeRow(ctx.db, code);
  if (found === undefined) throw new Error('a code that was just written is gone');
  return found;
}

async function withCodes(ctx: TransactionContext, id: string): Promise<PlaceWithCodes> {
  const place = await findPlaceRow(ctx.db, id);
  if (place === undefined) throw noSuchPlace();
  return { ...place, codes: await listCodeRows(ctx.db, [id]) };
}

function noSuchPlace(): Error {
  return problem('not-found', 'There is no such place in this district');
}
