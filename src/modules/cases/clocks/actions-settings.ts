// The periods and lists of a district's cases, read and changed with their source.

import { saveSetting } from '#modules/areas/actions-settings.ts';
import { holds } from '#permissions';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { CASE_SETTING_VALUES } from './contract-settings.ts';
import type { CaseSettingKey } from './contract-settings.ts';
import { DEFAULT_CASE_SETTINGS, forgetCaseSettings } from './district-settings.ts';
import { DEFAULT_REFERRALS } from '../moves/referrals.ts';
import { DEFAULT_WARNING_RULE } from '../reports/warning-rule.ts';

export interface CaseSettingView {
  value: unknown;
  source: string;
  version: number;
}

const DEFAULTS: Record<CaseSettingKey, unknown> = {
  ...DEFAULT_CASE_SETTINGS,
  'case.referrals': DEFAULT_REFERRALS,
  'proposals.isOn': true,
  'warnings.rule': DEFAULT_WARNING_RULE,
};
const SOURCE_OF_DEFAULTS = '系统默认';

export function readCaseSetting(ctx: Context, key: CaseSettingKey): Promise<CaseSettingView> {
  checkMay(ctx);
  return inTransaction(ctx, (ctx) => settingOf(ctx, key));
}

/** @throws {Problem} `permission-missing`, `input-invalid` for a value of another form, `changed-meanwhile` */
export async function changeCaseSetting(
  ctx: Context,
  key: CaseSettingKey,
  change: CaseSettingView,
): Promise<CaseSettingView> {
  checkMay(ctx);
  const checked = CASE_SETTING_VALUES[key].safeParse(change.value);
  if (!checked.success) throw wrongValue(checked.error.issues);
  const changed = await inTransaction(ctx, async (ctx) => {
    await saveSetting(ctx, key, { ...change, value: checked.data });
    await ctx.db
      .insertInto('audit')
      .values({
        id: newId(),
        actor_id: ctx.actor.accountId,
        act: 'setting.change',
        subject_kind: 'setting',
        path: ctx.district.path,
        codes: JSON.stringify({ key }),
        at: ctx.now,
      })
      .execute();
    return settingOf(ctx, key);
  });
  forgetCaseSettings(ctx);
  return changed;
}

async function settingOf({ db }: TransactionContext, key: CaseSettingKey): Promise<CaseSettingView> {
  const row = await db
    .selectFrom('settings')
    .select(['value', 'source', 'version'])
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? { value: DEFAULTS[key], source: SOURCE_OF_DEFAULTS, version: 0 };
}

function checkMay({ actor, district }: Context): void {
  if (holds(actor, 'district.settings', district.path)) return;
  throw problem('permission-missing', 'Settings belong to the whole district', { permission: 'district.settings' });
}

function wrongValue(issues: readonly { path: PropertyKey[]; message: string }[]) {
  const errors = issues.map(({ path, message }) => ({
    pointer: ['/value', ...path.map(String)].join('/'),
    in: 'body',
    detail: message,
  }));
  return problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
}
