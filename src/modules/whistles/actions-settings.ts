// How soon whoever is called by a whistle reports in: the district's own times, by kind, with their source.

import { changeGround, noteChange } from '#modules/areas/actions-ground.ts';
import { findRawSetting, saveSetting } from '#modules/areas/actions-settings.ts';
import type { SettingView } from '#modules/areas/actions-settings.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Limit } from '#shared/working-time.ts';

import { DEFAULT_KINDS, WHISTLE_KINDS } from './rules.ts';
import type { KindRow, WhistleKind } from './rules.ts';

const KEY = 'whistle.kinds';
const SOURCE_OF_DEFAULTS = '系统默认';

export type KindLimits = Record<WhistleKind, Limit>;

export function readKindLimits(ctx: Context): Promise<SettingView<KindLimits>> {
  return inTransaction(ctx, settingOf);
}

/** Whistles already blown keep the time they were blown with. @throws {Problem} `permission-missing`, `changed-meanwhile` */
export function changeKindLimits(ctx: Context, change: SettingView<KindLimits>): Promise<SettingView<KindLimits>> {
  return changeGround(ctx, async (ctx) => {
    guardHolds(ctx.actor, 'district.settings', ctx.district.path);
    const { source, version } = change;
    const value = byKind((kind): KindRow => ({ limit: change.value[kind], source }));
    await saveSetting(ctx, KEY, { value, source, version });
    await noteChange(ctx, {
      act: 'setting.change',
      subjectKind: 'setting',
      subjectId: null,
      path: ctx.district.path,
      codes: { key: KEY },
    });
    return settingOf(ctx);
  });
}

/** Each kind with its time and where that comes from. */
export async function kindsOf(ctx: TransactionContext): Promise<Record<WhistleKind, KindRow>> {
  const own = (await findRawSetting(ctx, KEY))?.value as Partial<Record<WhistleKind, KindRow>> | undefined;
  return { ...DEFAULT_KINDS, ...own };
}

async function settingOf(ctx: TransactionContext): Promise<SettingView<KindLimits>> {
  const kinds = await kindsOf(ctx);
  const found = await findRawSetting(ctx, KEY);
  return {
    value: byKind((kind) => kinds[kind].limit),
    source: found?.source ?? SOURCE_OF_DEFAULTS,
    version: found?.version ?? 0,
  };
}

function byKind<Value>(of: (kind: WhistleKind) => Value): Record<WhistleKind, Value> {
  return Object.fromEntries(WHISTLE_KINDS.map((kind) => [kind, of(kind)])) as Record<WhistleKind, Value>;
}
