// Shapes for the map by API: who sees what, on which day, and when the browser's own is still right.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { fromShapeText } from '#shared/rings.ts';

import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const g03 = ground.grids['/yunting/jg/cw/g03/']!;
const g04 = ground.grids['/yunting/jg/cw/g04/']!;
interface Shape {
  id: string;
  name: string;
  kind: string;
  isOwn: boolean;
  areaGrade: string | null;
  shape: string;
}
const byName = (reply: { json: { shapes: Shape[] } }) =>
  Object.fromEntries(reply.json.shapes.map((shape) => [shape.name, shape]));
const bounds = ({ shape }: Shape) => {
  const corners = fromShapeText(shape).flat();
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

test('林晓芸 of 旧港 sees her grids in full and of 锦汀 the outline alone', async () => {
  const reply = await town.as('lin').get('/map/shapes?level=micro');
  expect(reply.json).toMatchObject({ on: '2026-11-19', isComplete: true, isCoarse: false });
  const shapes = byName(reply);
  expect(Object.keys(shapes).sort()).toEqual(
    ['旧港第1网格', '旧港第2网格', '旧港第3网格', '旧港第4网格', '3栋4栋微网格', '锦汀街道'].sort(),
  );
  expect(shapes['旧港第3网格']).toMatchObject({
    id: g03.id,
    kind: 'general',
    isOwn: true,
    code: g03.code,
    path: g03.path,
  });
  expect(shapes['锦汀街道']).toMatchObject({ kind: 'street', isOwn: false, code: null, path: null });
  expect(reply.text).not.toContain('榕汀');
});

test('an outline goes round all grids of the area, as one', async () => {
  const reply = await town.as('lin').get('/map/shapes?level=community');
  const community = byName(reply)['船坞新村']!;
  expect(bounds(community)).toEqual([95, 40, 95.008, 40.002]);
  expect(fromShapeText(community.shape)).toHaveLength(1);
  expect(community).toMatchObject({ kind: 'community', isOwn: true, code: '990101003012' });
});

test('an organisation sees no more than outlines of streets, a stranger nothing', async () => {
  const reply = await town.as('roadReceiver').get('/map/shapes?level=micro');
  expect(reply.json.shapes.map(({ name, isOwn }: Shape) => [name, isOwn])).toEqual([
    ['旧港街道', false],
    ['锦汀街道', false],
  ]);
  expect((await town.stranger().get('/map/shapes?level=grid')).status).toBe(401);
  expect((await town.as('nobody').get('/map/shapes?level=grid')).status).toBe(403);
});

test('an area or a box takes out of the whole what lies there', async () => {
  const { communityId } = g03;
  const area = await town.as('guo').get(`/map/shapes?level=grid&areaId=${communityId}`);
  expect(area.json.shapes).toHaveLength(4);
  const box = await town.as('guo').get('/map/shapes?level=grid&west=95.0041&south=40&east=95.0059&north=40.001');
  expect(Object.keys(byName(box))).toEqual(['旧港第3网格']);
  expect((await town.as('guo').get(`/map/shapes?level=grid&areaId=${newId()}`)).status).toBe(404);
  expect((await town.as('guo').get('/map/shapes?level=house&on=2026-02-30')).json.errors).toHaveLength(2);
});

test('the same ground is not sent twice; a changed one is', async () => {
  const headers = { authorization: `Bearer ${tokenOf('guo')}` };
  const first = await town.raw(headers).get('/api/yunting/map/shapes?level=grid');
  const tag = String(first.headers['etag']);
  expect(first.headers['cache-control']).toBe('private, no-cache');
  const again = await town.raw({ ...headers, 'if-none-match': tag }).get('/api/yunting/map/shapes?level=grid');
  expect(again).toMatchObject({ status: 304, text: '' });
  const other = { authorization: `Bearer ${tokenOf('lin')}`, 'if-none-match': tag };
  expect((await town.raw(other).get('/api/yunting/map/shapes?level=grid')).status).toBe(200);
  expect((await town.raw({ ...headers, 'if-none-match': tag }).get('/api/yunting/map/shapes?level=micro')).status).toBe(
    200,
  );

  const renamed = { version: 1, name: '旧港第4网格（东）' };
  expect((await town.as('admin').patch(`/grids/${g04.id}`, renamed)).status).toBe(200);
  const changed = await town.raw({ ...headers, 'if-none-match': tag }).get('/api/yunting/map/shapes?level=grid');
  expect(changed.status).toBe(200);
  expect(byName(changed)['旧港第4网格（东）']).toBeDefined();
});

test('the grade of the ground stands beside a grid for who serves there, as soon as it is given', async () => {
  const gradeFor = async (who: 'lin' | 'jinDispatcher') =>
    byName(await town.as(who).get('/map/shapes?level=grid'))['旧港第1网格']?.areaGrade;
  expect(await gradeFor('lin')).toBeNull();
  const graded = await town
    .as('admin')
    .patch(`/grids/${ground.grids['/yunting/jg/cw/g01/']!.id}`, { version: 1, areaGrade: 'B' });
  expect(graded.status, graded.text).toBe(200);
  expect([await gradeFor('lin'), await gradeFor('jinDispatcher')]).toEqual(['B', undefined]);
});

test('a day of the past shows the grids valid then, and the history says what followed what', async () => {
  const before = byName(await town.as('guo').get('/map/shapes?level=grid'))['旧港第3网格']!;
  town.pass(3 * 24 * 60);
  const [west, south] = [95.004, 40];
  const ring = [
    [west, south],
    [west + 0.002, south],
    [west + 0.002, south + 0.003],
    [west, south + 0.003],
    [west, south],
  ];
  const id = newId();
  const redrawn = { id, boundary: { type: 'Polygon', coordinates: [ring] }, crs: 'CGCS2000', asDrawn: true };
  expect((await town.as('admin').patch(`/grids/${g03.id}`, { version: 1, redrawn })).status).toBe(200);

  const today = byName(await town.as('guo').get('/map/shapes?level=grid'))['旧港第3网格']!;
  expect(today).toMatchObject({ id, followsId: g03.id });
  expect(bounds(today)).toEqual([95.004, 40, 95.006, 40.003]);
  const then = byName(await town.as('guo').get('/map/shapes?level=grid&on=2026-11-20'))['旧港第3网格']!;
  expect(then).toEqual(before);
  expect(byName(await town.as('guo').get('/map/shapes?level=grid&on=2025-01-01'))).toEqual({});

  const history = await town.as('lin').get(`/grids/${g03.id}/history`);
  expect(history.json.grids.map((grid: { id: string; validTo: string | null }) => [grid.id, grid.validTo])).toEqual([
    [g03.id, town.now()],
    [id, null],
  ]);
  expect((await town.as('lin').get(`/grids/${id}/history`)).json).toEqual(history.json);
  expect((await town.as('lin').get(`/grids/${newId()}/history`)).status).toBe(404);
});
