// Who may be asked by name to verify, and 改由…去: whoever cannot look now passes it on.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { move, rowOf, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { fedBack, mistakes, rows, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const { people } = ground;
const named = (json: { verifiers: { name: string }[] }) => json.verifiers.map(({ name }) => name);

test('offered are the grid’s own worker, the neighbours and the community, the nearest first, by name and place', async () => {
  const { id } = await fedBack(town);
  const reply = await town.as('lin').get(`/cases/${id}/verifiers`);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.json.verifiers).toEqual([
    { accountId: people.zhou.id, name: '周敏', closeness: 'gridWorker', gridName: '旧港第3网格' },
    { accountId: people.he.id, name: '何志强', closeness: 'neighbourGrid', gridName: '旧港第4网格' },
    { accountId: people.shen.id, name: '沈月', closeness: 'community', gridName: null },
  ]);
});

test('the community stands first where the class leaves it to the community; for a class checked by record nobody is sent', async () => {
  const { id } = await fedBack(town);
  const offered = async (verifiedBy: string) => {
    await rows(
      town,
      'update d_yunting.classes set verified_by = $2 where code = (select class_code from d_yunting.cases where id = $1)',
      [id, verifiedBy],
    );
    return named((await town.as('lin').get(`/cases/${id}/verifiers`)).json);
  };
  expect(await offered('community')).toEqual(['沈月', '周敏', '何志强']);
  expect(await offered('authorityRecord')).toEqual([]);
  expect(await offered('asKind')).toEqual(['周敏', '何志强', '沈月']);
});

test('nobody who handled it is offered, and nobody is offered himself', async () => {
  const played = await signed(town);
  await rows(town, 'update d_yunting.work_orders set assigned_account_id = $2 where id = $1', [
    played.orderId,
    people.he.id,
  ]);
  const said = { workOrderId: played.orderId, evidence: ['writtenNote'], words: '已更换井盖' };
  await move(town, 'roadReceiver', played.id, 'feedback', said);
  expect(named((await town.as('zhou').get(`/cases/${played.id}/verifiers`)).json)).toEqual(['沈月']);
});

test('asked only by who verifies it or sends it there: not by the organisation, nor by somebody elsewhere, nor too early', async () => {
  const early = await signed(town);
  expect((await town.as('lin').get(`/cases/${early.id}/verifiers`)).json.type).toBe('/problems/case-move-refused');
  const { id } = await fedBack(town);
  expect((await town.as('roadReceiver').get(`/cases/${id}/verifiers`)).json.type).toBe('/problems/case-move-refused');
  expect((await town.as('tang').get(`/cases/${id}/verifiers`)).status).toBe(404);
  expect((await town.stranger().get(`/cases/${id}/verifiers`)).status).toBe(401);
});

test('for a secret matter nobody is offered', async () => {
  const { id } = await fedBack(town);
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [id]);
  expect((await town.as('guo').get(`/cases/${id}/verifiers`)).json).toEqual({ verifiers: [] });
});

test('请反映人看看: the reporter is asked on the own page, answers there, and the worker still verifies', async () => {
  const { id, link } = await fedBack(town);
  await move(town, 'zhou', id, 'verify', { outcome: 'notNow', reason: 'askedReporter' });
  const reporter = town.withLink(link);
  const asked = (await reporter.get('/trace')).json;
  expect(asked.sentence).toMatchObject({ key: 'case.trace.askedReporter', words: expect.stringContaining('请您看看') });
  expect(asked.stations.at(-1)).toMatchObject({ key: 'case.trace.askedReporter' });
  await move(town, reporter, id, 'supplement', { words: '看过了，不响了' });
  const page = await town.as('zhou').get(`/cases/${id}`);
  expect(page.text).toContain('看过了，不响了');
  expect(page.json.allowed).toContain('verify');
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect((await reporter.get('/trace')).json.sentence.key).toBe('case.trace.verifying');
});

test('who cannot look for another reason asks the reporter nothing', async () => {
  const { id, link } = await fedBack(town);
  await move(town, 'zhou', id, 'verify', { outcome: 'notNow', reason: 'noEntry' });
  expect((await town.withLink(link).get('/trace')).json.sentence.key).toBe('case.trace.verifying');
});

test('改由何志强去: he is asked, it waits for him alone, and he verifies it', async () => {
  const { id } = await fedBack(town);
  await move(town, 'zhou', id, 'verify', { outcome: 'notNow', reason: 'noEntry', verifierAccountId: people.he.id });
  expect(await rowOf(town, id)).toMatchObject({ verifier_id: people.he.id, verification: null, status: 'verifying' });
  const waits = async (who: 'zhou' | 'he') =>
    (await town.as(who).get('/my-work')).json.items.map((item: { case: { id: string } }) => item.case.id);
  expect(await waits('he')).toContain(id);
  expect(await waits('zhou')).not.toContain(id);
  expect(await move(town, 'he', id, 'verify', { outcome: 'solved' })).toMatchObject({ status: 'verifying' });
  expect(await rowOf(town, id)).toMatchObject({ verifier_id: null, verification: 'solved' });
});

test('who was asked and passes it on does not see it any more', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: people.he.id });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(200);
  await move(town, 'he', id, 'verify', { outcome: 'notNow', reason: 'dark', verifierAccountId: people.shen.id });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
  expect((await rowOf(town, id)).verifier_id).toBe(people.shen.id);
});

test('not passed on to a handler, to somebody who verifies nothing, or together with an answer', async () => {
  const { id } = await fedBack(town);
  const to = (accountId: string, outcome = 'notNow') =>
    tryMove(town, 'zhou', id, 'verify', { outcome, verifierAccountId: accountId });
  expect((await to(people.roadReceiver.id)).json.type).toBe('/problems/input-invalid');
  expect((await to(people.he.id, 'solved')).json).toMatchObject({
    type: '/problems/input-invalid',
    errors: [{ pointer: '/verifierAccountId' }],
  });
  await rows(town, 'update d_yunting.work_orders set assigned_account_id = $2 where case_id = $1', [id, people.he.id]);
  expect((await to(people.he.id)).json.type).toBe('/problems/verifier-is-handler');
});
