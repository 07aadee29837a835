// The demo in the database: the published sizes, everything in its place in the tree, phones sealed, made whole or made anew.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { readSettings } from '#config';
import { inTransaction } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { removeDemoDistrict } from '#platform/database/removal.ts';
import { openHouse } from '#platform/start.ts';
import type { House } from '#platform/start.ts';

import { readAppearance } from '#modules/areas/actions-brand.ts';
import { districtsOf, hasDistricts } from '../src/modules/areas/districts.ts';
import { daysOffByLaw, exceptionsOf } from '../src/modules/areas/calendar-days.ts';
import { createRealDistrict, systemContext } from '../src/modules/areas/new-district.ts';
import { DEMO_KEYS, loadDemo, removeDemo } from './load.ts';

// The demo is played twice and a half: some forty seconds, and many times that while the machine does other things.
vi.setConfig({ testTimeout: 480_000, hookTimeout: 120_000 });

let house: House;
const directory = mkdtempSync(join(tmpdir(), 'gezhi-demo-'));
beforeAll(async () => {
  const settings = readSettings({ DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'silent' });
  house = await openHouse(settings, { clock: () => '2026-11-19T01:14:00.000Z', say: () => {} });
  await house.prepare();
});
afterAll(async () => {
  await house.close();
  rmSync(directory, { recursive: true, force: true });
});

async function inYunting<T>(query: RawBuilder<T>): Promise<T[]> {
  const ctx = systemContext(house.platform, await districtsOf(house.platform.database).find('yunting'));
  return inTransaction(ctx, async ({ db }) => (await query.execute(db)).rows);
}

test('a new installation gets both demo districts, once', async () => {
  expect(await hasDistricts(house.platform.database)).toBe(false);
  expect(await loadDemo(house.platform)).toEqual([...DEMO_KEYS]);
  expect(await hasDistricts(house.platform.database)).toBe(true);
  expect(await loadDemo(house.platform)).toEqual([]);
});

test('the foot says who is responsible, and the suggestion box holds what was promised to be read, one of it late', async () => {
  const ctx = systemContext(house.platform, await districtsOf(house.platform.database).find('yunting'));
  const { brand } = await readAppearance(ctx);
  expect(brand).toMatchObject({ sponsor: '云汀区网格事务中心', servicePhones: [{ name: '服务电话' }] });
  const rows = await inYunting(sql<{ late: boolean }>`
    select received_at < ${'2026-11-12T01:14:00.000Z'}::timestamptz as late from remarks where read_at is null order by received_at`);
  expect(rows.map(({ late }) => late)).toEqual([true, false, false]);
});

test('the two communities have the sizes that were published', async () => {
  const [village] = await inYunting(sql<{ grids: number; buildings: number; households: number }>`
    select (select count(*)::int from grids where grids.community_id = areas.id and kind = 'general') as grids,
      (select count(*)::int from buildings where buildings.community_id = areas.id) as buildings,
      (select sum(households)::int from buildings where buildings.community_id = areas.id) as households
    from areas where name = '船坞新村社区'`);
  expect(village).toEqual({ grids: 9, buildings: 108, households: 1_854 });
  const [micro] = await inYunting(sql<{ count: number }>`
    select count(*)::int as count from grids join areas on areas.id = grids.community_id where areas.name = '榕汀社区' and kind = 'micro'`);
  expect(micro).toEqual({ count: 68 });
});

test('every path lies below the path of its parent', async () => {
  expect(
    await inYunting(
      sql`select child.path from areas as child join areas as parent on parent.id = child.parent_id where not child.path ^@ parent.path`,
    ),
  ).toEqual([]);
  expect(
    await inYunting(
      sql`select grids.path from grids join areas on areas.id = grids.area_id where not grids.path ^@ areas.path`,
    ),
  ).toEqual([]);
  expect(
    await inYunting(
      sql`select child.path from grids as child join grids as parent on parent.id = child.parent_id where not child.path ^@ parent.path`,
    ),
  ).toEqual([]);
  expect(
    await inYunting(
      sql`select buildings.name from buildings join grids on grids.id = buildings.grid_id where buildings.path <> grids.path`,
    ),
  ).toEqual([]);
});

test('every post stands on something, deputies point at whom they stand in for, and every direct order at a class', async () => {
  expect(
    await inYunting(sql`select role from posts where num_nonnulls(area_id, grid_id, organisation_id) <> 1`),
  ).toEqual([]);
  const deputies = await inYunting(sql<{ name: string; of: string }>`
    select accounts.name, other.name as of from posts join accounts on accounts.id = posts.account_id
      join posts as held on held.id = posts.deputy_of join accounts as other on other.id = held.account_id`);
  expect(deputies).toEqual([{ name: '何志强', of: '周敏' }]);
  expect(
    await inYunting(
      sql`select class_code from direct_list where class_code not in (select code from classes where is_direct)`,
    ),
  ).toEqual([]);
});

test('phones are sealed and can be found again', async () => {
  const rows = await house.platform.database.transaction(CITY, ({ db }) =>
    db.selectFrom('accounts').select(['id', 'phone_cipher', 'phone_index']).execute(),
  );
  const safe = await house.platform.vault.safe(null);
  const phones = rows.map(({ id, phone_cipher }) => safe.open(`accounts.phone.${id}`, phone_cipher ?? ''));
  expect(rows.length).toBeGreaterThan(30);
  expect(phones.filter((phone) => !/^100\d{8}$/.test(phone))).toEqual([]);
  expect(rows.filter(({ phone_index }, at) => phone_index !== safe.index('accounts.phone', phones[at]!))).toEqual([]);
  expect(rows.filter(({ phone_cipher }) => phones.some((phone) => phone_cipher?.includes(phone)))).toEqual([]);
});

test('the calendar knows the holidays and the make-up workdays of this year', async () => {
  expect(
    await inYunting(sql`select day, kind from work_calendar where day in ('2026-10-01', '2026-10-10') order by day`),
  ).toEqual([
    { day: '2026-10-01', kind: 'holiday' },
    { day: '2026-10-10', kind: 'workday' },
  ]);
});

test('of a year whose notice the State Council has not published only what the law names stands there, said to be assumed', async () => {
  const years = await inYunting(sql<{ year: number; is_assumed: boolean }>`
    select distinct extract(year from day)::int as year, is_assumed from work_calendar order by year`);
  expect(years).toEqual([
    { year: 2025, is_assumed: false },
    { year: 2026, is_assumed: false },
    { year: 2027, is_assumed: true },
  ]);
  expect(exceptionsOf(2026).length).toBeGreaterThan(20);
  expect(exceptionsOf(2031)).toEqual([]);
  expect(daysOffByLaw(2027).map(({ day }) => day.slice(5))).toEqual(
    '01-01 02-05 02-08 04-05 06-09 09-15 10-01'.split(' '),
  );
});

test('a real district is made whole with its administrator, or not at all, and is never removed with the demo', async () => {
  const { platform } = house;
  const administrator = { name: '管一', phone: '10012345678', signInName: 'guanyi' };
  const street = { level: 'street', key: 'hx', name: '河西街道', code: '990103001', parent: '' } as const;
  const wish = { key: 'hexi', name: '河西区', regionCode: '990103', areas: [street] };
  await expect(createRealDistrict(platform, { ...wish, areas: [street, street] }, administrator)).rejects.toThrow(
    'areas_path_unique',
  );
  const { accountId } = await createRealDistrict(platform, wish, administrator);
  await expect(createRealDistrict(platform, wish, undefined)).rejects.toThrow('There is a district hexi already.');
  await expect(createRealDistrict(platform, { ...wish, key: 'hedong' }, administrator)).rejects.toThrow(
    'belongs to the account guanyi already',
  );

  const ctx = systemContext(platform, await districtsOf(platform.database).find('hexi'));
  const posts = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('posts').select(['account_id', 'role', 'path']).execute(),
  );
  expect(posts).toEqual([{ account_id: accountId, role: 'districtAdmin', path: '/hexi/' }]);
  await expect(removeDemoDistrict(platform.database, 'hexi')).rejects.toThrow(
    'hexi is a real district; only demo districts can be removed.',
  );
});

/** What was told, when, and what became of it; which closed cases are drawn for a re-check is chance. */
function lives(): Promise<unknown[]> {
  return inYunting(sql`
    select cases.id, number, status, summary, resolved_level, cases.reported_at, closed_at, is_solved, manner_rating, channel
    from cases join case_reports on case_reports.filed_under_id = cases.id or case_reports.case_id = cases.id order by cases.id, case_reports.id`);
}

test('removed, nothing of the demo is left; made again it is the same, and an interrupted making is made anew', async () => {
  const first = await lives();
  expect(await removeDemo(house.platform)).toEqual(['chengan', 'yunting']);
  const left = await house.platform.database.asOwner(async (connection) => {
    const { rows } = await connection.query(
      `select array(select sign_in_name from shared.accounts) as accounts, array(select path from shared.areas order by path) as areas,
        array(select key from shared.districts) as districts, array(select nspname::text from pg_namespace where nspname ^@ 'd_') as schemas`,
      [],
    );
    return rows;
  });
  expect(left).toEqual([
    { accounts: ['guanyi'], areas: ['/hexi/', '/hexi/hx/'], districts: ['hexi'], schemas: ['d_hexi'] },
  ]);

  await loadDemo(house.platform);
  expect(await lives()).toEqual(first);
  await house.platform.database.asOwner(async (connection) => {
    await connection.query("delete from d_chengan.settings where key = 'demo.filled'", []);
    await connection.query('delete from shared.accounts where id in (select account_id from d_chengan.posts)', []);
  });
  expect(await loadDemo(house.platform)).toEqual(['chengan']);
});

test('the roster has shifts for today, each held by somebody of the place or a duty room, and one night that nobody fills', async () => {
  const [counted] = await inYunting(sql<{ shifts: number; patterns: number; strangers: number }>`
    select (select count(*)::int from duty_shifts) as shifts, (select count(*)::int from duty_patterns) as patterns,
      (select count(*)::int from duty_shifts where account_id is not null and not exists (
        select from posts where posts.account_id = duty_shifts.account_id and duty_shifts.path ^@ posts.path
      )) as strangers`);
  expect(counted?.shifts).toBeGreaterThan(200);
  expect(counted).toMatchObject({ strangers: 0 });
  const nights = await inYunting(sql<{ day: number; count: number }>`
    select extract(dow from from_at at time zone 'Asia/Shanghai')::int as day, count(*)::int as count
    from duty_shifts where path = '/yunting/jg/' and kind = 'night' group by 1 order by 1`);
  expect(nights.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('leaders have asked about open matters: one was answered, others wait', async () => {
  const directives = await inYunting(sql<{ kind: string; answered: boolean; secrecy: string }>`
    select directives.kind, directives.replied_at is not null as answered, cases.secrecy
    from directives join cases on cases.id = directives.case_id order by directives.issued_at`);
  expect(directives.length).toBeGreaterThanOrEqual(3);
  expect(directives.filter(({ answered }) => answered)).toHaveLength(1);
  expect(new Set(directives.map(({ secrecy }) => secrecy))).toEqual(new Set(['open']));
});
