// One person made at a time, and an invitation taken back, through HTTP.

import { createHash } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
const { people, grids, areas } = ground;
const g03 = grids['/yunting/jg/cw/g03/']?.id;
const micro = grids['/yunting/jg/cw/g03/m01/']?.id;
const community = areas['/yunting/jg/cw/']?.id;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const wanted = (more: object = {}) => ({
  id: newId(),
  name: '钱海涛',
  phone: '100 5551 7001',
  role: 'communityOfficer',
  areaId: community,
  ...more,
});
const make = (input: object, by: keyof typeof people = 'admin') => town.as(by).post('/accounts', input);
const listed = async (id: string) =>
  (await town.as('admin').get('/accounts?limit=200')).json.accounts.filter((one: { id: string }) => one.id === id);

test('one person with one post is made, once', async () => {
  const input = wanted();
  expect(await make(input)).toMatchObject({ status: 201, json: { id: input.id, isNew: true } });
  expect((await make(input)).json).toEqual({ id: input.id, isNew: true });
  expect((await make({ ...input, name: '别人' })).json.type).toBe('/problems/id-taken');
  expect(await listed(input.id)).toMatchObject([
    { name: '钱海涛', phone: '100****7001', hasPassword: false, posts: [{ role: 'communityOfficer', to: null }] },
  ]);
});

test('a phone that is known is that person, who then holds this post as well', async () => {
  const reply = await make(wanted({ phone: people.otherDispatcher.phone, name: '原岸', from: '2026-12-01' }));
  expect(reply).toMatchObject({ status: 201, json: { id: people.otherDispatcher.id, isNew: false } });
  expect(await listed(people.otherDispatcher.id)).toMatchObject([{ posts: [{ from: '2026-12-01' }] }]);
});

test('an id that names somebody, what is no phone, and a time that ends before it begins are refused', async () => {
  expect((await make(wanted({ id: people.lin.id, phone: '10055517002' }))).json.type).toBe('/problems/id-taken');
  expect((await make(wanted({ phone: '1381234' }))).json.errors).toMatchObject([{ pointer: '/phone' }]);
  expect((await make(wanted({ from: '2026-12-01', to: '2026-11-30' }))).json.errors).toMatchObject([
    { pointer: '/to' },
  ]);
  expect((await make(wanted({ gridId: g03 }))).status).toBe(422);
  expect((await make(wanted({ role: 'orgReceiver' }))).json.errors).toMatchObject([{ pointer: '/areaId' }]);
});

test('nobody makes a person with a post he could not give, nor without the permission, nor in another district', async () => {
  const chief = wanted({ role: 'dutyChief', areaId: areas['/yunting/']?.id, phone: '10055517003' });
  expect(await make(chief)).toMatchObject({ status: 403, json: { type: '/problems/grant-beyond-own' } });
  expect((await make(wanted({ phone: '10055517003' }), 'lin')).status).toBe(403);
  const elsewhere = wanted({ areaId: areas['/chengan/']?.id, phone: '10055517003' });
  expect((await make(elsewhere)).status).toBe(404);
  expect((await make(wanted({ phone: '10055517003' }), 'otherAdmin')).status).toBe(403);
});

test('what is kept to know the same request again does not give the number away', async () => {
  const input = wanted({ phone: '10055517004', name: '邓小满' });
  expect((await make(input)).status).toBe(201);
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select content_hash, answer::text as answer from d_yunting.writes where id = $1', [input.id]),
  );
  const [kept] = rows as { content_hash: string; answer: string }[];
  // The way back for whoever has the database but not the keys: hash what stands there with every number there is.
  const sorted = Object.entries({ ...input, to: null }).sort(([one], [other]) => (one < other ? -1 : 1));
  const guess = createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(sorted)))
    .digest('base64url');
  expect(kept?.content_hash).toMatch(/^[\w-]{43}$/);
  expect(kept?.content_hash).not.toBe(guess);
  expect(kept?.answer).not.toMatch(/10055517004|邓小满/);
});

async function invite(by: keyof typeof people = 'zhou') {
  const id = newId();
  const { json } = await town.as(by).post('/invitations', { id, role: 'microGridMember', gridId: micro });
  return { id, token: json.token as string };
}
const join = (token: string) => town.stranger().post('/join', { token, name: '孙秀珍' });

test('an invitation is taken back by who gave it, and opens nothing any more', async () => {
  const { id, token } = await invite();
  expect((await town.as('zhou').delete(`/invitations/${id}`)).status).toBe(204);
  expect((await town.as('zhou').delete(`/invitations/${id}`)).status).toBe(204);
  expect(await join(token)).toMatchObject({ status: 410, json: { type: '/problems/one-time-link-spent' } });
});

test('also by somebody who could have given it; by nobody else', async () => {
  const { id, token } = await invite();
  for (const who of ['he', 'tang', 'jinDispatcher'] as const)
    expect((await town.as(who).delete(`/invitations/${id}`)).status, who).toBeGreaterThanOrEqual(403);
  expect((await town.as('otherAdmin', town.otherDistrict).delete(`/invitations/${id}`)).status).toBe(404);
  expect((await town.as('luo').delete(`/invitations/${newId()}`)).status).toBe(404);
  expect((await town.as('luo').delete(`/invitations/${id}`)).status).toBe(204);
  expect((await join(token)).status).toBe(410);
});

test('once somebody has joined by it there is nothing to take back', async () => {
  const { id, token } = await invite();
  expect((await join(token)).status).toBe(201);
  expect(await town.as('zhou').delete(`/invitations/${id}`)).toMatchObject({
    status: 410,
    json: { type: '/problems/one-time-link-spent' },
  });
});
