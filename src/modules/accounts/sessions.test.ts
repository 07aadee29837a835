// Sessions, links and passwords through HTTP: how long they live, who ends them, in every process at once.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../app.ts';
import type { App } from '../../app.ts';
import { newId } from '#shared/ids.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { makeActivation } from './actions-activation.ts';
import { PASSWORD, bearer, doorOf } from './door-for-tests.ts';
import type { Door } from './door-for-tests.ts';

let town: Town;
let secondApp: App;
let door: Door;
const { people } = ground;

beforeAll(async () => {
  town = await openTown();
  secondApp = await createApp(town.platform);
  await secondApp.server.ready();
  door = doorOf(town);
  for (const name of ['zhou', 'he'] as const) await door.setPassword(name);
});
afterAll(async () => {
  await secondApp.server.close();
  await town.close();
});

const send: Door['send'] = (...request) => door.send(...request);
const signIn: Door['signIn'] = (...who) => door.signIn(...who);
const codeFor: Door['codeFor'] = (phone) => door.codeFor(phone);

test('half a day without a request ends a session, a request in between keeps it', async () => {
  const { token } = (await signIn('zhou')).json;
  const works = async () => (await send('GET', '/api/yunting/sessions', undefined, bearer(token))).status;
  town.pass(11 * 60);
  expect(await works()).toBe(200);
  town.pass(11 * 60);
  expect(await works()).toBe(200);
  town.pass(12 * 60);
  expect(await works()).toBe(401);
  expect((await send('GET', '/api/session', undefined, bearer(token))).status).toBe(401);
});

test('after thirty days a session ends, however busy it was', async () => {
  const { token } = (await signIn('zhou')).json;
  const works = async () => (await send('GET', '/api/yunting/sessions', undefined, bearer(token))).status;
  for (let half = 0; half < 59; half += 1) {
    town.pass(12 * 60 - 1);
    expect(await works()).toBe(200);
  }
  town.pass(12 * 60 - 1);
  expect([await works(), await works()]).toEqual([200, 200]);
  town.pass(60);
  expect(await works()).toBe(401);
});

test('a busy session is written at most once a minute', async () => {
  const { token } = (await signIn('zhou')).json;
  const seen = async () =>
    (await send('GET', '/api/yunting/sessions', undefined, bearer(token))).json.sessions.find(
      (session: { isThis: boolean }) => session.isThis,
    ).seenAt;
  const first = await seen();
  town.pass(0.9);
  expect(await seen()).toBe(first);
  town.pass(0.1);
  await seen();
  expect(await seen()).toBe(town.now());
});

test('signing out ends the session and drops the cookie, also one that is long dead', async () => {
  const { token } = (await signIn('zhou')).json;
  const cookie = `gezhi_session=${token}`;
  const out = await send('DELETE', '/api/session', undefined, { cookie });
  expect([out.status, String(out.headers['set-cookie'])]).toEqual([
    204,
    expect.stringMatching(/gezhi_session=;.*(Expires|Max-Age)/),
  ]);
  expect((await send('GET', '/api/yunting/sessions', undefined, { cookie })).status).toBe(401);
  expect((await send('DELETE', '/api/session', undefined, { cookie })).status).toBe(204);
  expect((await signIn('zhou', PASSWORD, { cookie })).status).toBe(200);
});

test('a page of another site cannot use the cookie', async () => {
  const { token } = (await signIn('zhou')).json;
  const from = (origin: string) =>
    send('DELETE', '/api/session', undefined, { cookie: `gezhi_session=${token}`, origin });
  expect(await from('https://elsewhere.test')).toMatchObject({ status: 403, json: { type: '/problems/wrong-origin' } });
  expect((await send('GET', '/api/session', undefined, bearer(token))).status).toBe(200);
  // Some browsers say where from in another head, and a link that was followed sends no origin at all.
  const site = (value: string) =>
    send('DELETE', '/api/session', undefined, { cookie: `gezhi_session=${token}`, 'sec-fetch-site': value });
  for (const elsewhere of ['cross-site', 'same-site'])
    expect(await site(elsewhere)).toMatchObject({ status: 403, json: { type: '/problems/wrong-origin' } });
  expect((await from('http://town.test')).status).toBe(204);
});

test('a session ended by the administrator in one process is refused at once in another', async () => {
  const { token } = (await signIn('he')).json;
  const use = () => send('GET', '/api/yunting/sessions', undefined, { app: secondApp, ...bearer(token) });
  expect((await use()).status).toBe(200);
  const { sessions } = (await town.as('admin').get(`/accounts/${people.he.id}/sessions`)).json;
  const newest = sessions.find((session: { way: string }) => session.way === 'password');
  expect((await town.as('jinDispatcher').delete(`/sessions/${newest.id}`)).status).toBe(404);
  expect((await town.as('otherAdmin', town.otherDistrict).delete(`/sessions/${newest.id}`)).status).toBe(404);
  expect((await town.as('admin').delete(`/sessions/${newest.id}`)).status).toBe(204);
  expect((await use()).status).toBe(401);
});

test('everybody sees and ends his own sessions only', async () => {
  const first = (await signIn('he')).json.token;
  const { sessions } = (await send('GET', '/api/yunting/sessions', undefined, bearer(first))).json;
  const mine = sessions.find((session: { isThis: boolean }) => session.isThis);
  expect(
    (await send('DELETE', `/api/yunting/sessions/${mine.id}`, undefined, bearer(tokenOf('oversight')))).status,
  ).toBe(404);
  expect((await send('DELETE', `/api/yunting/sessions/${mine.id}`, undefined, bearer(first))).status).toBe(204);
  expect((await send('GET', '/api/yunting/sessions', undefined, bearer(first))).status).toBe(401);
});

test('a changed password ends the other sessions, and needs the current one', async () => {
  const [kept, other] = [(await signIn('he')).json.token, (await signIn('he')).json.token];
  const change = (body: object) => send('PUT', '/api/password', body, bearer(kept));
  expect((await change({ password: '千里江陵一日还两岸' })).status).toBe(401);
  expect((await change({ currentPassword: 'wrong', password: '千里江陵一日还两岸猿声' })).status).toBe(401);
  const weak = await change({ currentPassword: PASSWORD, password: 'he' });
  expect([weak.status, weak.json.errors.map((error: { reason: string }) => error.reason)]).toEqual([
    422,
    ['too-short', 'same-as-name', 'too-common'],
  ]);
  const changed = await change({ currentPassword: PASSWORD, password: '千里江陵一日还两岸猿声' });
  expect(changed.status).toBe(200);
  expect(changed.json.endedSessions).toBeGreaterThan(0);
  expect((await send('GET', '/api/session', undefined, bearer(other))).status).toBe(401);
  expect((await send('GET', '/api/session', undefined, bearer(kept))).status).toBe(200);
  expect((await signIn('he')).status).toBe(401);
  expect((await signIn('he', '千里江陵一日还两岸猿声')).status).toBe(200);
});

test('who has just come by a code sets a password without the old one, later no more', async () => {
  const { phone } = people.callback;
  const { token } = (await send('POST', '/api/session/by-code', { phone, code: await codeFor(phone) })).json;
  const change = (password: string) => send('PUT', '/api/password', { password }, bearer(token));
  expect((await change('两岸猿声啼不住轻舟')).json.errors[0].reason).toBe('too-short');
  expect((await change('两岸猿声啼不住轻舟已过')).status).toBe(200);
  town.pass(15);
  expect((await change('轻舟已过万重山两岸猿声')).status).toBe(401);
});

test('a link activates an account once, for 72 hours', async () => {
  const make = (id = newId()) => town.as('admin').post(`/accounts/${people.wu.id}/activation-links`, { id });
  const id = newId();
  const link = await make(id);
  expect(link.status).toBe(201);
  expect((await make(id)).json).toEqual(link.json);
  const use = (token: string) => send('POST', '/api/activations', { token, password: PASSWORD });
  const reply = await use(link.json.token);
  expect(reply.json).toMatchObject({ account: { name: '吴桂兰', signInName: 'wu' } });
  expect(String(reply.headers['set-cookie'])).toContain('HttpOnly');
  expect(await use(link.json.token)).toMatchObject({ status: 410, json: { type: '/problems/one-time-link-spent' } });
  const late = (await make()).json.token;
  town.pass(72 * 60);
  expect((await use(late)).status).toBe(410);
  const [older, newer] = [(await make()).json.token, (await make()).json.token];
  expect((await use(older)).status).toBe(410);
  const both = await Promise.all([use(newer), use(newer)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test('a weak password does not spend the link', async () => {
  const { token } = (await town.as('admin').post(`/accounts/${people.ma.id}/activation-links`, { id: newId() })).json;
  expect((await send('POST', '/api/activations', { token, password: people.ma.phone })).status).toBe(422);
  expect((await send('POST', '/api/activations', { token, password: PASSWORD })).status).toBe(200);
});

test('nobody opens the door of somebody whose posts he could not have given', async () => {
  const link = (name: 'security' | 'guo' | 'otherAdmin' | 'zhou', by: 'admin' | 'security' | 'jinDispatcher') =>
    town.as(by).post(`/accounts/${people[name].id}/activation-links`, { id: newId() });
  expect(await link('security', 'admin')).toMatchObject({ status: 403, json: { type: '/problems/grant-beyond-own' } });
  expect((await link('guo', 'admin')).status).toBe(403);
  expect((await link('guo', 'security')).status).toBe(201);
  expect((await link('otherAdmin', 'admin')).status).toBe(404);
  expect(await link('zhou', 'jinDispatcher')).toMatchObject({
    status: 403,
    json: { type: '/problems/permission-missing' },
  });
});

test('the first administrator of a district comes in by the same kind of link', async () => {
  const { token } = await makeActivation(town.platform, { id: newId(), accountId: people.admin.id, now: town.now() });
  const reply = await send('POST', '/api/activations', { token, password: PASSWORD });
  expect(reply.json.account.id).toBe(people.admin.id);
  expect((await town.as('admin').get('/sessions')).status).toBe(401); // who was in before is out
});
