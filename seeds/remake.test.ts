// 重置: a demo district made anew while the program runs; its people stay signed in, and nothing of another district is touched.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { readSettings } from '#config';
import { readCatalogue } from '#platform/database/catalogue.ts';
import { replaceDemoDistrict } from '#platform/database/replacing.ts';
import { openHouse } from '#platform/start.ts';
import type { House } from '#platform/start.ts';
import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { createApp } from '../src/app.ts';
import { createRealDistrict } from '../src/modules/areas/new-district.ts';
import { loadDemo, remakeDemo } from './load.ts';
import { demoCodes } from './plays.ts';

// The demo is played twice.
vi.setConfig({ testTimeout: 480_000, hookTimeout: 480_000 });

const NOW = '2026-11-19T01:14:00.000Z';
let house: House;
let server: Awaited<ReturnType<typeof createApp>>['server'];
const directory = mkdtempSync(join(tmpdir(), 'gezhi-remake-'));
beforeAll(async () => {
  const settings = readSettings({ DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'silent' });
  house = await openHouse(settings, { clock: () => NOW, say: () => {} });
  await house.prepare();
  await loadDemo(house.platform);
  ({ server } = await createApp(house.platform));
  await server.ready();
  house.open();
});
afterAll(async () => {
  await server.close();
  await house.close();
  rmSync(directory, { recursive: true, force: true });
});

async function rows(text: string): Promise<any[]> {
  return (await house.platform.database.asOwner((connection) => connection.query(text, []))).rows;
}

async function ask(method: 'GET' | 'POST', url: string, payload?: unknown, session?: string) {
  const headers = session === undefined ? {} : { authorization: `Bearer ${session}` };
  const reply = await server.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  return { status: reply.statusCode, json: reply.json() as any };
}

async function enter(signInName: string): Promise<string> {
  const { json } = await ask('POST', '/api/session/demo', { signInName });
  return json.token as string;
}

const [code] = demoCodes().filter(({ districtKey }) => districtKey === 'yunting');
const aReport = () => ({ id: newId(), reportId: newId(), secret: newToken(), words: '试一试', placeCode: code?.code });
const state = async () => (await ask('GET', '/api/yunting/demo-clock')).json;

/** Everything of the schemas of the other districts and of their rows in the shared one. */
async function others(): Promise<unknown> {
  return rows(`
    select (select count(*) from d_hexi.settings) as settings, (select json_agg(areas order by path) from shared.areas where path ^@ '/hexi/' or path ^@ '/chengan/') as areas,
      (select json_agg(accounts.* order by id) from shared.accounts where not is_demo) as people,
      (select json_agg(cases.id order by id) from d_chengan.cases) as cases, (select json_agg(posts.id order by id) from d_hexi.posts) as posts,
      (select json_agg(field_keys.* order by id) from shared.field_keys) as keys`);
}

test('it is as on its first day: what was done since is gone, the clock shows the real time, and everybody is still signed in', async () => {
  await createRealDistrict(
    house.platform,
    { key: 'hexi', name: '河西区', regionCode: '990103', areas: [] },
    { name: '管一', phone: '10012345678', signInName: 'guanyi' },
  );
  const zhou = await enter('zhoumin');
  const admin = await enter('shenyian');
  const first = await rows('select id, status, reported_at from d_yunting.cases order by id');
  const before = await others();
  const { json: told } = await ask('POST', '/api/yunting/cases', aReport());
  await ask('POST', '/api/yunting/demo-clock', { id: newId(), step: 'nextWorkingDay', seenAheadMs: 0 }, zhou);
  await rows("update shared.areas set name = '改过的名字' where path = '/yunting/jg/'");
  await rows("update shared.accounts set suspended_at = now() where sign_in_name = 'linxiaoyun'");
  expect((await state()).aheadMs).toBeGreaterThan(0);

  const wish = { id: newId() };
  const asked = await ask('POST', '/api/yunting/demo-remakes', wish, admin);
  expect(asked).toMatchObject({ status: 202, json: { isBeingRemade: true } });
  // Meanwhile the old one answers, the same wish is the same, and a second one waits.
  expect((await ask('GET', `/api/yunting/cases/${told.id}`, undefined, zhou)).status).toBe(200);
  expect((await ask('POST', '/api/yunting/demo-remakes', wish, admin)).status).toBe(202);
  expect((await ask('POST', '/api/yunting/demo-remakes', { id: newId() }, zhou)).json.type).toBe(
    '/problems/demo-being-remade',
  );
  expect(
    (
      await ask(
        'POST',
        '/api/yunting/demo-clock',
        { id: newId(), step: 'halfHour', seenAheadMs: (await state()).aheadMs },
        zhou,
      )
    ).json.type,
  ).toBe('/problems/demo-being-remade');
  await expect.poll(async () => (await state()).isBeingRemade, { timeout: 400_000, interval: 500 }).toBe(false);

  expect(await state()).toEqual({ now: NOW, aheadMs: 0, isBeingRemade: false, remadeAt: NOW });
  expect(await rows('select id, status, reported_at from d_yunting.cases order by id')).toEqual(first);
  expect((await ask('GET', `/api/yunting/cases/${told.id}`, undefined, zhou)).status).toBe(404);
  expect((await ask('GET', '/api/yunting/my-work', undefined, zhou)).json.items.length).toBeGreaterThan(3);
  expect(await rows("select name from shared.areas where path = '/yunting/jg/'")).toEqual([{ name: '旧港街道' }]);
  expect(await enter('linxiaoyun')).toEqual(expect.any(String));
  expect(await others()).toEqual(before);
  const [line] = await rows("select actor_id, act from d_yunting.audit where act = 'demo.remake'");
  expect(await rows("select id from shared.accounts where sign_in_name = 'shenyian'")).toEqual([{ id: line.actor_id }]);
});

test('the new one works: doors that keep their own search path, reports, and the schema is that of any district', async () => {
  expect((await ask('GET', `/api/yunting/place-codes/${code?.code}`)).status).toBe(200);
  const { status, json } = await ask('POST', '/api/yunting/cases', aReport());
  expect(status).toBe(201);
  const found = await ask('POST', '/api/yunting/case-lookups', { number: json.number, queryCode: json.queryCode });
  expect(found.status).toBe(200);
  const [yunting, chengan] = await house.platform.database.asOwner(async (connection) => [
    await readCatalogue(connection, 'd_yunting'),
    await readCatalogue(connection, 'd_chengan'),
  ]);
  expect(JSON.stringify(yunting)).toBe(JSON.stringify(chengan).replaceAll('d_chengan', 'd_yunting'));
  expect(await rows("select nspname from pg_namespace where nspname like '%aside%'")).toEqual([]);
  const paths = await rows(
    "select distinct unnest(proconfig) as setting from pg_proc where pronamespace = 'd_yunting'::regnamespace",
  );
  expect(paths.map(({ setting }) => setting).filter((setting) => setting.includes('search_path'))).toEqual([
    'search_path=d_yunting, shared',
  ]);
});

test('a real district is never made anew, by whichever way it is asked', async () => {
  await rows("update shared.districts set is_demo = false where key = 'chengan'");
  const before = await others();
  await expect(remakeDemo(house.platform, 'chengan', null)).rejects.toThrow('chengan is a real district');
  const aside = { key: 'hexi', aside: 'd_chengan', areaIds: [], accountIds: [], at: NOW };
  await expect(replaceDemoDistrict(house.platform.database, aside)).rejects.toThrow('hexi is a real district');
  expect(
    (await ask('POST', '/api/hexi/demo-remakes', { id: newId() }, await enter('shenyian'))).status,
  ).toBeGreaterThanOrEqual(401);
  expect(await others()).toEqual(before);
});
