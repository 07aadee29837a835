// A whistle reaches whom it calls: the stream of an organisation's desk, the link of its duty phone, pictures, the level above a market.

import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { openStream } from '../../../test/stream-client.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { photo, sendAs } from '../attachments/uploads-for-tests.ts';
import { codeSent, filed, mistakes, property, road, rows, waterCrew } from '../cases/played-for-tests.ts';

let town: Town;
let base: string;
beforeAll(async () => {
  town = await openTown();
  await town.app.server.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(town.app.server.server.address() as AddressInfo).port}`;
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterAll(async () => {
  expect(mistakes(town)).toEqual([]);
  await town.close();
});

const SECRETS = { contact: { name: '汪小雨', phone: '10012345678' }, words: '3栋门前井盖松了，我电话10012345678' };

async function blown(organisationIds: readonly string[], words = '请带新井盖来，汪小雨在等') {
  const { id: caseId } = await filed(town, SECRETS);
  const reply = await town.as('guo').post(`/cases/${caseId}/whistles`, {
    id: newId(),
    kind: 'emergency',
    reason: 'danger',
    targets: organisationIds.map((organisationId) => ({ callId: newId(), organisationId })),
    words,
  });
  expect(reply.status, reply.text).toBe(201);
  return { caseId, id: reply.json.id as string, calls: reply.json.calls as { id: string; version: number }[] };
}

/** What the duty phone was sent: its newest text with a link. */
function linkSent(): string {
  const words = town.sent.map((each) => each.words).findLast((each) => each.includes('/yunting/s/')) ?? '';
  return /\/yunting\/s\/([\w-]+)/.exec(words)?.[1] ?? '';
}

async function opened(link: string): Promise<Client> {
  expect((await town.stranger().post('/order-link-codes', { link })).status).toBe(202);
  const { json } = await town.stranger().post('/order-link-openings', { link, code: codeSent(town) });
  return town.withLink(link, undefined, json.device);
}

async function step(client: Client, verb: string, fields: Record<string, unknown> = {}) {
  const [call] = (await client.get('/linked-whistle')).json.whistle.calls;
  return client.post(`/whistle-calls/${call.id}/moves`, {
    moveId: newId(),
    seenVersion: call.version,
    verb,
    ...fields,
  });
}

const close = async (who: PersonName, id: string) => {
  const { version } = (await town.as(who).get(`/whistles/${id}`)).json;
  return town.as(who).post(`/whistles/${id}/close`, { moveId: newId(), seenVersion: version, result: 'solved' });
};

test('the desk of a called organisation hears of it at once; one not called, and the one it was taken from, hear nothing', async () => {
  const listen = (name: PersonName) =>
    openStream(`${base}/api/yunting/stream`, { authorization: `Bearer ${tokenOf(name)}` });
  const called = await listen('roadReceiver');
  const other = await listen('cao');
  for (const stream of [called, other]) await stream.until((events) => events.some(({ id }) => id !== undefined));
  const { id } = await blown([road.id]);
  await town.settled();
  const told = { fact: 'whistle.moved', kind: 'whistle', id };
  await called.until((events) => events.some(({ data }) => data?.includes(id)));
  expect(called.data()).toContainEqual(told);
  // Called in second: told of the same whistle from then on, and of nothing before.
  await town.as('guo').post(`/whistles/${id}/calls`, { callId: newId(), organisationId: property.id });
  await town.settled();
  await other.until((events) => events.some(({ data }) => data?.includes(id)));
  expect(other.data().filter((each) => JSON.stringify(each) === JSON.stringify(told))).toHaveLength(1);
  await Promise.all([called.close(), other.close()]);
});

test('the duty phone is sent a link: with the code it answers, reports in, finishes and answers its rating, without the reporter', async () => {
  const { id } = await blown([waterCrew.id]);
  await town.settled();
  const link = linkSent();
  expect(town.sent.at(-1)).toMatchObject({ to: waterCrew.dutyPhone, words: expect.stringContaining('应急哨') });
  const before = await town.stranger().post('/whistle-link-lookups', { link });
  expect(before.json).toMatchObject({ state: 'locked', organisationName: '水务抢修二班', call: expect.any(Array) });
  expect(before.text).not.toContain('井盖');
  expect((await town.withLink(link).get('/linked-whistle')).json.type).toBe('/problems/order-link-locked');

  const phone = await opened(link);
  const seen = await phone.get('/linked-whistle');
  expect(seen.json.whistle).toMatchObject({
    id,
    subject: { id: null },
    blownByName: null,
    calls: [{ status: 'called' }],
  });
  expect(seen.json.whistle.calls[0].allowed).toEqual(['answer', 'reportIn', 'askReturn']);
  expect(seen.text).not.toMatch(/汪小雨|10012345678|郭敏华/);
  expect((await step(phone, 'answer')).json.calls[0]).toMatchObject({ status: 'answered' });
  expect((await step(phone, 'reportIn', { manner: 'online' })).json.calls[0]).toMatchObject({ manner: 'online' });
  expect((await step(phone, 'finish')).json.errors).toMatchObject([{ pointer: '/words' }]);
  expect((await step(phone, 'finish', { words: '已换新井盖' })).json.calls[0]).toMatchObject({ status: 'done' });
  expect((await close('guo', id)).status).toBe(200);
  const call = (await town.as('guo').get(`/whistles/${id}`)).json.calls[0];
  const rating = { wasQuick: true, wasThere: false, didSolve: true };
  await town
    .as('guo')
    .post(`/whistle-calls/${call.id}/moves`, { moveId: newId(), seenVersion: call.version, verb: 'rate', rating });
  expect((await step(phone, 'answerRating', { words: '线上指导，不用到场' })).status).toBe(200);
  expect((await town.as('guo').get(`/whistles/${id}`)).json.lines.map(({ verb }: any) => verb)).toEqual([
    'blow', 'call', 'answer', 'reportIn', 'finish', 'close.solved', 'rate', 'answerRating',
  ]); // prettier-ignore
});

test('a link opens its own call alone: no other whistle, no case, no other organisation’s call', async () => {
  const { id, calls } = await blown([waterCrew.id, property.id]);
  await town.settled();
  const phone = await opened(linkSent());
  const own = (await phone.get('/linked-whistle')).json.whistle;
  expect(own.calls).toHaveLength(1);
  const others = calls.find((call) => call.id !== own.calls[0].id)!;
  const move = { moveId: newId(), seenVersion: others.version, verb: 'answer' };
  expect((await phone.post(`/whistle-calls/${others.id}/moves`, move)).status).toBe(404);
  expect((await phone.get('/linked-order')).status).toBe(401);
  expect((await phone.get(`/whistles/${id}`)).status).toBe(401);
  const { id: second } = await blown([road.id]);
  expect((await phone.post(`/whistles/${second}/notes`, { id: newId(), words: '路过' })).status).toBe(404);
  expect((await town.as('guo').get('/linked-whistle')).status).toBe(404);
});

test('sent back by the phone and granted, the link is over and says whom to call; an unknown one counts as a try', async () => {
  const { id } = await blown([waterCrew.id]);
  await town.settled();
  const link = linkSent();
  const phone = await opened(link);
  await step(phone, 'askReturn', { reason: 'otherDuty', words: '井盖不归水务' });
  const [call] = (await town.as('districtDispatcher').get(`/whistles/${id}`)).json.calls;
  const decided = { moveId: newId(), seenVersion: call.version, verb: 'approveReturn' };
  expect((await town.as('districtDispatcher').post(`/whistle-calls/${call.id}/moves`, decided)).status).toBe(200);
  expect((await phone.get('/linked-whistle')).status).toBe(401);
  expect((await town.stranger().post('/whistle-link-lookups', { link })).json).toMatchObject({ state: 'over' });
  const unknown = await town.stranger().post('/whistle-link-lookups', { link: newToken() });
  expect(unknown.json).toMatchObject({ type: '/problems/not-found', call: expect.any(Array) });
});

test('urged again the phone rings again with the same link, at most every five minutes, and only by the whistler', async () => {
  const { id, calls } = await blown([waterCrew.id]);
  await town.settled();
  const link = linkSent();
  const count = town.sent.length;
  const urge = async (who: PersonName) => {
    const { version } = (await town.as(who).get(`/whistles/${id}`)).json.calls[0];
    const move = { moveId: newId(), seenVersion: version, verb: 'urge' };
    const reply = await town.as(who).post(`/whistle-calls/${calls[0]!.id}/moves`, move);
    await town.settled();
    return reply;
  };
  expect((await urge('lin')).json.type).toBe('/problems/permission-missing');
  expect((await urge('guo')).json.calls[0]).toMatchObject({ status: 'called' });
  expect(linkSent()).toBe(link);
  expect(town.sent.slice(count).map(({ words }) => words)).toEqual([expect.stringContaining('再催')]);
  expect((await urge('guo')).json).toMatchObject({ type: '/problems/too-many-tries', retryAfterSeconds: 300 });
  town.pass(6);
  expect((await urge('guo')).status).toBe(200);
});

test('asked for and not granted yet, nobody’s phone rings; once granted it does', async () => {
  const { id: caseId } = await filed(town);
  const count = town.sent.length;
  const target = { callId: newId(), organisationId: road.id };
  const body = { id: newId(), kind: 'emergency', reason: 'danger', targets: [target] };
  const { json } = await town.as('lin').post(`/cases/${caseId}/whistles`, body);
  expect(json.calls[0].status).toBe('awaitingApproval');
  await town.settled();
  expect(town.sent).toHaveLength(count);
  await rows(town, "update d_yunting.posts set role = 'approver' where account_id = $1", [ground.people.oversight.id]);
  const move = { moveId: newId(), seenVersion: 1, verb: 'approve' };
  expect((await town.as('oversight').post(`/whistle-calls/${target.callId}/moves`, move)).status).toBe(200);
  await town.settled();
  expect(town.sent.slice(count)).toMatchObject([{ to: road.dutyPhone, words: expect.stringContaining('应急哨') }]);
});

test('a picture is sent into a whistle: the called organisation opens it, one not called does not', async () => {
  const { id, caseId } = await blown([road.id]);
  const pictureId = await sendAs(town, 'guo', await photo());
  await town.settled();
  const noted = await town.as('guo').post(`/whistles/${id}/notes`, { id: newId(), attachmentIds: [pictureId] });
  expect(noted.status, noted.text).toBe(201);
  expect(noted.json.lines.at(-1)).toMatchObject({ verb: 'note', words: null, pictureIds: [pictureId], isMine: true });
  expect((await town.as('roadReceiver').get(`/whistles/${id}`)).json.lines.at(-1).pictureIds).toEqual([pictureId]);
  expect((await town.as('roadReceiver').get(`/attachments/${pictureId}`)).status).toBe(200);
  expect((await town.as('cao').get(`/attachments/${pictureId}`)).status).toBe(404);
  expect((await town.as('roadReceiver').get(`/cases/${caseId}`)).status).toBe(404);
  const empty = await town.as('guo').post(`/whistles/${id}/notes`, { id: newId() });
  expect(empty.status).toBe(422);
  const foreign = await town.as('guo').post(`/whistles/${id}/notes`, { id: newId(), attachmentIds: [newId()] });
  expect(foreign.json.errors).toMatchObject([{ pointer: '/attachmentIds/0' }]);
});

test('in a market that belongs to no community nobody is waited for there: the street is told first', async () => {
  const { id: caseId } = await filed(town);
  await rows(town, 'update d_yunting.cases set community_id = null where id = $1', [caseId]);
  const body = { id: newId(), kind: 'emergency', reason: 'danger', targets: [{ callId: newId(), level: 'grid' }] };
  await town.as('zhou').post(`/cases/${caseId}/whistles`, body);
  town.pass(31);
  await town.settled();
  expect((await town.as('lin').get(`/whistles/${body.id}`)).json).toMatchObject({
    waitsForMe: true,
    calls: [{ escalations: 1, escalatedLevel: 'street' }],
  });
});

test('what the duty phone reads is said in the district’s own terms', async () => {
  const terms = (value: unknown, version: number) =>
    town.as('admin').put('/settings/terms', { value, source: '本地叫法', version });
  const { status, json } = await terms({ whistle: '亮灯' }, 0);
  expect(status).toBe(200);
  await blown([waterCrew.id]);
  await town.settled();
  expect(town.sent.at(-1)?.words).toContain('向你们亮灯');
  expect((await town.stranger().post('/order-link-codes', { link: linkSent() })).status).toBe(202);
  expect(town.sent.at(-1)?.words).toContain('亮灯的哨单');
  expect((await terms({}, json.version)).status).toBe(200);
});
