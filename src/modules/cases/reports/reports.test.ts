// Voices: sent twice, on behalf, by day and by night, numbers without gaps, the same move and the same case at once.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { aReport, move, report, rowOf, tryMove, versionOf } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { closed, dispatched, filed, mistakes, road, rows } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const linesOf = (caseId: string) =>
  rows(town, 'select verb from d_yunting.case_moves where case_id = $1 order by seq', [caseId]);

test('whoever reads the report cannot send it again and be handed the reporter’s link', async () => {
  const sent = aReport();
  const mine = await town.stranger().post('/cases', sent);
  expect((await town.stranger().post('/cases', sent)).json.link).toBe(mine.json.link);
  const { secret: _kept, ...known } = sent;
  expect(await town.stranger().post('/cases', known)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/secret' }] },
  });
  const guessed = await town.stranger().post('/cases', { ...known, secret: newToken() });
  expect(guessed).toMatchObject({ status: 409, json: { type: '/problems/id-taken' } });
  const page = await town.as('zhou').get(`/cases/${String(sent.id)}`);
  expect(page.text).not.toContain(String(sent.secret));
});

test('the same report sent twice, at once and a day later, is one case with one receipt', async () => {
  const sent = aReport({ contact: { name: '欧阳小红', phone: '10012345678' } });
  const [first, second] = await Promise.all([
    town.stranger().post('/cases', sent),
    town.stranger().post('/cases', sent),
  ]);
  await move(town, 'zhou', sent.id as string, 'file', { classCode: 'stairLamp' });
  town.pass(24 * 60);
  const third = await town.stranger().post('/cases', sent);
  expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
  expect(second.json).toEqual(first.json);
  expect(third.json).toEqual(first.json);
  expect(await rows(town, 'select id from d_yunting.cases where id = $1', [sent.id])).toHaveLength(1);
});

test('the same id with other words, or from somebody else, is taken', async () => {
  const sent = aReport();
  await town.stranger().post('/cases', sent);
  const other = await town.stranger().post('/cases', { ...sent, words: '不是井盖，是路灯' });
  const otherContact = await town.stranger().post('/cases', { ...sent, contact: { phone: '10012345678' } });
  const stranger = await town.as('ma').post('/cases', sent);
  const sameVoice = await town.stranger().post('/cases', { ...sent, id: newId() });
  for (const reply of [other, otherContact, stranger, sameVoice]) {
    expect(reply).toMatchObject({ status: 409, json: { type: '/problems/id-taken' } });
    expect(reply.text).not.toContain('井盖');
  }
});

test('what is kept to know the same report again does not give the phone away', async () => {
  const sent = aReport({ contact: { phone: '10012345678' } });
  await town.stranger().post('/cases', sent);
  const [kept] = await rows<{ content_hash: string }>(town, 'select content_hash from d_yunting.writes where id = $1', [
    sent.id,
  ]);
  const { createHash } = await import('node:crypto');
  // The way back for whoever has the database but not the keys: hash what stands there with every phone there is.
  const sorted = (value: unknown) =>
    JSON.stringify(value, (_key, inner: unknown) =>
      isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
  const guess = createHash('sha256').update(sorted(sent)).digest('base64url');
  expect(kept?.content_hash).toMatch(/^[\w-]{43}$/);
  expect(kept?.content_hash).not.toBe(guess);
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

test('the same move sent twice is one line of history; sent again after further moves it still answers', async () => {
  const { id } = await report(town.stranger());
  const sent = { moveId: newId(), seenVersion: 1, classCode: 'stairLamp' };
  const [first, second] = await Promise.all([
    town.as('zhou').post(`/cases/${id}/file`, sent),
    town.as('zhou').post(`/cases/${id}/file`, sent),
  ]);
  expect([first.json.version, second.json.version]).toEqual([2, 2]);
  await move(town, 'zhou', id, 'dispatchDirect', {
    organisationId: ground.organisation('property').id,
    newWorkOrderId: newId(),
  });
  const again = await town.as('zhou').post(`/cases/${id}/file`, sent);
  expect(again).toMatchObject({ status: 200, json: { version: 3, status: 'dispatched' } });
  expect(await linesOf(id)).toEqual([{ verb: 'report' }, { verb: 'file' }, { verb: 'dispatchDirect' }]);
});

test('a move sent again by who no longer sees the case answers that it was taken, and tells nothing', async () => {
  const { id, orderId } = await dispatched(town);
  const sent = {
    moveId: newId(),
    seenVersion: await versionOf(town, id),
    workOrderId: orderId,
    sendBackReason: 'duplicate',
    words: '派过了',
  };
  expect((await town.as('roadReceiver').post(`/cases/${id}/sendBack`, sent)).status).toBe(200);
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: orderId });
  expect((await town.as('roadReceiver').get(`/cases/${id}`)).status).toBe(404);
  const again = await town.as('roadReceiver').post(`/cases/${id}/sendBack`, sent);
  expect(again).toMatchObject({ status: 200, json: { id, summary: '', placeWords: null, orders: [], allowed: [] } });
});

test('a move under a used id: other content, another person, another verb are refused', async () => {
  const { id } = await report(town.stranger());
  const sent = { moveId: newId(), seenVersion: 1, outcome: 'true' };
  await town.as('zhou').post(`/cases/${id}/confirm`, sent);
  const replies = [
    await town.as('zhou').post(`/cases/${id}/confirm`, { ...sent, outcome: 'notTrue' }),
    await town.as('shen').post(`/cases/${id}/confirm`, sent),
    await town.as('zhou').post(`/cases/${id}/file`, { moveId: sent.moveId, seenVersion: 2, classCode: 'stairLamp' }),
  ];
  expect(replies.map(({ status, json }) => [status, json.type])).toEqual(
    replies.map(() => [409, '/problems/id-taken']),
  );
  expect(await linesOf(id)).toHaveLength(2);
});

test('a move from an old sight of the case is refused with what happened since and what may be done now', async () => {
  const { id } = await report(town.stranger());
  await move(town, 'zhou', id, 'confirm', { outcome: 'underWay' });
  await move(town, 'zhou', id, 'file', { classCode: 'manholeCover' });
  const late = await town.as('shen').post(`/cases/${id}/confirm`, { moveId: newId(), seenVersion: 1, outcome: 'true' });
  expect(late).toMatchObject({
    status: 409,
    json: { type: '/problems/case-changed', status: 409, version: 3, caseStatus: 'filed' },
  });
  expect(late.json.since.map(({ verb }: { verb: string }) => verb)).toEqual(['confirm', 'file']);
  expect(late.json.allowed).toEqual((await town.as('shen').get(`/cases/${id}`)).json.allowed);
  const ahead = await town
    .as('shen')
    .post(`/cases/${id}/confirm`, { moveId: newId(), seenVersion: 9, outcome: 'true' });
  expect(ahead.status).toBe(409);
});

test('eight people move one case at once: exactly one wins, the others learn what happened', async () => {
  const { id } = await filed(town);
  const seenVersion = await versionOf(town, id);
  const replies = await Promise.all(
    (['lin', 'streetChief', 'shen', 'luo', 'lin', 'streetChief', 'shen', 'luo'] as const).map((who) =>
      town.as(who).post(`/cases/${id}/cancel`, { moveId: newId(), seenVersion, reason: 'nothingThere' }),
    ),
  );
  const won = replies.filter(({ status }) => status === 200);
  const lost = replies.filter(({ json }) => json.type === '/problems/case-changed');
  expect([won.length, lost.length]).toEqual([1, 7]);
  expect(lost.every(({ json }) => json.since.length === 1 && json.since[0].verb === 'cancel')).toBe(true);
  expect(await linesOf(id)).toHaveLength(3);
});

test('two cases merged into each other at once: one is merged, nobody waits for ever', async () => {
  const [one, other] = [await report(town.stranger()), await report(town.stranger())];
  const merge = (from: string, into: string) =>
    town.as('shen').post(`/cases/${from}/merge`, { moveId: newId(), seenVersion: 1, targetId: into });
  const replies = await Promise.all([merge(one.id, other.id), merge(other.id, one.id)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('numbers are digits only, without gaps within a day and a district, however many come at once', async () => {
  town.setClock('2026-11-25T01:00:00.000Z');
  const [here, there] = await Promise.all([
    Promise.all(Array.from({ length: 12 }, () => report(town.stranger()))),
    Promise.all(
      Array.from({ length: 3 }, () =>
        report(town.stranger(town.otherDistrict), { place: { ...ground.pointInOtherDistrict, crs: 'CGCS2000' } }),
      ),
    ),
    // Refused in the middle of it: takes no number.
    town.stranger().post('/cases', aReport({ attachmentIds: [newId()] })),
  ]);
  const serials = (played: { number: string }[]) => played.map(({ number }) => number).sort();
  expect(serials(here)).toEqual(
    Array.from({ length: 12 }, (_, index) => `261125${String(index + 1).padStart(4, '0')}`),
  );
  expect(serials(there)).toEqual(['2611250001', '2611250002', '2611250003']);
  town.setClock('2026-11-25T16:30:00.000Z');
  expect((await report(town.stranger())).number).toBe('2611260001');
  town.setClock('2026-11-26T01:14:00.000Z');
});

test('by day somebody looks within the hours of service, by night in the morning, in danger within half an hour', async () => {
  town.setClock('2026-11-26T01:00:00.000Z');
  const day = await town.stranger().post('/cases', aReport());
  town.setClock('2026-11-26T15:00:00.000Z');
  const night = await town.stranger().post('/cases', aReport());
  const danger = await town.stranger().post('/cases', aReport({ words: '楼道里有煤气味，好像漏气了' }));
  expect(day.json.seenBy).toBe('2026-11-26T07:00:00.000Z');
  expect(Date.parse(night.json.seenBy)).toBeGreaterThan(Date.parse('2026-11-27T00:00:00.000Z'));
  expect(danger.json).toMatchObject({
    isUrgent: true,
    dangerWords: ['漏气', '煤气味'],
    seenBy: '2026-11-26T15:30:00.000Z',
  });
});

test('代录: staff writes down who called; residents name neither channel nor class', async () => {
  const called = await town
    .as('shen')
    .post('/cases', aReport({ channel: 'phone', isForOther: true, contact: { name: '陈桂兰', phone: '10012345670' } }));
  expect(called.status).toBe(201);
  const page = await town.as('shen').get(`/cases/${called.json.id}`);
  expect(page.json.reports).toMatchObject([{ channel: 'phone', onBehalf: true, hasContact: true }]);
  const resident = await town.stranger().post('/cases', aReport({ channel: 'phone' }));
  const classed = await town.stranger().post('/cases', aReport({ classCode: 'litter' }));
  expect([resident.status, classed.status]).toEqual([403, 403]);
  const courier = await town.as('ma').post('/cases', aReport({ isForOther: true }));
  expect(courier).toMatchObject({ status: 403, json: { type: '/problems/permission-missing' } });
});

test('another voice joins, is counted, and one that asks for secrecy makes the matter confidential', async () => {
  const { id } = await report(town.stranger());
  const voice = { reportId: newId(), channel: 'phone', words: '我也听见了' };
  const receipt = await town.as('shen').post(`/cases/${id}/reports`, voice);
  expect(receipt.status).toBe(201);
  expect((await town.as('shen').post(`/cases/${id}/reports`, voice)).json).toEqual(receipt.json);
  expect((await town.as('shen').get(`/cases/${id}`)).json).toMatchObject({ reportCount: 2, version: 2 });
  await town.as('luo').post(`/cases/${id}/reports`, { reportId: newId(), channel: 'visit', wantsSecrecy: true });
  expect((await town.as('luo').get(`/cases/${id}`)).json).toMatchObject({
    reportCount: 3,
    secrecy: 'confidential',
    version: 4,
  });
  expect((await town.as('shen').get(`/cases/${id}`)).status).toBe(404);
  expect((await linesOf(id)).map(({ verb }) => verb)).toEqual(['report', 'report', 'report', 'supplement']);
});

test('voices are not added by an organisation, from elsewhere, or to a case that is over', async () => {
  const { id } = await dispatched(town);
  const voice = () => ({ reportId: newId(), channel: 'phone' });
  expect((await town.as('roadHandler').post(`/cases/${id}/reports`, voice())).status).toBe(404);
  expect((await town.as('jinDispatcher').post(`/cases/${id}/reports`, voice())).status).toBe(404);
  const over = await closed(town);
  expect(await town.as('shen').post(`/cases/${over.id}/reports`, voice())).toMatchObject({
    status: 409,
    json: { type: '/problems/case-move-refused' },
  });
});

test('a point outside every grid goes to the district and, when far outside, is said to be', async () => {
  const nowhere = await report(town.stranger(), { place: { ...ground.pointNowhere, crs: 'CGCS2000' } });
  expect(await rowOf(town, nowhere.id)).toMatchObject({ path: '/yunting/', held_level: 'district', grid_id: null });
  expect(nowhere).toMatchObject({
    isOutsideDistrict: true,
    sentence: '已收到；您选的地点不在本区，网格中心会先核对地点',
  });
  expect((await town.as('districtDispatcher').get(`/cases/${nowhere.id}`)).json).toMatchObject({
    isOutsideDistrict: true,
    longitude: ground.pointNowhere.longitude,
  });
  const between = await report(town.stranger(), { place: { longitude: 95.2, latitude: 40.2, crs: 'CGCS2000' } });
  expect(between).toMatchObject({ isOutsideDistrict: false, sentence: '已收到，网格员会先看一看' });
  const converted = await report(town.stranger(), { place: { ...ground.pointInG03, crs: 'WGS84' } });
  expect(await rowOf(town, converted.id)).toMatchObject({ path: '/yunting/jg/cw/g03/', source_crs: 'WGS84' });
});

test('an id of another order or case is not written over', async () => {
  const first = await dispatched(town);
  const second = await filed(town);
  const fields = { organisationId: road.id, newWorkOrderId: first.orderId };
  expect(await tryMove(town, 'lin', second.id, 'dispatch', fields)).toMatchObject({
    status: 409,
    json: { type: '/problems/id-taken' },
  });
  const [order] = await rows(town, 'select case_id, status from d_yunting.work_orders where id = $1', [first.orderId]);
  expect(order).toEqual({ case_id: first.id, status: 'issued' });
  const again = await tryMove(town, 'lin', first.id, 'addCoHandler', {
    organisationId: ground.organisation('property').id,
    newWorkOrderId: first.orderId,
  });
  expect(again).toMatchObject({ status: 409, json: { type: '/problems/id-taken' } });
  const split = await tryMove(town, 'lin', second.id, 'split', { newCaseId: first.id });
  expect(split).toMatchObject({ status: 409, json: { type: '/problems/id-taken' } });
});

test('what was done without signal keeps its moment, but not before what it follows and not after now', async () => {
  const { id } = await report(town.stranger());
  const reported = town.now();
  town.pass(30);
  const early = await tryMove(town, 'zhou', id, 'confirm', { outcome: 'true', at: '2026-11-01T00:00:00.000Z' });
  const ahead = await tryMove(town, 'zhou', id, 'confirm', { outcome: 'true', at: '2027-01-01T00:00:00.000Z' });
  expect([early, ahead].map(({ status, json }) => [status, json.errors[0].pointer])).toEqual(
    Array.from({ length: 2 }, () => [422, '/at']),
  );
  const at = new Date(Date.parse(reported) + 10 * 60_000).toISOString();
  await move(town, 'zhou', id, 'confirm', { outcome: 'true', at });
  const [line] = await rows(
    town,
    "select at, recorded_at from d_yunting.case_moves where case_id = $1 and verb = 'confirm'",
    [id],
  );
  expect(line).toEqual({ at, recorded_at: town.now() });
});
