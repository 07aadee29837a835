// Signing in through HTTP: passwords, codes, growing delays, demo persons, identities from outside.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { createApp } from '../../app.ts';
import type { App } from '../../app.ts';
import { ANONYMOUS } from '#platform/context.ts';
import type { CityContext } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { signInExternally, signInThrough } from './external.ts';
import type { ExternalIdentity } from './external.ts';
import { PASSWORD, asRealDistrict, bearer, doorOf } from './door-for-tests.ts';
import type { Door } from './door-for-tests.ts';
import { removeSpentDoorRows } from './jobs.ts';

let town: Town;
let secondApp: App;
let door: Door;
const { people } = ground;

beforeAll(async () => {
  town = await openTown();
  secondApp = await createApp(town.platform);
  await secondApp.server.ready();
  door = doorOf(town);
  for (const name of ['zhou', 'he', 'tang', 'lin'] as const) await door.setPassword(name);
});
afterAll(async () => {
  await secondApp.server.close();
  await town.close();
});

const send: Door['send'] = (...request) => door.send(...request);
const signIn: Door['signIn'] = (...who) => door.signIn(...who);
const codeFor: Door['codeFor'] = (phone) => door.codeFor(phone);
const address = () => door.address();

test('a right password opens a session, as a cookie that pages cannot read and as a token for programs', async () => {
  const reply = await signIn('ZHOU');
  expect(reply.status).toBe(200);
  expect(reply.json).toMatchObject({
    account: { id: people.zhou.id, name: '周敏' },
    districts: [
      { key: 'yunting', posts: [{ role: 'gridWorker', title: { zh: '网格员' }, path: '/yunting/jg/cw/g03/' }] },
    ],
  });
  const cookie = String(reply.headers['set-cookie']);
  expect(cookie).toMatch(/^gezhi_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/);
  expect(cookie).not.toContain('Secure');
  const me = await send('GET', '/api/session', undefined, { cookie: cookie.split(';')[0] });
  expect(me.json).toMatchObject({ account: { id: people.zhou.id, hasPassword: true }, session: { way: 'password' } });
});

test('where people come by https the cookie never travels without it', async () => {
  const settings = { ...town.platform.settings, publicUrl: 'https://town.test' };
  const app = await createApp({ ...town.platform, settings });
  expect(String((await signIn('zhou', PASSWORD, { app })).headers['set-cookie'])).toContain('Secure');
  await app.server.close();
});

test('the phone number opens the same account by password', async () => {
  expect((await signIn(people.zhou.phone)).json.account.id).toBe(people.zhou.id);
});

test('a wrong password, an unknown name and an account without a password are refused in the same words', async () => {
  const replies = [await signIn('he', 'nobody knows this'), await signIn('no such person'), await signIn('nobody')];
  expect(replies.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
});

test('after three failures each try waits longer, counted across processes, and never for good', async () => {
  const wrong = (app = town.app) => signIn('tang', 'nobody knows this', { app });
  expect([(await wrong()).status, (await wrong(secondApp)).status, (await wrong()).status]).toEqual([401, 401, 401]);
  const refused = await wrong(secondApp);
  expect(refused).toMatchObject({ status: 429, json: { type: '/problems/too-many-tries', retryAfterSeconds: 1 } });
  expect(refused.headers['retry-after']).toBe('1');
  expect((await signIn('tang')).status).toBe(429); // also the right one has to wait
  town.pass(1 / 60);
  expect((await wrong()).status).toBe(401);
  expect((await wrong()).json.retryAfterSeconds).toBe(2);
  town.pass(2 / 60);
  expect((await wrong(secondApp)).status).toBe(401);
  expect((await wrong()).json.retryAfterSeconds).toBe(4);
  town.pass(4 / 60);
  expect((await signIn('tang')).status).toBe(200);
  expect((await wrong()).status).toBe(401); // counted from the beginning again
  expect((await signIn('tang')).status).toBe(200);
});

test('the delay grows to a quarter of an hour and no further', async () => {
  let longest = 0;
  for (let round = 0; round < 16; round += 1) {
    const reply = await signIn('a name nobody has', 'nobody knows this');
    longest = Math.max(longest, reply.json.retryAfterSeconds ?? 0);
    town.pass((reply.json.retryAfterSeconds ?? 0) / 60);
  }
  for (let round = 0; round < 4; round += 1) {
    await signIn('a name nobody has', 'nobody knows this');
    longest = Math.max(longest, (await signIn('a name nobody has', 'x')).json.retryAfterSeconds);
    town.pass(15);
  }
  expect(longest).toBe(900);
});

test('a dozen guesses at once are not judged by the count before them', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, (_, at) => signIn('lin', `guess number ${at}`)));
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(3);
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(9);
  town.pass(1);
  expect((await signIn('lin')).status).toBe(200);
});

test('an address that tries many names has to wait, its neighbours do not', async () => {
  const ip = address();
  for (let at = 0; at < 30; at += 1) await signIn(`unknown ${at}`, 'nobody knows this', { ip });
  expect((await signIn('zhou', PASSWORD, { ip })).status).toBe(429);
  expect((await signIn('zhou')).status).toBe(200);
  town.pass(25 * 60);
  const counted = () =>
    town.database.transaction(CITY, ({ db }) => db.selectFrom('attempts').select('subject').execute());
  expect((await counted()).length).toBeGreaterThan(30);
  await removeSpentDoorRows(town.platform);
  expect(await counted()).toEqual([]);
  expect((await signIn('zhou', PASSWORD, { ip })).status).toBe(200);
}, 60_000);

test('a code sent to the phone opens the account once', async () => {
  const { phone } = people.luo;
  const code = await codeFor(phone);
  expect((await send('POST', '/api/session/by-code', { phone, code })).json.account.name).toBe('罗建平');
  expect((await send('POST', '/api/session/by-code', { phone, code })).status).toBe(401);
});

test('of two who bring the same code at once one enters', async () => {
  const { phone } = people.shen;
  const code = await codeFor(phone);
  const replies = await Promise.all([
    send('POST', '/api/session/by-code', { phone, code }),
    send('POST', '/api/session/by-code', { phone, code }, { app: secondApp }),
  ]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('a code is good for five minutes', async () => {
  const { phone } = people.wu;
  const code = await codeFor(phone);
  town.pass(5);
  expect((await send('POST', '/api/session/by-code', { phone, code })).status).toBe(401);
});

test('five wrong tries spend a code, however long one waits between them', async () => {
  const { phone } = people.cao;
  const code = await codeFor(phone);
  const wrong = code === '000000' ? '000001' : '000000';
  for (let at = 0; at < 5; at += 1) {
    expect((await send('POST', '/api/session/by-code', { phone, code: wrong })).status).toBe(401);
    town.pass(at < 2 ? 0 : 2 ** (at - 2) / 60);
  }
  expect((await send('POST', '/api/session/by-code', { phone, code })).status).toBe(401);
});

test('only the newest code opens', async () => {
  const { phone } = people.guo;
  const older = await codeFor(phone);
  const newer = await codeFor(phone);
  expect(older === newer ? 401 : (await send('POST', '/api/session/by-code', { phone, code: older })).status).toBe(401);
  expect((await send('POST', '/api/session/by-code', { phone, code: newer })).status).toBe(200);
});

test('asking for a code tells nobody who has an account, and leaves the same rows', async () => {
  const rows = () =>
    town.database.transaction(CITY, ({ db }) => db.selectFrom('one_time_secrets').select('id').execute());
  const before = (await rows()).length;
  const sent = town.sent.length;
  const unknown = await send('POST', '/api/sign-in-codes', { phone: '10099990000' });
  const known = await send('POST', '/api/sign-in-codes', { phone: people.ma.phone });
  await vi.waitFor(() => expect(town.sent.length).toBe(sent + 1));
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  expect((await rows()).length).toBe(before + 2);
});

test('asking again and again for codes has to wait', async () => {
  const { phone } = people.zhao;
  for (let at = 0; at < 3; at += 1) await codeFor(phone);
  expect((await send('POST', '/api/sign-in-codes', { phone })).status).toBe(429);
});

test('without a gateway no code leaves for a person of a real district', async () => {
  await asRealDistrict(town, 'chengan', async () => {
    const sent = town.sent.length;
    expect((await send('POST', '/api/sign-in-codes', { phone: people.otherAdmin.phone })).status).toBe(202);
    await vi.waitFor(() => expect(town.logged.join('')).toContain('no phone gateway is set'));
    expect(town.sent.length).toBe(sent);
  });
});

test('a demo person of demo districts enters without a password, in a real district nobody does', async () => {
  const enter = () => send('POST', '/api/session/demo', { signInName: 'otherDispatcher' });
  const reply = await enter();
  expect(reply.json).toMatchObject({ account: { name: '原岸' }, districts: [{ key: 'chengan', isDemo: true }] });
  expect((await send('POST', '/api/session/demo', { accountId: people.zhou.id })).status).toBe(200);
  await asRealDistrict(town, 'chengan', async () => {
    expect(await enter()).toMatchObject({ status: 403, json: { type: '/problems/demo-only' } });
    expect((await send('POST', '/api/session/demo', { accountId: people.zhou.id })).status).toBe(200);
    // Who entered while it was a demo is out as well.
    const app = await createApp(town.platform);
    expect((await send('GET', '/api/chengan/sessions', undefined, { app, ...bearer(reply.json.token) })).status).toBe(
      401,
    );
    await app.server.close();
  });
  expect((await send('POST', '/api/session/demo', { signInName: 'nobody' })).status).toBe(403);
  expect((await send('POST', '/api/session/demo', { accountId: newId() })).status).toBe(403);
});

test('an identity from outside opens the account it is bound to, at first by the phone vouched for', async () => {
  const fake: ExternalIdentity = {
    provider: 'fake',
    authorizeUrl: (state) => `https://identity.test/?state=${state}`,
    exchange: async (code) =>
      code === 'first' ? { externalId: 'U-17', phone: people.zhou.phone } : { externalId: code },
  };
  const ctx: CityContext = { platform: town.platform, actor: ANONYMOUS, now: town.now() };
  await expect(signInExternally(ctx, 'fake', 'U-17')).rejects.toMatchObject({ slug: 'sign-in-refused' });
  expect((await signInThrough(ctx, fake, 'first')).account.id).toBe(people.zhou.id);
  expect((await signInExternally(ctx, 'fake', 'U-17')).account.id).toBe(people.zhou.id);
  await expect(signInThrough(ctx, fake, 'U-99')).rejects.toMatchObject({ slug: 'sign-in-refused' });
  await expect(signInExternally(ctx, 'another', 'U-17')).rejects.toMatchObject({ slug: 'sign-in-refused' });
});

test('the door notes who came and what failed, in ids and keyed hashes', async () => {
  await signIn('somebody unknown', 'nobody knows this');
  const rows = await town.database.transaction(CITY, ({ db }) =>
    db.selectFrom('door_audit').select(['act', 'way', 'account_id', 'subject_hash']).orderBy('id').execute(),
  );
  expect(rows).toContainEqual({ act: 'signedIn', way: 'password', account_id: people.zhou.id, subject_hash: null });
  const refused = rows.filter(({ act }) => act === 'refused');
  expect(refused.at(-1)).toMatchObject({ account_id: null, subject_hash: expect.stringMatching(/^name:g1\./) });
  expect(JSON.stringify(rows)).not.toContain('somebody');
});

test('no phone, password or code stands in the log', async () => {
  const log = town.logged.join('');
  expect(town.logged.length).toBeGreaterThan(100);
  const secrets = [...Object.values(people).map(({ phone }) => phone), PASSWORD, 'nobody knows this', '10099990000'];
  const codes = town.sent.map(({ words }) => /\d{6}/.exec(words)?.[0] ?? words);
  expect([...secrets, ...codes.map((code) => `"${code}"`)].filter((secret) => log.includes(secret))).toEqual([]);
});
