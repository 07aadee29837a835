// Buildings on the map by API: in a box, where the actor serves; one building; how many homes a grid has.

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
const g03 = ground.grids['/yunting/jg/cw/g03/']!;
const BOX = 'west=95&south=40&east=95.1&north=40.1';
const compound = { id: newId(), communityId: community.id, name: '船坞新村', kind: 'compound' };
const building = (name: string, point: object, fields: object = {}) => ({
  id: newId(),
  communityId: community.id,
  name,
  address: `船坞路 18 号 ${name}`,
  entrances: 2,
  storeys: 6,
  households: 36,
  point: { ...point, crs: 'CGCS2000' },
  ...fields,
});
const third = building('3 栋', ground.pointInG03, { compoundId: compound.id, formerAddress: '东仓后街 4 号' });
const inMicro = building('4 栋', ground.pointInMicro);
const fourth = building('17 栋', ground.pointInG04);

test('buildings of a box where I serve, with their compound', async () => {
  expect((await town.as('admin').post('/compounds', compound)).status).toBe(201);
  for (const each of [third, inMicro, fourth])
    expect((await town.as('admin').post('/buildings', each)).status).toBe(201);
  const names = async (who: Parameters<Town['as']>[0], box = BOX) =>
    (await town.as(who).get(`/map/buildings?${box}`)).json.buildings.map(({ name }: { name: string }) => name);
  expect(await names('lin')).toEqual(['4 栋', '3 栋', '17 栋']);
  expect(await names('zhou')).toEqual(['4 栋', '3 栋']);
  expect(await names('wu')).toEqual(['4 栋']);
  expect(await names('jinDispatcher')).toEqual([]);
  expect(await names('roadReceiver')).toEqual([]);
  expect(await names('lin', 'west=95.005&south=40.001&east=95.006&north=40.002')).toEqual(['3 栋']);
  const { json } = await town.as('zhou').get(`/map/buildings?${BOX}`);
  expect(json.buildings[1]).toMatchObject({
    id: third.id,
    gridId: g03.id,
    compoundName: '船坞新村',
    ...ground.pointInG03,
  });
  expect((await town.as('nobody').get(`/map/buildings?${BOX}`)).status).toBe(403);
  expect((await town.as('otherDispatcher', town.otherDistrict).get(`/map/buildings?${BOX}`)).json.buildings).toEqual(
    [],
  );
});

test('one building says its compound, its grid and what its address was', async () => {
  const { json } = await town.as('lin').get(`/buildings/${third.id}`);
  expect(json).toMatchObject({
    name: '3 栋',
    compoundName: '船坞新村',
    gridName: '旧港第3网格',
    formerAddress: '东仓后街 4 号',
  });
  expect((await town.as('lin').get(`/buildings/${fourth.id}`)).json.compoundName).toBeNull();
  expect((await town.as('lin').get(`/buildings/${newId()}`)).status).toBe(404);
  expect((await town.as('otherDispatcher', town.otherDistrict).get(`/buildings/${third.id}`)).status).toBe(404);
});

test('the homes of a grid are counted with those in its micro-grids', async () => {
  expect((await town.as('zhou').get(`/grids/${g03.id}/homes`)).json).toEqual({ buildings: 2, households: 72 });
  const micro = ground.grids['/yunting/jg/cw/g03/m01/']!;
  expect((await town.as('lin').get(`/grids/${micro.id}/homes`)).json).toEqual({ buildings: 1, households: 36 });
  expect((await town.as('lin').get(`/grids/${newId()}/homes`)).status).toBe(404);
});
