// Directives through HTTP: who gives which, whom they wait for, what organisations read of them, and that secret matters stay secret.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { asSystem, inTransaction } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { dispatched, filed, rows, signed } from '../cases/played-for-tests.ts';
import { repliesLate } from './jobs.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
/** Thursday, 9:14 in the town. */
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterAll(() => town.close());

const WORDS = '请今天把处理情况报上来';

const ask = (who: PersonName, caseId: string, kind: string, fields: Record<string, unknown> = {}): Promise<Reply> =>
  town.as(who).post(`/cases/${caseId}/directives`, { id: newId(), kind, words: WORDS, ...fields });

const reply = (who: PersonName, id: string, words = '已安排，下午到场'): Promise<Reply> =>
  town.as(who).post(`/directives/${id}/reply`, { replyId: newId(), words });

const seenBy = async (who: PersonName, caseId: string) => (await town.as(who).get(`/cases/${caseId}/directives`)).json;

const workOf = async (who: PersonName, caseId: string) =>
  (await town.as(who).get('/my-work')).json.items.find((item: any) => item.case.id === caseId);

async function heldByStreet() {
  const played = await filed(town);
  await rows(town, "update d_yunting.cases set held_level = 'street' where id = $1", [played.id]);
  return played;
}

test('a directive of the district waits for the street that holds the case, with its time; answered, it is over', async () => {
  const { id } = await heldByStreet();
  const asked = await ask('guo', id, 'supervise', { within: { unit: 'workHour', amount: 2 } });
  expect(asked, asked.text).toMatchObject({
    status: 201,
    json: { kind: 'supervise', toName: '旧港街道', dueAt: '2026-11-19T03:14:00.000Z', state: 'open', repliedAt: null },
  });
  expect(await workOf('lin', id)).toMatchObject({
    reason: 'dispatch',
    directive: { kind: 'supervise' },
    dueAt: '2026-11-19T03:14:00.000Z',
  });
  for (const other of ['guo', 'luo', 'zhou', 'districtDispatcher', 'jinDispatcher'] as const)
    expect((await workOf(other, id))?.directive ?? null, other).toBeNull();

  town.pass(180);
  const answered = await reply('lin', asked.json.id);
  expect(answered.json, answered.text).toMatchObject({
    state: 'answeredLate',
    reply: { words: '已安排，下午到场' },
    repliedByName: '林晓芸',
  });
  expect((await workOf('lin', id)).directive).toBeNull();
  expect((await reply('streetChief', asked.json.id)).json.type).toBe('/problems/directive-answered');
});

test('without a word about it two working days, one, four working hours are given, counted in hours of service', async () => {
  const { id } = await heldByStreet();
  const due = async (kind: string) => (await ask('guo', id, kind)).json.dueAt;
  expect(await due('instruct')).toBe('2026-11-23T09:30:00.000Z');
  expect(await due('supervise')).toBe('2026-11-20T09:30:00.000Z');
  expect(await due('remind')).toBe('2026-11-19T07:14:00.000Z');
});

test('instructing and supervising are given by right; reminding also by who holds the case or sends orders out', async () => {
  const { id, orderId: workOrderId } = await dispatched(town);
  await rows(town, "update d_yunting.cases set held_level = 'community' where id = $1", [id]);
  for (const kind of ['instruct', 'supervise', 'remind'])
    for (const who of ['lin', 'streetChief', 'guo', 'oversight'] as const)
      expect((await ask(who, id, kind, { workOrderId })).status, `${who} ${kind}`).toBe(201);
  for (const kind of ['instruct', 'supervise'])
    for (const who of ['luo', 'shen', 'zhou', 'callback'] as const)
      expect((await ask(who, id, kind, { workOrderId })).status, `${who} ${kind}`).toBe(403);
  expect((await ask('luo', id, 'remind', { workOrderId })).status).toBe(201);
  expect((await ask('zhou', id, 'remind', { workOrderId })).status).toBe(403);
  expect((await seenBy('luo', id)).mayIssue).toEqual(['remind']);
  for (const who of ['jinDispatcher', 'he', 'tang', 'roadHandler', 'cao'] as const)
    expect((await ask(who, id, 'remind', { workOrderId })).status, who).toBe(404);
  expect((await ask('roadReceiver', id, 'remind', { workOrderId })).status).toBe(403);
});

test('an organisation reads what it was asked without who reported and without names of the office, and answers', async () => {
  const { id, orderId } = await signed(town, { contact: { name: '袁玉珍', phone: '10055500023' } });
  const asked = await ask('lin', id, 'remind', {
    workOrderId: orderId,
    words: '袁玉珍又来电话 10055500023，请快些',
  });
  expect(asked.status, asked.text).toBe(201);
  const { directives } = await seenBy('roadReceiver', id);
  expect(directives).toMatchObject([{ issuedByName: null, issuedTitle: { zh: '街道分拨员' }, mayReply: true }]);
  for (const text of [JSON.stringify(directives), JSON.stringify(asked.json)])
    expect(text).not.toMatch(/袁玉珍|10055500023/);
  expect(await workOf('roadReceiver', id)).toMatchObject({ reason: 'replyDirective', act: 'replyDirective' });
  expect((await reply('cao', asked.json.id)).status).toBe(404);
  expect((await reply('zhou', asked.json.id)).status).toBe(403);
  expect((await reply('roadReceiver', asked.json.id)).json).toMatchObject({ state: 'answered', isRelayed: false });
  expect((await seenBy('lin', id)).directives[0].reply.words).toBe('已安排，下午到场');
});

test('an organisation is not told what the area or another organisation was asked', async () => {
  const { id } = await signed(town);
  await ask('guo', id, 'instruct');
  expect((await seenBy('roadReceiver', id)).directives).toEqual([]);
  expect((await seenBy('lin', id)).directives).toHaveLength(1);
});

test('whom the organisation has put on the order finds it and answers, though the order is not his crew’s', async () => {
  const { id, orderId } = await signed(town);
  await move(town, 'roadReceiver', id, 'assign', {
    workOrderId: orderId,
    assignedToAccountId: ground.people.roadHandler.id,
  });
  const asked = await ask('lin', id, 'remind', { workOrderId: orderId });
  expect((await workOf('roadHandler', id)).directive).toMatchObject({ kind: 'remind' });
  expect((await reply('roadHandler', asked.json.id)).status).toBe(200);
});

test('what a crew without accounts says by phone is written down by who may chase it, and marked so', async () => {
  const { id } = await report(town.stranger());
  const orderId = newId();
  await move(town, 'zhou', id, 'dispatchDirect', {
    classCode: 'pipeBurst',
    organisationId: ground.organisation('waterCrew2').id,
    newWorkOrderId: orderId,
  });
  const asked = await ask('lin', id, 'remind', { workOrderId: orderId });
  expect(asked.json).toMatchObject({ mayReply: false, mayRelay: true });
  expect((await reply('lin', asked.json.id, '电话答复：半小时内到')).json).toMatchObject({ isRelayed: true });
});

test('a directive and a reply sent twice are one; another under the id is refused', async () => {
  const { id } = await heldByStreet();
  const body = { id: newId(), kind: 'remind', words: WORDS };
  const first = await town.as('guo').post(`/cases/${id}/directives`, body);
  const again = await town.as('guo').post(`/cases/${id}/directives`, body);
  expect(again.json).toEqual(first.json);
  expect((await seenBy('guo', id)).directives).toHaveLength(1);
  expect((await town.as('guo').post(`/cases/${id}/directives`, { ...body, words: '别的话' })).status).toBe(409);
  const answer = { replyId: newId(), words: '已安排' };
  const one = await town.as('lin').post(`/directives/${body.id}/reply`, answer);
  expect((await town.as('lin').post(`/directives/${body.id}/reply`, answer)).json).toEqual(one.json);
});

test('a confidential matter is asked about by whom it is open to, and nobody else reads a word of it', async () => {
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  const asked = await ask('guo', id, 'supervise', { words: '此件请亲自办理' });
  expect(asked.status, asked.text).toBe(201);
  for (const who of ['zhou', 'shen', 'callback', 'he', 'roadReceiver'] as const) {
    expect((await town.as(who).get(`/cases/${id}/directives`)).status, who).toBe(404);
    expect((await reply(who, asked.json.id)).status, who).toBe(404);
    expect((await town.as(who).get('/my-work')).text).not.toContain(id);
  }
});

test('a matter that is over is commented on, and nobody is chased about it', async () => {
  const { id } = await heldByStreet();
  await rows(town, "update d_yunting.cases set status = 'closed', closed_at = now() where id = $1", [id]);
  expect((await seenBy('guo', id)).mayIssue).toEqual(['instruct']);
  expect((await ask('guo', id, 'remind')).json.type).toBe('/problems/case-move-refused');
  expect((await ask('guo', id, 'instruct')).status).toBe(201);
});

test('an order that is not of this case, or over, is not asked about', async () => {
  const { id } = await heldByStreet();
  const { orderId } = await signed(town);
  expect((await ask('guo', id, 'remind', { workOrderId: orderId })).json).toMatchObject({
    status: 422,
    errors: [{ pointer: '/workOrderId' }],
  });
});

test('a grid without a worker: what it is asked falls to its lead, and to her alone', async () => {
  const { id } = await report(town.stranger());
  await ask('lin', id, 'remind');
  expect((await workOf('zhou', id)).directive).not.toBeNull();
  expect(await workOf('luo', id)).toBeUndefined();
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [ground.people.zhou.id]);
  expect((await workOf('luo', id)).directive).not.toBeNull();
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [ground.people.zhou.id]);
});

test('what I have asked, newest first, page by page, with what is still open', async () => {
  const { id } = await heldByStreet();
  const ids: string[] = [];
  for (const kind of ['instruct', 'supervise', 'remind']) {
    town.pass(1);
    ids.unshift((await ask('oversight', id, kind)).json.id);
  }
  await reply('lin', ids[1]!);
  const first = (await town.as('oversight').get('/directives?limit=2')).json;
  const second = (await town.as('oversight').get(`/directives?after=${first.next}`)).json;
  const seen = [...first.directives, ...second.directives].map((each: any) => each.id);
  expect(seen.slice(0, 3)).toEqual(ids);
  const answered = (await town.as('oversight').get('/directives?state=answered')).json;
  expect(answered.directives.map((each: any) => each.id)).toEqual([ids[1]]);
  expect(first.waiting).toBeGreaterThanOrEqual(2);
  expect((await town.as('zhou').get('/directives')).json).toMatchObject({ directives: [], waiting: 0 });
});

test('the words of a directive are erased by law like any others, and read nowhere after', async () => {
  const { id } = await heldByStreet();
  const asked = await ask('guo', id, 'instruct', { words: '写错了人的话' });
  const erased = await town.as('lin').post(`/cases/${id}/erasures`, { textId: asked.json.said.id, rule: 'PIPL-47' });
  expect(erased.status, erased.text).toBe(200);
  const again = await seenBy('guo', id);
  expect(JSON.stringify(again)).not.toContain('写错了人的话');
  expect(again.directives[0].said).toMatchObject({ words: '', isErased: true });
});

test('a reply that does not come in time is told once; one that came in time is not', async () => {
  const { id } = await heldByStreet();
  const within = { unit: 'workHour', amount: 2 };
  const late = (await ask('guo', id, 'supervise', { within })).json.id;
  const answered = (await ask('guo', id, 'remind', { within })).json.id;
  await reply('lin', answered);
  town.pass(121);
  await town.settled();
  await town.settled();
  const told = await rows(town, "select body->>'directiveId' as id from d_yunting.facts where name = 'case.replyLate'");
  expect(told).toEqual([{ id: late }]);
});

test('a reply that came while its timer was already under way is not told as missing', async () => {
  const { id } = await heldByStreet();
  const within = { unit: 'workHour', amount: 2 };
  const open = (await ask('guo', id, 'supervise', { within })).json.id;
  const answered = (await ask('guo', id, 'remind', { within })).json.id;
  await reply('lin', answered);
  const timers = [open, answered].map((subjectId) => ({ subjectId })) as unknown as Parameters<typeof repliesLate>[1];
  const told = await inTransaction(asSystem(town.context()), (ctx) => repliesLate(ctx, timers));
  expect(told).toMatchObject([{ name: 'case.replyLate', directiveId: open }]);
});

test('of two who answer at once one is the answer, and the other is told', async () => {
  const { id } = await heldByStreet();
  const asked = (await ask('guo', id, 'supervise')).json.id;
  const answers = await Promise.all([reply('lin', asked), reply('lin', asked)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.json.type).toBe('/problems/directive-answered');
});
