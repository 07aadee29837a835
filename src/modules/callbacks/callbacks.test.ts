// Calling back: who is called, by whom, what was heard beside what was claimed, and figures in which silence counts nowhere.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { closed, mistakes, rows, setSampling } from '../cases/played-for-tests.ts';
import type { WithOrder } from '../cases/played-for-tests.ts';
import { triesLeftOpen } from './rules.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const street = ground.areas['/yunting/jg/']?.id;
const community = ground.areas['/yunting/jg/cw/']?.id;
const otherStreet = ground.areas['/yunting/jt/']?.id;
const withPhone = (): Promise<WithOrder> => closed(town, { contact: { phone: '10012345678' } });

type Due = { caseId: string; tries: number; claim: unknown };
const due = async (who: PersonName = 'callback', place = `streetId=${street}`): Promise<Due[]> =>
  (await town.as(who).get(`/callbacks/due?${place}`)).json.due;
const dueIds = async (...asked: Parameters<typeof due>) => (await due(...asked)).map(({ caseId }) => caseId);
const call = (who: PersonName, played: WithOrder, fields: Record<string, unknown>): Promise<Reply> =>
  town.as(who).post(`/cases/${played.id}/callbacks`, { id: newId(), reportId: played.reportId, ...fields });
const figures = async () => (await town.as('callback').get(`/callback-figures?streetId=${street}`)).json;

test('called is who left a number and did not rate, the oldest closing first, with what the organisation claimed', async () => {
  const silent = await closed(town);
  const first = await withPhone();
  town.pass(1);
  const second = await withPhone();
  const rated = await withPhone();
  await move(town, town.withLink(rated.link), rated.id, 'evaluate', { isSolved: true });
  const listed = await due();
  expect(listed.map(({ caseId }) => caseId)).toEqual([first.id, second.id]);
  expect(listed[0]).toMatchObject({ tries: 0, claim: { by: '市政养护所' } });
  expect(await dueIds('shen', `communityId=${community}`)).toEqual([first.id, second.id]);
  expect(JSON.stringify(listed)).not.toContain('10012345678');
  expect(await dueIds()).not.toContain(silent.id);
});

test('another street is empty, its dispatcher sees nothing here, and without a place nothing is listed', async () => {
  expect(await dueIds('callback', `streetId=${otherStreet}`)).toEqual([]);
  expect((await town.as('lin').get(`/callbacks/due?streetId=${street}`)).status).toBe(403);
  expect((await town.as('roadReceiver').get(`/callbacks/due?streetId=${street}`)).status).toBe(403);
  expect((await town.as('callback').get('/callbacks/due')).json.errors).toMatchObject([{ pointer: '/streetId' }]);
});

test('reached: it leaves the list, stands on the case beside the claim, and the rating stays the reporter’s own', async () => {
  const played = await withPhone();
  const id = newId();
  const said = { id, reportId: played.reportId, outcome: 'reached', isSolved: false, manner: 'fair', words: '还在响' };
  const made = await town.as('callback').post(`/cases/${played.id}/callbacks`, said);
  expect(made, made.text).toMatchObject({ status: 201, json: { id } });
  const again = await town.as('callback').post(`/cases/${played.id}/callbacks`, said);
  expect(again.json).toEqual(made.json);
  expect(await dueIds()).not.toContain(played.id);
  expect((await town.as('shen').get(`/cases/${played.id}/callbacks`)).json).toMatchObject({
    claim: { by: '市政养护所' },
    calls: [{ id, outcome: 'reached', isSolved: false, manner: 'fair', words: '还在响', byName: '蒋文' }],
  });
  expect(await rowOf(town, played.id)).toMatchObject({ status: 'closed', is_solved: null, manner_rating: null });
  expect((await town.as('roadReceiver').get(`/cases/${played.id}`)).text).not.toContain('还在响');
  expect((await town.as('roadReceiver').get(`/cases/${played.id}/callbacks`)).status).not.toBe(200);
  expect((await town.as('callback').get(`/cases/${played.id}`)).json.allowed).toContain('reopen');
});

test('nobody answered: it stays on the list for one more try, not for a third', async () => {
  const played = await withPhone();
  await call('callback', played, { outcome: 'noAnswer' });
  expect((await due()).find(({ caseId }) => caseId === played.id)).toMatchObject({ tries: 1 });
  await call('shen', played, { outcome: 'noAnswer' });
  expect(await dueIds()).not.toContain(played.id);
});

test('closed again after a reopening, it is called again', async () => {
  const played = await withPhone();
  await call('callback', played, { outcome: 'reached', isSolved: false });
  await move(town, 'callback', played.id, 'reopen');
  await move(town, 'roadReceiver', played.id, 'feedback', { workOrderId: played.orderId, evidence: ['writtenNote'] });
  expect(await call('callback', played, { outcome: 'noAnswer' })).toMatchObject({
    status: 409,
    json: { type: '/problems/case-move-refused' },
  });
  town.pass(1);
  await move(town, 'zhou', played.id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', played.id, 'close');
  expect(await dueIds()).toContain(played.id);
});

test('who did the work does not ask whether it is done; from outside there is no such case', async () => {
  const played = await report(town.stranger(), { contact: { phone: '10012345678' } });
  await move(town, 'shen', played.id, 'resolveOnSpot', { classCode: 'litter', evidence: ['writtenNote'] });
  const own = await call('shen', { ...played, orderId: '' }, { outcome: 'reached', isSolved: true });
  expect(own).toMatchObject({ status: 409, json: { type: '/problems/verifier-is-handler' } });
  expect((await call('luo', { ...played, orderId: '' }, { outcome: 'noAnswer' })).status).toBe(201);
  const other = await closed(town);
  const mixed = await call('callback', { ...other, reportId: played.reportId }, { outcome: 'noAnswer' });
  expect(mixed.json.errors).toMatchObject([{ pointer: '/reportId' }]);
});

test('what only somebody who was reached can say is not taken from nobody, and the other way round', async () => {
  const played = await withPhone();
  expect((await call('callback', played, { outcome: 'reached' })).json.errors).toMatchObject([
    { pointer: '/isSolved' },
  ]);
  expect((await call('callback', played, { outcome: 'noAnswer', isSolved: true })).status).toBe(422);
  expect((await call('callback', played, { outcome: 'declined', manner: 'good' })).status).toBe(422);
});

test('a secret matter is called back only by who may see it', async () => {
  const played = await withPhone();
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [played.id]);
  expect(await dueIds('callback')).not.toContain(played.id);
  expect((await call('callback', played, { outcome: 'noAnswer' })).status).toBe(404);
  expect(await dueIds('oversight')).toContain(played.id);
  expect((await call('oversight', played, { outcome: 'reached', isSolved: true })).status).toBe(201);
  expect((await town.as('shen').get(`/cases/${played.id}/callbacks`)).status).toBe(404);
});

test('who re-checks does not read first what was said on the phone', async () => {
  await setSampling(town, 100);
  const played = await withPhone();
  await setSampling(town, 5);
  await rows(town, 'update d_yunting.cases set rechecker_id = $2 where id = $1', [
    played.id,
    ground.people.oversight.id,
  ]);
  await call('callback', played, { outcome: 'reached', isSolved: true });
  expect((await town.as('oversight').get(`/cases/${played.id}/callbacks`)).json.calls).toEqual([]);
  expect((await town.as('callback').get(`/cases/${played.id}/callbacks`)).json.calls).toHaveLength(1);
});

test('figures have their n: calls by outcome, heard beside claimed, and who did not rate in no numerator', async () => {
  const before = await figures();
  const [one, two, three] = [await withPhone(), await withPhone(), await withPhone()];
  await call('callback', one, { outcome: 'reached', isSolved: true, manner: 'good' });
  await call('callback', two, { outcome: 'reached', isSolved: false });
  await call('callback', three, { outcome: 'wrongNumber' });
  await move(town, town.withLink(one.link), one.id, 'evaluate', { isSolved: false });
  const after = await figures();
  const grown = (of: (each: any) => number) => of(after) - of(before);
  expect(grown((each) => each.calls.n)).toBe(3);
  expect(grown((each) => each.calls.reached)).toBe(2);
  expect(grown((each) => each.calls.solved)).toBe(1);
  expect(grown((each) => each.calls.good)).toBe(1);
  expect([grown((each) => each.ofOrganisations.n), grown((each) => each.ofOrganisations.solved)]).toEqual([2, 1]);
  expect(grown((each) => each.ratings.closed)).toBe(3);
  expect([grown((each) => each.ratings.rated), grown((each) => each.ratings.solved)]).toEqual([1, 0]);
});

test('a closing is settled by one answer of any kind, or by two calls nobody took', () => {
  const [first, again] = ['2026-11-19T01:00:00.000Z', '2026-11-25T01:00:00.000Z'];
  expect(triesLeftOpen([], first, 2)).toBe(0);
  expect(triesLeftOpen([{ outcome: 'noAnswer', closedAt: first }], first, 2)).toBe(1);
  expect(triesLeftOpen([{ outcome: 'declined', closedAt: first }], first, 2)).toBeUndefined();
  expect(triesLeftOpen([{ outcome: 'reached', closedAt: first }], again, 2)).toBe(0);
  const twice = [1, 2].map(() => ({ outcome: 'noAnswer' as const, closedAt: first }));
  expect(triesLeftOpen(twice, first, 2)).toBeUndefined();
  expect(triesLeftOpen(twice, first, 3)).toBe(2);
});
