// The places of the roster: an area or a grid by its path, a crew or duty room by its organisation; and who fills its shifts.

import { areaLine } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { holds, holdsFor } from '#permissions';
import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { Actor, TransactionContext } from '#platform/context.ts';

import type { PLACE_LEVELS } from './contract.ts';
import { findGrids } from './store.ts';
import type { GridPlace, PlaceWithin } from './store.ts';

export interface Place {
  readonly path: string;
  readonly organisationId: string | null;
  readonly name: string;
  readonly level: (typeof PLACE_LEVELS)[number];
  readonly areaId: string | null;
  readonly gridId: string | null;
  readonly streetId: string | null;
  readonly communityId: string | null;
}

export interface WantedPlace {
  readonly path?: string | undefined;
  readonly organisationId?: string | undefined;
}

/** @throws {Problem} `not-found` when this district has no such area, grid or organisation */
export async function placeOf(ctx: TransactionContext, wanted: WantedPlace, directory: Directory): Promise<Place> {
  if (wanted.organisationId !== undefined) return organisationPlace(wanted.organisationId, directory);
  const path = wanted.path ?? '';
  const line = await areaLine(ctx, path);
  const [area] = line;
  if (area?.path === path) return areaPlace(area, line);
  const [grid] = await findGrids(ctx.db, { path });
  if (grid === undefined) throw problem('not-found', 'There is no such place in this district');
  return gridPlace(grid);
}

/** The place itself, then what lies directly under it: streets, communities, or the grids of a community. */
export async function placesUnder(ctx: TransactionContext, place: Place): Promise<Place[]> {
  if (place.level === 'organisation' || place.level === 'grid') return [place];
  if (place.level === 'community') {
    const grids = await findGrids(ctx.db, { communityId: place.areaId ?? '' });
    return [place, ...grids.map(gridPlace)];
  }
  return [place, ...(await areasUnder(ctx, place.path))];
}

async function areasUnder(ctx: TransactionContext, path: string): Promise<Place[]> {
  const rows = await ctx.db
    .selectFrom('areas')
    .select(['id', 'path', 'name', 'level', 'parent_id'])
    .where('district_id', '=', ctx.district.id)
    .where('valid_to', 'is', null)
    .where('path', 'like', `${path}%`)
    .orderBy('path')
    .execute();
  const parent = rows.find((row) => row.path === path);
  return rows
    .filter((row) => row.parent_id === parent?.id)
    .map((row) => ({
      path: row.path,
      organisationId: null,
      name: row.name,
      level: levelOf(row.level),
      areaId: row.id,
      gridId: null,
      streetId: levelOf(row.level) === 'street' ? row.id : (parent?.id ?? null),
      communityId: levelOf(row.level) === 'community' ? row.id : null,
    }));
}

export function organisationPlace(id: string, directory: Directory): Place {
  const found = directory.find(id);
  if (found === undefined || found.isClosed) throw problem('not-found', 'There is no such organisation');
  return {
    path: found.path,
    organisationId: id,
    name: found.name,
    level: 'organisation',
    areaId: null,
    gridId: null,
    streetId: null,
    communityId: null,
  };
}

export function areaPlace(area: Area, line: readonly Area[]): Place {
  const idOf = (level: Place['level']) => line.find((each) => levelOf(each.level) === level)?.id ?? null;
  return {
    path: area.path,
    organisationId: null,
    name: area.name,
    level: levelOf(area.level),
    areaId: area.id,
    gridId: null,
    streetId: idOf('street'),
    communityId: idOf('community'),
  };
}

function gridPlace({ id, path, name, streetId, communityId }: GridPlace): Place {
  return { path, organisationId: null, name, level: 'grid', areaId: null, gridId: id, streetId, communityId };
}

function levelOf(level: string): Place['level'] {
  if (level === 'township') return 'street';
  if (level === 'village') return 'community';
  return level as Place['level'];
}

/** How the shifts of the place and of those under it are found: by equality, along an index. */
export function withinOf(place: Place, places: readonly Place[]): PlaceWithin {
  if (place.organisationId !== null) return { organisationId: place.organisationId };
  if (place.level === 'community' && place.communityId !== null) return { communityId: place.communityId };
  return { paths: places.map(({ path }) => path) };
}

/** Over the area, or in the organisation or one above it. */
export function mayManage(actor: Actor, { path, organisationId }: Place, directory: Directory): boolean {
  if (organisationId === null) return holds(actor, 'duty.manage', path);
  return directory.line(organisationId).some((id) => holdsFor(actor, 'duty.manage', id));
}

/** @throws {Problem} `permission-missing` */
export function guardManages(actor: Actor, place: Place, directory: Directory): void {
  if (mayManage(actor, place, directory)) return;
  throw problem('permission-missing', 'Who fills this roster holds duty.manage here', {
    permission: 'duty.manage',
    path: place.path,
  });
}

/** Whoever serves an area reads the rosters of all areas; one of an organisation only those of the own. */
export function mayRead(actor: Actor, { organisationId }: Place): boolean {
  if (organisationId !== null && actor.organisationIds.includes(organisationId)) return true;
  return actor.grants.some((grant) => grant.organisationId === null);
}

/** What every row of a place carries. */
export function placeColumns({ path, organisationId, gridId, streetId, communityId }: Place) {
  return {
    path,
    organisation_id: organisationId,
    grid_id: gridId,
    street_id: streetId,
    community_id: communityId,
  };
}

/** @throws {Problem} `not-found` */
export async function placeColumnsOf(ctx: TransactionContext, wanted: WantedPlace, directory: Directory) {
  return elevated(ctx, 'ground', async () => placeColumns(await placeOf(ctx, wanted, directory)));
}
