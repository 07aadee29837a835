// Public places on the map by API, and what is found there by words.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  const compound = { id: newId(), communityId: community.id, name: '船坞新村', nickname: '老船厂', kind: 'compound' };
  await town.as('admin').post('/compounds', compound);
  await town.as('admin').post('/buildings', { ...building, compoundId: compound.id });
  for (const place of [shop, shut]) expect((await town.as('admin').post('/places', place)).status).toBe(201);
  expect((await town.as('admin').post(`/places/${shut.id}/close`, { version: 1 })).status).toBe(200);
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']!;
const BOX = 'west=95&south=40&east=95.1&north=40.1';
const shop = {
  id: newId(),
  kind: 'shopfront',
  name: '三圣里 12 号包子店门前',
  point: { ...ground.pointInG03, crs: 'CGCS2000' },
};
const shut = { ...shop, id: newId(), name: '三圣里 14 号茶馆' };
const building = {
  id: newId(),
  communityId: community.id,
  name: '3 栋',
  address: '船坞路 18 号 3 栋',
  formerAddress: '东仓后街 4 号',
  entrances: 2,
  storeys: 6,
  households: 36,
  point: { ...ground.pointInG03, crs: 'CGCS2000' },
};

test('open places of a box, where I serve', async () => {
  const names = async (who: Parameters<Town['as']>[0], box = BOX) =>
    (await town.as(who).get(`/map/places?${box}`)).json.places.map(({ name }: { name: string }) => name);
  expect(await names('lin')).toEqual([shop.name]);
  expect(await names('he')).toEqual([]);
  expect(await names('roadReceiver')).toEqual([]);
  expect(await names('lin', 'west=95.006&south=40&east=95.1&north=40.1')).toEqual([]);
  expect((await town.as('nobody').get(`/map/places?${BOX}`)).status).toBe(403);
});

test.each([
  ['包子店', [shop.name]],
  ['三圣里', [shop.name]],
  ['船坞新村 3', ['3 栋']],
  ['老船厂', ['3 栋']],
  ['东仓后街', ['3 栋']],
  ['%', []],
])('%s finds %j', async (words, found) => {
  const { json } = await town.as('lin').get(`/map/finds?words=${encodeURIComponent(words)}`);
  expect([...json.places, ...json.buildings].map(({ name }: { name: string }) => name)).toEqual(found);
});

test('nothing of another street or district is found', async () => {
  for (const who of ['jinDispatcher', 'roadReceiver'] as const)
    expect((await town.as(who).get(`/map/finds?words=${encodeURIComponent('三圣里')}`)).json).toEqual({
      buildings: [],
      places: [],
    });
  const elsewhere = await town
    .as('otherDispatcher', town.otherDistrict)
    .get(`/map/finds?words=${encodeURIComponent('三圣里')}`);
  expect(elsewhere.json).toEqual({ buildings: [], places: [] });
});
