// Makes a district: its keys, its schema, its areas and its calendar.

import { inTransaction, SYSTEM } from '#platform/context.ts';
import type { Context, District, TransactionContext } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { createDistrictSchema, schemaOf } from '#platform/database/migrations.ts';
import { forgetNewDistrict } from '#platform/database/removal.ts';
import type { Platform } from '#platform/platform.ts';
import { StartRefused } from '#platform/start.ts';
import type { Safe } from '#platform/vault.ts';
import { readySpelling, spell } from '#platform/spelling.ts';
import { newId } from '#shared/ids.ts';
import { dayOf } from '#shared/time.ts';

import type { ListedArea } from './area-list.ts';
import { fillCalendar } from './calendar-days.ts';

export interface WantedDistrict {
  id?: string;
  key: string;
  name: string;
  regionCode: string;
  isDemo: boolean;
}

export interface FirstAdministrator {
  name: string;
  phone: string;
  signInName: string;
}

/**
 * A real district, whole or not at all. Answers the account of its first administrator.
 *
 * @throws {StartRefused} when the short name, a code or the sign-in name is taken
 */
export async function createRealDistrict(
  platform: Platform,
  { areas, ...wanted }: { key: string; name: string; regionCode: string; areas: readonly ListedArea[] },
  administrator: FirstAdministrator | undefined,
): Promise<{ accountId: string | undefined }> {
  await refuseTaken(platform, wanted.key, administrator);
  const safe = await platform.vault.safe(null);
  await readySpelling();
  const ctx = systemContext(platform, await makeDistrict(platform, { ...wanted, isDemo: false }));
  try {
    await fillCalendar(ctx);
    const accountId = await inTransaction(ctx, async (inner) => {
      const rootId = await writeAreas(inner, wanted.regionCode, areas);
      return administrator === undefined ? undefined : writeAdministrator(inner, safe, administrator, rootId);
    });
    return { accountId };
  } catch (error) {
    await forgetNewDistrict(platform.database, wanted.key);
    throw error;
  }
}

async function refuseTaken(
  { database, vault }: Platform,
  key: string,
  administrator: FirstAdministrator | undefined,
): Promise<void> {
  const phoneIndex =
    administrator === undefined ? '' : (await vault.safe(null)).index('accounts.phone', administrator.phone);
  const { districts, accounts } = await database.transaction(CITY, async ({ db }) => ({
    districts: await db.selectFrom('districts').select('key').where('key', '=', key).execute(),
    accounts: await db
      .selectFrom('accounts')
      .select('sign_in_name')
      .where((eb) =>
        eb.or([eb('sign_in_name', '=', administrator?.signInName ?? ''), eb('phone_index', '=', phoneIndex)]),
      )
      .execute(),
  }));
  if (districts.length > 0) throw new StartRefused(`There is a district ${key} already.`);
  if (accounts.length > 0)
    throw new StartRefused(
      `The sign-in name or phone of the administrator belongs to the account ${accounts[0]?.sign_in_name} already.`,
    );
}

async function writeAdministrator(
  ctx: TransactionContext,
  safe: Safe,
  { name, phone, signInName }: FirstAdministrator,
  areaId: string,
): Promise<string> {
  const { db, district, now } = ctx;
  const id = newId();
  await db
    .insertInto('accounts')
    .values({
      id,
      sign_in_name: signInName,
      name,
      spelling: spell(name, { isPerson: true }),
      phone_cipher: safe.seal(`accounts.phone.${id}`, phone),
      phone_index: safe.index('accounts.phone', phone),
      created_at: now,
    })
    .execute();
  await db
    .insertInto('posts')
    .values({
      id: newId(),
      account_id: id,
      role: 'districtAdmin',
      path: district.path,
      area_id: areaId,
      from_on: dayOf(now, district.timeZone),
      granted_at: now,
    })
    .execute();
  return id;
}

/** Keys, registration and an empty schema. The district can be used once its areas are written. */
export async function makeDistrict(platform: Platform, wanted: WantedDistrict): Promise<District> {
  const { key, name, regionCode, isDemo } = wanted;
  const id = wanted.id ?? newId();
  await createDistrictSchema(platform.database, {
    id,
    key,
    name,
    regionCode,
    isDemo,
    at: platform.clock(),
    keys: platform.vault.newKeys(),
  });
  return { id, key, name, isDemo, schema: schemaOf(key), path: `/${key}/`, timeZone: 'Asia/Shanghai' };
}

export function systemContext(platform: Platform, district: District): Context {
  return { platform, district, actor: SYSTEM, now: platform.clock() };
}

/** Writes the district itself and the listed areas below it. Answers the id of the district's own area. */
async function writeAreas(ctx: TransactionContext, regionCode: string, areas: readonly ListedArea[]): Promise<string> {
  const { district, now } = ctx;
  const valid_from = dayOf(now, district.timeZone);
  const rootId = newId();
  const ids = new Map([['', rootId]]);
  const rows = [
    {
      id: rootId,
      parent_id: null as string | null,
      level: 'district',
      key: district.key,
      path: district.path,
      code: regionCode,
      name: district.name,
    },
    // Streets before their communities, whatever order the file has.
    ...areas
      .toSorted((left, right) => depthOf(left) - depthOf(right))
      .map(({ level, key, name, code, parent }) => {
        const id = newId();
        const below = parent === '' ? key : `${parent}/${key}`;
        ids.set(below, id);
        return { id, parent_id: ids.get(parent) ?? null, level, key, path: `${district.path}${below}/`, code, name };
      }),
  ];
  await ctx.db
    .insertInto('areas')
    .values(rows.map((row) => ({ ...row, district_id: district.id, valid_from })))
    .execute();
  return rootId;
}

function depthOf({ parent }: ListedArea): number {
  return parent === '' ? 0 : parent.split('/').length;
}
