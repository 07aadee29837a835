// How far a district has come with setting itself up; nothing here changes anything.

import { settingOf } from '#modules/areas/actions-settings.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { stepsOf } from './rules.ts';
import type { Step } from './rules.ts';
import { countGround, findAnyCode } from './store.ts';

/** @throws {Problem} `permission-missing` for who may not change the settings of the whole district */
export async function readSetup(ctx: Context): Promise<{ steps: Step[]; testCode: string | null }> {
  guardHolds(ctx.actor, 'district.settings', ctx.district.path);
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'setup', async () => {
      const { value: brand } = await settingOf(ctx, 'district.brand');
      const ground = await countGround(ctx, dayOf(ctx.now, ctx.district.timeZone));
      const found = { ...ground, servicePhones: brand.servicePhones.length, hasSponsor: brand.sponsor !== '' };
      return { steps: stepsOf(found), testCode: await findAnyCode(ctx) };
    }),
  );
}
