// How a district appears: its name, what stands in head and foot of every page, and what it calls things.

import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import type { Terms } from '#shared/words/terms.ts';

import { logoView } from './actions-logo.ts';
import { changeSetting, settingOf } from './actions-settings.ts';
import type { SettingView } from './actions-settings.ts';
import type { Brand } from './rules.ts';
import { renameDistrict } from './store.ts';

/** What every page has to know before anybody is known. */
export function readAppearance(ctx: Context) {
  return inTransaction(ctx, async (ctx) => {
    const { name, servicePhones, ...brand } = (await settingOf(ctx, 'district.brand')).value;
    const { value: terms } = await settingOf(ctx, 'district.terms');
    return {
      name: name === '' ? ctx.district.name : name,
      brand: { ...brand, servicePhones: [...servicePhones] },
      terms,
      logo: await logoView(ctx),
    };
  });
}

/** What is printed and sent reads the name from the district itself: both are one. */
export function changeBrand(ctx: Context, change: SettingView<Brand>): Promise<SettingView<Brand>> {
  return inTransaction(ctx, async (ctx) => {
    const saved = await changeSetting(ctx, 'district.brand', change);
    if (change.value.name !== '') await renameDistrict(ctx, change.value.name);
    return saved;
  });
}

/** For sentences that are made on the server. */
export function readTerms(ctx: Context): Promise<Terms> {
  return inTransaction(ctx, async (ctx) => (await settingOf(ctx, 'district.terms')).value);
}
