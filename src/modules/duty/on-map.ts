// 值班安排 on the map: the roster of this moment at grid stations and community offices. Whoever is on duty is nowhere drawn.

import { readGround } from '#modules/areas/actions-ground.ts';
import { areaLine } from '#modules/areas/actions.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { addDays, addMinutes, dayOf } from '#shared/time.ts';

import { isNow, toldOf, viewOnDuty } from './now.ts';
import { byKind, gapsIn, wantedOn } from './rules.ts';
import { findMappedGrids, findOffices } from './store-map.ts';
import type { MapBox, MappedStation } from './store-map.ts';
import { findPatterns, findShifts } from './store.ts';

/** Beyond it the map is too far away for any of them to be read. */
const MOST_GRIDS = 600;

export async function listDutyOnMap(ctx: Context, box: MapBox) {
  const safe = await ctx.platform.vault.safe(null);
  return readGround(ctx, async (ctx) => {
    const own = ctx.actor.grants.filter(({ organisationId }) => organisationId === null).map(({ path }) => path);
    const grids = own.length === 0 ? [] : await findMappedGrids(ctx.db, box, own, MOST_GRIDS);
    const stations = [...grids, ...(await communitiesOf(ctx, grids))];
    const paths = stations.map(({ path }) => path);
    if (paths.length === 0) return { stations: [] };
    const shifts = await findShifts(ctx.db, { paths }, ctx.now, addMinutes(ctx.now, 1));
    const patterns = await findPatterns(ctx.db, { paths });
    const { timeZone } = ctx.district;
    const today = dayOf(ctx.now, timeZone);
    const views = [];
    for (const station of stations) {
      const here = shifts.filter((shift) => shift.path === station.path);
      const pattern = patterns.find(({ path }) => path === station.path);
      const wanted = wantedOn([addDays(today, -1), today], pattern?.slots ?? [], timeZone);
      const isEmpty = gapsIn(wanted, here).some(({ fromAt, toAt }) => fromAt <= ctx.now && ctx.now < toAt);
      const onShift = here.filter((shift) => !shift.isVoid && isNow(shift, ctx.now)).sort(byKind);
      if (onShift.length === 0 && !isEmpty) continue;
      const line = await areaLine(ctx, station.path);
      const now = toldOf(onShift.map((shift) => viewOnDuty(ctx, shift, line, safe)));
      const { id, path, name, level, longitude, latitude } = station;
      views.push({ id, path, name, level, longitude, latitude, now, isEmpty });
    }
    return { stations: views };
  });
}

/** A community stands at its office, else in the middle of its grids. */
async function communitiesOf(
  ctx: TransactionContext,
  grids: readonly (MappedStation & { communityId: string | null })[],
): Promise<MappedStation[]> {
  const ids = [...new Set(grids.flatMap(({ communityId }) => communityId ?? []))];
  const offices = await findOffices(ctx.db, ctx.district.id, ids);
  return offices.map(({ id, path, name, longitude, latitude }) => {
    const own = grids.filter(({ communityId }) => communityId === id);
    const middle = (of: (grid: MappedStation) => number) => own.reduce((sum, grid) => sum + of(grid), 0) / own.length;
    return {
      id,
      path,
      name,
      level: 'community' as const,
      longitude: longitude ?? middle((grid) => grid.longitude),
      latitude: latitude ?? middle((grid) => grid.latitude),
    };
  });
}
