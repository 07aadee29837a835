// 受理台 by HTTP: each post finds its own in each pool, counted exactly, and nobody another's.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { dispatched, fedBack, filed, mistakes, property, road, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

interface Row {
  id: string;
  dueAt: string | null;
  organisationName: string | null;
  sendBackReason: string | null;
  isNotTrue: boolean;
}
interface Pool {
  rows: Row[];
  counts: { pool: string; count: number; isMore: boolean }[];
  isComplete: boolean;
}

async function poolOf(who: PersonName, pool: string, query = ''): Promise<Pool> {
  const reply = await town.as(who).get(`/intake/${pool}${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
}
const rowIn = async (who: PersonName, pool: string, id: string) =>
  (await poolOf(who, pool)).rows.find((row) => row.id === id);
const countOf = ({ counts }: Pool, pool: string) => counts.find((each) => each.pool === pool)?.count;

/** Held by the street after two steps up. */
async function atStreet(words = '路边护栏被撞歪'): Promise<{ id: string; number: string }> {
  const played = await report(town.stranger(), { words });
  await move(town, 'zhou', played.id, 'escalate', { reason: 'beyondPowers' });
  await move(town, 'luo', played.id, 'escalate', { reason: 'beyondPowers' });
  return played;
}

test('a matter goes through the pools of those who hold it, one after the other, and is counted in one at a time', async () => {
  const before = await poolOf('lin', 'toAccept');
  const { id } = await atStreet();
  const taken = await poolOf('lin', 'toAccept');
  expect(taken.rows.map((row) => row.id)).toContain(id);
  expect(countOf(taken, 'toAccept')).toBe((countOf(before, 'toAccept') ?? 0) + 1);
  expect(taken.rows).toHaveLength(countOf(taken, 'toAccept') ?? -1);
  expect(await rowIn('luo', 'toAccept', id)).toBeUndefined();

  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  expect(await rowIn('lin', 'toAccept', id)).toBeUndefined();
  expect(await rowIn('lin', 'toDispatch', id)).toMatchObject({
    stage: 'dispatch',
    since: town.now(),
    organisationName: null,
  });

  const orderId = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  expect(await rowIn('lin', 'toDispatch', id)).toBeUndefined();
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'], words: '好了' });
  expect(await rowIn('lin', 'toVerify', id)).toMatchObject({ organisationName: road.name });
  expect(await rowIn('lin', 'toClose', id)).toBeUndefined();
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect(await rowIn('lin', 'toVerify', id)).toBeUndefined();
  expect(await rowIn('lin', 'toClose', id)).toMatchObject({ organisationName: road.name });
  await move(town, 'lin', id, 'close');
  expect(await rowIn('lin', 'toClose', id)).toBeUndefined();
});

test('found untrue on site it stands in 核实 with that, at the level that holds it', async () => {
  const { id } = await atStreet();
  await move(town, 'zhou', id, 'confirm', { outcome: 'notTrue', reason: 'nothingThere' });
  expect(await rowIn('lin', 'confirming', id)).toMatchObject({ isNotTrue: true });
  expect(await rowIn('lin', 'toAccept', id)).toBeUndefined();
});

test('what the grid holds is its worker’s; without a worker in post it waits at the community', async () => {
  const { id } = await report(town.stranger());
  expect(await rowIn('shen', 'toAccept', id)).toBeUndefined();
  expect(await rowIn('lin', 'toAccept', id)).toBeUndefined();
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [ground.people.zhou.id]);
  expect(await rowIn('shen', 'toAccept', id)).toBeDefined();
  expect(await rowIn('luo', 'toAccept', id)).toBeDefined();
  expect(await rowIn('lin', 'toAccept', id)).toBeUndefined();
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [ground.people.zhou.id]);
  expect(await rowIn('shen', 'toAccept', id)).toBeUndefined();
});

test('a send-back waits for the chief who may decide its reason, and for no dispatcher', async () => {
  const missing = await dispatched(town);
  const duty = await dispatched(town);
  const sendBack = (order: { id: string; orderId: string }, sendBackReason: string) =>
    move(town, 'roadReceiver', order.id, 'sendBack', { workOrderId: order.orderId, sendBackReason, words: '请看' });
  await sendBack(missing, 'informationMissing');
  await sendBack(duty, 'otherDuty');
  expect(await rowIn('streetChief', 'toDecide', missing.id)).toMatchObject({ sendBackReason: 'informationMissing' });
  expect(await rowIn('streetChief', 'toDecide', duty.id)).toBeUndefined();
  expect(await rowIn('guo', 'toDecide', duty.id)).toMatchObject({
    sendBackReason: 'otherDuty',
    organisationName: road.name,
  });
  expect((await poolOf('lin', 'toDecide')).rows).toEqual([]);
  expect((await poolOf('lin', 'toAccept')).counts.map(({ pool }) => pool)).not.toContain('toDecide');
  await move(town, 'guo', duty.id, 'approveSendBack', { workOrderId: duty.orderId });
  expect(await rowIn('guo', 'toDecide', duty.id)).toBeUndefined();
});

test('a dispatcher of another street, another community and another district finds none of it', async () => {
  const { id } = await atStreet();
  expect(await rowIn('jinDispatcher', 'toAccept', id)).toBeUndefined();
  expect(await rowIn('districtDispatcher', 'toAccept', id)).toBeUndefined();
  const other = await town.as('otherDispatcher', town.otherDistrict).get('/intake/toAccept');
  expect(other.json.rows).toEqual([]);
  for (const who of ['zhou', 'roadReceiver', 'callback', 'admin', 'nobody'] as const)
    expect((await town.as(who).get('/intake/toAccept')).status, who).toBe(403);
  expect((await town.stranger().get('/intake/toAccept')).status).toBe(401);
  expect((await town.as('lin').get('/intake/everything')).status).toBe(422);
});

test('a secret matter stands in no pool of somebody who may not see it', async () => {
  const { id } = await atStreet('有人反映一件要保密的事');
  await rows(town, "update d_yunting.cases set secrecy = 'restricted' where id = $1", [id]);
  expect(await rowIn('lin', 'toAccept', id)).toBeUndefined();
  expect(await rowIn('streetChief', 'toAccept', id)).toBeDefined();
  expect((await poolOf('lin', 'toAccept')).rows).toHaveLength(
    countOf(await poolOf('lin', 'toAccept'), 'toAccept') ?? -1,
  );
});

test('of changed cases only those that are in the pool are told', async () => {
  const [mine, gone] = [await atStreet(), await atStreet()];
  const grid = await report(town.stranger());
  await move(town, 'lin', gone.id, 'file', { classCode: 'manholeCover' });
  const { rows: told } = await poolOf('lin', 'toAccept', `?ids=${[mine.id, gone.id, grid.id].join(',')}`);
  expect(told.map(({ id }) => id)).toEqual([mine.id]);
  expect((await town.as('lin').get('/intake/toAccept?ids=none')).status).toBe(422);
});

test('two posts that lie in one another count nothing twice', async () => {
  const { id } = await atStreet();
  const postId = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, area_id, from_on, granted_at)
     select $1, $2, 'communityOfficer', path, id, '2026-01-01', now() from shared.areas where path = '/yunting/jg/cw/'`,
    [postId, ground.people.lin.id],
  );
  const held = await report(town.stranger());
  await move(town, 'zhou', held.id, 'escalate', { reason: 'beyondPowers' });
  const pool = await poolOf('lin', 'toAccept');
  await rows(town, 'update d_yunting.posts set ended_at = now() where id = $1', [postId]);
  expect(pool.rows.map((row) => row.id)).toEqual(expect.arrayContaining([id, held.id]));
  expect(pool.rows).toHaveLength(countOf(pool, 'toAccept') ?? -1);
  expect(new Set(pool.rows.map((row) => row.id)).size).toBe(pool.rows.length);
});

test('more than a thousand are said to be more, and listed all the same', async () => {
  await rows(
    town,
    `insert into d_yunting.cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, community_id,
       reported_at)
     select gen_random_uuid(), '24010' || (10000 + n), 'problem', 'open', false, '路灯不亮', 'collected', 'street', path, street_id,
       community_id, '2026-10-01T00:00:00Z'::timestamptz + n * interval '1 second'
     from d_yunting.grids, generate_series(1, 1100) as n where path = '/yunting/jt/rt/g01/' and valid_to is null`,
  );
  const pool = await poolOf('jinDispatcher', 'toAccept');
  expect(pool.counts.find((each) => each.pool === 'toAccept')).toEqual({ pool: 'toAccept', count: 1000, isMore: true });
  expect(pool.rows).toHaveLength(1100);
  expect(pool.isComplete).toBe(true);
  const due = pool.rows.map(({ dueAt }) => dueAt ?? '');
  expect(due).toEqual(due.toSorted());
});

test('whom a class is sent to is proposed by what was done here, and by the direct list before that', async () => {
  await rows(town, "delete from d_yunting.direct_list where class_code = 'stairLamp'");
  const first = await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
  const proposed = async (who: PersonName, id: string, query = '') =>
    (await town.as(who).get(`/cases/${id}/proposal${query}`)).json.organisation;
  expect(await proposed('lin', first.id)).toBeNull();
  for (let count = 0; count < 3; count += 1) {
    const { id } = await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
    await move(town, 'lin', id, 'dispatch', {
      organisationId: count === 0 ? road.id : property.id,
      newWorkOrderId: newId(),
    });
  }
  expect(await proposed('lin', first.id)).toEqual({
    id: property.id,
    name: property.name,
    because: 'usual',
    rule: null,
    clause: null,
    count: 2,
    of: 3,
  });
  const unsettled = await report(town.stranger(), { words: '楼道灯不亮' });
  expect(await proposed('lin', unsettled.id)).toBeNull();
  expect(await proposed('lin', unsettled.id, '?classCode=stairLamp')).toMatchObject({ id: property.id });
  await rows(
    town,
    `insert into d_yunting.direct_list (id, path, organisation_id, class_code) values (gen_random_uuid(), '/yunting/jg/', $1, 'stairLamp')`,
    [road.id],
  );
  expect(await proposed('lin', first.id)).toMatchObject({ id: road.id, because: 'listed', count: 1, of: 3 });
  expect((await rowOf(town, first.id)).status).toBe('filed');
});

test('nothing is proposed that is out of sight, closed, or what the complaint is about', async () => {
  const { id } = await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
  expect((await town.as('jinDispatcher').get(`/cases/${id}/proposal`)).status).toBe(404);
  expect((await town.as('roadReceiver').get(`/cases/${id}/proposal`)).status).toBe(403);
  await rows(town, 'update d_yunting.cases set about_organisation_id = $1 where id = $2', [road.id, id]);
  expect((await town.as('lin').get(`/cases/${id}/proposal`)).json.organisation).not.toMatchObject({ id: road.id });
});

test('who sees a case only because she was asked to verify it is proposed nothing for it', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(200);
  expect((await town.as('he').get(`/cases/${id}/proposal`)).status).toBe(404);
});

test('a case that is done by somebody else is not told as one’s own any more', async () => {
  const { id } = await fedBack(town);
  expect(await rowIn('lin', 'toVerify', id)).toBeDefined();
  await move(town, 'lin', id, 'returnToOrganisation', { reason: 'notRepaired' });
  expect(await rowIn('lin', 'toVerify', id)).toBeUndefined();
});
