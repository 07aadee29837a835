// Names follow what they name: with each write on the ground, by the step that fills what was there before, and into the index.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { rows } from '../cases/played-for-tests.ts';
import { fillNames, fillNamesOnce } from './actions.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']?.id ?? '';
const nameOf = async (id: string) =>
  (
    await rows<{ name: string; also: string | null; spelling: string }>(
      town,
      'select * from d_yunting.names where id = $1',
      [id],
    )
  )[0];
/** How much the step still finds to do. */
const unlike = async () => (await fillNames(town.context())).names;

test('what was loaded past the actions is filled once, and then nothing is left to do', async () => {
  expect(await nameOf(community)).toBeUndefined();
  await fillNamesOnce(town.context());
  expect(await nameOf(community)).toMatchObject({ name: '船坞新村', spelling: 'chuan wu xin cun' });
  expect(await unlike()).toBe(0);
  const [person] = await rows<{ spelling: string }>(town, 'select spelling from shared.accounts where id = $1', [
    ground.people.zhou.id,
  ]);
  expect(person).toEqual({ spelling: 'zhou min' });
});

test('the step that runs once leaves alone what is filled, the nightly one mends it', async () => {
  await rows(town, "update d_yunting.names set name = 'wrong' where id = $1", [community]);
  await fillNamesOnce(town.context());
  expect(await nameOf(community)).toMatchObject({ name: 'wrong' });
  expect(await unlike()).toBe(1);
  expect(await nameOf(community)).toMatchObject({ name: '船坞新村' });
});

test('the database makes the keys a query asks for: pairs, numbers with their counter, initials and pinyin from each syllable on', async () => {
  const [row] = await rows<{ keys: string[] }>(
    town,
    "select tsvector_to_array(shared.name_keys('船坞新村 3 栋', 'chuan wu xin cun =3 dong')) as keys",
  );
  expect(row?.keys).toEqual(
    expect.arrayContaining(['3栋', 'cwxc3d', 'xc3d', '3d', 'chuanwuxincun3dong', 'xincun3dong', 'dong', 'd']),
  );
  expect(row?.keys).toHaveLength(13);
});

test('every write on the ground writes the name with it', async () => {
  const admin = town.as('admin');
  const compound = newId();
  await admin.post('/compounds', {
    id: compound,
    communityId: community,
    name: '船坞新村',
    nickname: '老纱厂',
    kind: 'compound',
  });
  expect(await nameOf(compound)).toMatchObject({ also: '老纱厂', spelling: 'chuan wu xin cun|lao sha chang' });

  const building = newId();
  const made = await admin.post('/buildings', {
    id: building,
    communityId: community,
    compoundId: compound,
    name: '3 栋',
    address: '船坞新村 3 栋',
    entrances: 2,
    storeys: 6,
    households: 24,
    point: { ...ground.pointInG03, crs: 'CGCS2000' },
  });
  expect(made.status, made.text).toBe(201);
  expect(await nameOf(building)).toMatchObject({ name: '船坞新村 3 栋', also: '3 栋' });
  await admin.patch(`/buildings/${building}`, { version: 1, address: '船坞路 18 号' });
  expect(await nameOf(building)).toMatchObject({ name: '船坞路 18 号', also: '3 栋 | 船坞新村 3 栋' });

  const place = newId();
  const point = { ...ground.pointInG03, crs: 'CGCS2000' };
  expect((await admin.post('/places', { id: place, kind: 'market', name: '重庆路菜场', point })).status).toBe(201);
  expect(await nameOf(place)).toMatchObject({ spelling: 'chong qing lu cai chang' });
  await admin.post(`/places/${place}/closing`, { version: 1 });

  const organisation = newId();
  const wanted = {
    id: organisation,
    kind: 'utility',
    name: '银行巷泵站',
    usesAccounts: false,
    dutyPhone: '10000009999',
  };
  expect((await admin.post('/organisations', wanted)).status).toBe(201);
  expect(await nameOf(organisation)).toMatchObject({ spelling: 'yin hang xiang beng zhan' });

  const { id: area } = ground.areas['/yunting/jt/'] ?? { id: '' };
  expect((await admin.patch(`/areas/${area}`, { version: 1, name: '锦汀街道办' })).status).toBe(200);
  expect(await nameOf(area)).toMatchObject({ name: '锦汀街道办' });
  expect(await unlike()).toBe(0);
});

test('a redrawn grid is found under its new row alone, a closed one under none', async () => {
  const admin = town.as('admin');
  const old = ground.grids['/yunting/jg/cw/g01/'];
  const redrawn = { id: newId(), boundary: old?.boundary, crs: 'CGCS2000', asDrawn: true };
  const reply = await admin.patch(`/grids/${old?.id}`, { version: 1, redrawn });
  expect(reply.status, reply.text).toBe(200);
  expect(await nameOf(old?.id ?? '')).toBeUndefined();
  expect(await nameOf(redrawn.id)).toMatchObject({ name: '旧港第1网格' });
  expect(await unlike()).toBe(0);
});

test('a person is spelled when the account is made', async () => {
  const made = await town.as('admin').post('/accounts', {
    id: newId(),
    name: '单敏',
    phone: '10055559911',
    role: 'communityOfficer',
    areaId: community,
  });
  expect(made.status, made.text).toBe(201);
  const [person] = await rows(town, 'select spelling from shared.accounts where id = $1', [made.json.id]);
  expect(person).toEqual({ spelling: 'shan min' });
});
