// Compounds and buildings by API.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']!;
const rongting = ground.areas['/yunting/jt/rt/']!;
const point = { ...ground.pointInG03, crs: 'CGCS2000' };
const wanted = (extra: Record<string, unknown> = {}) => ({
  id: newId(),
  communityId: community.id,
  name: '7栋',
  address: '船坞路12号7栋',
  entrances: 3,
  storeys: 6,
  households: 36,
  point,
  ...extra,
});

test('a building finds its grid from its point', async () => {
  const building = wanted();
  const made = await town.as('admin').post('/buildings', building);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    gridId: ground.grids['/yunting/jg/cw/g03/']!.id,
    gridName: '旧港第3网格',
    version: 1,
  });
  expect((await town.as('admin').post('/buildings', building)).json.id).toBe(building.id);
});

test('a building outside every grid has none; in a grid of another community it is refused', async () => {
  const alone = await town
    .as('admin')
    .post('/buildings', wanted({ point: { ...ground.pointNowhere, crs: 'CGCS2000' } }));
  expect(alone.json.gridId).toBeNull();
  const elsewhere = await town
    .as('admin')
    .post('/buildings', wanted({ point: { ...ground.pointInRongting, crs: 'CGCS2000' } }));
  expect(elsewhere.json.errors).toMatchObject([{ pointer: '/point' }]);
});

test('a renamed building is still found by every former address', async () => {
  const building = wanted({ name: '9栋', address: '老船厂宿舍9栋' });
  await town.as('admin').post('/buildings', building);
  await town.as('admin').patch(`/buildings/${building.id}`, { version: 1, address: '船坞新村9栋' });
  const last = await town.as('admin').patch(`/buildings/${building.id}`, { version: 2, address: '船坞路12号9栋' });
  expect(last.json).toMatchObject({
    address: '船坞路12号9栋',
    formerAddress: '船坞新村9栋；老船厂宿舍9栋',
    version: 3,
  });
  const found = await town.as('zhou').get(`/buildings?areaId=${community.id}&words=${encodeURIComponent('老船厂')}`);
  expect(found.json.buildings.map(({ id }: { id: string }) => id)).toEqual([building.id]);
  const nothing = await town.as('zhou').get(`/buildings?areaId=${rongting.id}&words=${encodeURIComponent('老船厂')}`);
  expect(nothing.json.buildings).toEqual([]);
});

test('signs of a search are letters like any other', async () => {
  const reply = await town.as('zhou').get(`/buildings?areaId=${community.id}&words=${encodeURIComponent('%')}`);
  expect(reply.json.buildings).toEqual([]);
});

test('buildings of an area come in pages, each once', async () => {
  await town.as('admin').post('/buildings', wanted({ name: '1栋' }));
  const all = await town.as('admin').get(`/buildings?areaId=${community.id}`);
  const first = await town.as('admin').get(`/buildings?areaId=${community.id}&limit=2`);
  const rest = await town.as('admin').get(`/buildings?areaId=${community.id}&after=${first.json.next}`);
  const ids = (reply: typeof all) => reply.json.buildings.map(({ id }: { id: string }) => id);
  expect(all.json.next).toBeNull();
  expect([...ids(first), ...ids(rest)]).toEqual(ids(all));
});

test('a change that has not seen the last one is refused', async () => {
  const building = wanted({ name: '11栋' });
  await town.as('admin').post('/buildings', building);
  expect((await town.as('admin').patch(`/buildings/${building.id}`, { version: 1, storeys: 7 })).json.storeys).toBe(7);
  expect((await town.as('admin').patch(`/buildings/${building.id}`, { version: 1, storeys: 8 })).json.type).toBe(
    '/problems/changed-meanwhile',
  );
});

test('compounds are added, renamed and hold buildings of their own community', async () => {
  const compound = { id: newId(), communityId: community.id, name: '船坞新村', nickname: '老船厂', kind: 'compound' };
  expect((await town.as('admin').post('/compounds', compound)).json).toEqual({ ...compound, version: 1 });
  await town.as('admin').patch(`/compounds/${compound.id}`, { version: 1, nickname: null });
  expect((await town.as('shen').get(`/compounds?communityId=${community.id}`)).json.compounds).toEqual([
    { ...compound, nickname: null, version: 2 },
  ]);
  expect((await town.as('admin').post('/buildings', wanted({ name: '12栋', compoundId: compound.id }))).status).toBe(
    201,
  );
  const foreign = { ...compound, id: newId(), communityId: rongting.id };
  await town.as('admin').post('/compounds', foreign);
  expect((await town.as('admin').post('/buildings', wanted({ compoundId: foreign.id }))).json.errors).toMatchObject([
    { pointer: '/compoundId' },
  ]);
});

test('who does not manage places changes none, and another district is not found', async () => {
  expect((await town.as('shen').post('/buildings', wanted())).status).toBe(403);
  expect((await town.stranger().get(`/buildings?areaId=${community.id}`)).status).toBe(401);
  const other = ground.areas['/chengan/mt/st/']!;
  expect((await town.as('admin').get(`/buildings?areaId=${other.id}`)).status).toBe(404);
  expect((await town.as('admin').post('/buildings', wanted({ communityId: other.id }))).status).toBe(404);
  expect((await town.as('otherAdmin', town.otherDistrict).get(`/buildings?areaId=${other.id}`)).json.buildings).toEqual(
    [],
  );
});
