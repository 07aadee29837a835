// The duty lists through HTTP, and what they refuse: what was taken back, what a street only supports, what is not admitted.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, tryMove } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { filed, road, rows } from '../cases/played-for-tests.ts';

let town: Town;
/** The office of the street, and its squad. */
const office = newId();
const squad = newId();
beforeAll(async () => {
  town = await openTown();
  const insert = 'insert into d_yunting.organisations (id, parent_id, kind, name, path, duty_phone) values ($1, $2, $3, $4, $5, $6)'; // prettier-ignore
  await rows(town, insert, [office, null, 'government', '旧港街道办事处', '/yunting/jg/', '10000008999']);
  await rows(town, insert, [squad, office, 'section', '旧港街道城管一中队', '/yunting/jg/', '10000008998']);
});
afterAll(() => town.close());

const item = (extra: Record<string, unknown> = {}) => ({
  id: newId(),
  version: 0,
  list: 'street',
  sort: 'basic',
  path: '/yunting/jg/',
  organisationId: road.id,
  classCode: 'manholeCover',
  name: '井盖养护',
  clause: '履职事项清单·上收第 3 项',
  source: '测试清单',
  ...extra,
});
const put = (id: string, body: unknown, by: PersonName = 'admin') => town.as(by).put(`/duty-items/${id}`, body);
const dispatch = (caseId: string, organisationId: string) =>
  tryMove(town, 'lin', caseId, 'dispatch', { organisationId, newWorkOrderId: newId() });
const proposed = async (caseId: string) => (await town.as('lin').get(`/cases/${caseId}/proposal`)).json.organisation;

test('an item is written once, changed by who has seen it, and withdrawn; who may not manage it reads it', async () => {
  const id = newId();
  const first = item({ sort: 'basic' });
  expect((await put(id, first)).json).toMatchObject({ id, version: 1, sort: 'basic' });
  expect((await put(id, first)).json).toMatchObject({ version: 1 });
  expect((await put(id, item({ version: 1, name: '井盖巡查' }))).json).toMatchObject({ version: 2, name: '井盖巡查' });
  expect((await put(id, item({ version: 1 }))).json).toMatchObject({ type: '/problems/changed-meanwhile', version: 2 });
  expect((await put(newId(), item(), 'lin')).status).toBe(403);
  expect((await town.as('lin').get('/duty-items')).json.items).toMatchObject([{ id, name: '井盖巡查' }]);
  expect((await town.as('otherAdmin', town.otherDistrict).get('/duty-items')).json.items).toEqual([]);
  expect((await town.as('admin').delete(`/duty-items/${id}?version=1`)).status).toBe(409);
  expect((await town.as('admin').delete(`/duty-items/${id}?version=2`)).json).toEqual({ id });
  expect((await town.as('lin').get('/duty-items')).json.items).toEqual([]);
});

test('every wrong field of an item is named', async () => {
  const wrong = await put(
    newId(),
    item({ organisationId: newId(), classCode: 'never', path: '/yunting/', sort: null }),
  );
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/organisationId',
    '/classCode',
    '/path',
    '/sort',
  ]);
  expect((await put(newId(), item({ list: 'asset' }))).json.errors).toMatchObject([{ pointer: '/sort' }]);
  expect((await put(newId(), item({ path: '/chengan/mt/' }))).json.errors).toMatchObject([{ pointer: '/path' }]);
});

test('what was taken back is not sent to the street, with the clause; the department that took it gets it', async () => {
  const id = newId();
  await put(id, item({ sort: 'takenBack' }));
  const { id: caseId } = await filed(town);
  expect(await dispatch(caseId, squad)).toMatchObject({
    status: 409,
    json: {
      type: '/problems/item-taken-back',
      clause: '履职事项清单·上收第 3 项',
      leadOrganisationId: road.id,
    },
  });
  expect(await proposed(caseId)).toMatchObject({ id: road.id, because: 'leadDepartment', rule: 'ownerFirst', clause: '履职事项清单·上收第 3 项' }); // prettier-ignore
  expect((await dispatch(caseId, road.id)).json).toMatchObject({ status: 'dispatched' });
  const asCoHandler = await tryMove(town, 'lin', caseId, 'addCoHandler', { organisationId: squad, newWorkOrderId: newId() }); // prettier-ignore
  expect(asCoHandler.json).toMatchObject({ type: '/problems/item-taken-back' });
  await town.as('admin').delete(`/duty-items/${id}?version=1`);
});

test('what was taken back while it is under way goes to no street by 改派 either, with the clause', async () => {
  const { id: caseId } = await filed(town);
  const first = newId();
  await move(town, 'lin', caseId, 'dispatch', { organisationId: road.id, newWorkOrderId: first });
  const id = newId();
  await put(id, item({ sort: 'takenBack' }));
  const again = { workOrderId: first, newWorkOrderId: newId(), reason: 'noCapacity' };
  const redispatch = (organisationId: string) =>
    tryMove(town, 'lin', caseId, 'redispatch', { ...again, organisationId });
  expect(await redispatch(squad)).toMatchObject({
    status: 409,
    json: { type: '/problems/item-taken-back', clause: '履职事项清单·上收第 3 项', leadOrganisationId: road.id },
  });
  expect((await redispatch(office)).json).toMatchObject({ type: '/problems/item-taken-back' });
  await town.as('admin').delete(`/duty-items/${id}?version=1`);
  expect((await redispatch(squad)).status).toBe(200);
});

test('what the street only supports is led by the department, with the street beside it', async () => {
  const id = newId();
  await put(id, item({ sort: 'support', clause: '配合第 17 项' }));
  const { id: caseId } = await filed(town);
  expect((await dispatch(caseId, squad)).json).toMatchObject({ type: '/problems/item-led-by-department', clause: '配合第 17 项' }); // prettier-ignore
  expect((await dispatch(caseId, road.id)).status).toBe(200);
  const beside = { organisationId: squad, newWorkOrderId: newId() };
  expect((await tryMove(town, 'lin', caseId, 'addCoHandler', beside)).status).toBe(200);
  await town.as('admin').delete(`/duty-items/${id}?version=1`);
});

test('an asset is proposed to its owner with the clause, before the territory', async () => {
  await put(newId(), item({ organisationId: squad, clause: '基本第 9 项' }));
  await put(newId(), item({ list: 'asset', sort: null, path: '/yunting/', clause: '权属台账 01' }));
  const { id } = await filed(town);
  expect(await proposed(id)).toMatchObject({
    id: road.id,
    because: 'owner',
    rule: 'ownerFirst',
    clause: '权属台账 01',
  });
});

test('a task from above of a class that is not admitted stays above the grid; what a resident says goes down', async () => {
  await rows(town, "update d_yunting.classes set is_admitted = false where code = 'litter'");
  const said = await filed(town, {}, 'litter');
  const task = await filed(town, {}, 'litter');
  await rows(town, "update d_yunting.case_reports set channel = 'superior' where case_id = $1", [task.id]);
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = any($1)", [[task.id, said.id]]);
  const down = { level: 'grid', words: '请看一下', dueAt: '2026-11-20T08:00:00.000Z' };
  expect((await tryMove(town, 'lin', task.id, 'handDown', down)).json).toMatchObject({ type: '/problems/item-not-admitted', classCode: 'litter' }); // prettier-ignore
  expect(await move(town, 'lin', said.id, 'handDown', down)).toMatchObject({ heldLevel: 'grid' });
  expect(await move(town, 'lin', task.id, 'handDown', { ...down, level: 'community' })).toMatchObject({ heldLevel: 'community' }); // prettier-ignore
});
