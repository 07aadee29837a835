// Compounds and buildings of a community, kept by who manages places there.

import { changeGround, createOnGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { communitiesIn, getArea, wrongField } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { guardHolds, guardVersion, isCommunity } from '#modules/areas/rules.ts';
import { locate } from '#modules/grids/locate.ts';
import type { LocatablePoint } from '#modules/grids/locate.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { StoredPoint } from '#shared/coordinates.ts';

import { formerAddressAfter } from './rules.ts';
import {
  findBuildingRow,
  findCompoundRow,
  insertBuilding,
  insertCompound,
  listBuildingRows,
  listCompoundRows,
  lockBuildingRow,
  lockCompoundRow,
  updateBuilding,
  updateCompound,
} from './store.ts';
import type { Building, Compound, CompoundKind } from './store.ts';

export type { Building, Compound } from './store.ts';

export function listCompounds(ctx: Context, communityId: string): Promise<Compound[]> {
  return readGround(ctx, async (ctx) => {
    await getArea(ctx, communityId);
    return listCompoundRows(ctx.db, communityId);
  });
}

export interface WantedCompound {
  id: string;
  communityId: string;
  name: string;
  nickname?: string | null | undefined;
  kind: CompoundKind;
}

export function createCompound(ctx: Context, wanted: WantedCompound): Promise<Compound> {
  const make = async (ctx: TransactionContext) => {
    const { path } = await managedCommunity(ctx, wanted.communityId);
    await insertCompound(ctx.db, { ...wanted, nickname: wanted.nickname ?? null, path });
    await noteChange(ctx, { act: 'compound.create', subjectKind: 'compound', subjectId: wanted.id, path });
  };
  return createOnGround(ctx, wanted, make, (ctx) => getCompound(ctx, wanted.id));
}

export interface CompoundChange {
  version: number;
  name?: string | undefined;
  nickname?: string | null | undefined;
}

export function changeCompound(ctx: Context, id: string, change: CompoundChange): Promise<Compound> {
  return changeGround(ctx, async (ctx) => {
    const before = await lockCompoundRow(ctx.db, id);
    if (before === undefined) throw noSuch('compound');
    guardHolds(ctx.actor, 'place.manage', before.path);
    guardVersion(before.version, change.version);
    const nickname = change.nickname === undefined ? before.nickname : change.nickname;
    await updateCompound(ctx.db, { ...before, name: change.name ?? before.name, nickname });
    await noteChange(ctx, { act: 'compound.change', subjectKind: 'compound', subjectId: id, path: before.path });
    return getCompound(ctx, id);
  });
}

export interface BuildingQuery {
  areaId: string;
  words?: string | undefined;
  after?: string | undefined;
  limit: number;
}

export function listBuildings(
  ctx: Context,
  query: BuildingQuery,
): Promise<{ buildings: Building[]; next: string | null }> {
  const { words, after, limit } = query;
  return readGround(ctx, async (ctx) => {
    const communityIds = await communitiesIn(ctx, await getArea(ctx, query.areaId));
    const rows = await listBuildingRows(ctx.db, { communityIds, words, afterId: after, most: limit + 1 });
    const buildings = rows.slice(0, limit);
    return { buildings, next: rows.length > limit ? buildings.at(-1)!.id : null };
  });
}

export interface WantedBuilding {
  id: string;
  communityId: string;
  compoundId?: string | null | undefined;
  name: string;
  address: string;
  formerAddress?: string | null | undefined;
  entrances: number;
  storeys: number;
  households: number;
  point: LocatablePoint;
}

export function createBuilding(ctx: Context, wanted: WantedBuilding): Promise<Building> {
  const make = async (ctx: TransactionContext) => {
    const community = await managedCommunity(ctx, wanted.communityId);
    await guardCompound(ctx, wanted);
    const { path, ...where } = await standing(ctx, community, wanted.point);
    await insertBuilding(ctx.db, {
      ...wanted,
      ...where,
      path,
      compoundId: wanted.compoundId ?? null,
      formerAddress: wanted.formerAddress ?? null,
    });
    await noteChange(ctx, { act: 'building.create', subjectKind: 'building', subjectId: wanted.id, path });
  };
  return createOnGround(ctx, wanted, make, (ctx) => getBuilding(ctx, wanted.id));
}

export interface BuildingChange extends Partial<
  Pick<WantedBuilding, 'name' | 'address' | 'entrances' | 'storeys' | 'households' | 'point'>
> {
  version: number;
}

export function changeBuilding(ctx: Context, id: string, change: BuildingChange): Promise<Building> {
  return changeGround(ctx, async (ctx) => {
    const before = await lockBuildingRow(ctx.db, id);
    if (before === undefined) throw noSuch('building');
    guardHolds(ctx.actor, 'place.manage', before.path);
    guardVersion(before.version, change.version);
    const moved = change.point && (await standing(ctx, await getArea(ctx, before.communityId), change.point));
    const address = change.address ?? before.address;
    await updateBuilding(ctx.db, {
      ...before,
      ...moved,
      name: change.name ?? before.name,
      address,
      formerAddress: formerAddressAfter(before, address),
      entrances: change.entrances ?? before.entrances,
      storeys: change.storeys ?? before.storeys,
      households: change.households ?? before.households,
    });
    await noteChange(ctx, { act: 'building.change', subjectKind: 'building', subjectId: id, path: before.path });
    return getBuilding(ctx, id);
  });
}

export async function getBuilding(ctx: TransactionContext, id: string): Promise<Building> {
  const building = await findBuildingRow(ctx.db, id);
  if (building === undefined) throw noSuch('building');
  return building;
}

async function getCompound(ctx: TransactionContext, id: string): Promise<Compound> {
  const compound = await findCompoundRow(ctx.db, id);
  if (compound === undefined) throw noSuch('compound');
  return compound;
}

async function managedCommunity(ctx: TransactionContext, id: string): Promise<Area> {
  const area = await getArea(ctx, id);
  guardHolds(ctx.actor, 'place.manage', area.path);
  if (!isCommunity(area.level)) throw wrongField('/communityId', 'is no community');
  return area;
}

async function guardCompound(ctx: TransactionContext, { compoundId, communityId }: WantedBuilding): Promise<void> {
  if (compoundId == null) return;
  const compound = await findCompoundRow(ctx.db, compoundId);
  if (compound?.communityId !== communityId)
    throw wrongField('/compoundId', 'there is no such compound in this community');
}

/** A building may stand outside every grid; it may not stand in a grid of another community. */
async function standing(
  ctx: TransactionContext,
  community: Area,
  wanted: LocatablePoint,
): Promise<{ gridId: string | null; path: string; point: StoredPoint }> {
  const { longitude, latitude, sourceCrs, sourceLongitude, sourceLatitude, ...located } = await locate(ctx, wanted);
  const point = { longitude, latitude, sourceCrs, sourceLongitude, sourceLatitude };
  if (located.communityId !== null && located.communityId !== community.id) {
    throw wrongField('/point', `lies in a grid of another community: ${located.path}`);
  }
  const isInCommunity = located.communityId === community.id;
  return { gridId: located.gridId, path: isInCommunity ? located.path : community.path, point };
}

function noSuch(kind: string): Error {
  return problem('not-found', `There is no such ${kind} in this district`);
}
