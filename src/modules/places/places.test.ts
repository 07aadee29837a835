// Public places and printed codes by API, and what a scan says to anybody.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { groupShortCode, newShortCode } from '#shared/short-code.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Client, Reply, Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const point = { ...ground.pointInG03, crs: 'CGCS2000' };
const community = ground.areas['/yunting/jg/cw/']!;

async function makePlace(admin: Client, extra: Record<string, unknown> = {}) {
  const place = { id: newId(), kind: 'entranceHall', name: '3栋门厅', point, ...extra };
  const made = await admin.post('/places', place);
  const issued = await admin.post(`/places/${place.id}/codes`, { id: newId() });
  return { ...place, made, code: issued.json.code as string };
}

test('a scanned code says where it is, whom to call and who serves there, without signing in', async () => {
  const { id, code } = await makePlace(town.as('admin'));
  const scan = await town.stranger().get(`/place-codes/${encodeURIComponent(groupShortCode(code).toLowerCase())}`);
  expect(scan.json).toEqual({
    place: { id, name: '3栋门厅', kind: 'entranceHall', ...ground.pointInG03 },
    isRetired: false,
    onDuty: [],
    gridId: ground.grids['/yunting/jg/cw/g03/']!.id,
    community: { id: community.id, name: '船坞新村', dutyPhone: '10000008001' },
    dutyPhone: '10000008001',
    emergencyNumbers: expect.arrayContaining([{ key: 'police', name: '公安', phone: '110' }]),
    gridWorker: { name: '周敏' },
    serviceHours: expect.any(Array),
    isServiceTimeNow: true,
  });
});

test('a grid worker who did not agree is not named', async () => {
  const { code } = await makePlace(town.as('admin'), { point: { ...ground.pointInG04, crs: 'CGCS2000' } });
  expect((await town.stranger().get(`/place-codes/${code}`)).json.gridWorker).toBeNull();
});

test('at night the page knows that nobody is there', async () => {
  const { code } = await makePlace(town.as('admin'));
  const before = town.now();
  town.setClock('2026-11-19T14:00:00.000Z');
  const scan = await town.stranger().get(`/place-codes/${code}`);
  town.setClock(before);
  expect(scan.json.isServiceTimeNow).toBe(false);
});

test('a place outside every grid belongs to the district, whose duty phone answers', async () => {
  const { made, code } = await makePlace(town.as('admin'), { point: { ...ground.pointNowhere, crs: 'CGCS2000' } });
  expect(made.json).toMatchObject({ gridId: null, communityId: null });
  expect((await town.stranger().get(`/place-codes/${code}`)).json).toMatchObject({
    community: null,
    dutyPhone: '10000008001',
    gridWorker: null,
  });
});

test('a place at a building stands where the building stands', async () => {
  const building = {
    id: newId(),
    communityId: community.id,
    name: '7栋',
    address: '船坞路7栋',
    entrances: 1,
    storeys: 6,
    households: 12,
    point,
  };
  await town.as('admin').post('/buildings', building);
  const { made } = await makePlace(town.as('admin'), { point: undefined, buildingId: building.id });
  expect(made.json).toMatchObject({
    buildingId: building.id,
    gridId: ground.grids['/yunting/jg/cw/g03/']!.id,
    communityId: community.id,
    streetId: ground.areas['/yunting/jg/']!.id,
  });
  expect(
    (await town.as('admin').post('/places', { id: newId(), kind: 'gate', name: '无处' })).json.errors,
  ).toMatchObject([{ pointer: '/point' }]);
});

test('a request for a code sent twice answers the same code; another request another', async () => {
  const { id, code } = await makePlace(town.as('admin'));
  const request = { id: newId() };
  const first = await town.as('admin').post(`/places/${id}/codes`, request);
  const again = await town.as('admin').post(`/places/${id}/codes`, request);
  expect(again.json.code).toBe(first.json.code);
  expect(first.json.code).not.toBe(code);
  expect((await town.as('shen').get(`/places/${id}`)).json.codes).toHaveLength(2);
});

test('a code is pointed at another place, and then says that one', async () => {
  const from = await makePlace(town.as('admin'));
  const to = await makePlace(town.as('admin'), { name: '5栋门厅' });
  const moved = await town.as('admin').put(`/place-codes/${from.code}/place`, { placeId: to.id, version: 1 });
  expect(moved.json).toMatchObject({ placeId: to.id, version: 2, retiredAt: null });
  expect((await town.stranger().get(`/place-codes/${from.code}`)).json.place.name).toBe('5栋门厅');
  const late = await town.as('admin').put(`/place-codes/${from.code}/place`, { placeId: from.id, version: 1 });
  expect(late.json).toMatchObject({ type: '/problems/changed-meanwhile', version: 2 });
});

test('a retired code still says where it was, and is never used again', async () => {
  const { id, code } = await makePlace(town.as('admin'));
  expect((await town.as('admin').post(`/place-codes/${code}/retire`, { version: 1 })).json.retiredAt).toBe(town.now());
  expect((await town.stranger().get(`/place-codes/${code}`)).json).toMatchObject({ isRetired: true, place: { id } });
  expect((await town.as('admin').put(`/place-codes/${code}/place`, { placeId: id, version: 2 })).json.type).toBe(
    '/problems/already-closed',
  );
});

test('a closed place gets no more codes, and its codes say that it is closed', async () => {
  const { id, code } = await makePlace(town.as('admin'));
  const other = await makePlace(town.as('admin'));
  expect((await town.as('admin').post(`/places/${id}/close`, { version: 1 })).json.closedAt).toBe(town.now());
  expect((await town.stranger().get(`/place-codes/${code}`)).json.isRetired).toBe(true);
  expect((await town.as('admin').post(`/places/${id}/codes`, { id: newId() })).json.type).toBe(
    '/problems/already-closed',
  );
  expect((await town.as('admin').put(`/place-codes/${other.code}/place`, { placeId: id, version: 1 })).json.type).toBe(
    '/problems/already-closed',
  );
});

test('a place is renamed and moved with the version that was seen', async () => {
  const { id } = await makePlace(town.as('admin'));
  const moved = await town
    .as('admin')
    .patch(`/places/${id}`, { version: 1, name: '河边', point: { ...ground.pointInG04, crs: 'CGCS2000' } });
  expect(moved.json).toMatchObject({ name: '河边', gridId: ground.grids['/yunting/jg/cw/g04/']!.id, version: 2 });
  expect((await town.as('admin').patch(`/places/${id}`, { version: 1, name: '迟' })).json.type).toBe(
    '/problems/changed-meanwhile',
  );
});

test('who does not manage places changes none, and another district knows none of them', async () => {
  const { id, code } = await makePlace(town.as('admin'));
  expect((await town.as('shen').post(`/places/${id}/codes`, { id: newId() })).status).toBe(403);
  expect((await town.as('otherAdmin', town.otherDistrict).get(`/places/${id}`)).status).toBe(404);
  expect(
    (await town.as('otherAdmin', town.otherDistrict).post(`/place-codes/${code}/retire`, { version: 1 })).status,
  ).toBe(404);
  expect((await town.stranger(town.otherDistrict).get(`/place-codes/${code}`)).status).toBe(404);
});

test('after twenty unknown codes an address waits, longer each time, also for right codes', async () => {
  const { code } = await makePlace(town.as('admin'));
  const from =
    (remoteAddress: string) =>
    async (tried: string): Promise<Pick<Reply, 'status' | 'headers'>> => {
      const reply = await town.app.server.inject({
        method: 'GET',
        url: `/api/yunting/place-codes/${tried}`,
        remoteAddress,
      });
      return { status: reply.statusCode, headers: reply.headers };
    };
  const guess = from('10.1.2.3');
  const statuses = [];
  for (let tried = 0; tried < 20; tried += 1) statuses.push((await guess(newShortCode())).status);
  expect(new Set(statuses)).toEqual(new Set([404]));
  const blocked = await guess(newShortCode());
  expect(blocked.status).toBe(429);
  expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
  expect((await guess(code)).status).toBe(429);
  expect((await from('10.9.9.9')(code)).status).toBe(200);
  town.pass(16);
  expect((await guess(code)).status).toBe(200);
});
