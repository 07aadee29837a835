// The list of whistles as somebody's posts see it: the own areas and organisations, each asked along its own index.

import { listAreas } from '#modules/areas/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction, scopeOf } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';

import type { WhistleRow } from './store.ts';
import {
  countWhistled,
  findByIds,
  findCallingIn,
  findGridsWithin,
  findInAreas,
  findInDistrict,
} from './store-lists.ts';
import type { AreaColumn, Listed } from './store-lists.ts';
import { viewAll } from './views.ts';

const MOST_LISTED = 100;
const LISTED_MINUTES = 30 * 1440;

export async function listWhistles(ctx: Context, state: 'open' | 'all') {
  const directory = await organisationDirectory(ctx);
  const areas = await areasServed(ctx);
  return inTransaction(ctx, async (ctx) => {
    const listed: Listed = { state, since: addMinutes(ctx.now, -LISTED_MINUTES), most: MOST_LISTED };
    const whistles = await viewAll(ctx, await findListed(ctx, areas, listed), directory);
    const isOpen = whistles.filter(({ status }) => status === 'open');
    return {
      whistles,
      mine: isOpen.filter(({ isMine }) => isMine).length,
      waiting: isOpen.filter(({ waitsForMe }) => waitsForMe).length,
    };
  });
}

/** Of what was reported in these days and is seen here; with none there is nothing to be a share of. */
export async function readShare(ctx: Context) {
  const areas = await areasServed(ctx);
  return inTransaction(ctx, async (ctx) => {
    const since = addMinutes(ctx.now, -LISTED_MINUTES);
    const within = areas.isWholeDistrict ? undefined : await columnsOf(ctx, areas);
    return { since, ...(await countWhistled(ctx.db, since, within)) };
  });
}

interface AreasServed {
  readonly isWholeDistrict: boolean;
  readonly streets: readonly string[];
  readonly communities: readonly string[];
  /** Paths of grids: they are looked up with what lies in them. */
  readonly gridPaths: readonly string[];
}

async function areasServed(ctx: Context): Promise<AreasServed> {
  const { paths, confidentialPaths, restrictedPaths } = scopeOf(ctx);
  const all = [...new Set([...paths, ...confidentialPaths, ...restrictedPaths])];
  // What lies in another one is asked for with it.
  const own = all.filter((path) => !all.some((other) => other !== path && path.startsWith(other)));
  const byPath = new Map((await listAreas(ctx)).map((area) => [area.path, area]));
  const idsAt = (...levels: string[]) =>
    own.flatMap((path) => (levels.includes(byPath.get(path)?.level ?? '') ? [byPath.get(path)!.id] : []));
  return {
    isWholeDistrict: own.includes(ctx.district.path),
    streets: idsAt('street', 'township'),
    communities: idsAt('community', 'village'),
    gridPaths: own.filter((path) => !byPath.has(path) && path !== ctx.district.path),
  };
}

async function findListed(ctx: TransactionContext, areas: AreasServed, listed: Listed): Promise<WhistleRow[]> {
  const { db, actor } = ctx;
  const callingIn = await findCallingIn(db, actor.organisationIds, listed);
  // Whoever sees a call sees its whistle; asked of each whistle again, that costs more than all the rest.
  const found = await elevated(ctx, 'whistle', () => findByIds(db, callingIn));
  if (areas.isWholeDistrict) found.push(...(await findInDistrict(db, listed)));
  else {
    for (const [column, ids] of await columnsOf(ctx, areas))
      found.push(...(await findInAreas(db, column, ids, listed)));
  }
  const once = [...new Map(found.map((row) => [row.id, row])).values()].toSorted(inTime);
  return (listed.state === 'open' ? once : once.toReversed()).slice(0, listed.most);
}

async function columnsOf(ctx: TransactionContext, areas: AreasServed): Promise<[AreaColumn, readonly string[]][]> {
  const grids = await elevated(ctx, 'ground', () =>
    Promise.all(areas.gridPaths.map((path) => findGridsWithin(ctx.db, path))),
  );
  return [
    ['street_id', areas.streets],
    ['community_id', areas.communities],
    ['grid_id', [...new Set(grids.flat())]],
  ];
}

function inTime(one: WhistleRow, other: WhistleRow): number {
  if (one.blown_at === other.blown_at) return one.id < other.id ? -1 : 1;
  return one.blown_at < other.blown_at ? -1 : 1;
}
