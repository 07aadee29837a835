// Versions of a class through HTTP: one waits for its day, none overlaps, and a case keeps the one it was filed under.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { filed, road, rows } from '../cases/played-for-tests.ts';
import { bringIntoForce } from './actions.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const DAY_MIN = 24 * 60;
const hours = (amount: number) => ({ amount, unit: 'workHour' });

async function next(code: string, extra: Record<string, unknown>) {
  const { versions } = (await town.as('admin').get(`/catalogue/${code}/versions`)).json;
  const { validFrom: _, validTo: __, state: ___, code: ____, ...fields } = versions[0];
  return town.as('admin').put(`/catalogue/${code}`, { ...fields, id: newId(), ...extra });
}
const history = async (code: string) =>
  (await town.as('zhou').get(`/catalogue/${code}/versions`)).json.versions.map(
    (each: { version: number; state: string; validFrom: string; validTo: string | null }) =>
      `${each.version} ${each.state} ${each.validFrom}–${each.validTo ?? ''}`,
  );
const limitOf = async (code: string) => (await town.as('zhou').get(`/catalogue/${code}`)).json.limit;

test('a version from a later day waits: the one before stays in force until then, and ends the day before', async () => {
  expect((await next('stairLamp', { limit: hours(6), validFrom: '2026-11-21', stages: [] })).json).toMatchObject({ version: 2, limit: hours(6) }); // prettier-ignore
  expect(await history('stairLamp')).toEqual(['2 waiting 2026-11-21–', '1 inForce 2026-01-01–2026-11-20']);
  expect(await limitOf('stairLamp')).toEqual({ amount: 2, unit: 'workDay' });
  town.pass(2 * DAY_MIN);
  await bringIntoForce(town.context());
  await bringIntoForce(town.context());
  expect(await limitOf('stairLamp')).toEqual(hours(6));
  expect(await history('stairLamp')).toEqual(['2 inForce 2026-11-21–', '1 past 2026-01-01–2026-11-20']);
  town.pass(-2 * DAY_MIN);
});

test('a version that would be valid together with another is refused with the days of that one, and nothing is lost', async () => {
  await next('looseCable', { limit: hours(5), stages: [], validFrom: '2026-11-19', validTo: '2026-12-31' });
  const before = await history('looseCable');
  const reply = await next('looseCable', { limit: hours(9), stages: [], validFrom: '2026-12-01', validTo: null });
  expect(reply).toMatchObject({
    status: 409,
    json: { type: '/problems/versions-overlap', version: 2, validFrom: '2026-11-19', validTo: '2026-12-31' },
  });
  expect(await history('looseCable')).toEqual(before);
  expect((await next('looseCable', { validFrom: '2027-01-01', validTo: null })).json).toMatchObject({ version: 3 });
});

test('parents that lead back, stages twice, and negative limits are named', async () => {
  expect((await next('litter', { parentCode: 'manholeCover' })).json).toMatchObject({ version: 2 });
  const cycle = await next('manholeCover', { parentCode: 'litter' });
  expect(cycle.json).toMatchObject({ type: '/problems/input-invalid', errors: [{ pointer: '/parentCode' }] });
  expect(cycle.json.errors[0].detail).toContain('manholeCover → litter → manholeCover');
  const stage = { code: 'stop', name: '停止', limit: hours(4) };
  const wrong = await next('litter', { limit: hours(-4), stages: [stage, stage] });
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(expect.arrayContaining(['/limit/amount', '/stages'])); // prettier-ignore
  const differs = await next('litter', { limit: hours(9), stages: [stage] });
  expect(differs.json.errors).toMatchObject([{ pointer: '/stages' }]);
});

test('a case keeps the version it was filed under', async () => {
  const { id } = await filed(town);
  await next('manholeCover', { limit: hours(1), stages: [] });
  const later = await filed(town);
  const dueOf = async (caseId: string) => {
    await move(town, 'lin', caseId, 'dispatch', { organisationId: road.id, newWorkOrderId: newId() });
    const [order] = await rows(town, 'select clock_unit, class_version from d_yunting.work_orders join d_yunting.cases on cases.id = case_id where case_id = $1', [caseId]); // prettier-ignore
    return order;
  };
  expect(await dueOf(id)).toMatchObject({ clock_unit: 'workDay', class_version: 1 });
  expect(await dueOf(later.id)).toMatchObject({ clock_unit: 'workHour', class_version: 2 });
});
