// 补充, 撤回: a worker may do both to what he reported himself, as a reporter and not by his post.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { mistakes, waterCrew } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const BY_THE_POST = ['supplement', 'withdraw'];

test('a grid worker supplements and withdraws what he reported himself', async () => {
  const { id } = await report(town.as('zhou'), { words: '我看错了的井盖' });
  expect((await town.as('zhou').get(`/cases/${id}`)).json.allowed).toEqual(expect.arrayContaining(BY_THE_POST));
  await move(town, 'zhou', id, 'supplement', { words: '再看了一眼' });
  expect(await move(town, 'zhou', id, 'withdraw', { words: '看错了' })).toMatchObject({ status: 'withdrawn' });
});

test('a micro-grid member withdraws his own too', async () => {
  const place = { ...ground.pointInMicro, crs: 'CGCS2000' };
  const { id } = await report(town.as('wu'), { place });
  expect(await move(town, 'wu', id, 'withdraw')).toMatchObject({ status: 'withdrawn' });
});

test('what somebody else reported in the own grid a worker neither supplements nor withdraws', async () => {
  const { id } = await report(town.stranger(), { place: { ...ground.pointInMicro, crs: 'CGCS2000' } });
  const { allowed } = (await town.as('zhou').get(`/cases/${id}`)).json;
  expect(allowed).not.toContain('supplement');
  expect(allowed).not.toContain('withdraw');
  expect((await tryMove(town, 'zhou', id, 'withdraw')).json.type).toBe('/problems/permission-missing');
  expect((await tryMove(town, 'wu', id, 'supplement', { words: '看看' })).json.type).toBe(
    '/problems/permission-missing',
  );
});

test('once an order is out the own report is supplemented, not withdrawn', async () => {
  const { id } = await report(town.as('zhou'), { classCode: 'pipeBurst' });
  await move(town, 'zhou', id, 'dispatchDirect', { organisationId: waterCrew.id, newWorkOrderId: newId() });
  expect((await tryMove(town, 'zhou', id, 'withdraw')).status).toBe(409);
  await move(town, 'zhou', id, 'supplement', { words: '水更大了' });
});
