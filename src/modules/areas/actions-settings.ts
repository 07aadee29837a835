// Settings of a district: a value, where it comes from, and the version that a change must have seen.

import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { isOpen } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import { changeGround, noteChange } from './actions-ground.ts';
import { areaLine } from './actions.ts';
import { DEFAULT_SETTINGS, guardHolds, nearest } from './rules.ts';
import type { SettingKey, SettingValue, Week } from './rules.ts';
import { findSetting, readCalendarDays, saveSettingRow } from './store.ts';
import type { Area } from './store.ts';

export interface SettingView<Value> {
  value: Value;
  source: string;
  /** 0 until the district has said its own. */
  version: number;
}

export function readSetting<Key extends SettingKey>(ctx: Context, key: Key): Promise<SettingView<SettingValue<Key>>> {
  return inTransaction(ctx, (ctx) => settingOf(ctx, key));
}

export async function settingOf<Key extends SettingKey>(
  ctx: TransactionContext,
  key: Key,
): Promise<SettingView<SettingValue<Key>>> {
  const found = await findSetting(ctx, key);
  return (found as SettingView<SettingValue<Key>> | undefined) ?? { ...DEFAULT_SETTINGS[key], version: 0 };
}

export function changeSetting<Key extends SettingKey>(
  ctx: Context,
  key: Key,
  change: SettingView<SettingValue<Key>>,
): Promise<SettingView<SettingValue<Key>>> {
  return changeGround(ctx, async (ctx) => {
    guardHolds(ctx.actor, 'district.settings', ctx.district.path);
    await saveSetting(ctx, key, change);
    await noteChange(ctx, {
      act: 'setting.change',
      subjectKind: 'setting',
      subjectId: null,
      path: ctx.district.path,
      codes: { key },
    });
    return settingOf(ctx, key);
  });
}

/** @throws {Problem} `changed-meanwhile` when it does not stand at the version seen */
export async function saveSetting(ctx: TransactionContext, key: string, change: SettingView<unknown>): Promise<void> {
  if (await saveSettingRow(ctx, key, change)) return;
  const version = (await findSetting(ctx, key))?.version ?? 0;
  throw problem('changed-meanwhile', `It stands at version ${version}; you have seen ${change.version}`, { version });
}

/** A setting without a default of ours. */
export function findRawSetting(ctx: TransactionContext, key: string): Promise<SettingView<unknown> | undefined> {
  return findSetting(ctx, key);
}

export interface Service {
  community: Area | undefined;
  dutyPhone: string | null;
  hours: Week;
  isServiceTimeNow: boolean;
}

/** Who answers for a path when: the community's own word first, then the street's, then the district's. */
export async function serviceAt(ctx: TransactionContext, path: string): Promise<Service> {
  const line = await areaLine(ctx, path);
  const hours = nearest(line, (area) => area.serviceHours) ?? (await settingOf(ctx, 'calendar.week')).value;
  const calendar = await calendarWith(ctx, hours);
  return {
    community: line.find(({ level }) => level === 'community' || level === 'village'),
    dutyPhone: nearest(line, (area) => area.dutyPhone),
    hours,
    isServiceTimeNow: isOpen(ctx.now, calendar),
  };
}

/** The district's days off and make-up workdays with these hours. */
export async function calendarWith(ctx: TransactionContext, week: Week): Promise<WorkingCalendar> {
  const days = await readCalendarDays(ctx);
  const daysOf = (kind: string) => new Set(days.filter((day) => day.kind === kind).map(({ day }) => day));
  return { timeZone: ctx.district.timeZone, week, holidays: daysOf('holiday'), workdays: daysOf('workday') };
}
