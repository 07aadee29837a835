// 挂账: the list of whom to name, for whoever decides on it.

import { areaLine } from '#modules/areas/actions.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { gatherAround } from '../actions.ts';
import { mayMove } from '../rules.ts';
import { findNames } from '../store-pages.ts';
import { ownerPosts } from './owner-to-name.ts';
import { loadSituation } from './situation.ts';

/** @throws {Problem} `not-found`, `case-move-refused` for whoever does not decide on 挂账 here now */
export async function readSuspensionOwners(ctx: Context, caseId: string) {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { row, situation } = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
    if (!mayMove('suspend', situation)) throw problem('case-move-refused', 'Nothing here that you let stand now');
    const posts = await ownerPosts(ctx, row);
    const line = await areaLine(ctx, row.path);
    const names = await elevated(ctx, 'accounts', () =>
      findNames(
        ctx.db,
        posts.map(({ accountId }) => accountId),
      ),
    );
    return {
      owners: posts.map(({ accountId, title, path }) => ({
        accountId,
        name: names.get(accountId) ?? '',
        title,
        areaName: line.find((area) => area.path === path)?.name ?? '',
      })),
    };
  });
}
