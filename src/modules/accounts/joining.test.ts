// Joining by a code and leaving through HTTP.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { CITY } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
const { people, grids, areas } = ground;
const g03 = grids['/yunting/jg/cw/g03/']?.id;
const g04 = grids['/yunting/jg/cw/g04/']?.id;
const micro = grids['/yunting/jg/cw/g03/m01/']?.id;
const community = areas['/yunting/jg/cw/']?.id;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

async function invitation(by: keyof typeof people = 'zhou', more: object = { role: 'microGridMember', gridId: micro }) {
  return town.as(by).post('/invitations', { id: newId(), ...more });
}

test('a neighbour joins by a code with a name alone, and the device stays signed in', async () => {
  const invited = await invitation();
  expect(invited.status).toBe(201);
  const joined = await town.stranger().post('/join', { token: invited.json.token, name: '孙秀珍' });
  expect(joined).toMatchObject({
    status: 201,
    json: {
      account: { name: '孙秀珍' },
      post: { role: 'microGridMember', path: '/yunting/jg/cw/g03/m01/' },
      phoneKept: false,
    },
  });
  expect(String(joined.headers['set-cookie'])).toContain('gezhi_session=');
  const device = town.raw({ authorization: `Bearer ${joined.json.token}` });
  const before = town.now();
  town.pass(179 * 24 * 60);
  expect((await device.get('/api/yunting/me/why?permission=case.report&on=/yunting/jg/cw/g03/m01/')).json.allowed).toBe(
    true,
  );
  town.pass(24 * 60);
  expect((await device.get('/api/yunting/sessions')).status).toBe(401);
  town.setClock(before);
});

test('a code to join is good once, for 72 hours, in its own district, while its giver serves', async () => {
  const join = (token: string, where = town.district) => town.stranger(where).post('/join', { token, name: '孙秀珍' });
  const { token } = (await invitation()).json;
  expect((await join(token, town.otherDistrict)).status).toBe(410);
  const both = await Promise.all([join(token), join(token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
  expect((await join(token)).status).toBe(410);
  const late = (await invitation()).json.token;
  const before = town.now();
  town.pass(72 * 60);
  expect((await join(late)).status).toBe(410);
  town.setClock(before);
  const orphan = (await invitation('he', { role: 'microGridMember', gridId: g04 })).json.token;
  const { json } = await town.as('admin').get('/accounts?limit=200');
  const he = json.accounts.find(({ id }: { id: string }) => id === people.he.id);
  const gridPost = he.posts.find(({ role }: { role: string }) => role === 'gridWorker');
  expect((await town.as('admin').delete(`/posts/${gridPost.id}`)).status).toBe(204);
  expect((await join(orphan)).status).toBe(410);
});

test('one invites into his own grid only, and only to roles that join by a code', async () => {
  expect((await invitation('zhou', { role: 'microGridMember', gridId: g04 })).status).toBe(403);
  expect((await invitation('zhou', { role: 'gridWorker', gridId: g03 })).status).toBe(422);
  expect((await invitation('wu')).status).toBe(403);
  expect((await invitation('luo', { role: 'mobileReporter', areaId: community })).status).toBe(201);
});

test('joining with a phone that somebody has makes an account of its own, without the phone', async () => {
  const { token } = (await invitation()).json;
  const joined = await town.stranger().post('/join', { token, name: '孙秀珍', phone: people.lin.phone });
  expect(joined.json).toMatchObject({ phoneKept: false });
  expect(joined.json.account.id).not.toBe(people.lin.id);
});

test('who joined leaves any time: posts and sessions end, the phone is erased', async () => {
  const phone = '10055559931';
  const { token } = (await invitation()).json;
  const joined = (await town.stranger().post('/join', { token, name: '孙秀珍', phone })).json;
  expect(joined.phoneKept).toBe(true);
  const device = town.raw({ authorization: `Bearer ${joined.token}` });
  expect((await device.post('/api/yunting/me/leave')).status).toBe(204);
  expect((await device.get('/api/yunting/sessions')).status).toBe(401);
  const row = await town.database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('accounts')
      .select(['phone_cipher', 'phone_index', 'left_at'])
      .where('id', '=', joined.account.id)
      .executeTakeFirst(),
  );
  expect(row).toEqual({ phone_cipher: null, phone_index: null, left_at: town.now() });
  const { json } = await town.as('admin').get('/accounts?limit=200');
  expect(json.accounts.filter(({ id }: { id: string }) => id === joined.account.id)).toEqual([]);
  const again = (await invitation()).json.token;
  expect((await town.stranger().post('/join', { token: again, name: '孙秀珍', phone })).json.phoneKept).toBe(true);
});

test.each([
  ['microGridMember', 'zhou', { gridId: micro }, '/yunting/jg/cw/g03/m01/'],
  ['mobileReporter', 'luo', { areaId: community }, '/yunting/jg/cw/'],
] as const)('a %s joins by a code of %s and leaves alone', async (role, giver, where, path) => {
  const { status, json } = await invitation(giver, { role, ...where });
  expect(status).toBe(201);
  const joined = (await town.stranger().post('/join', { token: json.token, name: '骑手小何' })).json;
  expect(joined.post).toMatchObject({ role, path });
  const device = town.raw({ authorization: `Bearer ${joined.token}` });
  const mayReport = async () =>
    (await device.get(`/api/yunting/me/why?permission=case.report&on=${path}`)).json?.allowed;
  expect(await mayReport()).toBe(true);
  expect((await device.post('/api/yunting/me/leave')).status).toBe(204);
  expect((await device.get('/api/yunting/sessions')).status).toBe(401);
  expect(await mayReport()).toBeUndefined();
});

test('staff do not leave by themselves', async () => {
  expect(await town.as('zhou').post('/me/leave')).toMatchObject({
    status: 409,
    json: { type: '/problems/leave-through-administrator' },
  });
});
