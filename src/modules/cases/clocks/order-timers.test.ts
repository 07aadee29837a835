// An order rings at half of its time, when it is due and by steps after it; once each, and no more once it was fed back.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { DEFAULT_RING_RULES, nextLateStep } from './ring-rules.ts';
import { mistakes, rows, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const rungOf = async (orderId: string) =>
  (
    await rows(
      town,
      `select name, body->>'step' as step from d_yunting.facts
       where name in ('workOrder.rang', 'workOrder.due') and body->>'workOrderId' = $1 order by at, id`,
      [orderId],
    )
  ).map(({ name, step }) => step ?? name);

test('after the last step nothing rings', () => {
  const end = '2026-11-20T09:30:00.000Z';
  const next = (at: string) => nextLateStep(end, at, DEFAULT_RING_RULES);
  expect(next(end)).toEqual({ kind: 'workOrder.late', dueAt: addMinutes(end, 24 * 60) });
  expect(next(addMinutes(end, 24 * 60))?.dueAt).toBe(addMinutes(end, 72 * 60));
  expect(next(addMinutes(end, 168 * 60))).toBeUndefined();
});

test('half, due, a day late, three days late, a week late: each once, also when nobody swept for a week or the clock is set back', async () => {
  const { id, orderId } = await signed(town);
  const start = town.now();
  const { json } = await town.as('lin').get(`/cases/${id}`);
  const { dueAt } = json.orders[0];
  town.setClock(addMinutes(dueAt, 1));
  await town.settled();
  expect(await rungOf(orderId)).toEqual(['half', 'workOrder.due']);
  town.setClock(start);
  await town.settled();
  town.setClock(addMinutes(dueAt, 7 * 1440));
  await town.settled();
  await town.settled();
  expect(await rungOf(orderId)).toEqual(['half', 'workOrder.due', 'late', 'late', 'late']);
});

test('fed back in time, an order rings no more', async () => {
  const { id, orderId } = await signed(town);
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'], words: '好了' });
  town.setClock(addMinutes(town.now(), 30 * 1440));
  await town.settled();
  expect(await rungOf(orderId)).toEqual([]);
});

test('signing leaves the timers of the order as dispatch set them', async () => {
  const { orderId } = await signed(town);
  const timers = await rows(
    town,
    `select kind, dropped_at is null and fired_at is null as is_waiting, count(*)::int as how_many
     from d_yunting.timers where subject_id = $1 group by 1, 2 order by 1`,
    [orderId],
  );
  expect(timers).toEqual([
    { kind: 'workOrder.due', is_waiting: true, how_many: 1 },
    { kind: 'workOrder.half', is_waiting: true, how_many: 1 },
    { kind: 'workOrder.unsigned', is_waiting: true, how_many: 1 },
  ]);
});
