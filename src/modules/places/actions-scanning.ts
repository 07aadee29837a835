// What a scanned code says to anybody, with limited tries for codes that were never printed.

import { takeTries, triesOf } from '#modules/accounts/actions-tries.ts';
import { readForPublic } from '#modules/areas/actions-ground.ts';
import { problem } from '#problems';
import type { Context } from '#platform/context.ts';

import { findPlaceByCode } from './place-by-code.ts';
import { standpointOf } from './standpoint.ts';
import { isWaiting } from './store.ts';

/**
 * A code names a public place and is no secret, so a right one costs no write; only wrong ones are counted, for the address.
 *
 * @param address of the network, from which the code was asked for
 * @throws {Problem} `not-found`; `too-many-tries` after 20 unknown codes, for right ones too
 */
export async function scanCode(ctx: Context, typed: string, address: string) {
  const tries = await triesOf(ctx.platform, { placeCode: address });
  const safe = await ctx.platform.vault.safe(null);
  const found = await readForPublic(ctx, async (ctx) => {
    if (
      await isWaiting(
        ctx.db,
        tries.map(({ subject }) => subject),
        ctx.now,
      )
    )
      return undefined;
    const place = await findPlaceByCode(ctx, typed);
    if (place === undefined) return undefined;
    return standpointOf(ctx, place, safe);
  });
  if (found !== undefined) return found;
  await takeTries(ctx.platform, tries);
  throw problem('not-found', 'No such code was printed in this district');
}
