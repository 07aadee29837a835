// What waits for whom: each sees what is theirs and why, in the order of its time, and nobody what is somebody else's.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { dispatched, drawn, fedBack, filed, mistakes, road, rows, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

interface Item {
  case: { id: string };
  reason: string;
  act: string;
  group: string;
  dueAt: string | null;
  since: string;
  channel: string | null;
  organisationName: string | null;
}

async function workOf(
  who: PersonName,
): Promise<{ items: Item[]; watched: Item[]; nextDue: unknown; isServiceTimeNow: boolean }> {
  const reply = await town.as(who).get('/my-work');
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
}

async function itemOf(who: PersonName, caseId: string): Promise<Item | undefined> {
  return (await workOf(who)).items.find((item) => item.case.id === caseId);
}

test('a new voice waits for the worker of its grid, until the moment the resident was told', async () => {
  const reply = await town.stranger().post('/cases', {
    id: newId(),
    reportId: newId(),
    secret: 'a'.repeat(30),
    words: '3栋门前井盖松了',
    place: { ...ground.pointInG03, crs: 'CGCS2000' },
  });
  const item = await itemOf('zhou', reply.json.id);
  expect(item).toMatchObject({ reason: 'look', act: 'confirm', channel: 'scan', dueAt: reply.json.seenBy });
  for (const other of ['he', 'tang', 'wu', 'luo', 'lin', 'ma', 'roadReceiver'] as const)
    expect(await itemOf(other, reply.json.id), other).toBeUndefined();
});

test('urgent is 马上, due today is 今天, due on another day is 可以晚一点', async () => {
  const urgent = await report(town.stranger(), { words: '楼道里漏气了' });
  const today = await report(town.stranger());
  town.setClock('2026-11-19T08:30:00.000Z');
  const later = await report(town.stranger());
  town.setClock('2026-11-19T02:00:00.000Z');
  expect((await itemOf('zhou', urgent.id))?.group).toBe('now');
  expect((await itemOf('zhou', today.id))?.group).toBe('today');
  expect((await itemOf('zhou', later.id))?.group).toBe('later');
  const groups = (await workOf('zhou')).items.map(({ group }) => group);
  expect(groups).toEqual(groups.toSorted((one, other) => 'ntl'.indexOf(one[0]!) - 'ntl'.indexOf(other[0]!)));
});

test('said to be done, it waits for the worker to verify, not for the lead; verified, for the lead to close', async () => {
  const { id } = await fedBack(town);
  expect(await itemOf('zhou', id)).toMatchObject({ reason: 'verify', act: 'verify', organisationName: road.name });
  expect(await itemOf('luo', id)).toBeUndefined();
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect(await itemOf('zhou', id)).toBeUndefined();
});

test('what the grid had an organisation do is closed by the community once it is verified', async () => {
  const { id } = await report(town.stranger());
  const orderId = newId();
  await move(town, 'zhou', id, 'dispatchDirect', {
    classCode: 'pipeBurst',
    organisationId: ground.organisation('waterCrew2').id,
    newWorkOrderId: orderId,
  });
  await rows(town, "update d_yunting.work_orders set status = 'feedback', clock_stopped_at = now() where id = $1", [
    orderId,
  ]);
  await rows(town, "update d_yunting.cases set status = 'feedback' where id = $1", [id]);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect(await itemOf('luo', id)).toMatchObject({ reason: 'close', act: 'close' });
  expect(await itemOf('lin', id)).toBeUndefined();
});

test('who handled it is not asked to verify it', async () => {
  const { id } = await fedBack(town);
  await rows(town, 'update d_yunting.work_orders set handler_account_ids = $1 where case_id = $2', [
    [ground.people.zhou.id],
    id,
  ]);
  expect(await itemOf('zhou', id)).toBeUndefined();
});

test('asked by name, a neighbour who helps finds it, and nothing of the worker’s list', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: ground.people.wu.id });
  expect((await workOf('wu')).items.map(({ reason }) => reason)).toEqual(['askedToVerify']);
  expect(await itemOf('zhou', id)).toBeUndefined();
});

test('handed down to the micro-grid it is asked of the member; what the member said herself waits for the worker', async () => {
  const place = { ...ground.pointInMicro, crs: 'CGCS2000' };
  const own = await report(town.as('wu'), { place });
  expect(await itemOf('wu', own.id)).toBeUndefined();
  expect(await itemOf('zhou', own.id)).toMatchObject({ reason: 'look', channel: 'microGridMember' });
  const asked = await report(town.stranger(), { place });
  await move(town, 'zhou', asked.id, 'escalate', { reason: 'beyondPowers' });
  await move(town, 'luo', asked.id, 'handDown', {
    level: 'microGrid',
    words: '请看看灯亮了没有',
    dueAt: '2026-11-19T09:00:00.000Z',
  });
  expect(await itemOf('wu', asked.id)).toMatchObject({ reason: 'help', dueAt: '2026-11-19T09:00:00.000Z' });
});

test('reported up, it waits for the community; said to be untrue, the community decides', async () => {
  const { id } = await report(town.stranger());
  await move(town, 'zhou', id, 'escalate', { reason: 'beyondPowers' });
  expect(await itemOf('zhou', id)).toBeUndefined();
  expect(await itemOf('luo', id)).toMatchObject({ reason: 'decide', act: 'file' });
  expect(await itemOf('shen', id)).toMatchObject({ reason: 'decide' });
  expect(await itemOf('lin', id)).toBeUndefined();
  const untrue = await report(town.stranger());
  await move(town, 'zhou', untrue.id, 'confirm', { outcome: 'notTrue', words: '没有找到' });
  expect(await itemOf('luo', untrue.id)).toMatchObject({ reason: 'decideNotTrue', act: 'reject' });
});

test('the street finds what it holds: to dispatch, and send-backs to decide', async () => {
  const { id } = await filed(town);
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [id]);
  expect(await itemOf('lin', id)).toMatchObject({ reason: 'dispatch', act: 'dispatch' });
  const sent = await signed(town);
  await move(town, 'roadReceiver', sent.id, 'sendBack', {
    workOrderId: sent.orderId,
    sendBackReason: 'duplicate',
    words: '昨天已经报过',
  });
  expect(await itemOf('streetChief', sent.id)).toMatchObject({ reason: 'decideSendBack' });
  expect(await itemOf('lin', sent.id)).toBeUndefined();
});

test('a send-back only the district decides waits for the district’s duty chief, though the street holds the case', async () => {
  const sent = await signed(town);
  await move(town, 'roadReceiver', sent.id, 'sendBack', {
    workOrderId: sent.orderId,
    sendBackReason: 'ownershipUnclear',
    words: '这条路还没有移交',
  });
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [sent.id]);
  expect(await itemOf('guo', sent.id)).toMatchObject({ reason: 'decideSendBack', act: 'approveSendBack' });
  for (const other of ['streetChief', 'lin', 'districtDispatcher', 'jinDispatcher'] as const)
    expect(await itemOf(other, sent.id), other).toBeUndefined();
  const ordinary = await signed(town);
  await move(town, 'roadReceiver', ordinary.id, 'sendBack', {
    workOrderId: ordinary.orderId,
    sendBackReason: 'duplicate',
    words: '昨天已经报过',
  });
  expect(await itemOf('guo', ordinary.id), 'what the street decides is not the district’s list').toBeUndefined();
});

test('who was asked to verify and has left: it waits for the worker of the grid again', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  expect(await itemOf('zhou', id)).toBeUndefined();
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [ground.people.he.id]);
  expect(await itemOf('zhou', id)).toMatchObject({ reason: 'verify' });
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [ground.people.he.id]);
});

test('what falls to the lead while a post is empty says so; what falls due next is told when nothing waits', async () => {
  const { id } = await report(town.stranger());
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [ground.people.zhou.id]);
  expect(await itemOf('luo', id)).toMatchObject({ reason: 'look', isActing: true });
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [ground.people.zhou.id]);
  expect(await itemOf('zhou', id)).toMatchObject({ isActing: false });
  const sent = await dispatched(town);
  await rows(
    town,
    "update d_yunting.cases set held_level = 'community', due_at = '2026-11-19T01:30:00Z' where id = $1",
    [sent.id],
  );
  expect((await workOf('luo')).nextDue).toMatchObject({ id: sent.id, dueAt: '2026-11-19T01:30:00.000Z' });
});

test('a deputy has nothing while the principal is in post, and all of it afterwards', async () => {
  const { id } = await report(town.stranger());
  const deputy = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, grid_id, deputy_of, from_on, granted_at)
     values ($1, $2, 'gridWorker', '/yunting/jg/cw/g03/', $3, $4, '2026-01-01', now())`,
    [deputy, ground.people.he.id, ground.grids['/yunting/jg/cw/g03/']!.id, ground.people.zhou.posts[0]!.id],
  );
  expect(await itemOf('he', id)).toBeUndefined();
  await rows(town, 'update d_yunting.posts set ended_at = now() where id = $1', [ground.people.zhou.posts[0]!.id]);
  expect(await itemOf('he', id)).toMatchObject({ reason: 'look' });
  await rows(town, 'delete from d_yunting.posts where id = $1', [deputy]);
  expect(await itemOf('luo', id), 'an empty post').toMatchObject({ reason: 'look' });
  await rows(town, 'update d_yunting.posts set ended_at = null where id = $1', [ground.people.zhou.posts[0]!.id]);
  expect(await itemOf('luo', id)).toBeUndefined();
});

test('soon due at an organisation, the community keeps an eye on it; the worker is not told of it', async () => {
  const { id } = await dispatched(town);
  await rows(
    town,
    "update d_yunting.cases set held_level = 'community', due_at = '2026-11-19T05:00:00Z' where id = $1",
    [id],
  );
  expect((await workOf('luo')).watched.map((item) => item.case.id)).toContain(id);
  expect((await workOf('zhou')).watched).toEqual([]);
  await rows(town, "update d_yunting.cases set due_at = '2026-11-25T05:00:00Z' where id = $1", [id]);
  expect((await workOf('luo')).watched.map((item) => item.case.id)).not.toContain(id);
});

test('a closed case that was drawn waits for whoever re-checks, without the first answer', async () => {
  const { id, link } = await drawn(town);
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: false, manner: 'poor' });
  const item = (await itemOf('callback', id)) as any;
  expect(item).toMatchObject({ reason: 'recheck', act: 'recheck' });
  expect(item.case).toMatchObject({ isSolved: null, manner: null });
  expect(await itemOf('zhou', id)).toBeUndefined();
});

test('a confidential matter waits for nobody who may not see it', async () => {
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  expect(await itemOf('zhou', id)).toBeUndefined();
  expect((await town.as('zhou').get('/my-work')).text).not.toContain(id);
});

test('at night it says that nobody is on service', async () => {
  expect((await workOf('zhou')).isServiceTimeNow).toBe(true);
  town.setClock('2026-11-19T16:00:00.000Z');
  expect((await workOf('zhou')).isServiceTimeNow).toBe(false);
});

test('everything proposed may be done', async () => {
  for (const who of ['zhou', 'luo', 'lin', 'wu'] as const) {
    for (const item of (await workOf(who)).items) {
      const { allowed } = (await town.as(who).get(`/cases/${item.case.id}`)).json;
      expect(allowed, `${who} ${item.reason}`).toContain(item.act);
    }
  }
});

test('my own moves are for me alone', async () => {
  town.setClock('2026-11-25T01:00:00.000Z');
  const { id } = await report(town.stranger());
  await move(town, 'zhou', id, 'confirm', { outcome: 'underWay' });
  const [latest] = (await town.as('zhou').get('/my-moves')).json.moves;
  expect(latest).toMatchObject({ verb: 'confirm', caseId: id });
  expect((await town.as('he').get('/my-moves')).text).not.toContain(id);
  expect((await town.stranger().get('/my-moves')).status).toBe(401);
});

test('a call gives the number alone, is logged, and the reporter reads of it; nobody else gets it', async () => {
  const played = await report(town.stranger(), { contact: { name: '袁玉珍', phone: '10055500021' } });
  const asked = { callId: newId(), reportId: played.reportId, purpose: 'confirmFacts' };
  const reply = await town.as('zhou').post(`/cases/${played.id}/reporter-calls`, asked);
  expect(reply.json).toEqual({ phone: '10055500021' });
  expect((await town.as('zhou').post(`/cases/${played.id}/reporter-calls`, asked)).status).toBe(200);
  const trace = await town.withLink(played.link).get('/trace');
  expect(trace.json.openings).toMatchObject([{ purpose: 'confirmFacts' }]);
  for (const other of ['wu', 'he', 'tang', 'roadReceiver', 'ma'] as const) {
    const refused = await town.as(other).post(`/cases/${played.id}/reporter-calls`, { ...asked, callId: newId() });
    expect(refused.status, other).toBeGreaterThanOrEqual(400);
    expect(refused.text).not.toContain('10055500021');
  }
  expect(town.logged.join('\n')).not.toContain('10055500021');
});

test('who is asked to verify in another grid sees the case, and is not given the reporter’s number', async () => {
  const played = await fedBack(town, { contact: { phone: '10055500022' } });
  await move(town, 'lin', played.id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  expect(await itemOf('he', played.id)).toMatchObject({ reason: 'askedToVerify' });
  const reply = await town.as('he').post(`/cases/${played.id}/reporter-calls`, {
    callId: newId(),
    reportId: played.reportId,
    purpose: 'confirmFacts',
  });
  expect(reply).toMatchObject({ status: 403 });
  expect(reply.text).not.toContain('10055500022');
});

test('in an area of an office two posts see one case once', async () => {
  const { id } = await report(town.stranger());
  await tryMove(town, 'zhou', id, 'escalate', { reason: 'beyondPowers' });
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, area_id, from_on, granted_at)
     values ($1, $2, 'communityOfficer', '/yunting/jg/cw/', $3, '2026-01-01', now())`,
    [newId(), ground.people.luo.id, ground.areas['/yunting/jg/cw/']!.id],
  );
  expect((await workOf('luo')).items.filter((item) => item.case.id === id)).toHaveLength(1);
});
