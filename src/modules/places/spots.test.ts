// Choosing a place without a printed code, and what a page knows before anybody is known.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { aReport, rowOf } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']!;
const point = { ...ground.pointInG03, crs: 'CGCS2000' };

test('anybody may read what the district is called, whether it is a demo, and where its codes lead', async () => {
  const { json } = await town.stranger().get('/district');
  expect(json).toMatchObject({
    key: 'yunting',
    name: '云汀区',
    isDemo: true,
    timeZone: 'Asia/Shanghai',
    publicUrl: 'http://town.test',
  });
});

test('the places of a community are chosen by name, 3 before 12, and a closed one is not there', async () => {
  const admin = town.as('admin');
  const place = (name: string) => ({ id: newId(), kind: 'shopfront', name, point });
  const [third, twelfth, closed] = [place('码头路 3 号'), place('码头路 12 号'), place('码头路 7 号')];
  for (const each of [twelfth, third, closed]) await admin.post('/places', each);
  await admin.post(`/places/${closed.id}/close`, { version: 1 });
  const building = { id: newId(), communityId: community.id, name: '码头路 5 号楼', address: '码头路 5 号', entrances: 1, storeys: 6, households: 12, point }; // prettier-ignore
  expect((await admin.post('/buildings', building)).status).toBe(201);

  const { json } = await town.stranger().get(`/spots?communityId=${community.id}`);
  expect(json.spots).toEqual([
    { id: third.id, what: 'place', name: '码头路 3 号' },
    { id: building.id, what: 'building', name: '码头路 5 号楼' },
    { id: twelfth.id, what: 'place', name: '码头路 12 号' },
  ]);
  expect((await town.stranger().get(`/spots/${closed.id}`)).status).toBe(404);
});

test('a chosen building and a chosen community say whom to call there', async () => {
  const building = { id: newId(), communityId: community.id, name: '3栋', address: '船坞路 18 号', entrances: 1, storeys: 6, households: 12, point }; // prettier-ignore
  await town.as('admin').post('/buildings', building);
  expect((await town.stranger().get(`/spots/${building.id}`)).json).toMatchObject({
    place: { name: '3栋', kind: 'building' },
    gridWorker: { name: '周敏' },
    dutyPhone: '10000008001',
  });
  expect((await town.stranger().get(`/spots/${community.id}`)).json).toMatchObject({
    place: { name: '船坞新村', kind: 'community', longitude: null },
    gridWorker: null,
    dutyPhone: '10000008001',
  });
});

test('a street, another district and nothing at all are not found', async () => {
  const street = ground.areas['/yunting/jg/']!;
  for (const id of [street.id, ground.areas['/chengan/mt/st/']!.id, newId()]) {
    expect((await town.stranger().get(`/spots/${id}`)).status, id).toBe(404);
  }
});

test('whoever knows only the community and a landmark is heard: the community holds it', async () => {
  const sent: Record<string, unknown> = {
    ...aReport({ communityId: community.id, placeWords: '包子店门口' }),
    place: undefined,
  };
  const reply = await town.stranger().post('/cases', sent);
  expect(reply, reply.text).toMatchObject({ status: 201, json: { isOutsideDistrict: false } });
  expect(await rowOf(town, sent.id as string)).toMatchObject({
    path: '/yunting/jg/cw/',
    held_level: 'community',
    community_id: community.id,
    grid_id: null,
    longitude: null,
    place_words: '包子店门口',
  });
  const page = await town.as('shen').get(`/cases/${String(sent.id)}`);
  expect(page.json).toMatchObject({ placeWords: '包子店门口', allowed: expect.arrayContaining(['classify']) });
});

test('a community without words, and a street in its place, are refused', async () => {
  const plain = { ...aReport(), place: undefined };
  const silent = await town.stranger().post('/cases', { ...plain, communityId: community.id });
  const street = { ...plain, communityId: ground.areas['/yunting/jg/']!.id, placeWords: '路口' };
  expect(silent).toMatchObject({ status: 422, json: { errors: [{ pointer: '/place' }] } });
  expect(await town.stranger().post('/cases', street)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/communityId' }] },
  });
});
