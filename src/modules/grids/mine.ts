// My posts with the names of their places: whose micro-grid member, worker or lead I am.

import { areaLine } from '#modules/areas/actions.ts';
import { readForPublic } from '#modules/areas/actions-ground.ts';
import { dutyAt } from '#modules/duty/now.ts';
import { ROLES } from '#permissions';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { gridsInside } from './inside.ts';
import { listOwnPosts } from './store-mine.ts';

/** The names of places and duty phones are public; the posts read are the actor's own. */
export async function readMyPosts(ctx: Context) {
  const safe = await ctx.platform.vault.safe(null);
  return readForPublic(ctx, async (ctx) => {
    const rows = await listOwnPosts(ctx.db, ctx.actor.accountId ?? '', dayOf(ctx.now, ctx.district.timeZone));
    const inside = await gridsInside(
      ctx,
      rows.flatMap(({ gridId }) => gridId ?? []),
    );
    const posts = [];
    for (const { gridName, ...row } of rows) {
      const { community, dutyPhone } = await dutyAt(ctx, row.path, safe);
      const area = (await areaLine(ctx, row.path)).find(({ path }) => path === row.path);
      posts.push({
        ...row,
        title: ROLES[row.role].title,
        inside: (inside.get(row.gridId ?? '') ?? []).map(({ id, name, path }) => ({ gridId: id, name, path })),
        name: gridName ?? area?.name ?? ctx.district.name,
        communityId: community?.id ?? null,
        communityName: community?.name ?? null,
        dutyPhone,
      });
    }
    return { posts };
  });
}
