// Puts the demo districts into the database: the ground in one transaction, then the life on it; an interrupted one is made anew.

import { sql } from 'kysely';

import { noteChange } from '#modules/areas/actions-ground.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context, District, TransactionContext } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { createSchemaAside } from '#platform/database/migrations.ts';
import { RemovalRefused, removeDemoAccounts, removeDemoDistrict } from '#platform/database/removal.ts';
import { replaceDemoDistrict } from '#platform/database/replacing.ts';
import type { Platform } from '#platform/platform.ts';
import { dayOf } from '#shared/time.ts';

import { fillCalendar } from '../src/modules/areas/calendar-days.ts';
import { makeDistrict, systemContext } from '../src/modules/areas/new-district.ts';
import { fillNames } from '../src/modules/names/actions.ts';
import { DEFAULT_SETTINGS } from '../src/modules/areas/rules.ts';
import { castOf } from './cast.ts';
import type { SeedPerson } from './cast.ts';
import { catalogueOf } from './catalogue.ts';
import { dutiesOf } from './duties.ts';
import type { SeedDistrict } from './ground.ts';
import { writePublishedMonth } from './published-month.ts';
import type { MonthGround } from './published-month.ts';
import { idOf } from './random.ts';
import { letLive } from './life/live.ts';
import { fillRemarks } from './remarks.ts';
import { rosterOf } from './roster.ts';
import { classRow, rowsOf } from './rows.ts';

import { demoDistricts } from './town.ts';

export const DEMO_KEYS = ['yunting', 'chengan'] as const;
export type DemoKey = (typeof DEMO_KEYS)[number];

/** The setting that says a demo district was filled to its end. */
const FILLED = 'demo.filled';
/** The county of the model district carries the month of another one. */
const PUBLISHED_IN: DemoKey = 'chengan';
const WITH_REMARKS: DemoKey = 'yunting';
/** The demo has been at work for a while: its people and grids are older than its cases. */
const SINCE = { instant: '2026-01-01T00:00:00.000+08:00', day: '2026-01-01' } as const;
// PostgreSQL takes 65,535 parameters in one statement; a building has eighteen.
const ROWS_AT_A_TIME = 500;
/** More than are told of the old district while the new one takes its place. */
const BATCHES_MEANWHILE = 100;

/** Makes what is missing of the demo; a district whose making was interrupted is made anew. Answers the keys it made. */
export async function loadDemo(platform: Platform): Promise<DemoKey[]> {
  const made: DemoKey[] = [];
  for (const key of DEMO_KEYS) {
    if (await isFilled(platform, key)) continue;
    await makeDemoDistrict(platform, key);
    made.push(key);
  }
  return made;
}

/** Removes both demo districts, their people and their files. Answers the keys of the districts there were. */
export async function removeDemo(platform: Platform): Promise<string[]> {
  const rows = await platform.database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('districts')
      .select('key')
      .where('is_demo', '=', true)
      .where('key', 'in', DEMO_KEYS)
      .orderBy('key')
      .execute(),
  );
  for (const { key } of rows) {
    for (const hash of await removeDemoDistrict(platform.database, key)) await platform.files.remove(hash);
  }
  await removeDemoAccounts(platform.database);
  return rows.map(({ key }) => key);
}

async function isFilled(platform: Platform, key: DemoKey): Promise<boolean> {
  const district = await findDistrict(platform, key);
  if (district === undefined) return false;
  // Somebody's real district has this short name: it is left alone, and counts as there.
  if (!district.isDemo) return true;
  const filled = await inTransaction(systemContext(platform, district), ({ db }) =>
    db.selectFrom('settings').select('key').where('key', '=', FILLED).execute(),
  ).catch((error: { code?: string }) => {
    // No table, or no schema: the making was interrupted before the migrations were through.
    if (error.code === '42P01' || error.code === '3F000') return [];
    throw error;
  });
  if (filled.length > 0) return true;
  await removeDemoDistrict(platform.database, key);
  return false;
}

async function findDistrict(platform: Platform, key: DemoKey): Promise<District | undefined> {
  const row = await platform.database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('districts')
      .select(['id', 'schema_name', 'name', 'time_zone', 'is_demo'])
      .where('key', '=', key)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const { id, schema_name: schema, name, time_zone: timeZone, is_demo: isDemo } = row;
  return { id, key, schema, name, path: `/${key}/`, timeZone, isDemo };
}

/**
 * Makes a demo district anew beside the old one, which goes on answering, and puts it in its place. Its people keep their
 * sessions; its clock shows the real time again. Other districts are not looked at.
 *
 * @param byAccountId who asked for it; null for a command
 * @throws {RemovalRefused} for a real district, and for one that is not there
 */
export async function remakeDemo(platform: Platform, key: DemoKey, byAccountId: string | null): Promise<void> {
  const old = await findDistrict(platform, key);
  if (old === undefined) throw new RemovalRefused(`There is no district ${key}.`);
  if (!old.isDemo) throw new RemovalRefused(`${key} is a real district; only demo districts can be made anew.`);
  const seed = demoDistricts()[key];
  const aside = await createSchemaAside(platform.database, old.schema);
  const ctx = systemContext(platform, { ...old, schema: aside });
  await settleAndLive(ctx, seed);
  const { last_batch: told } = await inTransaction(systemContext(platform, old), ({ db }) =>
    db.selectFrom('fact_batches').select('last_batch').executeTakeFirstOrThrow(),
  );
  await inTransaction(ctx, async (inner) => {
    // What has been told of the old one is not told again, and an index of its grids is not taken for one of these.
    await inner.db
      .updateTable('fact_batches')
      .set({ last_batch: told + BATCHES_MEANWHILE })
      .execute();
    await inner.db.updateTable('grid_revision').set({ revision: 0 }).execute();
    const { path, id } = inner.district;
    await noteChange(
      { ...inner, actor: { ...inner.actor, accountId: byAccountId } },
      { act: 'demo.remake', subjectKind: 'district', subjectId: id, path },
    );
  });
  const unnamed = await replaceDemoDistrict(platform.database, {
    key,
    aside,
    areaIds: seed.areas.map(({ id }) => id),
    accountIds: castOf(seed).map(({ id }) => id),
    at: platform.clock(),
  });
  for (const hash of unnamed) await platform.files.remove(hash);
}

async function makeDemoDistrict(platform: Platform, key: DemoKey): Promise<void> {
  const seed = demoDistricts()[key];
  const root = seed.areas.find(({ level }) => level === 'district');
  const district = await makeDistrict(platform, {
    id: idOf('district', key, seed.name),
    key,
    name: seed.name,
    regionCode: root?.code ?? '',
    isDemo: true,
  });
  await settleAndLive(systemContext(platform, district), seed);
}

/** In an empty schema; areas and people of the city may be there from an earlier making, and are then as they were at first. */
async function settleAndLive(ctx: Context, seed: SeedDistrict): Promise<void> {
  const people = castOf(seed).filter(({ signInName }) => signInName !== undefined);
  const accounts = await accountRows(ctx.platform, people);
  await fillCalendar(ctx);
  await inTransaction(ctx, (inner) => fill(inner, seed, people, accounts));
  await fillNames(ctx);
  await letLive(ctx, seed);
  await inTransaction(ctx, (inner) => fillRoster(inner, seed));
  if (seed.key === WITH_REMARKS) await fillRemarks(ctx);
  if (seed.key === PUBLISHED_IN) await inTransaction(ctx, (inner) => writePublishedMonth(inner, monthGround(seed)));
  await inTransaction(ctx, sayFilled);
}

function monthGround(seed: SeedDistrict): MonthGround {
  const classes = catalogueOf(seed.key as DemoKey).filter(({ secrecy }) => secrecy === 'open');
  return {
    timeZone: 'Asia/Shanghai',
    spots: rowsOf(seed)
      .grids(SINCE.instant)
      .flatMap(({ id, kind, path, street_id: streetId, community_id: communityId, ...box }) =>
        kind !== 'general' || communityId === null
          ? []
          : [
              {
                path,
                streetId,
                communityId,
                gridId: id,
                longitude: (box.min_longitude + box.max_longitude) / 2,
                latitude: (box.min_latitude + box.max_latitude) / 2,
              },
            ],
      ),
    assetClasses: classes.filter(({ classType }) => classType === 'asset'),
    matterClasses: classes.filter(({ classType }) => classType === 'cityMatter'),
    organisationIds: seed.organisations
      .filter(({ kind }) => kind === 'department' || kind === 'sanitation' || kind === 'utility')
      .map(({ id }) => id),
  };
}

async function sayFilled({ db, district, now }: TransactionContext): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key: FILLED, value: JSON.stringify(dayOf(now, district.timeZone)), source: '演示数据' })
    .execute();
}

async function fill(
  { db, district }: TransactionContext,
  seed: SeedDistrict,
  people: readonly SeedPerson[],
  accounts: Awaited<ReturnType<typeof accountRows>>,
): Promise<void> {
  const rows = rowsOf(seed);
  await inParts(rows.areas(district.id, SINCE.day), (part) =>
    db
      .insertInto('areas')
      .values(part)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(asInserted(AREA_AT_FIRST)))
      .execute(),
  );
  await inParts(accounts, (part) =>
    db
      .insertInto('accounts')
      .values(part)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(asInserted(ACCOUNT_AT_FIRST)))
      .execute(),
  );
  await db
    .insertInto('classes')
    .values(catalogueOf(district.key as DemoKey).map((row) => classRow(row, SINCE.day)))
    .execute();
  await db
    .insertInto('settings')
    .values([emergencyNumbers(seed), brandOf(seed)])
    .execute();
  await inParts(rows.organisations(people), (part) => db.insertInto('organisations').values(part).execute());
  await inParts(rows.grids(SINCE.instant), (part) => db.insertInto('grids').values(part).execute());
  await inParts(rows.compounds(), (part) => db.insertInto('compounds').values(part).execute());
  await inParts(rows.buildings(), (part) => db.insertInto('buildings').values(part).execute());
  await inParts(rows.places(), (part) => db.insertInto('places').values(part).execute());
  await inParts(rows.mapLines(), (part) => db.insertInto('map_lines').values(part).execute());
  await inParts(rows.placeCodes(SINCE.instant), (part) => db.insertInto('place_codes').values(part).execute());
  await inParts(dutiesOf(seed), (part) => db.insertInto('duty_items').values(part).execute());
  await inParts(rows.directList(), (part) => db.insertInto('direct_list').values(part).execute());
  await inParts(rows.posts(people, SINCE.day, SINCE.instant), (part) => db.insertInto('posts').values(part).execute());
}

/** After the life of ninety days: what was promised then does not hang on who sits at the phones these weeks. */
async function fillRoster({ db, district, now }: TransactionContext, seed: SeedDistrict): Promise<void> {
  const { shifts, patterns } = rosterOf(seed, dayOf(now, district.timeZone), district.timeZone, now);
  await inParts(patterns, (part) => db.insertInto('duty_patterns').values(part).execute());
  await inParts(shifts, (part) => db.insertInto('duty_shifts').values(part).execute());
}

/** The national numbers, and whom to call here when it smells of gas. */
function emergencyNumbers({ organisations }: SeedDistrict) {
  const gas = organisations.find(({ name }) => name === '燃气公司抢修值班室');
  const own = gas === undefined ? [] : [{ key: 'gas', name: '燃气抢修', phone: gas.dutyPhone }];
  const value = [...DEFAULT_SETTINGS['emergency.numbers'].value, ...own];
  return { key: 'emergency.numbers', value: JSON.stringify(value), source: '演示数据' };
}

/** Who is responsible and whom to call stand in the foot of every page for residents. */
function brandOf({ name, organisations }: SeedDistrict) {
  const office = organisations.find((each) => each.name === '网格事务中心值班室');
  const value = {
    ...DEFAULT_SETTINGS['district.brand'].value,
    name,
    slogan: '身边的事，有人办，有回音',
    sponsor: `${name}网格事务中心`,
    servicePhones: office === undefined ? [] : [{ name: '服务电话', phone: office.dutyPhone }],
  };
  return { key: 'district.brand', value: JSON.stringify(value), source: '演示数据' };
}

async function accountRows({ vault }: Platform, people: readonly SeedPerson[]) {
  const safe = await vault.safe(null);
  return people.map(({ id, name, phone, signInName, posts }) => ({
    id,
    sign_in_name: signInName ?? '',
    name,
    phone_cipher: safe.seal(`accounts.phone.${id}`, phone),
    phone_index: safe.index('accounts.phone', phone),
    is_demo: true,
    shows_name: true,
    // Grid workers have agreed that residents call them.
    shows_phone: posts.some(({ role }) => role === 'gridWorker'),
    created_at: SINCE.instant,
  }));
}

const AREA_AT_FIRST = ['parent_id', 'level', 'key', 'path', 'code', 'name', 'duty_phone', 'service_hours', 'valid_from', 'valid_to', 'version']; // prettier-ignore
const ACCOUNT_AT_FIRST = ['sign_in_name', 'name', 'phone_cipher', 'phone_index', 'password_hash', 'shows_name', 'shows_phone', 'suspended_at', 'left_at', 'version']; // prettier-ignore

/** A row that was changed since gets back what a new one would have, also where nothing is given for it. */
function asInserted(columns: readonly string[]) {
  return Object.fromEntries(columns.map((column) => [column, sql`${sql.ref(`excluded.${column}`)}`])) as never;
}

async function inParts<T>(rows: readonly T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_A_TIME) await write(rows.slice(at, at + ROWS_AT_A_TIME));
}
