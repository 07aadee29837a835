// Who may be asked by name to verify a case: at 送核查, and when whoever stands there cannot look now (改由…去).

import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { gatherAround } from '../actions.ts';
import { findGridNames } from '../lists/store-case-list.ts';
import { mayMove } from '../rules.ts';
import { findNames } from '../store-pages.ts';
import { loadSituation } from './situation.ts';
import { findCandidates, isForAnybody } from './verifier-to-ask.ts';
import { hasHandled, verifierOrder } from './verification.ts';

/** @throws {Problem} `not-found`, `case-move-refused` for whoever neither verifies it nor sends it to verification now */
export async function readVerifiers(ctx: Context, caseId: string) {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { row, situation } = await loadSituation(ctx, caseId, around, {}, { isLocked: false });
    if (!mayMove('sendToVerify', situation) && !mayMove('verify', situation))
      throw problem('case-move-refused', 'Neither verified nor sent to verification by you now');
    const { before, orders, class: rules } = situation;
    const order = verifierOrder(rules?.verifiedBy);
    // A secret matter is not shown to the next grid because a list offered it.
    if (order.length === 0 || !isForAnybody(before)) return { verifiers: [] };
    return elevated(ctx, 'accounts', async () => {
      const fit = (await findCandidates(ctx, row, around.directory)).filter(
        (each) => each.accountId !== ctx.actor.accountId && !hasHandled(each, before, orders),
      );
      const inOrder = order.flatMap((closeness) => fit.filter((each) => each.closeness === closeness));
      const nearest = [...new Map(inOrder.toReversed().map((each) => [each.accountId, each])).values()].toReversed();
      const names = await findNames(
        ctx.db,
        nearest.map(({ accountId }) => accountId),
      );
      const grids = await findGridNames(
        ctx.db,
        nearest.flatMap(({ gridId }) => gridId ?? []),
      );
      return {
        verifiers: nearest.map(({ accountId, closeness, gridId }) => ({
          accountId,
          name: names.get(accountId) ?? '',
          closeness,
          gridName: grids.get(gridId ?? '') ?? null,
        })),
      };
    });
  });
}
