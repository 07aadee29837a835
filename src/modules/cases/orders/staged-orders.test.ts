// Several limits on one case (停止 4 工作时 → 处罚 7 工作日 → 拆除 20 工作日): the feedback of a stage starts the next, the last goes to verification.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';
import { dueAt } from '#shared/working-time.ts';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { cast, dispatched, district, next, pipeClass } from '../cast-for-tests.ts';
import { mistakes, rows, signed } from '../played-for-tests.ts';
import { limitOfOrder, nextStage } from './stage-rules.ts';

const STAGES = [
  { code: 'stop', name: '停止', limit: { unit: 'workHour', amount: 4 } },
  { code: 'penalty', name: '处罚', limit: { unit: 'workDay', amount: 7 } },
  { code: 'demolish', name: '拆除', limit: { unit: 'workDay', amount: 20 } },
] as const;
const staged = { ...pipeClass, isEmergency: false, limit: STAGES[0].limit, stages: [...STAGES] };

function sentOut() {
  const filed = { ...dispatched(), orders: [] };
  const before = { ...filed, before: { ...filed.before, status: 'filed' as const }, class: staged };
  return next(before, cast.lin, 'dispatch', { organisationId: 'property', newWorkOrderId: 'property-1' });
}
const saysDone = (situation: ReturnType<typeof sentOut>, at: string) =>
  next(situation, cast.propertyReceiver, 'feedback', { workOrderId: 'property-1', evidence: ['photo'] }, at);

test('each stage has its own full limit from the feedback of the one before, also after a late one', () => {
  const first = sentOut();
  expect(first.orders[0]?.stage).toEqual({ code: 'stop', name: '停止', number: 1, count: 3 });
  const late = addMinutes(first.orders[0]!.clock.dueAt, 3 * 1440);
  const second = saysDone(first, late);
  const [order] = second.orders;
  expect([second.before.status, order?.status, order?.stage?.code]).toEqual(['handling', 'acknowledged', 'penalty']);
  expect(order?.clock).toMatchObject({
    startedAt: late,
    runningSince: late,
    consumedMs: 0,
    dueAt: dueAt(late, STAGES[1].limit, district.calendar),
  });
  expect(order?.stagesDone).toEqual([
    { code: 'stop', name: '停止', dueAt: first.orders[0]?.clock.dueAt, doneAt: late },
  ]);
});

test('after the last stage the case goes to verification, and a failed one resumes that stage', () => {
  const at = (day: string) => `2026-${day}T02:00:00.000Z`;
  const last = saysDone(saysDone(saysDone(sentOut(), at('11-20')), at('11-24')), at('11-26'));
  const [order] = last.orders;
  expect([last.before.status, order?.status, order?.stage?.number]).toEqual(['feedback', 'feedback', 3]);
  expect(order?.stagesDone.map(({ code }) => code)).toEqual(['stop', 'penalty']);
  const failed = next(last, cast.zhou, 'verify', { outcome: 'notSolved' }, at('11-27'));
  expect(failed.orders[0]).toMatchObject({ status: 'rework', stage: { code: 'demolish' } });
  // The verifier's day is not charged.
  expect(failed.orders[0]!.clock.dueAt > order!.clock.dueAt).toBe(true);
});

test('settled as a whole in an early stage it goes to verification at once', () => {
  const said = { workOrderId: 'property-1', evidence: ['photo'], endsStages: true } as const;
  const done = next(sentOut(), cast.propertyReceiver, 'feedback', said, '2026-11-20T02:00:00.000Z');
  expect([done.before.status, done.orders[0]?.status, done.orders[0]?.stage?.code]).toEqual([
    'feedback',
    'feedback',
    'stop',
  ]);
});

test('a class with one limit knows no stages, and a stage the class has lost is the last', () => {
  expect(dispatched().orders[0]?.stage).toBeNull();
  const [order] = sentOut().orders;
  expect(nextStage(order!, { ...staged, stages: [STAGES[1], STAGES[2]] })).toBeUndefined();
  expect(limitOfOrder({ stage: { code: 'penalty', name: '', number: 2, count: 3 } }, staged)).toEqual(STAGES[1].limit);
});

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await rows(
    town,
    "update d_yunting.classes set stages = $1, limit_unit = 'workHour', limit_amount = 4 where code = 'manholeCover'",
    [JSON.stringify(STAGES)],
  );
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

test('desk, order link and 怎么算的 say the stage; timers and the case follow it', async () => {
  const { id, orderId } = await signed(town);
  const said = { workOrderId: orderId, evidence: ['writtenNote'], words: '已责令停止' };
  town.setClock(addMinutes(town.now(), 60));
  const after = await move(town, 'roadReceiver', id, 'feedback', said);
  expect(after).toMatchObject({
    status: 'handling',
    orders: [{ status: 'acknowledged', stage: { number: 2, name: '处罚' } }],
  });
  expect(after.dueAt).toBe(after.orders[0].dueAt);
  const { json } = await town.as('lin').get(`/cases/${id}/clocks`);
  expect(json.clocks[0]).toMatchObject({
    unit: 'workDay',
    limitAmount: 7,
    startedAt: town.now(),
    stage: { code: 'penalty' },
  });
  expect(
    await rows(
      town,
      "select kind from d_yunting.timers where subject_id = $1 and kind = 'workOrder.due' and dropped_at is null and due_at = $2",
      [orderId, after.dueAt],
    ),
  ).toHaveLength(1);
  const { json: listed } = await town.as('roadReceiver').get('/work-orders?status=acknowledged');
  expect(listed.orders.find((order: { id: string }) => order.id === orderId)).toMatchObject({
    stage: { name: '处罚' },
  });
  await move(town, 'roadReceiver', id, 'feedback', { ...said, words: '已处罚' });
  const done = await move(town, 'roadReceiver', id, 'feedback', { ...said, words: '已拆除' });
  expect(done).toMatchObject({
    status: 'feedback',
    orders: [{ status: 'feedback', stagesDone: [{ code: 'stop' }, { code: 'penalty' }] }],
  });
});
