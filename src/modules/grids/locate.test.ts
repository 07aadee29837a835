// Points and the grids they lie in, below HTTP: what every report stands on.

import gcoordExport from 'gcoord';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { locate, locatePlace, warmGridIndex } from './locate.ts';

// As in shared/coordinates.ts: what the types call `default` is the import itself.
const { transform, CRSTypes } = gcoordExport as unknown as (typeof gcoordExport)['default'];

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const at = (point: { longitude: number; latitude: number }, crs: 'CGCS2000' | 'GCJ02' | 'BD09' = 'CGCS2000') =>
  inTransaction(town.context(), (ctx) => locate(ctx, { ...point, crs }));

test('all valid grids of the district can be read at start-up', async () => {
  expect(await warmGridIndex(town.context())).toBe(7);
});

test('a point finds its smallest grid, with the community and street above it', async () => {
  expect(await at(ground.pointInMicro)).toMatchObject({
    path: '/yunting/jg/cw/g03/m01/',
    heldLevel: 'microGrid',
    gridId: ground.grids['/yunting/jg/cw/g03/']!.id,
    microGridId: ground.grids['/yunting/jg/cw/g03/m01/']!.id,
    communityId: ground.areas['/yunting/jg/cw/']!.id,
    streetId: ground.areas['/yunting/jg/']!.id,
  });
  expect(await at(ground.pointInG03)).toMatchObject({
    path: '/yunting/jg/cw/g03/',
    heldLevel: 'grid',
    microGridId: null,
  });
});

test('a point outside every grid goes to the pool of the district', async () => {
  expect(await at(ground.pointNowhere)).toMatchObject({
    path: '/yunting/',
    heldLevel: 'district',
    streetId: null,
    communityId: null,
    gridId: null,
    microGridId: null,
  });
});

test('a grid of another district is not found here', async () => {
  expect(await at(ground.pointInOtherDistrict)).toMatchObject({ heldLevel: 'district', path: '/yunting/' });
});

test('a point on a border that two grids share always goes to the same one', async () => {
  const border = { longitude: 95.004, latitude: 40.0013 };
  const [first, second, third] = [await at(border), await at(border), await at(border)];
  expect(first.path).toBe('/yunting/jg/cw/g03/');
  expect([second.gridId, third.gridId]).toEqual([first.gridId, first.gridId]);
});

test('a Chinese map coordinate is converted, and what was sent is kept', async () => {
  const sent = { longitude: 95.0055, latitude: 40.0015 };
  const located = await at(sent, 'GCJ02');
  expect(located).toMatchObject({ sourceCrs: 'GCJ02', sourceLongitude: 95.0055, sourceLatitude: 40.0015 });
  expect(Math.abs(located.longitude - sent.longitude)).toBeGreaterThan(0.0005);
});

test('the same point sent in any system lies in the same micro-grid', async () => {
  const { longitude, latitude } = ground.pointInMicro;
  const shifted = (to: typeof CRSTypes.GCJ02 | typeof CRSTypes.BD09): [number, number] =>
    transform([longitude, latitude], CRSTypes.WGS84, to);
  const [gcj, bd] = [shifted(CRSTypes.GCJ02), shifted(CRSTypes.BD09)];
  const found = [
    await at(ground.pointInMicro),
    await at({ longitude: gcj[0], latitude: gcj[1] }, 'GCJ02'),
    await at({ longitude: bd[0], latitude: bd[1] }, 'BD09'),
  ];
  expect(found.map(({ path, sourceCrs }) => [path, sourceCrs])).toEqual(
    ['CGCS2000', 'GCJ02', 'BD09'].map((crs) => ['/yunting/jg/cw/g03/m01/', crs]),
  );
  // Taken as it was sent it would lie elsewhere: the shift is wider than the micro-grid.
  expect((await at({ longitude: bd[0], latitude: bd[1] })).path).not.toBe('/yunting/jg/cw/g03/m01/');
});

test('numbers that are no place on the globe are refused', async () => {
  await expect(at({ longitude: Number.NaN, latitude: 40 })).rejects.toMatchObject({ slug: 'input-invalid' });
  await expect(at({ longitude: 95, latitude: 90.1 })).rejects.toMatchObject({ slug: 'input-invalid' });
});

test('a place keeps the grid it was given, and without one falls to its community', async () => {
  const point = { ...ground.pointNowhere, sourceCrs: 'CGCS2000' as const, sourceLongitude: 96.5, sourceLatitude: 41.5 };
  const community = ground.areas['/yunting/jg/cw/']!;
  const streetId = ground.areas['/yunting/jg/']!.id;
  const place = { path: '/yunting/jg/cw/', gridId: null, streetId, communityId: community.id, point };
  const { inGrid, inCommunity } = await inTransaction(town.context(), async (ctx) => ({
    inGrid: await locatePlace(ctx, { ...place, gridId: ground.grids['/yunting/jg/cw/g04/']!.id }),
    inCommunity: await locatePlace(ctx, place),
  }));
  expect(inGrid).toMatchObject({ path: '/yunting/jg/cw/g04/', heldLevel: 'grid', longitude: 96.5 });
  expect(inCommunity).toMatchObject({ path: '/yunting/jg/cw/', heldLevel: 'community', communityId: community.id });
});

test('a look-up leaves the scope of its transaction as narrow as it was', async () => {
  const stranger = { ...town.context(), actor: { ...town.context().actor, kind: 'anonymous' as const } };
  const seen = await inTransaction(stranger, async (ctx) => {
    await locate(ctx, { ...ground.pointInG03, crs: 'CGCS2000' });
    return ctx.db.selectFrom('grids').select('id').execute();
  });
  expect(seen).toEqual([]);
});
