// What a scanned code says to anybody, with limited tries for codes that were never printed.

import { takeTries, triesOf } from '#modules/accounts/actions-tries.ts';
import { readForPublic } from '#modules/areas/actions-ground.ts';
import { serviceAt, settingOf } from '#modules/areas/actions-settings.ts';
import { gridWorkerAt } from '#modules/grids/actions-serving.ts';
import { problem } from '#problems';
import type { Context } from '#platform/context.ts';

import { findPlaceByCode } from './place-by-code.ts';
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
    const { id, name, kind, isRetired, located } = place;
    const service = await serviceAt(ctx, located.path);
    return {
      place: { id, name, kind, longitude: located.longitude, latitude: located.latitude },
      isRetired,
      community:
        service.community === undefined
          ? null
          : { name: service.community.name, dutyPhone: service.community.dutyPhone },
      dutyPhone: service.dutyPhone,
      emergencyNumbers: (await settingOf(ctx, 'emergency.numbers')).value,
      gridWorker: await gridWorkerAt(ctx, located.path, service.community?.path ?? located.path, safe),
      serviceHours: service.hours.map((day) => day.map(({ from, to }) => ({ from, to }))),
      isServiceTimeNow: service.isServiceTimeNow,
    };
  });
  if (found !== undefined) return found;
  await takeTries(ctx.platform, tries, ctx.now);
  throw problem('not-found', 'No such code was printed in this district');
}
