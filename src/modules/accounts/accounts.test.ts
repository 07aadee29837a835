// People and posts through HTTP: lists, grants, the last administrator, overrides, and why.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { elevated, inTransaction } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { anyWord, ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
const { people, grids, areas } = ground;
const g03 = grids['/yunting/jg/cw/g03/']?.id;
const g04 = grids['/yunting/jg/cw/g04/']?.id;
const community = areas['/yunting/jg/cw/']?.id;
const wholeDistrict = areas['/yunting/']?.id;

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const inChengan = (name: 'otherAdmin') => town.as(name, town.otherDistrict);
const grant = (by: 'admin' | 'security' | 'lin', to: keyof typeof people, body: object) =>
  town.as(by).post(`/accounts/${people[to].id}/posts`, { id: newId(), ...body });
const audited = (act: string) =>
  inTransaction(town.context(), (ctx) =>
    elevated(ctx, 'accounts', () =>
      ctx.db
        .selectFrom('audit')
        .select(['act', 'subject_id', 'codes', 'actor_id'])
        .where('act', '=', act)
        .orderBy('id')
        .execute(),
    ),
  );

test('the administrator sees who serves here, with masked phones, page by page', async () => {
  const first = await town.as('admin').get('/accounts?limit=10');
  expect(first.json.accounts).toHaveLength(10);
  const second = await town.as('admin').get(`/accounts?limit=100&after=${first.json.next}`);
  const all = [...first.json.accounts, ...second.json.accounts];
  expect(second.json.next).toBeNull();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.find(({ id }) => id === people.zhou.id)).toMatchObject({
    name: '周敏',
    phone: `100****${people.zhou.phone.slice(7)}`,
    hasPassword: false,
    posts: [{ role: 'gridWorker', title: { zh: '网格员' }, path: '/yunting/jg/cw/g03/', from: '2026-01-01', to: null }],
  });
});

test('an administrator of one district sees nothing of the other', async () => {
  const list = await inChengan('otherAdmin').get('/accounts');
  expect(list.json.accounts.map(({ name }: { name: string }) => name).sort()).toEqual(['原岸', '岸管']);
  const others = people.zhou;
  expect((await town.as('otherAdmin').get('/accounts')).status).toBe(403);
  expect((await inChengan('otherAdmin').get(`/accounts/${others.id}/sessions`)).status).toBe(404);
  expect((await inChengan('otherAdmin').post(`/accounts/${others.id}/phone-reveals`)).status).toBe(404);
  expect((await inChengan('otherAdmin').put(`/accounts/${others.id}/suspension`, { isSuspended: true })).status).toBe(
    404,
  );
  expect((await inChengan('otherAdmin').delete(`/posts/${others.posts[0]?.id}`)).status).toBe(404);
  const area = areas['/chengan/']?.id;
  const post = { id: newId(), role: 'communityOfficer', areaId: area };
  expect((await inChengan('otherAdmin').post(`/accounts/${others.id}/posts`, post)).status).toBe(404);
  expect((await grant('admin', 'he', { role: 'communityOfficer', areaId: area })).status).toBe(404);
});

test('who only invites sees who joined by a code in his grid, nobody else', async () => {
  const list = await town.as('zhou').get('/accounts');
  expect(list.json.accounts.map(({ name }: { name: string }) => name)).toEqual(['吴桂兰']);
  expect((await town.as('roadHandler').get('/accounts')).status).toBe(403);
});

test('opening a phone number is noted by id', async () => {
  expect((await town.as('admin').post(`/accounts/${people.tang.id}/phone-reveals`)).json).toEqual({
    phone: people.tang.phone,
  });
  expect(await audited('account.revealPhone')).toMatchObject([
    { subject_id: people.tang.id, actor_id: people.admin.id },
  ]);
  expect((await town.as('jinDispatcher').post(`/accounts/${people.tang.id}/phone-reveals`)).status).toBe(403);
});

test('a post given works at once and ends at once', async () => {
  const may = async () => (await town.as('he').get('/me/why?permission=case.dispatch&on=/yunting/jg/')).json.allowed;
  expect(await may()).toBe(false);
  const given = await grant('admin', 'he', { role: 'streetDispatcher', areaId: areas['/yunting/jg/']?.id });
  expect(given.status).toBe(201);
  expect(await may()).toBe(true);
  expect((await town.as('admin').delete(`/posts/${given.json.id}`)).status).toBe(204);
  expect(await may()).toBe(false);
  expect((await town.as('admin').delete(`/posts/${given.json.id}`)).status).toBe(404);
  const acts = [...(await audited('post.grant')), ...(await audited('post.end'))].filter(
    (line) => line.subject_id === given.json.id,
  );
  expect(acts).toHaveLength(2);
});

test('a post counts from its first day to its last', async () => {
  const may = async () => (await town.as('he').get('/me/why?permission=case.arbitrate&on=/yunting/jg/')).json.allowed;
  const given = await grant('security', 'he', {
    role: 'dutyChief',
    areaId: areas['/yunting/jg/']?.id,
    from: '2026-11-20',
    to: '2026-11-21',
  });
  expect([given.status, await may()]).toEqual([201, false]);
  const before = town.now();
  town.setClock('2026-11-19T16:00:00.000Z'); // midnight in the town
  expect(await may()).toBe(true);
  town.setClock('2026-11-21T15:59:59.000Z');
  expect(await may()).toBe(true);
  town.setClock('2026-11-21T16:00:00.000Z');
  expect(await may()).toBe(false);
  town.setClock(before);
});

test('the same grant sent twice is one post, another content under its id is refused', async () => {
  const post = { id: newId(), role: 'communityOfficer', areaId: community };
  const send = (body: object) => town.as('admin').post(`/accounts/${people.shen.id}/posts`, body);
  expect([(await send(post)).json, (await send(post)).json]).toEqual([{ id: post.id }, { id: post.id }]);
  expect((await send({ ...post, to: '2027-01-01' })).status).toBe(409);
});

test('nobody gives what he does not hold or pass on', async () => {
  const refused = await grant('admin', 'lin', { role: 'dutyChief', areaId: wholeDistrict });
  expect(refused).toMatchObject({
    status: 403,
    json: { type: '/problems/grant-beyond-own', missing: ['case.readRestricted', 'reporter.reveal'] },
  });
  expect((await grant('admin', 'admin', { role: 'securityAdmin', areaId: wholeDistrict })).status).toBe(403);
  expect((await grant('security', 'lin', { role: 'dutyChief', areaId: wholeDistrict })).status).toBe(201);
  expect((await grant('lin', 'he', { role: 'gridWorker', gridId: g04 })).status).toBe(403);
});

test('a role is held only where it belongs, and in one place', async () => {
  const wrong = await grant('admin', 'he', { role: 'orgReceiver', gridId: g04 });
  expect(wrong).toMatchObject({ status: 422, json: { errors: [{ pointer: '/gridId', allowed: ['organisation'] }] } });
  expect((await grant('admin', 'he', { role: 'gridWorker', gridId: g04, areaId: community })).status).toBe(422);
  expect((await grant('admin', 'he', { role: 'gridWorker', gridId: newId() })).status).toBe(404);
  expect(
    (await grant('admin', 'he', { role: 'gridWorker', gridId: g03, from: '2026-12-02', to: '2026-12-01' })).status,
  ).toBe(422);
});

test('the last administrator stays, whichever way he would go', async () => {
  const own = people.otherAdmin.posts[0]?.id;
  const end = (id: string | undefined) => inChengan('otherAdmin').delete(`/posts/${id}`);
  const suspend = (id: string) => inChengan('otherAdmin').put(`/accounts/${id}/suspension`, { isSuspended: true });
  expect(await end(own)).toMatchObject({ status: 409, json: { type: '/problems/last-administrator' } });
  expect(await suspend(people.otherAdmin.id)).toMatchObject({ status: 409 });
  const override = inChengan('otherAdmin').put('/role-permissions/districtAdmin/role.grant', { isGranted: false });
  expect(await override).toMatchObject({ status: 409, json: { type: '/problems/last-administrator' } });

  const second = { id: newId(), role: 'districtAdmin', areaId: areas['/chengan/']?.id };
  const give = (body: object) => inChengan('otherAdmin').post(`/accounts/${people.otherDispatcher.id}/posts`, body);
  expect((await give({ ...second, to: '2027-01-01' })).status).toBe(201);
  expect((await end(own)).status).toBe(409); // one with a last day does not stay
  expect((await give({ ...second, id: newId() })).status).toBe(201);
  expect((await end(own)).status).toBe(204);
});

test('of two administrators who end each other at once one stays', async () => {
  const posts = [newId(), newId()];
  for (const [at, name] of (['lin', 'luo'] as const).entries()) {
    const body = { id: posts[at], role: 'districtAdmin', areaId: wholeDistrict };
    expect((await town.as('admin').post(`/accounts/${people[name].id}/posts`, body)).status).toBe(201);
  }
  expect((await town.as('lin').delete(`/posts/${people.admin.posts[0]?.id}`)).status).toBe(204);
  const replies = await Promise.all([
    town.as('lin').delete(`/posts/${posts[1]}`),
    town.as('luo').delete(`/posts/${posts[0]}`),
  ]);
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
  const stays = replies[0]?.status === 204 ? 'lin' : 'luo';
  const back = { id: newId(), role: 'districtAdmin', areaId: wholeDistrict };
  expect((await town.as(stays).post(`/accounts/${people.admin.id}/posts`, back)).status).toBe(201);
  expect((await town.as('admin').delete(`/posts/${posts[stays === 'lin' ? 0 : 1]}`)).status).toBe(204);
});

test('a suspended person is out at once, and comes back in by a new session', async () => {
  const suspend = (isSuspended: boolean) =>
    town.as('admin').put(`/accounts/${people.cao.id}/suspension`, { isSuspended });
  expect((await town.as('cao').get('/sessions')).status).toBe(200);
  expect((await suspend(true)).json).toEqual({ isSuspended: true, endedSessions: 1 });
  expect((await town.as('cao').get('/sessions')).status).toBe(401);
  expect((await suspend(false)).json).toEqual({ isSuspended: false, endedSessions: 0 });
  expect((await town.as('cao').get('/sessions')).status).toBe(401);
});

test('a district does not suspend somebody who serves another one too', async () => {
  const post = { id: newId(), accountId: people.tang.id };
  await inTransaction(town.context(undefined, town.otherDistrict), ({ db }) =>
    db
      .insertInto('posts')
      .values({
        id: post.id,
        account_id: post.accountId,
        role: 'approver',
        path: '/chengan/',
        from_on: '2026-01-01',
        granted_at: town.now(),
      })
      .execute(),
  );
  const elsewhere = { status: 409, json: { type: '/problems/account-serves-elsewhere' } };
  expect(await town.as('admin').put(`/accounts/${people.tang.id}/suspension`, { isSuspended: true })).toMatchObject(
    elsewhere,
  );
  expect(await town.as('admin').post(`/accounts/${people.tang.id}/activation-links`, { id: newId() })).toMatchObject(
    elsewhere,
  );
});

test('a district changes what a role may do, but nobody beyond what he holds', async () => {
  const set = (path: string, isGranted: boolean) => town.as('admin').put(`/role-permissions/${path}`, { isGranted });
  const may = async () => (await town.as('ma').get('/me/why?permission=case.confirm&on=/yunting/jg/')).json.allowed;
  expect(await may()).toBe(false);
  expect((await set('mobileReporter/case.confirm', true)).json).toEqual({
    role: 'mobileReporter',
    permission: 'case.confirm',
    isGranted: true,
  });
  expect(await may()).toBe(true);
  expect((await set('mobileReporter/case.confirm', false)).status).toBe(200);
  expect(await may()).toBe(false);
  expect(await set('districtAdmin/reporter.reveal', true)).toMatchObject({
    status: 403,
    json: { missing: ['reporter.reveal'] },
  });
  expect((await set('auditor/audit.read', false)).status).toBe(403);
  expect((await set('mobileReporter/no.such', true)).status).toBe(422);
  expect((await town.as('lin').put('/role-permissions/mobileReporter/case.confirm', { isGranted: true })).status).toBe(
    403,
  );
  expect(await audited('role.override')).toHaveLength(2);
});

test('why says by which post, or what is missing and who can give it', async () => {
  const ask = (name: keyof typeof people, permission: string, on: string) =>
    town.as(name).get(`/me/why?permission=${permission}&on=${on}`);
  expect((await ask('zhou', 'case.file', '/yunting/jg/cw/g03/')).json).toEqual({
    allowed: true,
    because: [
      {
        role: 'gridWorker',
        title: { zh: '网格员', en: 'Grid worker' },
        path: '/yunting/jg/cw/g03/',
        from: '2026-01-01',
      },
    ],
    missing: [],
    whoCanGrant: [],
  });
  const not = (await ask('zhou', 'case.arbitrate', '/yunting/jg/cw/g03/')).json;
  expect(not).toMatchObject({
    allowed: false,
    because: [],
    missing: [{ permission: 'case.arbitrate', rolesHolding: ['dutyChief'] }],
  });
  expect(not.whoCanGrant).toEqual([
    { name: '安云', roles: [{ role: 'securityAdmin', title: { zh: '安全管理员', en: 'Security administrator' } }] },
  ]);
  const street = (await ask('zhou', 'case.dispatch', '/yunting/jg/')).json;
  expect(street.whoCanGrant.map(({ name }: { name: string }) => name).sort()).toEqual(['安云', '管云']);

  const road = ground.organisation('road').id;
  expect((await ask('roadReceiver', 'workOrder.acknowledge', road)).json).toMatchObject({
    allowed: true,
    because: [{ role: 'orgReceiver' }],
  });
  expect((await ask('roadHandler', 'workOrder.feedback', road)).status).toBe(404);
  expect((await ask('admin', 'organisation.manage', road)).json.allowed).toBe(true);
});

test('why never tells of what lies outside: unknown ids, other districts, cases not seen', async () => {
  const ask = async (name: keyof typeof people, on: string) =>
    (await town.as(name).get(`/me/why?permission=case.read&on=${on}`)).status;
  expect(await ask('zhou', newId())).toBe(404);
  expect(await ask('zhou', '/chengan/mt/')).toBe(404);
  expect(await ask('zhou', '/yunting/nowhere/')).toBe(404);
  expect(await ask('zhou', "/yunting/' or true --/")).toBe(404);
  const caseId = await someCase('/yunting/jg/cw/g03/');
  expect((await town.as('zhou').get(`/me/why?permission=case.read&on=${caseId}`)).json.allowed).toBe(true);
  expect(await ask('tang', caseId)).toBe(404);
  expect(await ask('admin', caseId)).toBe(404);
});

async function someCase(path: string): Promise<string> {
  const id = newId();
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('cases')
      .values({
        id,
        number: `T${anyWord()}`,
        kind: 'problem',
        secrecy: 'open',
        is_urgent: false,
        summary: '楼道灯不亮',
        status: 'collected',
        held_level: 'grid',
        path,
        reported_at: town.now(),
      })
      .execute(),
  );
  return id;
}

test('U+0000, unknown fields and wrong ids are all told at once', async () => {
  const reply = await town.stranger().post('/join', { token: 'short', name: ' ', email: 'x' });
  expect([reply.status, reply.json.errors.length]).toEqual([422, 3]);
  const name = 'nul\u0000';
  expect((await town.raw({}).post('/api/session', { signInName: name, password: 'x' })).status).toBe(422);
  expect(
    (await town.as('admin').post('/accounts/1/posts', { id: 'x', role: 'king' })).json.errors.length,
  ).toBeGreaterThanOrEqual(3);
});
