// 值班安排 on the map: who is on the roster now, at a place and not at a person; an empty post says so; strangers to the area see nothing.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.setClock('2026-11-19T01:14:00.000Z');
});
afterAll(() => town.close());

const EVERYWHERE = 'west=80&south=35&east=100&north=45';
const stationsFor = async (who: PersonName, box = EVERYWHERE) => {
  const reply = await town.as(who).get(`/map/duty?${box}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json.stations;
};
const community = '/yunting/jg/cw/';
const grid = `${community}g03/`;
const onShift = (path: string, accountId: string, kind = 'day') => ({
  id: newId(),
  path,
  kind,
  accountId,
  fromAt: '2026-11-19T00:30:00.000Z',
  toAt: '2026-11-19T09:30:00.000Z',
});

test('without a roster nothing is drawn; with one the grid and its community say who answers and until when', async () => {
  expect(await stationsFor('lin')).toEqual([]);
  const shifts = [onShift(grid, ground.people.zhou.id, 'standby'), onShift(community, ground.people.luo.id)];
  expect((await town.as('lin').post('/duty-shifts', { id: newId(), shifts })).status).toBe(201);
  const stations = await stationsFor('lin');
  expect(stations).toMatchObject([
    {
      path: grid,
      level: 'grid',
      isEmpty: false,
      now: [{ kind: 'standby', name: '周敏', toAt: '2026-11-19T09:30:00.000Z' }],
    },
    { path: community, level: 'community', isEmpty: false, now: [{ kind: 'day', name: '罗建平' }] },
  ]);
  for (const { longitude, latitude } of stations) {
    expect(longitude).toBeGreaterThan(80);
    expect(latitude).toBeGreaterThan(35);
  }
  expect(Object.keys(stations[0].now[0]).sort()).toEqual(['kind', 'name', 'phone', 'toAt']);
});

test('a post that is wanted now and filled by nobody is drawn as empty; after hours nothing is', async () => {
  const slots = [{ kind: 'day', from: 510, to: 1050, weekdays: [1, 2, 3, 4, 5] }];
  const path = `${community}g04/`;
  expect((await town.as('lin').put('/duty-pattern', { path, version: 0, slots })).status).toBe(200);
  const empty = (await stationsFor('lin')).find((station: { path: string }) => station.path === path);
  expect(empty).toMatchObject({ isEmpty: true, now: [] });
  town.setClock('2026-11-19T12:00:00.000Z');
  expect(await stationsFor('lin')).toEqual([]);
  town.setClock('2026-11-19T01:14:00.000Z');
});

test('outside the box, in another street, and for an organisation there is nothing; a stranger is asked to sign in', async () => {
  expect(await stationsFor('lin', 'west=10&south=10&east=11&north=11')).toEqual([]);
  expect(await stationsFor('jinDispatcher')).toEqual([]);
  expect(await stationsFor('roadReceiver')).toEqual([]);
  expect((await town.stranger().get(`/map/duty?${EVERYWHERE}`)).status).toBe(401);
});
