// Limits by the grade of the ground and by severity, from the catalogue to the order that is sent out.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { filed, road, rows } from '../cases/played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  const { versions } = (await town.as('admin').get('/catalogue/manholeCover/versions')).json;
  const { validFrom: _, validTo: __, state: ___, code: ____, ...fields } = versions[0];
  const limit = (amount: number) => ({ amount, unit: 'workHour' });
  const gradedLimits = [
    { grade: 'A', limit: limit(3) },
    { grade: 'A', severity: 'severe', limit: limit(1) },
    { severity: 'severe', limit: limit(2) },
  ];
  const saved = await town.as('admin').put('/catalogue/manholeCover', { ...fields, id: newId(), stages: [], limit: limit(4), gradedLimits }); // prettier-ignore
  expect(saved, saved.text).toMatchObject({ status: 200, json: { gradedLimits: [{ grade: 'A', severity: null }, {}, { grade: null }] } }); // prettier-ignore
});
afterAll(() => town.close());

const gridOf = async (caseId: string): Promise<any> => {
  const { gridId } = (await town.as('lin').get(`/cases/${caseId}`)).json;
  return (await town.as('admin').get(`/grids/${gridId}`)).json;
};
async function grade(caseId: string, areaGrade: 'A' | 'B' | null) {
  const { id, version } = await gridOf(caseId);
  return town.as('admin').patch(`/grids/${id}`, { version, areaGrade });
}
/** The limit of the order the case is sent out with, in working hours. */
async function sentOut(caseId: string, fields: Record<string, unknown> = {}): Promise<number> {
  await move(town, 'lin', caseId, 'dispatch', { organisationId: road.id, newWorkOrderId: newId(), ...fields });
  const [order] = await rows(town, 'select clock_budget_ms from d_yunting.work_orders where case_id = $1', [caseId]);
  return Number(order?.['clock_budget_ms']) / 3_600_000;
}

test('on ground of a grade the order has the limit of that grade; ground without one has the limit of the class', async () => {
  const { id } = await filed(town);
  expect(await sentOut(id)).toBe(4);
  const graded = await filed(town);
  expect((await grade(graded.id, 'A')).json).toMatchObject({ areaGrade: 'A' });
  expect(await sentOut(graded.id)).toBe(3);
  const { clocks } = (await town.as('lin').get(`/cases/${graded.id}/clocks`)).json;
  expect(clocks).toMatchObject([{ limitAmount: 3, unit: 'workHour' }]);
  await grade(graded.id, null);
});

test('said to be severe it is sent out sooner, on graded ground soonest; settled anew as another class nothing is said of it', async () => {
  const plain = await filed(town);
  expect(await sentOut(plain.id, { severity: 'severe' })).toBe(2);
  expect((await town.as('lin').get(`/cases/${plain.id}`)).json.severity).toBe('severe');
  const both = await filed(town);
  await grade(both.id, 'A');
  expect(await sentOut(both.id, { severity: 'severe' })).toBe(1);
  const other = await filed(town);
  await move(town, 'lin', other.id, 'classify', { classCode: 'manholeCover', severity: 'severe' });
  await move(town, 'lin', other.id, 'classify', { classCode: 'litter' });
  expect((await town.as('lin').get(`/cases/${other.id}`)).json.severity).toBeNull();
  await grade(both.id, null);
});

test('a redrawn grid keeps its grade; a micro-grid has none of its own; whoever keeps no grids grades none', async () => {
  const { id } = await filed(town);
  await grade(id, 'B');
  const before = await gridOf(id);
  const redrawn = { id: newId(), boundary: before.boundary, crs: 'CGCS2000', asDrawn: true };
  const after = await town.as('admin').patch(`/grids/${before.id}`, { version: before.version, redrawn });
  expect(after.json).toMatchObject({ id: redrawn.id, areaGrade: 'B', followsId: before.id });
  const { grids } = (await town.as('admin').get(`/grids?areaId=${before.areaId}`)).json;
  const micro = grids.find(({ kind }: { kind: string }) => kind === 'micro');
  const refused = await town.as('admin').patch(`/grids/${micro.id}`, { version: micro.version, areaGrade: 'A' });
  expect(refused.json).toMatchObject({ type: '/problems/input-invalid', errors: [{ pointer: '/areaGrade' }] });
  const wrong = await town.as('admin').patch(`/grids/${redrawn.id}`, { version: after.json.version, areaGrade: 'D' });
  expect(wrong.json.errors).toMatchObject([{ pointer: '/areaGrade' }]);
  expect((await town.as('lin').patch(`/grids/${redrawn.id}`, { version: after.json.version, areaGrade: 'C' })).status).toBe(403); // prettier-ignore
});
