// Areas and settings by API.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const district = ground.areas['/yunting/']!;
const street = ground.areas['/yunting/jg/']!;
const community = ground.areas['/yunting/jg/cw/']!;

test('anybody sees the tree of areas of this district alone', async () => {
  const reply = await town.stranger().get('/areas');
  const paths = reply.json.areas.map((area: { path: string }) => area.path);
  expect(paths).toContain('/yunting/jg/cw/');
  expect(paths.every((path: string) => path.startsWith('/yunting/'))).toBe(true);
});

test('a street and a community below it are added, once', async () => {
  const newStreet = {
    id: newId(),
    parentId: district.id,
    level: 'street',
    key: 'xh',
    code: '990101005',
    name: '西河街道',
  };
  const made = await town.as('admin').post('/areas', newStreet);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ path: '/yunting/xh/', version: 1, dutyPhone: null });
  expect((await town.as('admin').post('/areas', newStreet)).json.id).toBe(newStreet.id);
  const below = {
    id: newId(),
    parentId: newStreet.id,
    level: 'community',
    key: 'a1',
    code: '990101005001',
    name: '河西社区',
  };
  expect((await town.as('admin').post('/areas', below)).json.path).toBe('/yunting/xh/a1/');
  const again = await town.as('admin').post('/areas', { ...below, id: newId() });
  expect(again.json).toMatchObject({ type: '/problems/already-taken', pointer: '/key' });
});

test('a community does not lie directly below the district, and nothing below a community', async () => {
  const wanted = { id: newId(), level: 'community', key: 'b1', code: '990101005002', name: '错位' };
  const high = await town.as('admin').post('/areas', { ...wanted, parentId: district.id });
  expect(high.json.errors).toMatchObject([{ pointer: '/level' }]);
  const low = await town.as('admin').post('/areas', { ...wanted, parentId: community.id });
  expect(low.json.errors).toMatchObject([{ pointer: '/level' }]);
});

test('duty phone and hours of service are set with the version that was seen', async () => {
  const hours = [[], [{ from: 480, to: 1020 }], [], [], [], [], []];
  const set = await town
    .as('admin')
    .patch(`/areas/${community.id}`, { version: 1, dutyPhone: '10000008123', serviceHours: hours });
  expect(set.json).toMatchObject({ dutyPhone: '10000008123', serviceHours: hours, version: 2 });
  const late = await town.as('admin').patch(`/areas/${community.id}`, { version: 1, name: '迟到' });
  expect(late.json).toMatchObject({ type: '/problems/changed-meanwhile', version: 2 });
});

test('hours that cross or run backwards, and phones that are none, are refused', async () => {
  const crossing = [[{ from: 480, to: 720 }, { from: 700, to: 800 }], [{ from: 600, to: 500 }], [], [], [], [], []]; // prettier-ignore
  const reply = await town
    .as('admin')
    .patch(`/areas/${street.id}`, { version: 1, dutyPhone: 'abc', serviceHours: crossing });
  expect(reply.json.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
    '/dutyPhone',
    '/serviceHours/0',
    '/serviceHours/1/0',
  ]);
});

test('only who manages areas changes them, and only those of this district', async () => {
  expect((await town.as('lin').patch(`/areas/${street.id}`, { version: 1, name: '别名' })).status).toBe(403);
  const other = ground.areas['/chengan/mt/']!;
  expect((await town.as('admin').patch(`/areas/${other.id}`, { version: 1, name: '外' })).status).toBe(404);
  const inOther = { id: newId(), parentId: other.id, level: 'community', key: 'c1', code: '990102001009', name: '外' };
  expect((await town.as('admin').post('/areas', inOther)).status).toBe(404);
});

test('a setting has a default with its source, and a change needs a source and the version seen', async () => {
  const before = await town.stranger().get('/settings/level-names');
  expect(before.json).toMatchObject({ value: { grid: '网格' }, version: 0, source: 'GB/T 34300-2017' });
  const value = { ...before.json.value, grid: '基础网格' };
  expect((await town.as('admin').put('/settings/level-names', { value, version: 0 })).json.errors).toMatchObject([
    { pointer: '/source' },
  ]);
  const changed = await town
    .as('admin')
    .put('/settings/level-names', { value, source: '云汀区网格划分方案', version: 0 });
  expect(changed.json).toEqual({ value, source: '云汀区网格划分方案', version: 1 });
  const late = await town.as('admin').put('/settings/level-names', { value, source: '迟到', version: 0 });
  expect(late.json).toMatchObject({ type: '/problems/changed-meanwhile', version: 1 });
  expect(
    (await town.as('admin').put('/settings/level-names', { value, source: '第二次', version: 1 })).json.version,
  ).toBe(2);
  expect((await town.as('lin').put('/settings/level-names', { value, source: '越权', version: 2 })).status).toBe(403);
  expect((await town.stranger(town.otherDistrict).get('/settings/level-names')).json.version).toBe(0);
});

test('emergency numbers and hours of service are settings', async () => {
  const value = [{ key: 'gas', name: '燃气抢修', phone: '10000' }];
  await town.as('admin').put('/settings/emergency-numbers', { value, source: '区应急预案', version: 0 });
  expect((await town.stranger().get('/settings/emergency-numbers')).json.value).toEqual(value);
  const week = [[], ...Array.from({ length: 5 }, () => [{ from: 540, to: 1020 }]), []];
  const hours = await town
    .as('admin')
    .put('/settings/service-hours', { value: week, source: '区政府通知', version: 0 });
  expect(hours.json).toMatchObject({ value: week, version: 1 });
});
