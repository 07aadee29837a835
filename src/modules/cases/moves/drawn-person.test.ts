// The person drawn to re-check: no part in the case, not to be foreseen, alone allowed, blind until answered; ratings answered; two at once.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf, tryMove, versionOf } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, drawnForOne, fedBack, mistakes, road, rows, setSampling } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const { people } = ground;
const drawnFor = async (id: string) => (await rowOf(town, id)).rechecker_id as string;
const giveTo = (id: string, name: 'he' | 'callback') => put(id, people[name].id);
async function put(id: string, accountId: string): Promise<void> {
  await rows(town, "delete from d_yunting.case_access where case_id = $1 and way = 'person'", [id]);
  await rows(town, 'update d_yunting.cases set rechecker_id = $2 where id = $1', [id, accountId]);
  await rows(town, "insert into d_yunting.case_access values ($1, 'person', $2, now())", [id, accountId]);
}

test('one of those without any part in it is drawn, and over many closings not always the same one', async () => {
  const drawn: string[] = [];
  for (let count = 0; count < 14; count += 1) drawn.push(await drawnFor((await drawnForOne(town)).id));
  const fit = [people.he.id, people.callback.id, people.oversight.id];
  expect(drawn.filter((id) => !fit.includes(id))).toEqual([]);
  // Three are fit: that fourteen draws name one alone happens once in 1.6 million runs.
  expect(new Set(drawn).size).toBeGreaterThan(1);
});

test('a worker who reported it, or belongs to the organisation that did it, is never drawn', async () => {
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = any ($1)', [
    [people.callback.id, people.oversight.id],
  ]);
  await setSampling(town, 100);
  const { id } = await report(town.as('he'));
  const orderId = newId();
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  await move(town, 'lin', id, 'close');
  expect(await rowOf(town, id)).toMatchObject({ is_drawn_for_sample: true, rechecker_id: null });

  const postId = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, organisation_id, from_on, granted_at)
     values ($1, $2, 'orgHandler', '/yunting/', $3, '2026-01-01', now())`,
    [postId, people.he.id, road.id],
  );
  expect(await drawnFor((await drawnForOne(town)).id)).toBeNull();
  await rows(town, 'delete from d_yunting.posts where id = $1', [postId]);
  expect(await drawnFor((await drawnForOne(town)).id)).toBe(people.he.id);
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = any ($1)', [
    [people.callback.id, people.oversight.id],
  ]);
});

test('a secret matter is drawn for nobody from the next grid', async () => {
  await setSampling(town, 100);
  for (let count = 0; count < 6; count += 1) {
    const { id } = await fedBack(town);
    await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [id]);
    await move(town, 'streetChief', id, 'verify', { outcome: 'solved', evidence: ['document'] });
    await move(town, 'lin', id, 'close');
    expect(await drawnFor(id)).toBe(people.oversight.id);
  }
  await setSampling(town, 5);
});

test('the drawn worker finds it among today’s work, blind, answers, and sees it no more', async () => {
  const { id, link } = await drawnForOne(town);
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: true, manner: 'good' });
  await giveTo(id, 'he');
  const work = (await town.as('he').get('/my-work')).json.items;
  const mine = work.find((item: { case: { id: string } }) => item.case.id === id);
  expect(mine).toMatchObject({ reason: 'recheck', act: 'recheck', case: { isSolved: null, manner: null } });
  const page = await town.as('he').get(`/cases/${id}`);
  expect(page.json.stations.map(({ verb }: { verb: string }) => verb)).not.toContain('verify');
  expect(page.json).toMatchObject({ isSolved: null, manner: null });
  expect(page.json.allowed).toEqual(['recheck']);
  await move(town, 'he', id, 'recheck', { outcome: 'solved' });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
  expect(await rowOf(town, id)).toMatchObject({ is_drawn_for_sample: false, rechecker_id: null, status: 'evaluated' });
});

test('found unsolved by the drawn worker, it is taken up again and counts as rework of the organisation', async () => {
  const { id } = await drawnForOne(town);
  await giveTo(id, 'he');
  await move(town, 'he', id, 'recheck', { outcome: 'notSolved', reason: 'brokeAgain' });
  const [order] = await rows(town, 'select status, rework_count from d_yunting.work_orders where case_id = $1', [id]);
  expect(order).toEqual({ status: 'rework', rework_count: 1 });
  expect(await rowOf(town, id)).toMatchObject({ status: 'handling', reopen_count: 1, rechecker_id: null });
});

test('settled on the spot and found unsolved, it is filed again', async () => {
  await setSampling(town, 100, 'litter');
  const { id } = await report(town.stranger(), { words: '垃圾没人收' });
  await move(town, 'zhou', id, 'resolveOnSpot', { classCode: 'litter', evidence: ['writtenNote'] });
  await setSampling(town, 5, 'litter');
  expect(await drawnFor(id)).not.toBe(people.zhou.id);
  await giveTo(id, 'he');
  await move(town, 'he', id, 'recheck', { outcome: 'notSolved' });
  expect(await rowOf(town, id)).toMatchObject({ status: 'filed', reopen_count: 1 });
});

test('drawn for one person, another is refused and told who may; once that one serves no longer, he may', async () => {
  const { id } = await drawnForOne(town);
  await giveTo(id, 'he');
  const refused = await tryMove(town, 'callback', id, 'recheck', { outcome: 'solved' });
  expect(refused).toMatchObject({ status: 403, json: { type: '/problems/recheck-is-anothers' } });
  expect(refused.json.whoCan).toContainEqual({ title: { zh: '督查', en: 'Oversight officer' }, place: '云汀区' });
  expect(refused.text).not.toContain(people.he.id);
  expect((await town.as('callback').get(`/cases/${id}`)).json.allowed).not.toContain('recheck');

  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [people.he.id]);
  const late = await tryMove(town, 'he', id, 'recheck', { outcome: 'solved' });
  expect(late.status).toBe(403);
  expect(await move(town, 'callback', id, 'recheck', { outcome: 'solved' })).toMatchObject({ status: 'closed' });
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [people.he.id]);
});

test('a verifier whose post ended meanwhile is refused and told who can', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: people.he.id });
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [people.he.id]);
  const refused = await tryMove(town, 'he', id, 'verify', { outcome: 'solved' });
  expect(refused).toMatchObject({ status: 403, json: { type: '/problems/permission-missing' } });
  expect(refused.json.whoCan[0]).toMatchObject({ title: { zh: '网格员' } });
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [people.he.id]);
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
});

test('two verify at once: one is taken, the other reads what happened meanwhile', async () => {
  const { id } = await fedBack(town);
  const seenVersion = await versionOf(town, id);
  const answers = await Promise.all([
    town.as('zhou').post(`/cases/${id}/verify`, { moveId: newId(), seenVersion, outcome: 'solved' }),
    town.as('shen').post(`/cases/${id}/verify`, { moveId: newId(), seenVersion, outcome: 'notSolved' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = answers.find(({ status }) => status === 409);
  expect(lost?.json).toMatchObject({ type: '/problems/case-changed', version: seenVersion + 1 });
  expect(lost?.json.since).toMatchObject([{ verb: 'verify' }]);
});

test('a rating is answered once, by the organisation or the lead; the reporter reads it', async () => {
  const { id, link } = await closed(town);
  expect((await tryMove(town, 'roadReceiver', id, 'answerRating', { words: '谢谢' })).status).toBe(409);
  await move(town, town.withLink(link), id, 'evaluate', {
    isSolved: true,
    manner: 'poor',
    words: '来得太慢，我电话是10012345678',
  });
  const seen = await town.as('roadReceiver').get(`/cases/${id}`);
  expect(seen.text).toContain('来得太慢');
  expect(seen.text).not.toContain('10012345678');
  expect((await tryMove(town, 'cao', id, 'answerRating', { words: '不是我们' })).status).toBe(404);
  await move(town, 'roadReceiver', id, 'answerRating', { words: '那两天连下暴雨，人手不够，抱歉' });
  const trace = (await town.withLink(link).get('/trace')).json;
  expect(trace.stations.at(-1)).toMatchObject({
    words: '市政养护所回应了您的评价',
    said: '那两天连下暴雨，人手不够，抱歉',
  });
  const again = await tryMove(town, 'luo', id, 'answerRating', { words: '再说一句' });
  expect(again).toMatchObject({ status: 409, json: { type: '/problems/rating-answered' } });

  await move(town, town.withLink(link), id, 'reopen', { words: '又响了' });
  expect(await rowOf(town, id)).toMatchObject({ rating_answered_at: null, is_solved: null });
});

test('the lead answers a rating of what was settled on the spot', async () => {
  const { id, link } = await report(town.stranger());
  await move(town, 'zhou', id, 'resolveOnSpot', { classCode: 'litter', evidence: ['writtenNote'] });
  await move(town, town.withLink(link), id, 'evaluate', { isSolved: false, manner: 'good' });
  await move(town, 'luo', id, 'answerRating', { words: '社区周五再来看' });
  expect((await town.withLink(link).get('/trace')).json.stations.at(-1).words).toBe('您的评价有了回应');
});
