// Matters on the map by API: pins in scope, never a secret one, cells where they are too many, figures that open.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, dispatched, filed, mistakes, rows } from '../played-for-tests.ts';
import { MOST_PINS, cellAt, pinState } from './pins.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const grid = ground.grids['/yunting/jg/cw/g03/']!;
const micro = ground.grids['/yunting/jg/cw/g03/m01/']!;
const HERE = 'west=94.9&south=39.9&east=95.1&north=40.1&zoom=15';
const pinned = async (who: Parameters<Town['as']>[0], query = HERE) => {
  const reply = await town.as(who).get(`/map/cases?${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json as { total: number; pins: { id: string; state: string }[]; cells: { count: number }[] };
};
const idsOf = ({ pins }: { pins: { id: string }[] }) => pins.map(({ id }) => id);

test('an open matter is a pin where it is, for those who serve there and for nobody else', async () => {
  const { id, number } = await report(town.stranger());
  const { pins } = await pinned('lin');
  expect(pins).toContainEqual({
    id,
    number,
    summary: '3栋门前井盖松了，车一过就响',
    placeWords: null,
    status: 'collected',
    state: 'inHand',
    gridId: grid.id,
    reportedAt: town.now(),
    dueAt: null,
    longitude: 95.0055,
    latitude: 40.0015,
  });
  expect(idsOf(await pinned('zhou'))).toContain(id);
  expect(idsOf(await pinned('he'))).not.toContain(id);
  expect(idsOf(await pinned('jinDispatcher'))).not.toContain(id);
  expect((await town.as('roadReceiver').get(`/map/cases?${HERE}`)).status).toBe(403);
  expect((await town.stranger().get(`/map/cases?${HERE}`)).status).toBe(401);
});

test('a confidential or restricted matter is on no map, not even of those who may read it', async () => {
  const secret = await report(town.stranger(), { wantsSecrecy: true });
  const smoke = await filed(town, {}, 'kitchenSmoke');
  const violence = await filed(town, {}, 'domesticViolence');
  for (const who of ['guo', 'streetChief', 'lin', 'luo'] as const) {
    const seen = idsOf(await pinned(who));
    expect(seen.filter((id) => [secret.id, smoke.id, violence.id].includes(id))).toEqual([]);
  }
  const before = await pinned('guo');
  await rows(town, "update d_yunting.cases set secrecy = 'open' where id = $1", [smoke.id]);
  expect((await pinned('guo')).total).toBe(before.total + 1);
});

test('a complaint about somebody is no pin for that person', async () => {
  const complaint = await report(town.stranger());
  await rows(town, 'update d_yunting.cases set about_account_id = $2 where id = $1', [
    complaint.id,
    ground.people.zhou.id,
  ]);
  expect(idsOf(await pinned('zhou'))).not.toContain(complaint.id);
  expect(idsOf(await pinned('luo'))).toContain(complaint.id);
});

test('urgent, overdue and in hand are told apart, and asked for apart; what is closed is no pin', async () => {
  const urgent = await report(town.stranger(), { words: '3栋门口有股煤气味，好像漏气了' });
  const late = await dispatched(town);
  const done = await closed(town);
  town.pass(6 * 24 * 60);
  const states = new Map((await pinned('lin')).pins.map(({ id, state }) => [id, state]));
  expect([states.get(urgent.id), states.get(late.id), states.get(done.id)]).toEqual(['urgent', 'overdue', undefined]);
  expect(idsOf(await pinned('lin', `${HERE}&states=overdue`))).toContain(late.id);
  expect(idsOf(await pinned('lin', `${HERE}&states=urgent,inHand`))).not.toContain(late.id);
  expect((await town.as('lin').get(`/map/cases?${HERE}&states=green`)).json.errors).toMatchObject([
    { pointer: '/states/0' },
  ]);
});

test('a box holds what lies in it and no more', async () => {
  const { id } = await report(town.stranger());
  expect(idsOf(await pinned('guo', 'west=95.0055&south=40.0015&east=95.0055&north=40.0015&zoom=20'))).toContain(id);
  expect(idsOf(await pinned('guo', 'west=95.0056&south=40&east=95.1&north=40.1&zoom=20'))).not.toContain(id);
  expect(idsOf(await pinned('guo', 'west=95&south=40.0016&east=95.1&north=40.1&zoom=20'))).not.toContain(id);
  expect((await town.as('guo').get('/map/cases?west=95&south=40&east=999&zoom=1')).json.errors).toHaveLength(2);
});

test('too many are counted in cells, in scope and without secret ones', async () => {
  await rows(
    town,
    `insert into d_yunting.cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, reported_at, longitude, latitude)
     select gen_random_uuid(), 'map' || n, 'problem', case when n > 2600 then 'confidential' else 'open' end, n <= 10, '路灯', 'filed', 'street',
       case when n > 2500 then '/yunting/jt/' else '/yunting/jg/' end, gen_random_uuid(), $1::timestamptz, 110 + n % 10 * 0.01, 30
     from generate_series(1, 2700) as n`,
    [town.now()],
  );
  const box = 'west=109.9&south=29.9&east=110.2&north=30.1';
  const whole = await pinned('guo', `${box}&zoom=12`);
  expect(whole.pins).toEqual([]);
  expect(whole.total).toBe(2600);
  expect(whole.cells.length).toBeGreaterThan(3);
  expect(whole.cells.reduce((sum, { count }) => sum + count, 0)).toBe(2600);
  expect(await pinned('lin', `${box}&zoom=12`)).toMatchObject({ total: 2500 });
  const complaints = "update d_yunting.cases set about_account_id = $1 where number in ('map11', 'map12', 'map13')";
  await rows(town, complaints, [ground.people.lin.id]);
  expect(await pinned('lin', `${box}&zoom=12`)).toMatchObject({ total: 2497 });
  expect(await pinned('guo', `${box}&zoom=12`)).toMatchObject({ total: 2600 });
  expect((await pinned('jinDispatcher', `${box}&zoom=12`)).pins).toHaveLength(100);
  expect((await pinned('guo', `${box}&zoom=12&states=urgent`)).pins).toHaveLength(10);
  expect((await pinned('guo', `${box}&zoom=2`)).cells).toHaveLength(1);
  expect(MOST_PINS).toBe(2_000);
}, 30_000);

test('the figures of a grid are those of its list: in hand, overdue, this month; a micro-grid counts its own', async () => {
  const figures = async (query: string, who: Parameters<Town['as']>[0] = 'lin') =>
    (await town.as(who).get(`/map/case-figures?${query}`)).json;
  const before = await figures(`gridId=${grid.id}`);
  expect(before.monthFrom).toBe('2026-10-31T16:00:00.000Z');
  await report(town.stranger());
  await report(town.stranger(), { place: { ...ground.pointInMicro, crs: 'CGCS2000' } });
  const after = await figures(`gridId=${grid.id}`);
  expect(after.open.count - before.open.count).toBe(2);
  expect(after.thisMonth.count - before.thisMonth.count).toBe(2);
  expect(after.overdue).toEqual(before.overdue);
  expect(after.overdue.count).toBeGreaterThan(0);

  const own = await figures(`gridId=${grid.id}&microGridId=${micro.id}`);
  expect(own).toMatchObject({ open: { count: 1, isMore: false }, thisMonth: { count: 1, isMore: false } });
  expect((await figures(`gridId=${grid.id}`, 'jinDispatcher')).open.count).toBe(0);
  expect((await town.as('lin').get('/map/case-figures')).status).toBe(422);
  expect((await town.as('lin').get(`/map/case-figures?gridId=${newId()}&streetId=${newId()}`)).status).toBe(422);
});

test('more than a thousand are said to be more', async () => {
  const street = newId();
  await rows(
    town,
    `insert into d_yunting.cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, reported_at)
     select gen_random_uuid(), 'many' || n, 'problem', 'open', false, '路灯', 'filed', 'street', '/yunting/jg/', $2, $1::timestamptz
     from generate_series(1, 1001) as n`,
    [town.now(), street],
  );
  const { json } = await town.as('lin').get(`/map/case-figures?streetId=${street}`);
  expect(json.open).toEqual({ count: 1000, isMore: true });
});

test('the state of a pin, and cells that are square on the screen', () => {
  const now = '2026-11-19T01:14:00.000Z';
  expect(pinState({ isUrgent: true, dueAt: '2026-11-01T00:00:00.000Z' }, now)).toBe('urgent');
  expect(pinState({ isUrgent: false, dueAt: now }, now)).toBe('inHand');
  const { width, height } = cellAt(10, 60);
  expect(width).toBeCloseTo(0.0879, 4);
  expect(height / width).toBeCloseTo(0.5, 10);
});
