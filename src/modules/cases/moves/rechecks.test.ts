// Re-checks by sample: which closed cases are drawn, who looks again, and what comes of it.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { move, report, rowOf, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Reply, Town } from '../../../../test/town.ts';
import { closed, drawn, fedBack, mistakes, road, rows, setSampling } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const street = ground.areas['/yunting/jg/']?.id;
const community = ground.areas['/yunting/jg/cw/']?.id;
const otherStreet = ground.areas['/yunting/jt/']?.id;
const drawnIds = async (query = ''): Promise<string[]> =>
  (await town.as('callback').get(`/drawn-cases${query}`)).json.cases.map(({ id }: { id: string }) => id);

test('drawn cases stand newest first, of the district or one area, page by page, without what was answered before', async () => {
  const made: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    made.unshift((await drawn(town)).id);
    town.pass(1);
  }
  await setSampling(town, 0);
  const undrawn = await closed(town);
  await setSampling(town, 5);
  const rated = made[0] ?? '';
  await rows(town, "update d_yunting.cases set is_solved = true, manner_rating = 'good' where id = $1", [rated]);
  expect(await drawnIds()).toEqual(made);
  expect(await drawnIds(`?streetId=${street}`)).toEqual(made);
  expect(await drawnIds(`?communityId=${community}`)).toEqual(made);
  expect(await drawnIds(`?streetId=${otherStreet}`)).toEqual([]);
  expect(made).not.toContain(undrawn.id);
  const first = await town.as('callback').get('/drawn-cases?limit=2');
  expect(await drawnIds(`?limit=2&after=${first.json.next}`)).toEqual(made.slice(2));
  expect(first.text).not.toMatch(/"verification"|"isSolved"|"manner"|已更换井盖/);
  expect((await town.as('lin').get(`/drawn-cases?streetId=${street}`)).status).toBe(403);
  expect((await town.as('roadReceiver').get('/drawn-cases')).status).toBe(403);
});

test('who is to re-check reads what was done, not what the first verifier and the reporter answered, until he has answered', async () => {
  await setSampling(town, 100);
  const { id, link } = await fedBack(town);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved', words: '踩上去不响了' });
  await move(town, 'lin', id, 'close');
  await setSampling(town, 5);
  await rows(town, 'update d_yunting.cases set rechecker_id = null where id = $1', [id]);
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: true, manner: 'good' });
  const pageOf = (who: 'callback' | 'oversight' | 'lin') => town.as(who).get(`/cases/${id}`);
  const verbsOf = (page: Reply) => page.json.stations.map(({ verb }: { verb: string }) => verb);

  for (const page of [await pageOf('callback'), await pageOf('oversight')]) {
    expect(verbsOf(page)).toEqual(['report', 'file', 'dispatch', 'acknowledge', 'feedback', 'close']);
    expect(page.text).toContain('已更换井盖');
    expect(page.text).not.toMatch(/踩上去不响了|"outcome"|"good"|周敏/);
    expect(page.json).toMatchObject({ isSolved: null, manner: null });
  }
  expect(verbsOf(await pageOf('lin'))).toContain('verify');
  const notNow = await move(town, 'callback', id, 'recheck', { outcome: 'notNow' });
  expect(notNow).toMatchObject({ isSolved: null, manner: null });
  await move(town, 'callback', id, 'recheck', { outcome: 'solved' });
  const after = await pageOf('callback');
  expect(verbsOf(after)).toEqual(expect.arrayContaining(['verify', 'evaluate']));
  expect(after.text).toContain('踩上去不响了');
  expect(after.json).toMatchObject({ isSolved: true, manner: 'good' });
});

test('passed: it stays closed, is drawn no more, and is not re-checked twice', async () => {
  const { id } = await drawn(town);
  expect((await town.as('callback').get(`/cases/${id}`)).json.allowed).toContain('recheck');
  expect((await tryMove(town, 'callback', id, 'recheck')).json.errors).toMatchObject([{ pointer: '/outcome' }]);
  expect((await tryMove(town, 'callback', id, 'recheck', { outcome: 'underWay' })).status).toBe(422);
  const passed = await move(town, 'callback', id, 'recheck', { outcome: 'solved', words: '现场已好' });
  expect(passed).toMatchObject({ status: 'closed' });
  expect(passed.allowed).not.toContain('recheck');
  expect(await drawnIds()).not.toContain(id);
  expect(await tryMove(town, 'callback', id, 'recheck', { outcome: 'solved' })).toMatchObject({
    status: 409,
    json: { type: '/problems/case-move-refused' },
  });
});

test('not now: it stays on the list', async () => {
  const { id } = await drawn(town);
  expect(await move(town, 'callback', id, 'recheck', { outcome: 'notNow' })).toMatchObject({ status: 'closed' });
  expect(await drawnIds()).toContain(id);
});

test('failed: the same organisation works again, also after a good rating, and the resident reads why', async () => {
  const { id, link, orderId } = await drawn(town);
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: true, manner: 'good' });
  const failed = await move(town, 'callback', id, 'recheck', { outcome: 'notSolved', words: '又松了' });
  expect(failed).toMatchObject({ status: 'handling', isSolved: null, manner: null, orders: [{ status: 'rework' }] });
  expect(await rowOf(town, id)).toMatchObject({ reopen_count: 1, closed_at: null, is_drawn_for_sample: false });
  expect(await drawnIds()).not.toContain(id);
  expect((await town.withLink(link).get('/trace')).json.sentence.words).toBe('核实时还没办好，已要求重办');
  const seen = await town.as('roadReceiver').get(`/cases/${id}`);
  expect(seen.text).toContain('又松了');
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'] });
});

test('who handled it does not re-check it', async () => {
  const { id } = await drawn(town);
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, organisation_id, from_on, granted_at)
     values (gen_random_uuid(), $1, 'orgHandler', '/yunting/', $2, '2026-01-01', now())`,
    [ground.people.callback.id, road.id],
  );
  const refused = await tryMove(town, 'callback', id, 'recheck', { outcome: 'solved' });
  await rows(town, 'delete from d_yunting.posts where account_id = $1 and organisation_id = $2', [
    ground.people.callback.id,
    road.id,
  ]);
  expect(refused.json.type).toBe('/problems/verifier-is-handler');
});

test('what was resolved on the spot is drawn too', async () => {
  const { id } = await report(town.stranger());
  await setSampling(town, 100, 'litter');
  await move(town, 'zhou', id, 'resolveOnSpot', { classCode: 'litter', evidence: ['writtenNote'] });
  expect(await drawnIds()).toContain(id);
  expect(await tryMove(town, 'zhou', id, 'recheck', { outcome: 'solved' })).toMatchObject({ status: 403 });
});
