// 延期 and 挂账 through HTTP: who decides, what it does to the clock, what the reporter reads, and what is refused.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import { move, tryMove } from '../../../../test/play.ts';
import { idOf } from '../../../../test/town-ground.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { asked, moreTime } from './time-moves-for-tests.ts';
import { mistakes, rows, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

async function orderOf(id: string) {
  const { json } = await town.as('lin').get(`/cases/${id}`);
  return json.orders[0];
}

const timersOf = (orderId: string) =>
  rows(
    town,
    `select kind, due_at from d_yunting.timers
     where subject_id = $1 and dropped_at is null and fired_at is null order by due_at, kind`,
    [orderId],
  );

test('approved, the limit moves, the timers with it, and the reporter reads the new day', async () => {
  const played = await asked(town, 'askExtension');
  const { dueAt, application } = await orderOf(played.id);
  expect(application).toEqual({ what: 'extension', until: addMinutes(dueAt, 60), reason: 'partsAwaited' });
  await move(town, 'streetChief', played.id, 'approveExtension', { workOrderId: played.orderId });
  expect(await orderOf(played.id)).toMatchObject({ dueAt: application.until, application: null, extensionCount: 1 });
  const due = (await timersOf(played.orderId)).filter(({ kind }) => kind === 'workOrder.due');
  expect(due).toMatchObject([{ due_at: application.until }]);
  const trace = await town.withLink(played.link).get('/trace');
  expect(trace.json.stations.at(-1).words).toMatch(/还要一些时间，办到 \d+月\d+日 \d\d:\d\d 以前$/);
});

test('refused, the limit stays as it was', async () => {
  const played = await asked(town, 'askExtension');
  const { dueAt } = await orderOf(played.id);
  await move(town, 'streetChief', played.id, 'refuseExtension', { workOrderId: played.orderId, words: '当天能到' });
  expect(await orderOf(played.id)).toMatchObject({ dueAt, application: null, extensionCount: 0 });
});

test('a second extension and an engineering time are the leader’s, not the duty chief’s', async () => {
  const played = await asked(town, 'askExtension');
  const workOrderId = played.orderId;
  await move(town, 'streetChief', played.id, 'approveExtension', { workOrderId });
  await move(town, 'roadReceiver', played.id, 'askExtension', await moreTime(town, played.id, workOrderId));
  const refused = await tryMove(town, 'streetChief', played.id, 'approveExtension', { workOrderId });
  expect(refused).toMatchObject({ status: 403, json: { type: '/problems/extension-decided-above' } });
  await move(town, 'leader', played.id, 'approveExtension', { workOrderId });
  expect(await orderOf(played.id)).toMatchObject({ extensionCount: 2 });

  const other = await signed(town);
  const engineering = { ...(await moreTime(town, other.id, other.orderId)), reason: 'engineering' };
  await move(town, 'roadReceiver', other.id, 'askExtension', engineering);
  const again = await tryMove(town, 'streetChief', other.id, 'approveExtension', { workOrderId: other.orderId });
  expect(again.json.type).toBe('/problems/extension-decided-above');
});

test('no more than the class once more, not backwards, not twice at once, and not after the end', async () => {
  const played = await signed(town);
  const fields = await moreTime(town, played.id, played.orderId);
  const ask = (more: object) => tryMove(town, 'roadReceiver', played.id, 'askExtension', { ...fields, ...more });
  expect((await ask({ dueAt: '2028-01-01T00:00:00.000Z' })).json.type).toBe('/problems/extension-out-of-range');
  expect((await ask({ dueAt: addMinutes(fields.dueAt, -120) })).json.type).toBe('/problems/extension-out-of-range');
  expect((await ask({})).status).toBe(200);
  expect((await ask({})).json.type).toBe('/problems/application-undecided');

  const late = await signed(town);
  const asking = await moreTime(town, late.id, late.orderId);
  await rows(town, 'update d_yunting.work_orders set due_at = $2 where id = $1', [
    late.orderId,
    addMinutes(town.now(), -1),
  ]);
  const refused = await tryMove(town, 'roadReceiver', late.id, 'askExtension', asking);
  expect(refused).toMatchObject({ status: 409, json: { type: '/problems/extension-late' } });
});

test('suspended, the clock stands until somebody resumes it; the list has it apart; its review turns red', async () => {
  const played = await asked(town, 'askSuspension');
  const workOrderId = played.orderId;
  const { application, dueAt } = await orderOf(played.id);
  const chief = await tryMove(town, 'streetChief', played.id, 'suspend', { workOrderId, words: '天暖了再铺' });
  expect(chief.status).toBe(403);
  await move(town, 'leader', played.id, 'suspend', { workOrderId, words: '天暖了再铺' });
  expect(await orderOf(played.id)).toMatchObject({ suspension: { until: application.until, isReviewPast: false } });
  expect(await timersOf(workOrderId)).toEqual([{ kind: 'workOrder.review', due_at: application.until }]);
  const trace = await town.withLink(played.link).get('/trace');
  expect(trace.json.stations.at(-1)).toMatchObject({ said: '天暖了再铺' });
  expect(trace.json.stations.at(-1).words).toMatch(
    /^暂时办不了：季节原因，现在做不了。\d+月\d+日 [\d:]+ 前再研究，会告诉您$/,
  );
  expect(trace.json.sentence.words).toBe(trace.json.stations.at(-1).words);

  const streetId = (await town.as('lin').get(`/cases/${played.id}`)).json.streetId;
  const list = await town.as('lin').get(`/cases?streetId=${streetId}&status=suspended`);
  expect(list.json.cases.map(({ id }: { id: string }) => id)).toEqual([played.id]);

  await rows(town, 'update d_yunting.work_orders set suspended_until = $2 where id = $1', [
    workOrderId,
    addMinutes(town.now(), -1),
  ]);
  expect(await orderOf(played.id)).toMatchObject({ suspension: { isReviewPast: true } });
  await move(town, 'leader', played.id, 'resume', { workOrderId });
  const resumed = await orderOf(played.id);
  expect(resumed.suspension).toBeNull();
  expect(resumed.dueAt >= dueAt).toBe(true);
});

test('whoever lets it stand names who looks after it, from those who read it there; nobody else takes it, and nobody else sees the list', async () => {
  const played = await asked(town, 'askSuspension');
  const { json } = await town.as('leader').get(`/cases/${played.id}/suspension-owners`);
  const names = json.owners.map(({ name }: { name: string }) => name);
  expect(names).toContain('林晓芸');
  expect(names).not.toContain('许工');
  expect((await town.as('lin').get(`/cases/${played.id}/suspension-owners`)).json.type).toBe(
    '/problems/case-move-refused',
  );

  const fields = { workOrderId: played.orderId, words: '天暖了再铺' };
  const stranger = await tryMove(town, 'leader', played.id, 'suspend', {
    ...fields,
    ownerAccountId: idOf('person roadReceiver'),
  });
  expect(stranger).toMatchObject({ status: 422, json: { errors: [{ pointer: '/ownerAccountId' }] } });
  const lin = json.owners.find(({ name }: { name: string }) => name === '林晓芸');
  await move(town, 'leader', played.id, 'suspend', { ...fields, ownerAccountId: lin.accountId });
  const beside = await town.as('lin').get(`/cases/${played.id}/beside`);
  expect(beside.json.suspensionOwners).toEqual([{ workOrderId: played.orderId, name: '林晓芸' }]);
});
