// Notices through HTTP: who is told when an order rings, nobody twice, and nothing of what went on meanwhile.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import { move, report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { idOf } from '../../../test/town-ground.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { dispatched, filed, mistakes, rows, signed } from '../cases/played-for-tests.ts';
import { asked as askedForTime } from '../cases/clocks/time-moves-for-tests.ts';
import { closeOverNotices, tellRings } from './jobs.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

type Told = {
  id: string;
  kind: string;
  told: string;
  hoursLate: number | null;
  dueAt: string;
  organisationName: string;
};

async function toldOf(who: PersonName, caseId: string): Promise<Told[]> {
  const { json } = await town.as(who).get('/notices');
  return json.notices.filter((notice: { case: { id: string } }) => notice.case.id === caseId);
}
const kindsOf = async (who: PersonName, caseId: string) => (await toldOf(who, caseId)).map(({ kind }) => kind);

async function at(moment: string): Promise<void> {
  town.setClock(moment);
  await town.settled();
}

async function dueOf(caseId: string): Promise<string> {
  return (await town.as('lin').get(`/cases/${caseId}`)).json.orders[0].dueAt;
}

const howMany = (caseId: string) =>
  rows(town, 'select kind, count(*)::int as count from d_yunting.notices where case_id = $1 group by 1 order by 1', [
    caseId,
  ]);

test('an order nobody signed is told to the organisation and to whoever sent it out, and goes when it is signed', async () => {
  const { id, orderId } = await dispatched(town);
  await at(addMinutes(town.now(), 24 * 60));
  expect(await kindsOf('roadReceiver', id)).toContain('unsigned');
  expect(await toldOf('lin', id)).toMatchObject([{ kind: 'unsigned', told: 'desk' }]);
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId });
  expect(await kindsOf('lin', id)).toEqual([]);
});

test('signed in time, nobody hears of the signing', async () => {
  const { id } = await signed(town);
  await at(addMinutes(town.now(), 24 * 60));
  expect((await howMany(id)).map(({ kind }) => kind)).not.toContain('unsigned');
});

test('half is the organisation’s, the end also the dispatcher’s; then lead, street and district, each once', async () => {
  const { id } = await signed(town);
  const due = await dueOf(id);
  await at(addMinutes(due, -1));
  expect(await toldOf('roadReceiver', id)).toMatchObject([{ kind: 'half', told: 'organisation' }]);
  expect(await kindsOf('lin', id)).toEqual([]);
  await at(addMinutes(due, 1));
  expect(await kindsOf('roadReceiver', id)).toEqual(['due']);
  expect(await toldOf('lin', id)).toMatchObject([{ kind: 'due', told: 'desk', dueAt: due }]);
  expect(await kindsOf('luo', id)).toEqual([]);
  await at(addMinutes(due, 24 * 60));
  expect(await toldOf('luo', id)).toMatchObject([{ kind: 'late', hoursLate: 24 }]);
  await at(addMinutes(due, 72 * 60));
  expect(await toldOf('streetChief', id)).toMatchObject([{ kind: 'late', hoursLate: 72 }]);
  expect(await kindsOf('guo', id)).toEqual([]);
  await at(addMinutes(due, 168 * 60));
  expect(await toldOf('guo', id)).toMatchObject([{ kind: 'late', hoursLate: 168 }]);
  const before = await howMany(id);
  // A jumped clock, a clock set back, a job that runs again: nobody is told twice.
  await at(addMinutes(due, 900 * 60));
  await at(due);
  await at(addMinutes(due, 901 * 60));
  const facts = await rows<any>(
    town,
    "select id, name, body, path, secrecy, at from d_yunting.facts where name in ('workOrder.rang', 'workOrder.due') and body->>'caseId' = $1",
    [id],
  );
  await tellRings(
    town.context(),
    facts.map(({ body, ...fact }) => ({ ...fact, ...body })),
  );
  expect(await howMany(id)).toEqual(before);
});

test('another street, another community’s worker and another organisation are told nothing', async () => {
  const { id } = await signed(town);
  await at(addMinutes(await dueOf(id), 100 * 60));
  for (const who of ['jinDispatcher', 'tang', 'cao', 'zhou', 'admin'] as const)
    expect(await kindsOf(who, id)).toEqual([]);
});

test('known once it is known to all who were told, with what was told of the order before', async () => {
  const { id } = await signed(town);
  await at(addMinutes(await dueOf(id), 73 * 60));
  const [notice] = await toldOf('lin', id);
  const { status, json } = await town.as('lin').put(`/notices/${notice?.id}/knowing`, {});
  expect([status, json.knownAt]).toEqual([200, town.now()]);
  expect(await kindsOf('streetChief', id)).toEqual([]);
  expect(await kindsOf('lin', id)).toEqual([]);
  // The organisation has to know it for itself.
  expect(await kindsOf('roadReceiver', id)).toEqual(['late']);
  const again = await town.as('streetChief').put(`/notices/${notice?.id}/knowing`, {});
  expect(again.json).toEqual(json);
});

test('nobody else says for those who were told that they know it', async () => {
  const { id } = await signed(town);
  await at(addMinutes(await dueOf(id), 1));
  const [notice] = await toldOf('lin', id);
  for (const who of ['jinDispatcher', 'cao', 'roadReceiver', 'zhou'] as const)
    expect((await town.as(who).put(`/notices/${notice?.id}/knowing`, {})).status).toBe(404);
  expect(await kindsOf('lin', id)).toEqual(['due']);
  expect((await town.as('lin').put(`/notices/${newId()}/knowing`, {})).status).toBe(404);
});

test('fed back, there is nothing left to look after, and the row leaves the index', async () => {
  const { id, orderId } = await signed(town);
  await at(addMinutes(await dueOf(id), 1));
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'], words: '好了' });
  expect(await kindsOf('lin', id)).toEqual([]);
  await closeOverNotices(town.context());
  expect(
    await rows(town, 'select count(*)::int as open from d_yunting.notices where case_id = $1 and over_at is null', [
      id,
    ]),
  ).toEqual([{ open: 0 }]);
});

test('a lead of one grid is told what the desks of the community are, of that grid alone', async () => {
  const leadIn = (grid: string) =>
    rows(
      town,
      `insert into d_yunting.posts (id, account_id, role, path, grid_id, from_on, granted_at)
       select $1, $2, 'gridLead', path, id, '2026-01-01', now() from d_yunting.grids where path = $3`,
      [newId(), idOf('person nobody'), `/yunting/jg/cw/${grid}/`],
    );
  await leadIn('g04');
  const { id } = await signed(town);
  await at(addMinutes(await dueOf(id), 24 * 60));
  expect(await kindsOf('luo', id)).toEqual(['late']);
  expect(await kindsOf('nobody', id)).toEqual([]);
  await leadIn('g03');
  expect(await kindsOf('nobody', id)).toEqual(['late']);
});

test('called and not come, the desks of each level it rises to are told, once, until somebody comes', async () => {
  const { id: caseId } = await filed(town);
  const blown = await town.as('zhou').post(`/cases/${caseId}/whistles`, {
    id: newId(),
    kind: 'emergency',
    reason: 'danger',
    targets: [{ callId: newId(), level: 'grid' }],
  });
  expect(blown.status, blown.text).toBe(201);
  const call = async () => (await town.as('guo').get(`/whistles/${blown.json.id}`)).json.calls[0];
  await at(addMinutes(town.now(), 31));
  expect(await kindsOf('luo', caseId)).toEqual(['callLate']);
  expect(await kindsOf('lin', caseId)).toEqual([]);
  await at(addMinutes(town.now(), 31));
  expect(await kindsOf('lin', caseId)).toEqual(['callLate']);
  await at(town.now());
  expect((await howMany(caseId)).find(({ kind }) => kind === 'callLate')).toEqual({ kind: 'callLate', count: 2 });

  const step = async (verb: string, more: object = {}) => {
    const { id, version } = await call();
    const reply = await town
      .as('luo')
      .post(`/whistle-calls/${id}/moves`, { moveId: newId(), seenVersion: version, verb, ...more });
    expect(reply.status, reply.text).toBeLessThan(300);
  };
  await step('answer');
  await step('reportIn', { manner: 'onSite' });
  expect([await kindsOf('luo', caseId), await kindsOf('lin', caseId)]).toEqual([[], []]);
});

test('挂账: when its review has come whoever was named to look after it is told, else who approved it', async () => {
  const suspended = async (more: object) => {
    const played = await askedForTime(town, 'askSuspension');
    await move(town, 'leader', played.id, 'suspend', { workOrderId: played.orderId, words: '天暖了再铺', ...more });
    const { json } = await town.as('leader').get(`/cases/${played.id}`);
    return { id: played.id, until: json.orders[0].suspension.until as string };
  };
  const named = await suspended({ ownerAccountId: idOf('person lin') });
  const unnamed = await suspended({});
  await at(addMinutes(named.until > unnamed.until ? named.until : unnamed.until, 1));
  expect(await toldOf('lin', named.id)).toMatchObject([{ kind: 'review', told: 'me' }]);
  expect(await kindsOf('leader', named.id)).toEqual([]);
  expect(await toldOf('leader', unnamed.id)).toMatchObject([{ kind: 'review', told: 'me' }]);
  expect(await kindsOf('lin', unnamed.id)).toEqual([]);
});

test('the steps and whom they tell are the district’s own, and checked', async () => {
  const { json } = await town.as('admin').get('/settings/workOrder.rings');
  const late = [{ hours: 2, tells: ['district'] }];
  const put = (value: unknown) =>
    town.as('admin').put('/settings/workOrder.rings', { value, source: '区里定的', version: json.version });
  expect((await put({ ...json.value, late: [...late, { hours: 2, tells: ['street'] }] })).status).toBe(422);
  expect((await put({ ...json.value, half: ['mayor'] })).status).toBe(422);
  expect((await put({ ...json.value, late })).status).toBe(200);
  const { id } = await signed(town);
  await at(addMinutes(await dueOf(id), 2 * 60));
  expect(await toldOf('guo', id)).toMatchObject([{ kind: 'late', hoursLate: 2 }]);
});

test('a reply that does not come is told to whoever asked', async () => {
  const { id } = await report(town.stranger());
  const ask = { id: newId(), kind: 'supervise', words: '请说明进展' };
  const asked = await town.as('lin').post(`/cases/${id}/directives`, ask);
  expect(asked.status, asked.text).toBeLessThan(300);
  await at(addMinutes(town.now(), 10 * 1440));
  expect(await toldOf('lin', id)).toMatchObject([{ kind: 'replyLate', told: 'me' }]);
  expect(await kindsOf('streetChief', id)).toEqual([]);
});
