// The limits of our own stages: each from the moment it begins, urgent ones sooner, and told on the page of a case.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';
import { OFFICE_WEEK } from '#shared/working-time.ts';

import { move, report } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { dispatched, filed, mistakes, road } from '../played-for-tests.ts';
import { acknowledgeDue, DEFAULT_STAGE_LIMITS, stagesRunning } from './stages.ts';
import type { StageFacts, StageMove, StageOrder } from './stages.ts';

const calendar = {
  timeZone: 'Asia/Shanghai',
  week: OFFICE_WEEK,
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
const rules = {
  stageLimits: DEFAULT_STAGE_LIMITS,
  firstLookWithin: { unit: 'workHour', amount: 4 } as const,
  calendar,
};
const THURSDAY_NINE = '2026-11-19T01:00:00.000Z';
const matter: StageFacts = {
  status: 'collected',
  isUrgent: false,
  verification: null,
  isReachable: false,
  reportedAt: THURSDAY_NINE,
  handedDownDueAt: null,
  closedAt: null,
  isCalledBack: false,
};
const running = (fields: Partial<StageFacts>, moves: StageMove[] = [], orders: StageOrder[] = []) =>
  stagesRunning({ ...matter, ...fields }, moves, orders, rules).map(({ stage, dueAt }) => `${stage} ${dueAt}`);
const line = (verb: string, from: string, to: string, at: string): StageMove => ({ verb, from, to, at });

test('a new voice is to be taken in, within half an hour when it is urgent', () => {
  expect(running({})).toEqual(['accept 2026-11-19T07:00:00.000Z']);
  expect(running({ isUrgent: true })).toEqual(['accept 2026-11-19T01:30:00.000Z']);
  expect(running({ handedDownDueAt: '2026-11-20T01:00:00.000Z' })).toEqual(['accept 2026-11-20T01:00:00.000Z']);
});

test('a stage runs from the move that began it, and again from the last when it began twice', () => {
  const moves = [
    line('file', 'collected', 'filed', '2026-11-19T02:00:00.000Z'),
    line('dispatch', 'filed', 'dispatched', '2026-11-19T02:10:00.000Z'),
    line('approveSendBack', 'dispatched', 'filed', '2026-11-20T01:00:00.000Z'),
    line('note', 'filed', 'filed', '2026-11-20T01:05:00.000Z'),
  ];
  expect(running({ status: 'filed' }, moves)).toEqual(['dispatch 2026-11-20T03:00:00.000Z']);
});

test('each order nobody has signed runs for itself; the verifier’s time begins with the feedback', () => {
  const order = { issuedAt: '2026-11-19T02:00:00.000Z', status: 'issued', acknowledgedAt: null };
  const signed = { ...order, status: 'acknowledged', acknowledgedAt: '2026-11-19T02:05:00.000Z' };
  expect(running({ status: 'handling' }, [], [signed, order])).toEqual(['acknowledge 2026-11-19T04:00:00.000Z']);
  const said = [line('feedback', 'handling', 'feedback', '2026-11-19T03:00:00.000Z')];
  expect(running({ status: 'verifying' }, said, [signed])).toEqual(['verify 2026-11-20T09:30:00.000Z']);
  expect(running({ status: 'verifying', verification: 'solved' }, said, [signed])).toEqual([]);
});

test('who left a number is contacted once before the end, and called back after it', () => {
  expect(running({ isReachable: true })).toContain('contact 2026-11-20T09:30:00.000Z');
  const contacted = [line('contactReporter', 'collected', 'collected', '2026-11-19T01:20:00.000Z')];
  expect(running({ isReachable: true }, contacted)).toEqual(['accept 2026-11-19T07:00:00.000Z']);
  const over = { status: 'closed', closedAt: THURSDAY_NINE, isReachable: true } as const;
  expect(running(over)).toEqual(['callBack 2026-11-24T09:30:00.000Z']);
  expect(running({ ...over, isCalledBack: true })).toEqual([]);
  expect(running({ ...over, isReachable: false })).toEqual([]);
  expect(running({ status: 'evaluated', closedAt: THURSDAY_NINE, isReachable: true })).toEqual([]);
});

test('signing is never due later than half of the order’s own limit', () => {
  const within = DEFAULT_STAGE_LIMITS.acknowledge;
  expect(acknowledgeDue(THURSDAY_NINE, addMinutes(THURSDAY_NINE, 20), within, calendar)).toBe(
    '2026-11-19T01:20:00.000Z',
  );
  expect(acknowledgeDue(THURSDAY_NINE, undefined, within, calendar)).toBe('2026-11-19T03:00:00.000Z');
});

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const besideOf = async (id: string) => (await town.as('lin').get(`/cases/${id}/beside`)).json.stages;
const stageNames = async (id: string) => (await besideOf(id)).map(({ stage }: { stage: string }) => stage);

test('the page of a case tells the stage that runs, and how its limit was worked out', async () => {
  const { id } = await dispatched(town);
  expect(await besideOf(id)).toMatchObject([{ stage: 'acknowledge', limit: { unit: 'workHour', amount: 2 } }]);
  const { json } = await town.as('lin').get(`/cases/${id}/clocks`);
  const counted = json.stages[0].days.reduce(
    (sum: number, day: { countedMinutes: number }) => sum + day.countedMinutes,
    0,
  );
  expect(counted).toBe(120);
});

test('an organisation reads nothing of the centre’s own stages', async () => {
  const { id } = await dispatched(town);
  const { json } = await town.as('roadReceiver').get(`/cases/${id}/clocks`);
  expect(json.clocks).toHaveLength(1);
  expect(json.stages).toEqual([]);
});

test('受理台 and 工作台 say which stage ends when', async () => {
  const { id } = await report(town.stranger());
  for (const who of ['zhou', 'luo'] as const) await move(town, who, id, 'escalate', { reason: 'beyondPowers' });
  town.setClock(addMinutes(town.now(), 30));
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  const rowIn = async (pool: string) =>
    (await town.as('lin').get(`/intake/${pool}`)).json.rows.find((each: { id: string }) => each.id === id);
  const row = await rowIn('toDispatch');
  expect(row).toMatchObject({ stage: 'dispatch', since: town.now() });
  const { json } = await town.as('lin').get('/my-work');
  const item = json.items.find((each: { case: { id: string } }) => each.case.id === id);
  expect(item).toMatchObject({ stage: 'dispatch', dueAt: row.dueAt, since: row.since });
  const orderId = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'], words: '好了' });
  expect(await rowIn('toVerify')).toMatchObject({ stage: 'verify', since: town.now() });
});

test('the limits of stages are the district’s own and hold from the next look on', async () => {
  const { json } = await town.as('admin').get('/settings/case.stageLimits');
  const dispatch = { unit: 'emergencyHour', amount: 1 };
  const put = (value: unknown) =>
    town.as('admin').put('/settings/case.stageLimits', { value, source: '区里定的', version: json.version });
  expect((await put({ ...json.value, dispatch: { unit: 'workHour', amount: 0 } })).status).toBe(422);
  expect((await put({ dispatch })).status).toBe(422);
  expect((await town.as('lin').put('/settings/case.stageLimits', {})).status).toBe(403);
  expect((await put({ ...json.value, dispatch })).status).toBe(200);
  const { id } = await filed(town);
  expect(await besideOf(id)).toMatchObject([{ stage: 'dispatch', dueAt: addMinutes(town.now(), 60) }]);
});

test('whoever left a number is to be contacted, and then is not', async () => {
  const { id } = await report(town.stranger(), { contact: { phone: '19900000001' } });
  expect(await stageNames(id)).toEqual(['accept', 'contact']);
  await move(town, 'lin', id, 'contactReporter', { channel: 'phone', contactOutcome: 'reached', words: '已联系' });
  expect(await stageNames(id)).toEqual(['accept']);
});
