// Whoever leads a market leads its parts: a matter is filed under the part it lies in, and waits for the lead of the whole.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';

const street = ground.areas['/yunting/jt/']!;
const SIDE = 0.002;
/** East of everything the town has. */
const MARKET = { longitude: 95.05, latitude: 40 };
const PART_NAMES = ['家电城', '建材城'] as const;

let town: Town;
let caseId: string;
const market = newId();
const parts = PART_NAMES.map(() => newId());

const box = (west: number, width: number) => {
  const { latitude } = MARKET;
  const [east, north] = [west + width, latitude + SIDE];
  const ring = [[west, latitude], [east, latitude], [east, north], [west, north], [west, latitude]]; // prettier-ignore
  return { type: 'Polygon', coordinates: [ring] };
};

async function makeGrid(id: string, name: string, rest: Record<string, unknown>): Promise<void> {
  const wanted = { id, name, kind: 'dedicated', areaId: street.id, crs: 'CGCS2000', ...rest };
  const made = await town.as('admin').post('/grids', wanted);
  expect(made.status, made.text).toBe(201);
}

beforeAll(async () => {
  town = await openTown();
  await makeGrid(market, '芷汀大市场', {
    key: 'dsc',
    code: '990101001000901',
    boundary: box(MARKET.longitude, 2 * SIDE),
  });
  for (const [at, id] of parts.entries())
    await makeGrid(id, PART_NAMES[at]!, {
      key: `part${at}`,
      code: `99010100100091${at}`,
      parentId: market,
      boundary: box(MARKET.longitude + at * SIDE, SIDE),
    });
  const post = { id: newId(), role: 'gridLead', gridId: market, from: '2026-01-01' };
  const given = await town.as('security').post(`/accounts/${ground.people.ma.id}/posts`, post);
  expect(given.status, given.text).toBe(201);
  const place = { longitude: MARKET.longitude + SIDE * 1.5, latitude: MARKET.latitude + SIDE / 2, crs: 'CGCS2000' };
  ({ id: caseId } = await report(town.stranger(), { words: '卷帘门前电线拖在地上', place }));
});
afterAll(() => town.close());

test('the matter lies in a part, and stands in the day of the lead of the whole market', async () => {
  expect((await town.as('ma').get(`/cases/${caseId}`)).json).toMatchObject({ gridId: parts[1], status: 'collected' });
  const { items } = (await town.as('ma').get('/my-work')).json;
  expect(items.map((item: { case: { id: string } }) => item.case.id)).toEqual([caseId]);
});

test('the three figures of the market count its parts, and open to the same rows', async () => {
  const { places } = (await town.as('ma').get('/desk-figures')).json;
  expect(places).toMatchObject([{ path: '/yunting/jt/dsc/', today: { count: 1 } }]);
  const rows = await town.as('ma').get('/desk-figures/today?path=/yunting/jt/dsc/');
  expect(rows.json.cases.map(({ id }: { id: string }) => id)).toEqual([caseId]);
});

test('the pools of the desk have what lies in the parts', async () => {
  const { rows } = (await town.as('ma').get('/intake/toAccept')).json;
  expect(rows.map(({ id }: { id: string }) => id)).toEqual([caseId]);
});

test('the posts name the parts that are served with the market', async () => {
  const { posts } = (await town.as('ma').get('/my-posts')).json;
  expect(posts.find(({ gridId }: { gridId: string | null }) => gridId === market).inside).toEqual([
    { gridId: parts[0], name: '家电城', path: '/yunting/jt/dsc/part0/' },
    { gridId: parts[1], name: '建材城', path: '/yunting/jt/dsc/part1/' },
  ]);
  expect((await town.as('wu').get('/my-posts')).json.posts).toMatchObject([{ isMicroGrid: true, inside: [] }]);
});

test('somebody who leads elsewhere has none of it', async () => {
  expect((await town.as('luo').get('/my-work')).text).not.toContain(caseId);
  expect((await town.as('luo').get(`/cases/${caseId}`)).status).toBe(404);
});
