// Organisations and direct lists by API.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { organisationDirectory } from './directory.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const water = ground.organisation('water');
const crew = ground.organisation('waterCrew2');
const wanted = (extra: Record<string, unknown> = {}) => ({
  id: newId(),
  kind: 'utility',
  name: '供电抢修',
  dutyPhone: '10000008777',
  usesAccounts: false,
  ...extra,
});

test('an organisation is added with its place in the tree, and the directory knows it at once', async () => {
  await organisationDirectory(town.context());
  const crew3 = wanted({ parentId: water.id, name: '水务抢修三班' });
  const made = await town.as('admin').post('/organisations', crew3);
  expect(made.json).toMatchObject({ parentId: water.id, path: '/yunting/', version: 1, closedAt: null });
  expect((await town.as('admin').post('/organisations', crew3)).json.id).toBe(crew3.id);
  const directory = await organisationDirectory(town.context());
  expect(directory.line(crew3.id)).toEqual([crew3.id, water.id]);
});

test('without accounts an organisation needs a duty phone', async () => {
  const reply = await town.as('admin').post('/organisations', wanted({ dutyPhone: null }));
  expect(reply.json.errors).toMatchObject([{ pointer: '/dutyPhone' }]);
  expect((await town.as('admin').post('/organisations', wanted({ dutyPhone: null, usesAccounts: true }))).status).toBe(
    201,
  );
});

test('an organisation never comes to lie below itself', async () => {
  const ring = await town.as('admin').patch(`/organisations/${water.id}`, { version: 1, parentId: crew.id });
  expect(ring.json.errors).toMatchObject([{ pointer: '/parentId', detail: 'lies below the organisation itself' }]);
});

test('a change needs the version that was seen, and a closed organisation takes none', async () => {
  const made = wanted();
  await town.as('admin').post('/organisations', made);
  expect(
    (await town.as('admin').patch(`/organisations/${made.id}`, { version: 1, dutyPhone: '10000008778' })).json.version,
  ).toBe(2);
  expect((await town.as('admin').patch(`/organisations/${made.id}`, { version: 1, name: '迟' })).json.type).toBe(
    '/problems/changed-meanwhile',
  );
  expect((await town.as('admin').post(`/organisations/${made.id}/close`, { version: 2 })).json.closedAt).toBe(
    town.now(),
  );
  expect((await town.as('admin').patch(`/organisations/${made.id}`, { version: 3, name: '晚' })).json.type).toBe(
    '/problems/already-closed',
  );
  const listed = await town.as('lin').get('/organisations');
  expect(listed.json.organisations.map(({ id }: { id: string }) => id)).not.toContain(made.id);
});

test('an organisation with others below it is not closed', async () => {
  const reply = await town.as('admin').post(`/organisations/${water.id}/close`, { version: 1 });
  expect(reply.json).toMatchObject({
    type: '/problems/still-in-use',
    organisationIds: expect.arrayContaining([crew.id]),
  });
});

test('a direct list is replaced as a whole, with its source', async () => {
  const path = '/yunting/jg/cw/g03/';
  const before = await town.as('zhou').get(`/direct-list?path=${path}`);
  expect(before.json).toEqual({ path, source: '', version: 0, entries: [] });
  const entries = [{ organisationId: crew.id, classCode: 'pipeBurst' }, { organisationId: ground.organisation('gas').id, classCode: null }]; // prettier-ignore
  const change = { path, source: '旧港街道直派清单', version: 0, entries };
  const set = await town.as('admin').put('/direct-list', change);
  expect(set.json).toMatchObject({ version: 1, source: '旧港街道直派清单' });
  expect(set.json.entries).toHaveLength(2);
  expect((await town.as('admin').put('/direct-list', change)).json).toMatchObject({
    type: '/problems/changed-meanwhile',
    version: 1,
  });
  expect((await town.as('admin').put('/direct-list', { ...change, version: 1, entries: [] })).json.entries).toEqual([]);
});

test('all wrong entries of a direct list are told at once', async () => {
  const entries = [
    { organisationId: ground.organisations['chengan road']!.id, classCode: null },
    { organisationId: crew.id, classCode: 'noSuchClass' },
    { organisationId: water.id, classCode: null },
    { organisationId: water.id, classCode: null },
  ];
  const reply = await town
    .as('admin')
    .put('/direct-list', { path: '/yunting/jg/', source: '清单', version: 0, entries });
  expect(reply.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/entries/0/organisationId',
    '/entries/1/classCode',
    '/entries/3/organisationId',
  ]);
});

test('who does not manage organisations changes none, and another district knows none of them', async () => {
  expect((await town.as('lin').post('/organisations', wanted())).status).toBe(403);
  expect((await town.stranger().get('/organisations')).status).toBe(401);
  const other = ground.organisations['chengan road']!;
  expect((await town.as('admin').patch(`/organisations/${other.id}`, { version: 1, name: '外' })).status).toBe(404);
  expect((await town.as('admin').get('/direct-list?path=/chengan/mt/')).status).toBe(404);
  expect(
    (await town.as('admin').put('/direct-list', { path: '/chengan/mt/', source: '清单', version: 0, entries: [] }))
      .status,
  ).toBe(404);
});

test('one organisation says on whose direct lists it stands and who signs for it; other organisations are not told names', async () => {
  const list = { path: '/yunting/jg/cw/', source: '社区共建协议', version: 0 };
  const entries = [{ organisationId: crew.id, classCode: null }];
  const before = (await town.as('admin').get(`/direct-list?path=${list.path}`)).json;
  const set = await town.as('admin').put('/direct-list', { ...list, version: before.version, entries });
  expect(set.status, set.text).toBe(200);
  const of = async (who: 'lin' | 'roadReceiver' | 'cao', id: string) =>
    (await town.as(who).get(`/organisations/${id}`)).json;
  expect(await of('lin', crew.id)).toMatchObject({
    name: crew.name,
    directFor: expect.arrayContaining([{ path: '/yunting/jg/cw/', placeName: '船坞新村', className: null }]),
    signers: [],
  });
  const road = ground.organisation('road');
  const signer = { name: ground.people.roadReceiver.name, title: { zh: '单位收件人' } };
  expect((await of('lin', road.id)).signers).toMatchObject([signer]);
  expect((await of('roadReceiver', road.id)).signers).toMatchObject([signer]);
  const told = await of('cao', road.id);
  expect(told.signers).toBeNull();
  expect(JSON.stringify(told)).not.toContain(signer.name);
  expect((await town.as('lin').get(`/organisations/${newId()}`)).status).toBe(404);
  expect((await town.stranger().get(`/organisations/${road.id}`)).status).toBe(401);
});
