// An order that rings is told to a duty phone: by day, once, never of what was done meanwhile, and never what it is about.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';

import { move } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { dispatched, mistakes, openOrder, road, rows, sanitation } from '../cases/played-for-tests.ts';
import { ringDutyPhones } from './ring-texts.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const numberOf = (words: string) => words.replaceAll(/\D/g, '');

/** What has come to the phone of this order since the last time somebody asked, the message with its link aside. */
async function rung(number: string): Promise<string[]> {
  await ringDutyPhones(town.context());
  return town.sent
    .splice(0)
    .map(({ words }) => words)
    .filter((words) => numberOf(words).includes(number) && !words.includes('新工单'));
}

async function at(moment: string): Promise<void> {
  town.setClock(moment);
  await town.settled();
}

const noon = (moment: string) => `${moment.slice(0, 10)}T04:00:00.000Z`;
const tomorrow = () => addMinutes(noon(town.now()), 1440);

async function dueOf(caseId: string): Promise<string> {
  return (await town.as('lin').get(`/cases/${caseId}`)).json.orders[0].dueAt;
}

const waiting = (caseId: string) =>
  rows(
    town,
    "select to_cipher, words_cipher, sent_at, try_after, failures from d_yunting.messages where case_id = $1 and purpose = 'orderRang'",
    [caseId],
  );

/** Lets what an order rings by come at this moment. */
const ringsAt = (caseId: string, moment: string, kinds: readonly string[]) =>
  rows(
    town,
    'update d_yunting.timers set due_at = $2::timestamptz where subject_id in (select id from d_yunting.work_orders where case_id = $1) and kind = any ($3::text[])',
    [caseId, moment, [...kinds]],
  );

test('not signed in time, the crew hears it once, with the link that opens the order', async () => {
  const { id, orderId, number } = await dispatched(town, sanitation.id);
  await ringsAt(id, tomorrow(), ['workOrder.unsigned']);
  await ringsAt(id, addMinutes(tomorrow(), 6000), ['workOrder.half', 'workOrder.due']);
  await at(tomorrow());
  const [words, ...more] = await rung(number);
  expect(words).toContain('还没签收');
  expect(more).toEqual([]);
  expect(words).not.toMatch(/井盖|3栋|周敏|车一过/);
  expect(/\/o\/([\w-]{43})$/.exec(words!)?.[1]).toBe(await town.orderLink(orderId));
  expect(await rung(number)).toEqual([]);
  expect(await waiting(id)).toMatchObject([{ to_cipher: null, words_cipher: null, sent_at: town.now() }]);
});

test('half, the end, and a step after it; what was done meanwhile is told no more', async () => {
  const { id, orderId, number } = await dispatched(town, sanitation.id);
  const { crew } = await openOrder(town, orderId);
  await move(town, crew, id, 'acknowledge', { workOrderId: orderId });
  const due = await dueOf(id);
  await at(addMinutes(due, -1));
  expect(await rung(number)).toEqual([expect.stringContaining('时限过半')]);
  await at(addMinutes(due, 1));
  expect(await rung(number)).toEqual([expect.stringContaining('到时限（')]);
  await at(addMinutes(due, 24 * 60));
  expect(await rung(number)).toEqual([expect.stringContaining('超过时限（')]);
  await at(addMinutes(due, 72 * 60));
  const again = await openOrder(town, orderId);
  await move(town, again.crew, id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  expect(await waiting(id)).toHaveLength(4);
  expect(await rung(number)).toEqual([]);
  expect(await waiting(id)).toHaveLength(3);
});

test('what rings in the evening waits for eight o’clock, and of one order only the last is told', async () => {
  const { id, number } = await dispatched(town, sanitation.id);
  const evening = addMinutes(tomorrow(), 9 * 60 + 30);
  await ringsAt(id, evening, ['workOrder.unsigned']);
  await ringsAt(id, addMinutes(evening, 30), ['workOrder.half']);
  await ringsAt(id, addMinutes(evening, 60_000), ['workOrder.due']);
  await at(addMinutes(evening, 1));
  expect(await rung(number)).toEqual([]);
  await at(addMinutes(evening, 31));
  const morning = addMinutes(noon(evening), 20 * 60);
  expect(await waiting(id)).toMatchObject([{ sent_at: null, try_after: morning }]);
  expect(await rung(number)).toEqual([]);
  await at(addMinutes(morning, 1));
  expect(await rung(number)).toEqual([expect.stringContaining('时限过半')]);
});

test('an urgent matter rings at night too', async () => {
  const { id, number } = await dispatched(town, sanitation.id);
  await rows(town, 'update d_yunting.cases set is_urgent = true where id = $1', [id]);
  const night = addMinutes(tomorrow(), 14 * 60);
  await ringsAt(id, night, ['workOrder.unsigned']);
  await ringsAt(id, addMinutes(night, 60_000), ['workOrder.half', 'workOrder.due']);
  await at(night);
  expect(await rung(number)).toEqual([expect.stringContaining('还没签收')]);
});

test('an organisation with accounts reads it at its desk and is sent nothing', async () => {
  const { id } = await dispatched(town, road.id);
  await ringsAt(id, tomorrow(), ['workOrder.unsigned']);
  await at(tomorrow());
  const told = await rows(
    town,
    'select kind from d_yunting.notices where case_id = $1 and to_organisation_id is not null',
    [id],
  );
  expect(told).toContainEqual({ kind: 'unsigned' });
  expect(await waiting(id)).toEqual([]);
});

test('a gateway that is away is tried again', async () => {
  const { id, number } = await dispatched(town, sanitation.id);
  await ringsAt(id, tomorrow(), ['workOrder.unsigned']);
  await ringsAt(id, addMinutes(tomorrow(), 60_000), ['workOrder.half', 'workOrder.due']);
  await at(tomorrow());
  const { send } = town.platform.phones;
  Object.assign(town.platform.phones, { send: () => Promise.reject(new Error('gateway away')) });
  await ringDutyPhones(town.context());
  Object.assign(town.platform.phones, { send });
  expect(await waiting(id)).toMatchObject([{ sent_at: null, failures: 1 }]);
  await at(addMinutes(town.now(), 2));
  expect(await rung(number)).toEqual([expect.stringContaining('还没签收')]);
});
