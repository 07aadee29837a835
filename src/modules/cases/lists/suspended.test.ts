// 暂时办不了的事: everybody reads what stands still and why; nobody reads whose it is, what is secret, or what goes on.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { asked } from '../clocks/time-moves-for-tests.ts';
import { mistakes, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(async () => {
  expect(mistakes(town)).toEqual([]);
  await rows(town, 'update d_yunting.cases set suspended_until = null', []);
});
afterAll(() => town.close());

const WORDS = '天暖了再铺，周敏 10055550137 会来看';

async function suspended() {
  const played = await asked(town, 'askSuspension');
  await move(town, 'leader', played.id, 'suspend', { workOrderId: played.orderId, words: WORDS });
  return played;
}

const list = async (query = '') => (await town.stranger().get(`/suspended-matters${query}`)).json;
const orders = async () => (await list()).matters.map(({ id }: { id: string }) => id);

test('a stranger reads what, where about, who has it, why, until when, and since when', async () => {
  const { orderId, id } = await suspended();
  const { at, matters, next } = await list();
  expect([at, next]).toEqual([town.now(), null]);
  const { json } = await town.as('lin').get(`/cases/${id}`);
  expect(matters).toEqual([
    {
      id: orderId,
      className: '井盖松动',
      areaName: '船坞新村',
      organisationName: '市政养护所',
      reason: 'season',
      why: '季节原因，现在做不了',
      words: expect.stringContaining('天暖了再铺'),
      reportedAt: json.reportedAt,
      suspendedAt: town.now(),
      reviewAt: json.orders[0].suspension.until,
    },
  ]);
  expect((await list('?locale=en')).matters[0].why).toBe('the season does not allow it');
});

test('nothing leads to whoever told it: no number, place, words or name', async () => {
  const { id, number } = await suspended();
  const text = JSON.stringify(await list());
  for (const trace of [id, number, '3栋', '车一过', '10055550137']) expect(text).not.toContain(trace);
});

test.each([
  [
    'resumed',
    async ({ id, orderId }: { id: string; orderId: string }) =>
      move(town, 'leader', id, 'resume', { workOrderId: orderId }),
  ],
  [
    'confidential',
    async ({ id }: { id: string }) =>
      rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [id]),
  ],
  [
    'restricted',
    async ({ id }: { id: string }) =>
      rows(town, "update d_yunting.cases set secrecy = 'restricted' where id = $1", [id]),
  ],
  [
    'not a problem but a complaint',
    async ({ id }: { id: string }) => rows(town, "update d_yunting.cases set kind = 'complaint' where id = $1", [id]),
  ],
  [
    'of a class nobody confirmed',
    async ({ id }: { id: string }) =>
      rows(town, 'update d_yunting.cases set class_confirmed = false where id = $1', [id]),
  ],
  [
    'withdrawn',
    async ({ id }: { id: string }) => rows(town, "update d_yunting.cases set status = 'withdrawn' where id = $1", [id]),
  ],
] as const)('%s, it is not on the list', async (_name, change) => {
  const played = await suspended();
  expect(await orders()).toEqual([played.orderId]);
  await change(played);
  expect(await orders()).toEqual([]);
});

test('words that were erased are not told; the next review stands first, page by page', async () => {
  const [one, two] = [await suspended(), await suspended()];
  await rows(town, 'update d_yunting.cases set suspended_until = $2 where id = $1', [
    two.id,
    '2026-11-20T00:00:00.000Z',
  ]);
  await rows(town, "update d_yunting.case_texts set erased_at = now() where case_id = $1 and purpose = 'suspend'", [
    two.id,
  ]);
  const first = await list('?limit=1');
  expect(first.matters).toMatchObject([{ id: two.orderId, words: null }]);
  const second = await list(`?limit=1&after=${first.next}`);
  expect(second.matters).toMatchObject([{ id: one.orderId }]);
  expect((await list(`?limit=1&after=${second.next}`)).matters).toEqual([]);
});

test('wrong questions are told what is allowed', async () => {
  for (const query of ['?limit=0', '?limit=101', '?after=%00', '?after=abc', '?locale=de'])
    expect((await town.stranger().get(`/suspended-matters${query}`)).status, query).toBe(422);
});
