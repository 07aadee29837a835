// Returned three times through HTTP: what is told of each, who settles it, what the resident reads, and the rule it leaves.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { allowedTo, dispatched, mistakes, property, road, rows, sanitation } from '../played-for-tests.ts';
import { sentBackThrice } from './returned-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** Thursday, 9:14 in the town. */
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const returnsOf = async (who: PersonName, id: string) => town.as(who).get(`/cases/${id}/returns`);
const settle = (id: string, organisationId: string, who: PersonName = 'guo') =>
  move(town, who, id, 'arbitrate', { organisationId, newWorkOrderId: newId(), words: '属道路附属设施' });
const rule = (fields: Record<string, unknown> = {}) => ({
  id: newId(),
  version: 0,
  classCode: 'manholeCover',
  path: '/yunting/jg/',
  organisationId: road.id,
  clause: '权责清单第 12 项',
  source: '裁定',
  caseId: null,
  startsOn: '2026-11-19',
  endsOn: null,
  ...fields,
});
const writeRule = (who: PersonName, fields: Record<string, unknown> = {}, id = newId()) =>
  town.as(who).put(`/dispatch-rules/${id}`, rule(fields));
afterEach(() => rows(town, 'delete from d_yunting.dispatch_rules'));

test('each return is told with its reason, basis and outcome; the third waits for the district, in its queue and work', async () => {
  const { id, number } = await sentBackThrice(town);
  const { json } = await returnsOf('lin', id);
  expect(json.hops).toMatchObject([
    { organisationName: '船坞物业公司', reason: 'otherTerritory', basis: 'assetOwnership', outcome: 'approved' },
    { organisationName: '市政养护所', reason: 'otherDuty', basis: 'departmentDuties', outcome: 'approved' },
    { organisationName: '船坞物业公司', reason: 'ownershipUnclear', outcome: 'waiting', words: '台账上没有这个井盖' },
  ]);
  expect(json).toMatchObject({ mayArbitrate: false, waitingSince: '2026-11-19T01:14:00.000Z' });
  expect((await returnsOf('guo', id)).json.mayArbitrate).toBe(true);
  const queue = (await town.as('guo').get('/arbitrations')).json;
  expect(queue.cases.find((one: any) => one.id === id)).toMatchObject({ number, timesAsked: 3 });
  const items = (await town.as('guo').get('/my-work')).json.items;
  expect(items.find((one: any) => one.case.id === id)).toMatchObject({ reason: 'arbitrate', act: 'arbitrate' });
  expect(await allowedTo(town, 'streetChief', id)).not.toContain('approveSendBack');
});

test('the queue and the returns are not for those who may not: a street, another street, the organisations themselves', async () => {
  const { id } = await sentBackThrice(town);
  expect((await town.as('lin').get('/arbitrations')).status).toBe(403);
  expect((await town.as('streetChief').get('/arbitrations')).json.cases).toEqual([]);
  expect((await returnsOf('jinDispatcher', id)).status).toBe(404);
  expect((await returnsOf('cao', id)).status).toBe(403);
  expect((await tryMove(town, 'streetChief', id, 'arbitrate', { organisationId: road.id, newWorkOrderId: newId(), words: '归养护所' })).json.type).toBe('/problems/send-back-decided-above'); // prettier-ignore
});

test('two deciding at once: the first counts, the second reads what has happened', async () => {
  const { id } = await sentBackThrice(town);
  const { version } = (await town.as('guo').get(`/cases/${id}`)).json;
  const decide = (organisationId: string) =>
    town.as('guo').post(`/cases/${id}/arbitrate`, {
      moveId: newId(),
      seenVersion: version,
      organisationId,
      newWorkOrderId: newId(),
      words: '按权责清单',
    });
  const answers = await Promise.all([decide(road.id), decide(property.id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({
    type: '/problems/case-changed',
    since: [{ verb: 'arbitrate' }],
  });
});

test('somebody whose post has ended settles nothing, and an organisation whose receiver has gone asks nothing', async () => {
  const { id } = await sentBackThrice(town);
  const other = await dispatched(town);
  const end = (who: PersonName, at: string | null) =>
    rows(town, 'update d_yunting.posts set ended_at = $2 where account_id = $1', [ground.people[who].id, at]);
  await end('guo', town.now());
  await end('roadReceiver', town.now());
  town.pass(1);
  const arbitrated = await town.as('guo').post(`/cases/${id}/arbitrate`, { moveId: newId(), seenVersion: 9, organisationId: road.id, newWorkOrderId: newId(), words: '归它' }); // prettier-ignore
  const asked = await tryMove(town, 'roadReceiver', other.id, 'sendBack', { workOrderId: other.orderId, sendBackReason: 'duplicate', words: '派过' }); // prettier-ignore
  await end('guo', null);
  await end('roadReceiver', null);
  expect([arbitrated.status, asked.status]).toEqual([404, 404]);
  expect((await returnsOf('lin', id)).json.waitingSince).not.toBeNull();
});

test('a basis of another kind of organisation is a wrong field', async () => {
  const { id, orderId: workOrderId } = await dispatched(town);
  const fields = { workOrderId, sendBackReason: 'otherDuty', basis: 'assetOwnership', words: '不归我们' };
  const wrong = await tryMove(town, 'roadReceiver', id, 'sendBack', fields);
  expect(wrong).toMatchObject({ status: 422, json: { errors: [{ pointer: '/basis' }] } });
  await move(town, 'roadReceiver', id, 'sendBack', { ...fields, basis: 'departmentDuties' });
});

test('the resident reads every hop in plain words with the organisation and the next moment, and no person', async () => {
  const { id, link } = await sentBackThrice(town);
  const trace = async () => (await town.withLink(link).get('/trace')).json;
  expect((await trace()).sentence.words).toBe('几个单位都认为不归自己办，由区里确定');
  await settle(id, road.id);
  const told = await trace();
  expect(told.sentence.words).toBe('已交给市政养护所办理');
  const said = told.stations.map((station: { words: string }) => station.words);
  expect(said.slice(2)).toEqual([
    '已交给船坞物业公司办理',
    '船坞物业公司认为不归它办，正在重新安排',
    '已同意船坞物业公司的说明，正在重新安排',
    '已交给市政养护所办理',
    '市政养护所认为不归它办，正在重新安排',
    '已同意市政养护所的说明，正在重新安排',
    '已交给船坞物业公司办理',
    '船坞物业公司认为不归它办，正在重新安排',
    '区里已确定由市政养护所办理',
  ]);
  expect(told.promise).toMatchObject({ what: 'handling' });
  expect(JSON.stringify(told)).not.toMatch(/曹经理|许工|石磊|郭敏华|林晓芸/);
});

test('settled, it can be kept as a rule, which is proposed at the next dispatch of the class and place until its last day', async () => {
  const { id } = await sentBackThrice(town);
  await settle(id, road.id);
  const saved = await writeRule('guo', { caseId: id, endsOn: '2026-11-30' });
  expect(saved, saved.text).toMatchObject({ status: 200, json: { version: 1, caseId: id } });
  expect((await returnsOf('guo', id)).json).toMatchObject({
    ruleId: saved.json.id,
    settled: { organisationName: '市政养护所', words: '属道路附属设施' },
  });
  const next = await dispatched(town, property.id);
  const proposed = async () => (await town.as('lin').get(`/cases/${next.id}/proposal`)).json.organisation;
  expect(await proposed()).toMatchObject({ id: road.id, because: 'dispatchRule', clause: '权责清单第 12 项' });
  town.setClock('2026-12-01T01:00:00.000Z');
  expect((await proposed())?.because).not.toBe('dispatchRule');
});

test('a rule that meets another one is refused with that one; ended, the next day is free', async () => {
  const first = await writeRule('guo');
  const clash = await writeRule('guo', { organisationId: sanitation.id });
  expect(clash).toMatchObject({
    status: 409,
    json: { type: '/problems/dispatch-rule-conflict', ruleId: first.json.id },
  });
  const both = await Promise.all([
    writeRule('guo', { classCode: 'litter' }),
    writeRule('admin', { classCode: 'litter', organisationId: sanitation.id }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const ended = await writeRule('guo', { version: 1, endsOn: '2026-11-25' }, first.json.id);
  expect(ended.json).toMatchObject({ version: 2, endsOn: '2026-11-25' });
  expect((await writeRule('guo', { organisationId: sanitation.id, startsOn: '2026-11-26' })).status).toBe(200);
  const stale = await writeRule('guo', { version: 1, endsOn: '2026-11-24' }, first.json.id);
  expect(stale.json.type).toBe('/problems/changed-meanwhile');
});

test('rules are written by the district that arbitrates and by the keeper of the catalogue, with every wrong field told', async () => {
  for (const who of ['lin', 'streetChief', 'cao', 'zhou'] as const)
    expect((await writeRule(who)).status, who).toBe(403);
  const { id } = await dispatched(town);
  const wrong = await writeRule('guo', { organisationId: newId(), classCode: 'none', path: '/yunting/xx/', caseId: id, endsOn: '2026-11-01' }); // prettier-ignore
  expect(wrong.json.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
    '/caseId',
    '/classCode',
    '/endsOn',
    '/organisationId',
    '/path',
  ]);
  const kept = await writeRule('admin');
  const away = await town.as('lin').delete(`/dispatch-rules/${kept.json.id}?version=1`);
  expect(away.status).toBe(403);
  expect((await town.as('admin').delete(`/dispatch-rules/${kept.json.id}?version=1`)).status).toBe(200);
  expect((await town.as('lin').get('/dispatch-rules')).json.rules).toEqual([]);
});
