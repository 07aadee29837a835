// A grid with what lies around and inside it, and who holds posts there: what a notice board on the wall shows.

import { serviceAt } from '#modules/areas/actions-settings.ts';
import type { Role } from '#permissions';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Safe } from '#platform/vault.ts';
import { dayOf } from '#shared/time.ts';

import { getGridHere } from './actions.ts';
import type { Grid } from './actions.ts';
import { findGridsAround, findGridsBeside, findNeighbours, listGridRows } from './store.ts';
import { listServing } from './store-serving.ts';

const MOST_MICRO_GRIDS = 200;
/** Around the grid, as a part of its own extent: what lies further away is not on the board. */
const AROUND = 0.2;

export interface Surroundings {
  readonly grid: Grid;
  readonly neighbours: readonly Grid[];
  readonly microGrids: readonly Grid[];
}

/** Inside a transaction that is widened for the ground. @throws {Problem} `not-found` */
export async function surroundingsOf(ctx: TransactionContext, gridId: string): Promise<Surroundings> {
  const grid = await getGridHere(ctx, gridId);
  const { minLongitude, minLatitude, maxLongitude, maxLatitude } = grid.box;
  const [wide, high] = [(maxLongitude - minLongitude) * AROUND, (maxLatitude - minLatitude) * AROUND];
  const box = {
    minLongitude: minLongitude - wide,
    minLatitude: minLatitude - high,
    maxLongitude: maxLongitude + wide,
    maxLatitude: maxLatitude + high,
  };
  return {
    grid,
    neighbours: await findNeighbours(ctx.db, { box, kind: grid.kind, parentId: grid.parentId, besideId: grid.id }),
    microGrids: await listGridRows(ctx.db, { parentId: grid.id }, true, MOST_MICRO_GRIDS),
  };
}

/** About 60 m: the other side of a road that no grid has. */
const REACH_DEGREES = 0.000_6;
/** The nearest ones of a grid around which many small ones lie. */
const MOST_AROUND = 24;

/**
 * The grid and those around it, whatever their community: a matter on the border is reported on both sides. Of what lies in no
 * grid, those of its community. In a widened transaction.
 */
export async function neighbourhoodOf(
  { db }: TransactionContext,
  { gridId, communityId }: { gridId: string | null; communityId: string | null },
): Promise<string[]> {
  if (gridId !== null) return findGridsAround(db, gridId, REACH_DEGREES, MOST_AROUND);
  if (communityId === null) return [];
  const grids = await listGridRows(db, { communityId }, false, MOST_MICRO_GRIDS);
  return grids.filter(({ kind }) => kind !== 'micro').map(({ id }) => id);
}

/** Along the border of a community, for what is only known to lie in it. In a widened transaction. */
export function gridsBeside({ db }: TransactionContext, communityId: string): Promise<string[]> {
  return findGridsBeside(db, communityId, REACH_DEGREES, MOST_AROUND);
}

export interface Serving {
  readonly accountId: string;
  readonly role: Role;
  /** Null: the person has not agreed to be named. */
  readonly name: string | null;
  /** Only what its owner has released for residents, and never of a neighbour who helps unpaid. */
  readonly phone: string | null;
}

/** Who serves the grid, its micro-grids and its community, by what each agreed to. Inside a transaction widened for the ground. */
export async function servingAround(
  ctx: TransactionContext,
  { grid, microGrids }: Pick<Surroundings, 'grid' | 'microGrids'>,
  safe: Safe,
): Promise<Serving[]> {
  const { community } = await serviceAt(ctx, grid.path);
  const from = community?.path ?? grid.path;
  const above = grid.path
    .split('/')
    .slice(1, -1)
    .map((_, at, parts) => `/${parts.slice(0, at + 1).join('/')}/`)
    .filter((path) => path.startsWith(from));
  const paths = [...above, ...microGrids.map(({ path }) => path)];
  const rows = await listServing(ctx.db, paths, dayOf(ctx.now, ctx.district.timeZone));
  return rows
    .toSorted((left, right) => right.path.length - left.path.length)
    .map(({ role, accountId, name, phoneCipher, showsName, showsPhone }) => ({
      accountId,
      role,
      name: showsName ? name : null,
      phone:
        showsName && showsPhone && phoneCipher !== null && role !== 'microGridMember'
          ? safe.open(`accounts.phone.${accountId}`, phoneCipher)
          : null,
    }));
}

/** The key with which phones are opened is fetched before the transaction. */
export function safeOfAccounts({ platform }: Context): Promise<Safe> {
  return platform.vault.safe(null);
}
