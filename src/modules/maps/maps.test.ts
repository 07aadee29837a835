// The map itself by API: lines in a box, and a base map whose key never leaves the server.

import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { lineOfText } from '#shared/rings.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

const KEY = 'geheim-2041';
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

let town: Town;
let mapServer: Server;
let asked: string[] = [];
let answer: (response: ServerResponse, path: string) => void;
const picture = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);

beforeAll(async () => {
  mapServer = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => mapServer.listen(0, '127.0.0.1', resolve));
  town = await openTown();
  expect((await town.as('lin').get('/map')).json).toEqual({ baseMap: null });
  expect((await town.as('lin').get('/map/tiles/0/1/1/1')).status).toBe(404);
  const { port } = mapServer.address() as AddressInfo;
  Object.assign(town.platform.settings, {
    baseMapTiles: [
      `http://127.0.0.1:${port}/vec/{z}/{x}/{y}?tk=${KEY}`,
      `http://127.0.0.1:${port}/cva-{0-7}/{z}/{x}/{y}`,
    ],
    baseMapCredit: '天地图',
  });
});
beforeEach(() => {
  asked = [];
  answer = picture;
});
afterAll(async () => {
  await town.close();
  mapServer.closeAllConnections();
  await new Promise((resolve) => mapServer.close(resolve));
});

test('who is signed in learns that there is a base map, and not where it comes from', async () => {
  const reply = await town.as('lin').get('/map');
  expect(reply.json).toEqual({ baseMap: { layers: 2, grid: 'w', credit: '天地图' } });
  expect((await town.stranger().get('/map')).status).toBe(401);
  expect((await town.stranger().get('/map/tiles/0/1/1/1')).status).toBe(401);
});

test('a tile is fetched once, with the key, and kept for the next', async () => {
  const first = await town.as('lin').get('/map/tiles/0/3/5/2');
  expect(first).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' },
  });
  expect((await town.as('zhou').get('/map/tiles/0/3/5/2')).status).toBe(200);
  expect(asked).toEqual([`/vec/3/5/2?tk=${KEY}`]);
  await Promise.all([town.as('lin').get('/map/tiles/1/3/6/3'), town.as('zhou').get('/map/tiles/1/3/6/3')]);
  expect(asked.slice(1)).toEqual(['/cva-1/3/6/3']);
  town.pass(25 * 60);
  await town.as('lin').get('/map/tiles/0/3/5/2');
  expect(asked).toHaveLength(3);
});

test('outside the map, or of a layer there is not, nothing is asked for', async () => {
  for (const path of ['0/3/8/0', '0/3/0/8', '2/3/0/0', '0/23/0/0', '0/3/-1/0', '0/3/1.5/0'])
    expect((await town.as('lin').get(`/map/tiles/${path}`)).status, path).toBeGreaterThanOrEqual(404);
  expect(asked).toEqual([]);
});

test.each([
  [
    'a page instead of a picture',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
  ],
  [
    'a drawing that could hold scripts',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>'),
  ],
  ['a refusal', (response: ServerResponse) => response.writeHead(403, { 'content-type': 'image/png' }).end(PNG)],
  [
    'the way to another address',
    (response: ServerResponse, path: string) =>
      path === '/elsewhere' ? picture(response) : response.writeHead(302, { location: '/elsewhere' }).end(),
  ],
  [
    'more than a tile can be',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(500_001)),
  ],
  ['a connection cut off', (response: ServerResponse) => response.destroy()],
])('%s is no tile, is not kept, and the key is told to nobody', async (_what, wrong) => {
  answer = wrong;
  const reply = await town.as('lin').get('/map/tiles/0/4/1/1');
  expect(reply).toMatchObject({ status: 503, json: { type: '/problems/base-map-away' } });
  expect(reply.text + town.logged.join('')).not.toContain(KEY);
  answer = picture;
  expect((await town.as('lin').get('/map/tiles/0/4/1/1')).status).toBe(200);
  town.pass(25 * 60);
});

test('lines of our own map lie in their box, for whoever serves here', async () => {
  const river = {
    id: newId(),
    kind: 'river',
    name: '澜水河',
    coordinates: [
      [95, 40],
      [95.01, 40.001],
    ],
  };
  await town.database.asOwner((connection) =>
    connection.query(
      `insert into d_yunting.map_lines (id, kind, name, coordinates, min_longitude, min_latitude, max_longitude, max_latitude)
       values ($1, $2, $3, $4, 95, 40, 95.01, 40.001)`,
      [river.id, river.kind, river.name, JSON.stringify(river.coordinates)],
    ),
  );
  const { json } = await town.as('admin').get('/map/lines?west=95.005&south=39&east=96&north=41');
  expect(json).toMatchObject({ lines: [{ id: river.id, kind: 'river', name: '澜水河' }], isComplete: true });
  expect(lineOfText(json.lines[0].shape)).toEqual(river.coordinates);
  expect((await town.as('lin').get('/map/lines?west=95.02&south=39&east=96&north=41')).json.lines).toEqual([]);
  expect((await town.as('nobody').get('/map/lines?west=95&south=39&east=96&north=41')).status).toBe(403);
});
