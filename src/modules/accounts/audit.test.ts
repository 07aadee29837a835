// Reading the trails through HTTP: who may, what of it, page by page, and nothing of a person but ids.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { doorOf } from './door-for-tests.ts';

let town: Town;
const { people, areas } = ground;

beforeAll(async () => {
  town = await openTown();
  await town.as('admin').post(`/accounts/${people.tang.id}/phone-reveals`);
  town.pass(1);
  await town.as('admin').post(`/accounts/${people.zhou.id}/phone-reveals`);
  town.pass(1);
  const post = { id: newId(), role: 'communityOfficer', areaId: areas['/yunting/jg/cw/']?.id };
  await town.as('admin').post(`/accounts/${people.zhou.id}/posts`, post);
  town.pass(1);
  const change = { isGranted: true };
  await town.as('admin').put('/role-permissions/mobileReporter/case.confirm', change);
});
afterAll(() => town.close());

const audit = (query = '', who: keyof typeof people = 'auditor') => town.as(who).get(`/audit${query}`);
const acts = async (query = '', who: keyof typeof people = 'auditor') =>
  (await audit(query, who)).json.lines.map(({ act }: { act: string }) => act);

test('the auditor reads who did what, newest first, in ids and roles', async () => {
  const { status, json } = await audit();
  expect(status).toBe(200);
  expect(json.lines.map(({ act }: { act: string }) => act)).toEqual([
    'role.override',
    'post.grant',
    'account.revealPhone',
    'account.revealPhone',
  ]);
  expect(json.lines[0]).toEqual({
    id: expect.any(String),
    at: '2026-11-19T01:17:00.000Z',
    act: 'role.override',
    actorId: people.admin.id,
    actorRole: 'districtAdmin',
    actorTitle: { zh: '系统管理员', en: 'District administrator' },
    viaLinkId: null,
    subjectKind: 'role',
    subjectId: null,
    path: '/yunting/',
    reasonCode: null,
    codes: { role: 'mobileReporter', permission: 'case.confirm', isGranted: true },
  });
  expect(json.next).toBeNull();
});

test('by account, act and period', async () => {
  expect(await acts(`?accountId=${people.zhou.id}`)).toEqual(['post.grant', 'account.revealPhone']);
  expect(await acts(`?accountId=${people.admin.id}`)).toHaveLength(4);
  expect(await acts('?act=account.revealPhone')).toHaveLength(2);
  expect(await acts('?from=2026-11-19T01:15:00.000Z&to=2026-11-19T01:17:00.000Z')).toEqual([
    'post.grant',
    'account.revealPhone',
  ]);
  expect((await audit('?act=x')).status).toBe(422);
  expect((await audit('?from=yesterday')).status).toBe(422);
});

test('page by page, each line once', async () => {
  const first = (await audit('?limit=3')).json;
  const second = (await audit(`?limit=3&after=${first.next}`)).json;
  const all = (await audit()).json;
  expect([first.lines.length, second.lines.length, second.next]).toEqual([3, 1, null]);
  expect([...first.lines, ...second.lines]).toEqual(all.lines);
});

test('nobody else reads them, and an auditor of one street nothing of another or of the district', async () => {
  for (const path of ['/audit', '/door-audit']) {
    for (const who of ['admin', 'security', 'guo', 'lin', 'zhou', 'otherAdmin'] as const)
      expect((await town.as(who).get(path)).status, `${who} ${path}`).toBe(403);
    expect((await town.stranger().get(path)).status).toBe(401);
  }
  const post = { id: newId(), role: 'auditor', areaId: areas['/yunting/jg/']?.id };
  expect((await town.as('security').post(`/accounts/${people.streetChief.id}/posts`, post)).status).toBe(201);
  const { lines } = (await audit('', 'streetChief')).json;
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter(({ path }: { path: string }) => !path.startsWith('/yunting/jg/'))).toEqual([]);
  expect(await acts(`?accountId=${people.tang.id}`, 'streetChief')).toEqual([]);
  expect((await town.as('auditor', town.otherDistrict).get('/audit')).status).toBe(403);
});

test('the trail of the door tells who of the own people came and went, and of nobody else', async () => {
  const door = doorOf(town);
  await door.setPassword('tang');
  await door.setPassword('otherAdmin');
  await door.signIn('tang');
  await door.signIn('otherAdmin');
  await door.signIn('tang', 'a wrong password');
  const read = async (who: 'auditor' | 'streetChief', query = '') =>
    (await town.as(who).get(`/door-audit${query}`)).json;
  const { lines } = await read('auditor');
  const ofTang = lines.filter(({ accountId }: { accountId: string }) => accountId === people.tang.id);
  const wayOf = ({ way }: { way: string }) => way;
  expect(ofTang[0]).toMatchObject({ act: 'signedIn', way: 'password', actorId: people.tang.id });
  expect(lines.filter(({ accountId }: { accountId: string }) => accountId === people.otherAdmin.id)).toEqual([]);
  expect((await read('auditor', '?act=signedOut')).lines).toEqual([]);
  expect((await read('auditor', `?accountId=${people.tang.id}&act=signedIn`)).lines.map(wayOf)).toEqual([
    'password',
    'activation',
  ]);
  expect((await read('auditor', `?accountId=${people.otherAdmin.id}`)).lines).toEqual([]);
  expect((await read('streetChief', `?accountId=${people.tang.id}`)).lines).toEqual([]);
});

test('no name and no phone stands in what auditors read', async () => {
  const text = (await audit('?limit=200')).text + (await town.as('auditor').get('/door-audit?limit=200')).text;
  const secrets = Object.values(people).flatMap(({ name, phone }) => [name, phone, phone.slice(-4)]);
  // Titles of roles are no names.
  const words = text.replaceAll(/"(zh|en)":"[^"]+"/g, '').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '');
  expect(secrets.filter((secret) => words.replaceAll(/"at":"[^"]+"/g, '').includes(secret))).toEqual([]);
});
