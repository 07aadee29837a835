// 演示时钟: it moves what happens in a demo district ahead, and nothing else; a real district has none.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { nowIn, readClock } from '#platform/district-clock.ts';
import { newId } from '#shared/ids.ts';
import { minutesBetween } from '#shared/time.ts';

import { move, report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Client, Reply, Town } from '../../../test/town.ts';
import { createApp } from '../../app.ts';
import { dispatched } from '../cases/played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

async function step(who: Client, name: string, fields: Record<string, unknown> = {}): Promise<Reply> {
  const { aheadMs } = (await town.stranger().get('/demo-clock')).json;
  return who.post('/demo-clock', { id: newId(), step: name, seenAheadMs: aheadMs, ...fields });
}

async function inDatabase(text: string, parameters: readonly unknown[] = []): Promise<any[]> {
  return (await town.database.asOwner((connection) => connection.query(text, parameters))).rows;
}

/** Every test begins where the real time stands. */
async function putBack(): Promise<void> {
  await inDatabase('delete from shared.demo_districts');
}
afterEach(putBack);

test('moved two hours ahead, the district goes by it: the state, the head of answers, and what is reported then', async () => {
  const before = await town.stranger().get('/demo-clock');
  expect(before.json).toEqual({ now: town.now(), aheadMs: 0, isBeingRemade: false, remadeAt: null });
  const moved = await step(town.as('zhou'), 'twoHours');
  expect(moved, moved.text).toMatchObject({ status: 200, json: { aheadMs: 7_200_000 } });
  expect(minutesBetween(town.now(), moved.json.now)).toBe(120);
  const told = await report(town.stranger());
  const [row] = await inDatabase('select reported_at from d_yunting.cases where id = $1', [told.id]);
  expect(row.reported_at).toBe(moved.json.now);
  const { headers } = await town.stranger().get('/district');
  expect(headers['x-gezhi-demo']).toBe(`now=${moved.json.now}; ahead=7200000; made=`);
});

test('what falls due by the move falls due: timers fire and the order stands as late', async () => {
  const { id, orderId } = await dispatched(town);
  await town.settled();
  const [order] = await inDatabase('select due_at from d_yunting.work_orders where id = $1', [orderId]);
  expect(order.due_at > town.now()).toBe(true);
  const late = () =>
    inDatabase("select body from d_yunting.facts where name = 'workOrder.due' and body->>'caseId' = $1", [id]);
  expect(await late()).toEqual([]);
  for (let days = 0; days < 5; days += 1) expect((await step(town.as('zhou'), 'nextWorkingDay')).status).toBe(200);
  await town.settled();
  expect(await late()).toHaveLength(1);
  const { json } = await town.as('lin').get(`/cases/${id}`);
  expect(json.orders[0].dueAt < (await town.stranger().get('/demo-clock')).json.now).toBe(true);
  // A move after it is later than everything before.
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId });
  const times = await inDatabase('select at from d_yunting.case_moves where case_id = $1 order by seq', [id]);
  const at = times.map((each) => each.at);
  expect(at).toEqual(at.toSorted());
  expect(minutesBetween(town.now(), at.at(-1))).toBeGreaterThan(1_000);
});

test('the other district, the city and everybody’s session go on by the real time', async () => {
  for (let days = 0; days < 20; days += 1) await step(town.as('zhou'), 'nextWorkingDay');
  expect((await town.stranger(town.otherDistrict).get('/demo-clock')).json).toMatchObject({
    now: town.now(),
    aheadMs: 0,
  });
  const told = await report(town.stranger(town.otherDistrict), {
    place: { longitude: 82.86, latitude: 39.01, crs: 'CGCS2000' },
  });
  const [row] = await inDatabase('select reported_at from d_chengan.cases where id = $1', [told.id]);
  expect(row.reported_at).toBe(town.now());

  // A session that idles out after a while is awake: nobody was away for twenty days.
  await inDatabase(
    'update shared.sessions set idle_minutes = 60, seen_at = $1 where account_id = (select account_id from shared.sessions limit 1)',
    [town.now()],
  );
  expect((await town.as('zhou').get('/my-grants')).status).toBe(200);
  const [seen] = await inDatabase('select max(seen_at) as seen, max(created_at) as made from shared.sessions');
  expect(seen.seen <= town.now()).toBe(true);

  // A wrong look-up is counted by the real time: nobody is locked out until the moved clock.
  await town.stranger().post('/case-lookups', { number: '261119000001', queryCode: '0000' });
  const counted = await inDatabase('select blocked_until, first_at from shared.attempts');
  expect(counted.length).toBeGreaterThan(0);
  expect(
    counted.filter(
      ({ first_at, blocked_until }) => first_at > town.now() || minutesBetween(town.now(), blocked_until) > 60,
    ),
  ).toEqual([]);
});

test('it is kept in the database: another process answers by it at once', async () => {
  const { json } = await step(town.as('lin'), 'halfHour');
  const { server } = await createApp({ ...town.platform });
  await server.ready();
  const reply = await server.inject({ method: 'GET', url: '/api/yunting/demo-clock' });
  await server.close();
  expect(reply.json()).toEqual(json);
});

test('the same move sent twice is one; one decided on what was moved meanwhile is refused', async () => {
  const body = { id: newId(), step: 'halfHour', seenAheadMs: 0 };
  const first = await town.as('zhou').post('/demo-clock', body);
  expect((await town.as('zhou').post('/demo-clock', body)).json).toEqual(first.json);
  const second = await town.as('lin').post('/demo-clock', { ...body, id: newId() });
  expect(second).toMatchObject({ status: 409, json: { type: '/problems/changed-meanwhile', aheadMs: 1_800_000 } });
  expect((await town.stranger().get('/demo-clock')).json.aheadMs).toBe(1_800_000);
});

test('it goes two months ahead and no further, and never back', async () => {
  await step(town.as('zhou'), 'halfHour');
  await inDatabase('update shared.demo_districts set ahead_ms = $1', [60 * 24 * 3_600_000 - 60_000]);
  expect((await step(town.as('zhou'), 'halfHour')).json).toMatchObject({ type: '/problems/demo-clock-at-end' });
  expect((await step(town.as('zhou'), 'yesterday')).status).toBe(422);
  expect((await step(town.as('zhou'), 'halfHour', { seenAheadMs: -1 })).status).toBe(422);
  await expect(inDatabase('update shared.demo_districts set ahead_ms = -1')).rejects.toThrow(
    'demo_districts_only_forward',
  );
});

test('who is signed in and serves in the demo may move it; it is noted who did', async () => {
  expect((await step(town.stranger(), 'halfHour')).status).toBe(401);
  expect((await step(town.as('otherDispatcher'), 'halfHour')).status).toBe(401);
  expect((await step(town.as('zhou'), 'halfHour')).status).toBe(200);
  const trail = await inDatabase(
    "select actor_id, codes, at from d_yunting.audit where act = 'demo.moveClock' order by id desc limit 1",
  );
  expect(trail).toMatchObject([{ codes: { step: 'halfHour', aheadMs: 1_800_000 }, at: town.now() }]);
  expect(trail[0].actor_id).toMatch(/^[0-9a-f-]{36}$/);
});

test('a real district has no clock of its own: not by the address, not by the reader, not by the database', async () => {
  await step(town.as('zhou'), 'twoHours');
  // Whoever asks about the very same row as about a real district is told the real time.
  const asReal = { ...town.district, isDemo: false };
  expect(await nowIn(town.platform, asReal)).toBe(town.now());
  expect(await readClock(town.platform, town.district)).toMatchObject({ aheadMs: 7_200_000 });
  // While it has a moved clock, a demo cannot be declared real.
  const declareReal = () => inDatabase("update shared.districts set is_demo = false where key = 'yunting'");
  await expect(declareReal()).rejects.toThrow('demo_districts_district');
  await putBack();

  await declareReal();
  const insert = (isDemo: boolean) =>
    inDatabase(
      "insert into shared.demo_districts (district_id, is_demo, ahead_ms) select id, $1, 60000 from shared.districts where key = 'yunting'",
      [isDemo],
    );
  await expect(insert(true)).rejects.toThrow('demo_districts_district');
  await expect(insert(false)).rejects.toThrow('demo_districts_only_demo');
  const { server } = await createApp(town.platform);
  await server.ready();
  const authorization = { authorization: `Bearer ${'x'.repeat(43)}` };
  const read = await server.inject({ method: 'GET', url: '/api/yunting/demo-clock' });
  expect([read.statusCode, read.headers['x-gezhi-demo']]).toEqual([404, undefined]);
  const moved = await server.inject({
    method: 'POST',
    url: '/api/yunting/demo-clock',
    headers: authorization,
    payload: { id: newId(), step: 'halfHour', seenAheadMs: 0 },
  });
  expect([401, 404]).toContain(moved.statusCode);
  await server.close();
  await inDatabase("update shared.districts set is_demo = true where key = 'yunting'");
});

test('the next working day begins at 9:30 and jumps over a week-end and days off', async () => {
  town.setClock('2026-11-20T09:00:00.000Z'); // Friday, 17:00
  expect((await step(town.as('zhou'), 'nextWorkingDay')).json.now).toBe('2026-11-23T01:30:00.000Z');
  await putBack();
  await inDatabase(
    "insert into d_yunting.work_calendar (day, kind, source) values ('2026-11-23', 'holiday', 'test') on conflict do nothing",
  );
  expect((await step(town.as('zhou'), 'nextWorkingDay')).json.now).toBe('2026-11-24T01:30:00.000Z');
  expect((await step(town.as('zhou'), 'halfHour')).json.now).toBe('2026-11-24T02:00:00.000Z');
  await inDatabase("delete from d_yunting.work_calendar where day = '2026-11-23'");
  await putBack();
});
