// Whistles through HTTP: who sees what, the whole life of one, escalation by the clock, returns, ratings, and what is refused.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { filed, property, road, rows, waterCrew } from '../cases/played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** Thursday, 9:14 in the town. */
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterAll(() => town.close());

type Target = { organisationId: string } | { level: string };

const blow = (
  who: PersonName,
  caseId: string,
  targets: Target[],
  fields: Record<string, unknown> = {},
): Promise<Reply> =>
  town.as(who).post(`/cases/${caseId}/whistles`, {
    id: newId(),
    kind: 'emergency',
    reason: 'danger',
    targets: targets.map((target) => ({ callId: newId(), ...target })),
    ...fields,
  });

const see = (who: PersonName, id: string): Promise<Reply> => town.as(who).get(`/whistles/${id}`);

/** One step with the version read just before; answers the reply, whatever it is. */
async function step(who: PersonName, whistleId: string, verb: string, fields: Record<string, unknown> = {}, at = 0) {
  const call = (await see('guo', whistleId)).json.calls[at];
  return town
    .as(who)
    .post(`/whistle-calls/${call.id}/moves`, { moveId: newId(), seenVersion: call.version, verb, ...fields });
}

async function blown(who: PersonName = 'lin', target: Target = { organisationId: road.id }) {
  const { id: caseId } = await filed(town);
  const reply = await blow(who, caseId, [target]);
  expect(reply.status, reply.text).toBe(201);
  return { caseId, id: reply.json.id as string };
}

async function toGuo() {
  return blown('guo');
}

test('a worker whistles, the lead answers and reports in, the worker confirms: nothing of a position is kept', async () => {
  const { id, caseId } = await blown('zhou', { level: 'grid' });
  expect((await see('luo', id)).json).toMatchObject({
    kind: 'emergency',
    waitsForMe: true,
    calls: [{ status: 'called', level: 'grid', dueAt: '2026-11-19T01:44:00.000Z', isLate: false }],
  });
  expect((await see('zhou', id)).json).toMatchObject({ isMine: true, waitsForMe: false });
  expect((await step('luo', id, 'answer')).json.calls[0]).toMatchObject({ status: 'answered' });
  town.pass(11);
  expect((await step('luo', id, 'reportIn', { manner: 'onSite' })).json.calls[0]).toMatchObject({
    status: 'reportedIn',
    manner: 'onSite',
    confirmedAt: null,
    isLate: false,
  });
  expect((await step('zhou', id, 'confirm', { manner: 'onSite' })).json.calls[0]).toMatchObject({
    confirmedAt: '2026-11-19T01:25:00.000Z',
  });
  town.pass(60);
  await town.settled();
  expect((await see('zhou', id)).json.calls[0]).toMatchObject({ escalations: 0 });
  const listed = (await town.as('zhou').get(`/cases/${caseId}/whistles`)).json;
  expect(listed).toMatchObject({ mayBlow: true, whistles: [{ id }] });
});

test('not answered within the time it escalates by itself, level by level, once each', async () => {
  const { id } = await blown('zhou', { level: 'grid' });
  const told = async (minutes: number) => {
    town.pass(minutes);
    await town.settled();
    const { escalations, escalatedLevel, isLate } = (await see('guo', id)).json.calls[0];
    return [escalations, escalatedLevel, isLate];
  };
  expect(await told(29)).toEqual([0, null, false]);
  expect(await told(2)).toEqual([1, 'community', true]);
  expect(await told(0)).toEqual([1, 'community', true]);
  expect(await told(30)).toEqual([2, 'street', true]);
  expect((await see('lin', id)).json.waitsForMe).toBe(true);
  expect(await told(31)).toEqual([3, 'district', true]);
  expect((await see('guo', id)).json.waitsForMe).toBe(true);
  expect(await told(600)).toEqual([3, 'district', true]);
  const lines = (await see('guo', id)).json.lines.filter(({ verb }: any) => verb === 'escalate');
  expect(lines.map(({ level, byName }: any) => [level, byName])).toEqual([
    ['community', null],
    ['street', null],
    ['district', null],
  ]);
});

test('once handled, finished, rated, and the rating answered: afterwards the organisation has the last word, once', async () => {
  const { id } = await toGuo();
  for (const [verb, fields] of [
    ['answer', {}],
    ['reportIn', { manner: 'online' }],
    ['handle', {}],
    ['finish', { words: '井盖已更换' }],
  ] as const)
    expect((await step('roadReceiver', id, verb, fields)).status, verb).toBe(200);
  const { version } = (await see('guo', id)).json;
  const closing = { moveId: newId(), seenVersion: version, result: 'solved' };
  expect((await town.as('guo').post(`/whistles/${id}/close`, closing)).json).toMatchObject({
    status: 'closed',
    result: 'solved',
  });
  expect((await step('guo', id, 'rate')).json).toMatchObject({ errors: [{ pointer: '/rating' }] });
  const rating = { wasQuick: true, wasThere: false, didSolve: true };
  expect((await step('guo', id, 'rate', { rating })).json.calls[0]).toMatchObject({ status: 'rated', rating });
  expect((await step('roadReceiver', id, 'answerRating', { words: '线上指导，不需要到场' })).status).toBe(200);
  expect((await see('guo', id)).json.lines.at(-1)).toMatchObject({
    verb: 'answerRating',
    words: '线上指导，不需要到场',
  });
  expect((await step('roadReceiver', id, 'answerRating', { words: '再说一次' })).json.type).toBe(
    '/problems/whistle-move-refused',
  );
});

test('the whistler says that nobody has come: the clock begins anew and escalates', async () => {
  const { id } = await blown('zhou', { level: 'grid' });
  await step('luo', id, 'reportIn', { manner: 'onSite' });
  town.pass(5);
  expect((await step('zhou', id, 'deny')).json.calls[0]).toMatchObject({
    status: 'answered',
    reportedInAt: null,
    dueAt: '2026-11-19T01:49:00.000Z',
  });
  town.pass(31);
  await town.settled();
  expect((await see('zhou', id)).json.calls[0].escalations).toBe(1);
});

test('a return is decided above, and the clock runs meanwhile', async () => {
  const { id } = await blown('zhou', { level: 'grid' });
  const words = '不在本社区范围';
  expect((await step('luo', id, 'askReturn')).json.errors).toMatchObject([
    { pointer: '/reason' },
    { pointer: '/words' },
  ]);
  await step('luo', id, 'askReturn', { reason: 'otherTerritory', words });
  expect((await step('luo', id, 'approveReturn')).json.type).toBe('/problems/permission-missing');
  town.pass(31);
  await town.settled();
  expect((await see('lin', id)).json).toMatchObject({
    waitsForMe: true,
    calls: [{ escalations: 1, status: 'returnAsked' }],
  });
  expect((await step('lin', id, 'refuseReturn', { words: '请先到场' })).json.calls[0]).toMatchObject({
    status: 'answered',
  });
  await step('luo', id, 'askReturn', { reason: 'otherTerritory', words });
  expect((await step('lin', id, 'approveReturn')).json.calls[0]).toMatchObject({ status: 'returned' });
});

test('from the street to a department of the district it is asked first, and only then the clock starts', async () => {
  const { id } = await blown('lin');
  expect((await see('lin', id)).json.calls[0]).toMatchObject({ status: 'awaitingApproval', dueAt: null });
  expect((await see('roadReceiver', id)).status).toBe(404);
  expect((await step('lin', id, 'approve')).json.type).toBe('/problems/permission-missing');
  await makeApprover();
  town.pass(20);
  expect((await step('oversight', id, 'approve')).json.calls[0]).toMatchObject({
    status: 'called',
    dueAt: '2026-11-19T02:04:00.000Z',
  });
  expect((await see('roadReceiver', id)).status).toBe(200);
});

test('who may be called is offered, and nobody else is taken', async () => {
  const { id } = await filed(town);
  const offered = async (who: PersonName) => (await town.as(who).get(`/cases/${id}/whistle-options`)).json;
  expect(await offered('zhou')).toMatchObject({ levels: ['grid'], organisations: [] });
  expect((await offered('zhou')).kinds).toContainEqual({
    kind: 'emergency',
    limit: { unit: 'emergencyHour', amount: 0.5 },
    source: '各地应急哨做法：30 分钟',
  });
  expect((await offered('lin')).organisations).toContainEqual({ id: road.id, name: '市政养护所', needsApproval: true });
  expect((await offered('guo')).organisations).toContainEqual({
    id: road.id,
    name: '市政养护所',
    needsApproval: false,
  });
  for (const target of [{ organisationId: road.id }, { level: 'street' }, { level: 'district' }])
    expect((await blow('zhou', id, [target])).json.type).toBe('/problems/whistle-target-refused');
});

test('the district sets its own times, with their source; whoever may not is refused, and so is half a work day', async () => {
  const at = '/settings/whistle-kinds';
  const { json: before } = await town.as('zhou').get(at);
  expect(before).toMatchObject({ version: 0, value: { emergency: { unit: 'emergencyHour', amount: 0.5 } } });
  const change = {
    ...before,
    value: { ...before.value, emergency: { unit: 'emergencyHour', amount: 0.25 } },
    source: '区府办〔2026〕3 号',
  };
  expect((await town.as('lin').put(at, change)).status).toBe(403);
  const halfDay = { ...change, value: { ...change.value, hard: { unit: 'workDay', amount: 0.5 } } };
  expect((await town.as('admin').put(at, halfDay)).status).toBe(422);
  expect(await town.as('admin').put(at, change)).toMatchObject({ status: 200, json: { version: 1 } });
  expect((await town.as('admin').put(at, change)).json.type).toBe('/problems/changed-meanwhile');
  const { id } = await blown('zhou', { level: 'grid' });
  expect((await see('zhou', id)).json).toMatchObject({
    limitSource: '区府办〔2026〕3 号',
    calls: [{ dueAt: '2026-11-19T01:29:00.000Z' }],
  });
  await rows(town, "delete from d_yunting.settings where key = 'whistle.kinds'");
});

test('the called organisation sees the facts and its own call; nothing of the reporter, of names or of other calls', async () => {
  const { id: caseId } = await filed(town, { contact: { name: '袁玉珍', phone: '10055500023' } });
  const reply = await blow('guo', caseId, [{ organisationId: road.id }, { organisationId: property.id }], {
    words: '袁玉珍 10055500023 说井盖在响，请带新井盖来',
  });
  const { id } = reply.json;
  const seen = await see('roadReceiver', id);
  expect(seen.json).toMatchObject({
    subject: { id: null, summary: expect.stringContaining('井盖') },
    blownByName: null,
    waitsForMe: true,
    calls: [{ organisationName: '市政养护所', dutyPhone: null }],
  });
  expect(seen.json.calls).toHaveLength(1);
  expect(seen.text).not.toMatch(/袁玉珍|10055500023|郭敏华|船坞物业/);
  expect((await see('lin', id)).json.calls).toHaveLength(2);
});

test('words are erased by law, by whoever erases those of the matter: gone for everybody, with the rule kept', async () => {
  const { id: caseId } = await filed(town);
  const { json } = await blow('guo', caseId, [{ organisationId: road.id }], { words: '三楼老王家的事，请快来' });
  const lineOf = async (who: 'lin' | 'roadReceiver') =>
    (await see(who, json.id)).json.lines.find(({ verb }: { verb: string }) => verb === 'blow');
  const { id: lineId } = await lineOf('lin');
  const erase = (who: 'lin' | 'zhou' | 'jinDispatcher', line = lineId) =>
    town.as(who).post(`/whistles/${json.id}/erasures`, { lineId: line, rule: 'pipl-47' });
  expect((await erase('zhou')).status).toBe(403);
  expect((await erase('jinDispatcher')).status).toBe(404);
  expect((await erase('lin', newId())).status).toBe(404);
  expect((await erase('lin')).status).toBe(200);
  for (const who of ['lin', 'roadReceiver'] as const)
    expect(await lineOf(who)).toMatchObject({ words: '', isErased: true });
  expect(
    await rows(town, "select codes from d_yunting.audit where act = 'text.erased' and subject_id = $1", [lineId]),
  ).toEqual([{ codes: { rule: 'pipl-47' } }]);
  expect(await rows(town, 'select erased_by_rule from d_yunting.whistle_lines where id = $1', [lineId])).toEqual([
    { erased_by_rule: 'pipl-47' },
  ]);
});

test('another street, another district, and organisations not called find no such whistle', async () => {
  const { id, caseId } = await toGuo();
  for (const who of ['jinDispatcher', 'tang', 'he', 'cao', 'nobody'] as const) {
    expect((await see(who, id)).status, who).toBe(404);
    expect(
      (await town.as(who).get('/whistles')).json.whistles.map((each: any) => each.id),
      who,
    ).not.toContain(id);
    expect((await town.as(who).post(`/whistles/${id}/notes`, { id: newId(), words: '路过看看' })).status, who).toBe(
      404,
    );
  }
  expect((await blow('jinDispatcher', caseId, [{ level: 'district' }])).status).toBe(404);
  expect((await see('roadHandler', id)).status).toBe(404);
});

test('sent back, the organisation sees the whistle no more', async () => {
  const { id } = await toGuo();
  await step('roadReceiver', id, 'askReturn', { reason: 'otherDuty', words: '不归我们管' });
  expect((await step('guo', id, 'approveReturn')).status).toBe(403);
  expect((await step('districtDispatcher', id, 'approveReturn')).status).toBe(200);
  expect((await see('roadReceiver', id)).status).toBe(404);
});

test('to a secret matter no organisation is called', async () => {
  const { id } = await filed(town, {}, 'kitchenSmoke');
  expect((await blow('guo', id, [{ organisationId: road.id }])).json.type).toBe('/problems/whistle-target-refused');
  const found = await rows(town, 'select id from d_yunting.whistles where subject_id = $1', [id]);
  expect(found).toEqual([]);
});

test('what a crew without accounts says by phone is written down by who may call it, and marked so', async () => {
  const { id } = await blown('guo', { organisationId: waterCrew.id });
  expect((await step('lin', id, 'reportIn', { manner: 'onSite' })).status).toBe(200);
  expect((await see('lin', id)).json).toMatchObject({
    calls: [{ isRelayed: true, status: 'reportedIn' }],
    lines: [{ verb: 'blow' }, { verb: 'call' }, { verb: 'reportIn', isRelayed: true, byName: '林晓芸' }],
  });
});

test('sent twice is once; another content, a stale version, a closed whistle and a closed case are refused', async () => {
  const { id: caseId } = await filed(town);
  const body = { id: newId(), kind: 'daily', reason: 'beyondPowers', targets: [{ callId: newId(), level: 'grid' }] };
  const first = await town.as('zhou').post(`/cases/${caseId}/whistles`, body);
  const again = await town.as('zhou').post(`/cases/${caseId}/whistles`, body);
  expect([again.status, again.json]).toEqual([first.status, first.json]);
  const other = await town.as('zhou').post(`/cases/${caseId}/whistles`, { ...body, kind: 'hard' });
  expect(other.json.type).toBe('/problems/id-taken');

  const { id } = body;
  const [call] = first.json.calls;
  const move = { moveId: newId(), seenVersion: call.version, verb: 'answer' };
  for (const status of [200, 200])
    expect((await town.as('luo').post(`/whistle-calls/${call.id}/moves`, move)).status).toBe(status);
  const stale = await town.as('luo').post(`/whistle-calls/${call.id}/moves`, {
    ...move,
    moveId: newId(),
    verb: 'reportIn',
    manner: 'online',
  });
  expect(stale.json.type).toBe('/problems/changed-meanwhile');
  const refused = await step('luo', id, 'handle');
  expect(refused.json).toMatchObject({ type: '/problems/whistle-move-refused', allowed: ['reportIn', 'askReturn'] });

  const ending = { moveId: newId(), seenVersion: first.json.version, result: 'mistaken' };
  expect((await town.as('zhou').post(`/whistles/${id}/close`, ending)).json).toMatchObject({
    status: 'closed',
    calls: [{ status: 'stoodDown' }],
  });
  town.pass(3 * 1440);
  await town.settled();
  expect((await see('guo', id)).json.calls[0].escalations).toBe(0);
  const late = await town.as('zhou').post(`/whistles/${id}/notes`, { id: newId(), words: '还有一句' });
  expect(late.json.type).toBe('/problems/whistle-move-refused');
});

test('open whistles are counted: those I blew, and those that wait for me', async () => {
  const before = (await town.as('luo').get('/whistles')).json.waiting;
  const { id } = await blown('zhou', { level: 'grid' });
  expect((await town.as('luo').get('/whistles')).json.waiting).toBe(before + 1);
  expect((await town.as('zhou').get('/whistles')).json.mine).toBeGreaterThan(0);
  const all = (await town.as('luo').get('/whistles?state=all')).json.whistles;
  expect(all.map((each: any) => each.id)).toContain(id);
});

test('a resident without an account reads no whistle', async () => {
  const { id: caseId } = await report(town.stranger());
  expect((await town.stranger().get(`/cases/${caseId}/whistles`)).status).toBe(401);
  expect((await town.stranger().get('/whistles')).status).toBe(401);
});

async function makeApprover(): Promise<void> {
  await rows(town, "update d_yunting.posts set role = 'approver' where account_id = $1", [ground.people.oversight.id]);
}
