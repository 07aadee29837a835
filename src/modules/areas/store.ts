// Areas and settings as rows. Areas lie in the city's schema, so every query names the district.

import type { TransactionContext } from '#platform/context.ts';
import { prepare } from '#platform/database/prepared.ts';

import type { AreaLevel, Week } from './rules.ts';

export interface Area {
  readonly id: string;
  readonly parentId: string | null;
  readonly level: AreaLevel;
  readonly key: string;
  readonly path: string;
  readonly code: string;
  readonly name: string;
  readonly dutyPhone: string | null;
  readonly serviceHours: Week | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'parent_id',
  'level',
  'key',
  'path',
  'code',
  'name',
  'duty_phone',
  'service_hours',
  'version',
] as const;

export async function listAreaRows({ db, district }: TransactionContext): Promise<Area[]> {
  const rows = await db
    .selectFrom('areas')
    .select(COLUMNS)
    .where('district_id', '=', district.id)
    .where('valid_to', 'is', null)
    .orderBy('path')
    .execute();
  return rows.map(toArea);
}

export async function findAreaRow({ db, district }: TransactionContext, id: string): Promise<Area | undefined> {
  const row = await db
    .selectFrom('areas')
    .select(COLUMNS)
    .where('district_id', '=', district.id)
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return row && toArea(row);
}

export async function lockAreaRow({ db, district }: TransactionContext, id: string): Promise<Area | undefined> {
  const row = await db
    .selectFrom('areas')
    .select(COLUMNS)
    .where('district_id', '=', district.id)
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && toArea(row);
}

export interface NewArea {
  id: string;
  parentId: string;
  level: AreaLevel;
  key: string;
  path: string;
  code: string;
  name: string;
  dutyPhone: string | null;
  validFrom: string;
}

export async function insertArea({ db, district }: TransactionContext, area: NewArea): Promise<void> {
  await db
    .insertInto('areas')
    .values({
      id: area.id,
      district_id: district.id,
      parent_id: area.parentId,
      level: area.level,
      key: area.key,
      path: area.path,
      code: area.code,
      name: area.name,
      duty_phone: area.dutyPhone,
      valid_from: area.validFrom,
    })
    .execute();
}

export interface AreaChange {
  name?: string | undefined;
  dutyPhone?: string | null | undefined;
  serviceHours?: Week | null | undefined;
}

export async function updateArea(
  { db, district }: TransactionContext,
  before: Area,
  change: AreaChange,
): Promise<void> {
  const serviceHours = change.serviceHours === undefined ? before.serviceHours : change.serviceHours;
  await db
    .updateTable('areas')
    .set({
      name: change.name ?? before.name,
      duty_phone: change.dutyPhone === undefined ? before.dutyPhone : change.dutyPhone,
      service_hours: serviceHours === null ? null : JSON.stringify(serviceHours),
      version: before.version + 1,
    })
    .where('id', '=', before.id)
    .where('district_id', '=', district.id)
    .execute();
}

/** In the list of districts and as the area above all others. */
export async function renameDistrict({ db, district }: TransactionContext, name: string): Promise<void> {
  await db.updateTable('districts').set({ name }).where('id', '=', district.id).execute();
  await db
    .updateTable('areas')
    .set((eb) => ({ name, version: eb('version', '+', 1) }))
    .where('district_id', '=', district.id)
    .where('level', '=', 'district')
    .where('name', '<>', name)
    .execute();
}

export interface Setting {
  readonly value: unknown;
  readonly source: string;
  readonly version: number;
}

const FIND_SETTING = prepare<{ key: string }>()((db, { key }) =>
  db.selectFrom('settings').select(['value', 'source', 'version']).where('key', '=', key),
);

export async function findSetting({ db }: TransactionContext, key: string): Promise<Setting | undefined> {
  const [found] = await FIND_SETTING.read(db, { key });
  return found;
}

/** False when it does not stand at the version seen; 0 means it was never set. */
export async function saveSettingRow(
  { db }: TransactionContext,
  key: string,
  { value, source, version }: Setting,
): Promise<boolean> {
  const row = { value: JSON.stringify(value), source };
  const { numInsertedOrUpdatedRows: inserted } =
    version === 0
      ? await db
          .insertInto('settings')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow()
      : { numInsertedOrUpdatedRows: 0n };
  if (version === 0) return inserted === 1n;
  const { numUpdatedRows } = await db
    .updateTable('settings')
    .set({ ...row, version: version + 1 })
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Working and free days that differ from their weekday. */
export async function readCalendarDays({ db }: TransactionContext): Promise<{ day: string; kind: string }[]> {
  return db.selectFrom('work_calendar').select(['day', 'kind']).execute();
}

function toArea(row: {
  id: string;
  parent_id: string | null;
  level: string;
  key: string;
  path: string;
  code: string;
  name: string;
  duty_phone: string | null;
  service_hours: unknown;
  version: number;
}): Area {
  return {
    id: row.id,
    parentId: row.parent_id,
    level: row.level as AreaLevel,
    key: row.key,
    path: row.path,
    code: row.code,
    name: row.name,
    dutyPhone: row.duty_phone,
    serviceHours: row.service_hours as Week | null,
    version: row.version,
  };
}
