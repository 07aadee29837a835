// Grids by API: drawing, redrawing, closing, who may, and that every process sees the change at once.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';
import { toGcj02 } from '#shared/coordinates.ts';
import { newId } from '#shared/ids.ts';

import { createApp } from '../../app.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { locate } from './locate.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  // Here street dispatchers also draw grids, so that a street can be told from its neighbour.
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('role_permissions')
      .values({
        role: 'streetDispatcher',
        permission: 'grid.manage',
        is_granted: true,
        changed_by: ground.people.admin.id,
        changed_at: town.now(),
      })
      .execute(),
  );
});
afterAll(() => town.close());

const community = ground.areas['/yunting/jg/cw/']!;
const rongting = ground.areas['/yunting/jt/rt/']!;
const g03 = ground.grids['/yunting/jg/cw/g03/']!;
const SIDE = 0.002;

function box(west: number, south: number, width = SIDE, height = SIDE) {
  const [east, north] = [Number((west + width).toFixed(7)), Number((south + height).toFixed(7))];
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
  return { type: 'Polygon', coordinates: [ring] };
}

let drawn = 0;
/** A grid on empty ground north of the town; each call a row further. */
function wanted(extra: Record<string, unknown> = {}) {
  drawn += 1;
  return {
    id: newId(),
    kind: 'general',
    areaId: community.id,
    key: `n${drawn}`,
    code: `9901010030128${String(drawn).padStart(2, '0')}`,
    name: `北${drawn}网格`,
    boundary: box(95, 40.1 + drawn * 0.01),
    crs: 'CGCS2000',
    ...extra,
  };
}
const inside = ({ boundary }: { boundary: { coordinates: unknown } }) => {
  const [west, south] = (boundary.coordinates as number[][][])[0]![0]!;
  return { longitude: west! + SIDE / 2, latitude: south! + SIDE / 2 };
};
const at = (point: { longitude: number; latitude: number }) =>
  inTransaction(town.context(), (ctx) => locate(ctx, { ...point, crs: 'CGCS2000' }));

test('the grids of a community are listed, with boundaries when asked for', async () => {
  const plain = await town.as('shen').get(`/grids?areaId=${rongting.id}`);
  expect(plain.json).toMatchObject({
    isComplete: true,
    grids: [{ path: '/yunting/jt/rt/g01/' }, { path: '/yunting/jt/rt/g01/m01/' }],
  });
  expect(plain.json.grids[0]).not.toHaveProperty('boundary');
  const drawnToo = await town.as('shen').get(`/grids?areaId=${rongting.id}&withBoundary=yes`);
  expect(drawnToo.json.grids[0].boundary.type).toBe('Polygon');
});

test('the grids below a grid are listed', async () => {
  const reply = await town.as('admin').get(`/grids?parentId=${g03.id}`);
  expect(reply.json.grids.map((grid: { path: string }) => grid.path)).toEqual(['/yunting/jg/cw/g03/m01/']);
});

test('grids are not listed for a stranger, nor for somebody without a post here', async () => {
  expect((await town.stranger().get(`/grids?areaId=${community.id}`)).status).toBe(401);
  expect((await town.as('nobody').get(`/grids?areaId=${community.id}`)).json.type).toBe('/problems/permission-missing');
});

test('a drawn grid takes the points inside it at once, and says so in a fact', async () => {
  const grid = wanted();
  expect((await at(inside(grid))).heldLevel).toBe('district');
  const made = await town.as('admin').post('/grids', grid);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    path: `/yunting/jg/cw/${grid.key}/`,
    communityId: community.id,
    version: 1,
    validTo: null,
  });
  expect(made.json.areaM2).toBeGreaterThan(30_000);
  expect(await at(inside(grid))).toMatchObject({ gridId: grid.id, path: made.json.path });
  const facts = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('facts').select(['body', 'path']).where('name', '=', 'grid.changed').execute(),
  );
  expect(facts).toContainEqual({ body: { gridId: grid.id }, path: made.json.path });
});

test('the same drawing sent twice makes one grid; other content under its id is refused', async () => {
  const grid = wanted();
  expect((await town.as('admin').post('/grids', grid)).status).toBe(201);
  expect((await town.as('admin').post('/grids', grid)).json).toMatchObject({ id: grid.id, version: 1 });
  expect((await town.as('admin').post('/grids', { ...grid, name: '别的' })).json.type).toBe('/problems/id-taken');
  expect((await town.as('admin').post('/grids', wanted({ id: g03.id }))).json.type).toBe('/problems/id-taken');
});

test('a code or key in use is refused by name', async () => {
  const grid = wanted();
  await town.as('admin').post('/grids', grid);
  expect((await town.as('admin').post('/grids', wanted({ code: grid.code }))).json).toMatchObject({
    type: '/problems/already-taken',
    pointer: '/code',
  });
  expect((await town.as('admin').post('/grids', wanted({ key: grid.key }))).json).toMatchObject({
    type: '/problems/already-taken',
    pointer: '/key',
  });
});

test('all faults of a boundary are told at once, each with its ring', async () => {
  const boundary = {
    type: 'Polygon',
    coordinates: [
      [[95, 40.5], [95.002, 40.502], [95.002, 40.5], [95, 40.502], [95, 40.5]],
      [[95, 40.5], [95.001, 40.5], [95.001, 40.501], [95, 40.501]],
      [[95, 40.5], [190, 40.5], [95, 40.5]],
    ],
  }; // prettier-ignore
  const reply = await town.as('admin').post('/grids', wanted({ boundary }));
  expect(reply.status).toBe(422);
  expect(reply.json.type).toBe('/problems/boundary-faulty');
  expect(reply.json.faults).toEqual([
    { part: 0, ring: 0, fault: 'self-intersection' },
    { part: 0, ring: 1, fault: 'not-closed' },
    { part: 0, ring: 2, fault: 'out-of-range' },
    { part: 0, ring: 2, fault: 'too-few-points' },
  ]);
});

test('coordinates that are no numbers never reach the ground', async () => {
  const withNull = wanted({ boundary: { type: 'Polygon', coordinates: [[[95, null], [95, 40], [96, 40], [95, 41]]] } }); // prettier-ignore
  expect((await town.as('admin').post('/grids', withNull)).json).toMatchObject({
    type: '/problems/input-invalid',
    errors: [{ pointer: '/boundary/coordinates/0/0/1' }],
  });
  const notJson = JSON.stringify(wanted()).replace('[[[95,', '[[[NaN,');
  expect((await town.as('admin').post('/grids', notJson)).json.type).toBe('/problems/input-unreadable');
  const endless = JSON.stringify(wanted()).replace('[[[95,', '[[[1e999,');
  expect((await town.as('admin').post('/grids', endless)).status).toBe(422);
  const nothing = wanted({ boundary: { type: 'Polygon', coordinates: [] } });
  expect((await town.as('admin').post('/grids', nothing)).json.type).toBe('/problems/boundary-faulty');
  const tooMany = Array.from({ length: 2_500 }, (_, corner) => [
    95 + Math.cos(corner) / 1e3,
    41 + Math.sin(corner) / 1e3,
  ]);
  const crowded = wanted({ boundary: { type: 'Polygon', coordinates: [tooMany] } });
  expect((await town.as('admin').post('/grids', crowded)).json.faults).toEqual([{ fault: 'too-many-points' }]);
});

test('an overlap is told with the other grid and its size, and saved when that is meant', async () => {
  const first = wanted();
  await town.as('admin').post('/grids', first);
  const [west, south] = (first.boundary.coordinates[0] as number[][])[0]!;
  const second = wanted({ boundary: box(Number((west! + SIDE / 2).toFixed(7)), south!) });
  const refused = await town.as('admin').post('/grids', second);
  expect(refused.json).toMatchObject({
    type: '/problems/grid-overlap',
    gridId: first.id,
    overlaps: [{ code: first.code }],
  });
  // Half of a square of about 170 m by 222 m.
  expect(refused.json.areaM2).toBeGreaterThan(18_000);
  expect(refused.json.areaM2).toBeLessThan(20_000);
  expect((await town.as('admin').post('/grids', { ...second, asDrawn: true })).status).toBe(201);
});

test('neighbours that share a border do not overlap, and its points always go to the same one', async () => {
  const west = wanted();
  const [left, south] = (west.boundary.coordinates[0] as number[][])[0]!;
  const border = Number((left! + SIDE).toFixed(7));
  const east = wanted({ boundary: box(border, south!) });
  expect((await town.as('admin').post('/grids', west)).status).toBe(201);
  expect((await town.as('admin').post('/grids', east)).status).toBe(201);
  const onBorder = { longitude: border, latitude: south! + 0.0007 };
  const found = [await at(onBorder), await at(onBorder), await at(onBorder)].map(({ gridId }) => gridId);
  expect(found).toEqual([east.id, east.id, east.id]);
});

test('a micro-grid lies in a grid, and not beyond it', async () => {
  const parent = wanted();
  await town.as('admin').post('/grids', parent);
  const [west, south] = (parent.boundary.coordinates[0] as number[][])[0]!;
  const micro = (extra: Record<string, unknown>) => wanted({ kind: 'micro', parentId: parent.id, ...extra });
  expect((await town.as('admin').post('/grids', micro({ parentId: undefined }))).json.errors[0].pointer).toBe(
    '/parentId',
  );
  const beyond = await town.as('admin').post('/grids', micro({ boundary: box(west! + 0.0015, south!, 0.001, 0.001) }));
  expect(beyond.json).toMatchObject({ type: '/problems/grid-outside-parent', parentId: parent.id });
  const good = micro({ boundary: box(west!, south!, 0.001, 0.001) });
  const made = await town.as('admin').post('/grids', good);
  expect(made.json).toMatchObject({ path: `/yunting/jg/cw/${parent.key}/${good.key}/`, parentId: parent.id });
  expect(await at({ longitude: west! + 0.0005, latitude: south! + 0.0005 })).toMatchObject({
    heldLevel: 'microGrid',
    gridId: parent.id,
    microGridId: good.id,
  });
  const closing = await town.as('admin').post(`/grids/${parent.id}/close`, { version: 1 });
  expect(closing.json).toMatchObject({ type: '/problems/still-in-use', gridIds: [good.id] });
});

test('a market may stand as a peer of communities under its street; a general grid may not', async () => {
  const street = ground.areas['/yunting/jg/']!;
  const market = await town.as('admin').post('/grids', wanted({ kind: 'dedicated', areaId: street.id }));
  expect(market.json).toMatchObject({ streetId: street.id, communityId: null, kind: 'dedicated' });
  expect((await town.as('admin').post('/grids', wanted({ areaId: street.id }))).json.errors[0].pointer).toBe('/areaId');
});

test('a boundary from a Chinese map is converted corner by corner, and its system is kept', async () => {
  const grid = wanted();
  const shifted = (grid.boundary.coordinates[0] as number[][]).map(([longitude, latitude]) => {
    const point = toGcj02({ longitude: longitude!, latitude: latitude! });
    return [point.longitude, point.latitude];
  });
  const made = await town
    .as('admin')
    .post('/grids', { ...grid, crs: 'GCJ02', boundary: { type: 'Polygon', coordinates: [shifted] } });
  expect(made.json.sourceCrs).toBe('GCJ02');
  const saved = made.json.boundary.coordinates[0] as number[][];
  const drift = saved.map(([longitude, latitude], corner) => {
    const [wantedLongitude, wantedLatitude] = (grid.boundary.coordinates[0] as number[][])[corner]!;
    return Math.abs(longitude! - wantedLongitude!) + Math.abs(latitude! - wantedLatitude!);
  });
  expect(Math.max(...drift)).toBeLessThan(2e-7);
});

test('a redrawn grid is a new row that follows the old one, and what stood there stands in it', async () => {
  const before = wanted();
  await town.as('admin').post('/grids', before);
  const child = wanted({
    kind: 'micro',
    parentId: before.id,
    boundary: box(95, before.boundary.coordinates[0]![0]![1]!, 0.0008, 0.0008),
  });
  expect((await town.as('admin').post('/grids', child)).status).toBe(201);
  const placeAt = inside(before);
  const place = await town
    .as('admin')
    .post('/places', { id: newId(), kind: 'gate', name: '北门', point: { ...placeAt, crs: 'CGCS2000' } });
  expect(place.json.gridId).toBe(before.id);

  town.pass(1);
  const redrawn = { id: newId(), boundary: box(95, before.boundary.coordinates[0]![0]![1]!, 0.004), crs: 'CGCS2000' };
  const body = { version: 1, name: '新北网格', redrawn };
  const after = await town.as('admin').patch(`/grids/${before.id}`, body);
  expect(after.json).toMatchObject({
    id: redrawn.id,
    followsId: before.id,
    code: before.code,
    path: `/yunting/jg/cw/${before.key}/`,
    name: '新北网格',
    version: 1,
  });
  expect((await town.as('admin').patch(`/grids/${before.id}`, body)).json.id).toBe(redrawn.id);

  const old = await town.as('admin').get(`/grids/${before.id}`);
  expect(old.json).toMatchObject({ name: before.name, validTo: after.json.validFrom, version: 2 });
  expect(await at({ longitude: 95.0035, latitude: placeAt.latitude })).toMatchObject({ gridId: redrawn.id });
  expect(await at({ longitude: 95.0005, latitude: placeAt.latitude - 0.0005 })).toMatchObject({
    gridId: redrawn.id,
    microGridId: child.id,
  });
  expect((await town.as('admin').get(`/places/${place.json.id}`)).json.gridId).toBe(redrawn.id);
  expect((await town.as('admin').patch(`/grids/${before.id}`, { version: 2, name: '旧' })).json.type).toBe(
    '/problems/already-closed',
  );
});

test('a change that has not seen the last one is refused with the version that stands', async () => {
  const grid = wanted();
  await town.as('admin').post('/grids', grid);
  const renamed = await town.as('admin').patch(`/grids/${grid.id}`, { version: 1, name: '改名网格', households: 210 });
  expect(renamed.json).toMatchObject({ name: '改名网格', households: 210, version: 2 });
  const late = await town.as('admin').patch(`/grids/${grid.id}`, { version: 1, name: '迟到' });
  expect(late.json).toMatchObject({ type: '/problems/changed-meanwhile', status: 409, version: 2 });
});

test('a closed grid gives its points back to the pool, and its code may be used again', async () => {
  const grid = wanted();
  await town.as('admin').post('/grids', grid);
  expect((await at(inside(grid))).gridId).toBe(grid.id);
  expect((await town.as('admin').post(`/grids/${grid.id}/close`, { version: 1 })).json.validTo).toBe(town.now());
  expect(await at(inside(grid))).toMatchObject({ heldLevel: 'district', gridId: null });
  expect((await town.as('admin').post('/grids', wanted({ code: grid.code }))).status).toBe(201);
});

test('a grid changed through one server places a point right on another at once', async () => {
  const platform = { ...town.platform, database: { ...town.database } };
  const second = await createApp(platform);
  await second.server.ready();
  const placeThere = async (point: { longitude: number; latitude: number }) => {
    const reply = await second.server.inject({
      method: 'POST',
      url: '/api/yunting/places',
      headers: { authorization: `Bearer ${tokenOf('admin')}` },
      payload: { id: newId(), kind: 'gate', name: '门', point: { ...point, crs: 'CGCS2000' } },
    });
    return reply.json().gridId;
  };
  const grid = wanted();
  expect(await placeThere(inside(grid))).toBeNull();
  await town.as('admin').post('/grids', grid);
  expect(await placeThere(inside(grid))).toBe(grid.id);
  await town.as('admin').post(`/grids/${grid.id}/close`, { version: 1 });
  expect(await placeThere(inside(grid))).toBeNull();
  await second.server.close();
});

test('an officer of one street changes no grid of another', async () => {
  const elsewhere = ground.grids['/yunting/jt/rt/g01/']!;
  const own = await town
    .as('lin')
    .patch(`/grids/${ground.grids['/yunting/jg/cw/g01/']!.id}`, { version: 1, households: 201 });
  expect(own.status).toBe(200);
  const refused = await town.as('lin').patch(`/grids/${elsewhere.id}`, { version: 1, households: 1 });
  expect(refused.json).toMatchObject({ type: '/problems/permission-missing', path: elsewhere.path });
  expect((await town.as('lin').post('/grids', wanted({ areaId: rongting.id }))).status).toBe(403);
  expect((await town.as('lin').post(`/grids/${elsewhere.id}/close`, { version: 1 })).status).toBe(403);
  expect((await town.as('zhou').post('/grids', wanted())).status).toBe(403);
});

test('ids of another district are not found', async () => {
  const other = ground.grids['/chengan/mt/st/g01/']!;
  const otherArea = ground.areas['/chengan/mt/st/']!;
  expect((await town.as('admin').get(`/grids/${other.id}`)).status).toBe(404);
  expect((await town.as('admin').get(`/grids?areaId=${otherArea.id}`)).status).toBe(404);
  expect((await town.as('admin').get(`/grids?parentId=${other.id}`)).status).toBe(404);
  expect((await town.as('admin').patch(`/grids/${other.id}`, { version: 1, name: '外' })).status).toBe(404);
  expect((await town.as('admin').post(`/grids/${other.id}/close`, { version: 1 })).status).toBe(404);
  expect((await town.as('admin').post('/grids', wanted({ areaId: otherArea.id }))).status).toBe(404);
  expect((await town.as('admin').post('/grids', wanted({ parentId: other.id }))).status).toBe(404);
  expect((await town.stranger().get(`/grids/${other.id}/serving`)).status).toBe(404);
});

test('the public sees who serves a grid, by name only where the person agreed', async () => {
  const reply = await town.stranger().get(`/grids/${ground.grids['/yunting/jg/cw/g03/m01/']!.id}/serving`);
  expect(reply.json.posts).toEqual([
    expect.objectContaining({ role: 'microGridMember', name: null, phone: null }),
    expect.objectContaining({
      role: 'gridWorker',
      title: { zh: '网格员', en: 'Grid worker' },
      name: '周敏',
      phone: null,
    }),
    expect.objectContaining({ role: 'communityOfficer', name: null, phone: null }),
    expect.objectContaining({ role: 'gridLead', name: null, phone: null }),
  ]);
  expect(reply.json).toMatchObject({ dutyPhone: '10000008001', gridName: '3栋4栋微网格' });
});

test('colleagues with a post over the place see names, and phones except of neighbours who help', async () => {
  const path = `/grids/${ground.grids['/yunting/jg/cw/g03/m01/']!.id}/serving`;
  const { luo, wu, zhou } = ground.people;
  const own = await town.as('lin').get(path);
  expect(own.json.posts).toContainEqual(expect.objectContaining({ name: luo.name, phone: luo.phone }));
  expect(own.json.posts).toContainEqual(expect.objectContaining({ name: wu.name, phone: null }));
  const elsewhere = await town.as('jinDispatcher').get(path);
  expect(elsewhere.json.posts.map(({ name }: { name: string | null }) => name)).toEqual([null, zhou.name, null, null]);
});
