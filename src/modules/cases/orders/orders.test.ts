// Work orders: sending back, asking another organisation, working inside one, checking, the clock.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { forgetCaseSettings } from '../clocks/district-settings.ts';
import {
  allowedTo,
  dispatched,
  filed,
  fedBack,
  mistakes,
  property,
  road,
  roadCrew,
  rows,
  sanitation,
  signed,
} from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => {
  expect(mistakes(town)).toEqual([]);
  town.setClock('2026-11-19T01:14:00.000Z');
});
afterAll(() => town.close());

const { people } = ground;
const orderOf = async (id: string) =>
  (await rows(town, 'select * from d_yunting.work_orders where id = $1', [id]))[0] ?? {};

test('a send-back is an application: refused it stays, upheld the organisation is out and the time is not its own', async () => {
  const { id, orderId } = await signed(town);
  const application = { workOrderId: orderId, sendBackReason: 'otherDuty', words: '属于物业共用部位' };
  expect(await move(town, 'roadReceiver', id, 'sendBack', application)).toMatchObject({ status: 'handling' });
  expect(await tryMove(town, 'streetChief', id, 'approveSendBack', { workOrderId: orderId })).toMatchObject({
    json: { type: '/problems/send-back-decided-above' },
  });
  await move(town, 'guo', id, 'refuseSendBack', {
    workOrderId: orderId,
    reason: 'yourDuty',
    words: '确权台账写明归你所',
  });
  expect(await orderOf(orderId)).toMatchObject({ status: 'acknowledged' });
  await move(town, 'roadReceiver', id, 'sendBack', { ...application, sendBackReason: 'duplicate' });
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: orderId });
  expect(await orderOf(orderId)).toMatchObject({ status: 'sentBack', charged_to: 'dispatch' });
  expect((await town.as('roadReceiver').get(`/cases/${id}`)).status).toBe(404);
  expect((await town.as('roadReceiver').get('/work-orders')).text).not.toContain(id);
  expect((await tryMove(town, 'roadReceiver', id, 'acknowledge', { workOrderId: orderId })).status).toBe(404);
  expect((await town.as('lin').get(`/cases/${id}`)).json.orders).toMatchObject([{ id: orderId, status: 'sentBack' }]);
});

test('the third organisation after two rightful returns has its own full limit, and returns are counted', async () => {
  const { id, orderId } = await signed(town);
  const back = (who: 'roadReceiver' | 'cao', workOrderId: string) =>
    move(town, who, id, 'sendBack', { workOrderId, sendBackReason: 'otherTerritory', words: '不在我们这边' });
  await back('roadReceiver', orderId);
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: orderId });
  town.pass(24 * 60);
  const second = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: property.id, newWorkOrderId: second });
  await back('cao', second);
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: second });
  town.setClock('2026-11-23T01:30:00.000Z');
  const third = newId();
  const sent = await move(town, 'lin', id, 'dispatch', { organisationId: sanitation.id, newWorkOrderId: third });
  expect(sent.orders.find((order: { id: string }) => order.id === third)).toMatchObject({
    issuedAt: '2026-11-23T01:30:00.000Z',
    dueAt: '2026-11-25T09:30:00.000Z',
    isLate: false,
  });
  expect(await rowOf(town, id)).toMatchObject({ send_backs_asked: 2, send_backs_approved: 2 });
});

test('a send-back comes within its time', async () => {
  const { id, orderId } = await signed(town);
  town.setClock('2026-11-23T08:00:00.000Z');
  const late = await tryMove(town, 'roadReceiver', id, 'sendBack', {
    workOrderId: orderId,
    sendBackReason: 'duplicate',
    words: '派过',
  });
  expect(late).toMatchObject({ status: 409, json: { type: '/problems/send-back-late' } });
});

test('redispatching keeps the old order; the old organisation sees the case no more; the new one reads why it was asked', async () => {
  const { id, orderId, link } = await signed(town);
  town.setClock('2026-11-20T03:00:00.000Z');
  const newOrder = newId();
  const sent = await move(town, 'lin', id, 'redispatch', {
    organisationId: property.id,
    newWorkOrderId: newOrder,
    reason: 'wrongOrganisation',
    words: '井盖在小区内',
  });
  expect(sent).toMatchObject({
    status: 'dispatched',
    orders: [
      { id: orderId, status: 'replaced' },
      { id: newOrder, status: 'issued', dueAt: '2026-11-24T09:30:00.000Z' },
    ],
  });
  expect(sent.dueAt).toBe('2026-11-24T09:30:00.000Z');
  expect((await town.as('roadReceiver').get(`/cases/${id}`)).status).toBe(404);
  expect((await town.as('cao').get(`/cases/${id}`)).text).toContain('井盖在小区内');
  const trace = (await town.withLink(link).get('/trace')).json;
  expect(trace.stations.at(-1).words).toBe('已交给船坞物业公司办理');
  expect(
    await tryMove(town, 'lin', id, 'redispatch', {
      organisationId: property.id,
      newWorkOrderId: newId(),
      reason: 'again',
    }),
  ).toMatchObject({ status: 200 });
});

test('a co-handler works at its own pace and is waited for', async () => {
  const { id, orderId } = await signed(town);
  const co = newId();
  await move(town, 'lin', id, 'addCoHandler', { organisationId: property.id, newWorkOrderId: co });
  expect(
    await tryMove(town, 'lin', id, 'addCoHandler', { organisationId: property.id, newWorkOrderId: newId() }),
  ).toMatchObject({ json: { type: '/problems/organisation-already-asked' } });
  await move(town, 'cao', id, 'acknowledge', { workOrderId: co });
  expect(await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] })).toMatchObject(
    { status: 'feedback' },
  );
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect(await tryMove(town, 'lin', id, 'close')).toMatchObject({
    json: { type: '/problems/work-order-open', workOrderIds: [co] },
  });
  await move(town, 'cao', id, 'feedback', { workOrderId: co, evidence: ['writtenNote'] });
  expect(await move(town, 'lin', id, 'close')).toMatchObject({ status: 'closed', resolvedLevel: 'street' });
});

test('inside the organisation: the receiver assigns to a crew, whose handler sees it and says what was done', async () => {
  const { id, orderId } = await signed(town);
  expect((await town.as('roadHandler').get(`/cases/${id}`)).status).toBe(404);
  const stranger = await tryMove(town, 'roadReceiver', id, 'assign', {
    workOrderId: orderId,
    assignedToAccountId: people.he.id,
  });
  expect(stranger).toMatchObject({ status: 422, json: { errors: [{ pointer: '/assignedToAccountId' }] } });
  const elsewhere = { workOrderId: orderId, assignedToAccountId: people.roadHandler.id, organisationId: property.id };
  expect(await tryMove(town, 'roadReceiver', id, 'assign', elsewhere)).toMatchObject({
    status: 422,
    json: { errors: [{ pointer: '/organisationId' }] },
  });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
  await move(town, 'roadReceiver', id, 'assign', {
    workOrderId: orderId,
    assignedToAccountId: people.roadHandler.id,
    organisationId: roadCrew.id,
    words: '下午去',
  });
  const seen = await town.as('roadHandler').get(`/cases/${id}`);
  expect(seen.json.orders).toMatchObject([{ id: orderId }]);
  expect(seen.json.allowed).toContain('feedback');
  expect(await move(town, 'roadHandler', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] })).toMatchObject({
    status: 'feedback',
  });
});

test('an order assigned to a person alone, without a crew, is seen by that person', async () => {
  const { id, orderId } = await signed(town);
  await move(town, 'roadReceiver', id, 'assign', { workOrderId: orderId, assignedToAccountId: people.roadHandler.id });
  expect((await town.as('roadHandler').get(`/cases/${id}`)).json.orders).toMatchObject([{ id: orderId }]);
  await move(town, 'roadHandler', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
});

test('askToRelay is read by the grid worker, who contacts the reporter and writes down how it went', async () => {
  const { id, orderId } = await signed(town);
  await move(town, 'roadReceiver', id, 'askToRelay', { workOrderId: orderId, words: '请问晚上还是白天响' });
  expect((await town.as('zhou').get(`/cases/${id}`)).text).toContain('请问晚上还是白天响');
  await move(town, 'zhou', id, 'contactReporter', { channel: 'phone', contactOutcome: 'noAnswer' });
  const page = await town.as('zhou').get(`/cases/${id}`);
  expect(page.json.stations.at(-1)).toMatchObject({
    verb: 'contactReporter',
    codes: { channel: 'phone', contactOutcome: 'noAnswer' },
  });
});

test('nobody verifies what he or his organisation handled', async () => {
  const { id } = await fedBack(town);
  expect((await tryMove(town, 'roadReceiver', id, 'verify', { outcome: 'solved' })).json.type).toMatch(
    /permission-missing|verifier-is-handler/,
  );
  const own = await report(town.stranger());
  const asOrganisation = await tryMove(town, 'lin', (await fedBack(town)).id, 'sendToVerify', {
    verifierAccountId: people.roadReceiver.id,
  });
  expect(asOrganisation.status).toBe(422);
  const orderId = newId();
  await move(town, 'zhou', own.id, 'dispatchDirect', {
    classCode: 'stairLamp',
    organisationId: property.id,
    newWorkOrderId: orderId,
  });
  await rows(town, 'update d_yunting.work_orders set handler_account_ids = array[$2]::uuid[] where id = $1', [
    orderId,
    people.zhou.id,
  ]);
  await move(town, 'cao', own.id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  expect(await tryMove(town, 'zhou', own.id, 'verify', { outcome: 'solved' })).toMatchObject({
    status: 409,
    json: { type: '/problems/verifier-is-handler' },
  });
  expect(await tryMove(town, 'lin', own.id, 'sendToVerify', { verifierAccountId: people.zhou.id })).toMatchObject({
    status: 409,
    json: { type: '/problems/verifier-is-handler' },
  });
  expect(await allowedTo(town, 'zhou', own.id)).not.toContain('verify');
  expect(await move(town, 'shen', own.id, 'verify', { outcome: 'solved' })).toMatchObject({ status: 'verifying' });
});

test('a neighbour asked to verify sees the case while it is asked of him, and no longer', async () => {
  const { id } = await fedBack(town);
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: people.he.id });
  const seen = await town.as('he').get(`/cases/${id}`);
  expect(seen.json).toMatchObject({ status: 'verifying', orders: [{ organisationName: '市政养护所' }], reports: [] });
  expect(seen.json.allowed).toContain('verify');
  const done = await move(town, 'he', id, 'verify', { outcome: 'solved' });
  expect(done).toMatchObject({ status: 'verifying', summary: '', orders: [], allowed: [] });
  expect((await town.as('he').get(`/cases/${id}`)).status).toBe(404);
});

test('verification has three outcomes: not now changes nothing, not solved is rework, solved lets it be closed', async () => {
  const { id, orderId } = await fedBack(town);
  await move(town, 'zhou', id, 'verify', {
    outcome: 'notNow',
    reason: 'nobodyHome',
    dueAt: '2026-11-20T02:00:00.000Z',
  });
  expect(await tryMove(town, 'lin', id, 'close')).toMatchObject({ json: { type: '/problems/not-verified' } });
  expect(await move(town, 'zhou', id, 'verify', { outcome: 'notSolved', reason: 'stillLoose' })).toMatchObject({
    status: 'handling',
    orders: [{ status: 'rework', reworkCount: 1 }],
  });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect(await move(town, 'lin', id, 'close')).toMatchObject({ status: 'closed' });
});

test('the clock stops at feedback and goes on where it stopped: the wait for the verifier is nobody’s debt', async () => {
  const { id, orderId } = await signed(town);
  expect(await orderOf(orderId)).toMatchObject({ due_at: '2026-11-23T09:30:00.000Z' });
  town.setClock('2026-11-20T01:14:00.000Z');
  const told = await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  expect(told.dueAt).toBeNull();
  expect(
    await rows(town, 'select id from d_yunting.timers where subject_id = $1 and dropped_at is null', [orderId]),
  ).toEqual([]);
  // Five days later, long after it was due, the verifier comes.
  town.setClock('2026-11-25T01:14:00.000Z');
  expect((await town.as('lin').get(`/cases/${id}`)).json.orders).toMatchObject([{ isLate: false }]);
  const again = await move(town, 'zhou', id, 'verify', { outcome: 'notSolved' });
  expect(again.dueAt).toBe('2026-11-26T09:30:00.000Z');
  expect(
    await rows(
      town,
      "select due_at from d_yunting.timers where subject_id = $1 and dropped_at is null and kind = 'workOrder.due'",
      [orderId],
    ),
  ).toEqual([{ due_at: again.dueAt }]);
});

test('no class forces a photo: each accepts something else, and what it does not accept is refused with what is enough', async () => {
  const classes = await rows<{ code: string; evidence_kinds: string[] }>(
    town,
    'select code, evidence_kinds from d_yunting.classes',
  );
  expect(classes.filter(({ evidence_kinds }) => !evidence_kinds.some((kind) => kind !== 'photo'))).toEqual([]);
  const refused = await tryMove(town, 'zhou', (await report(town.stranger())).id, 'resolveOnSpot', {
    classCode: 'quarrel',
    evidence: ['photo'],
  });
  expect(refused).toMatchObject({
    status: 422,
    json: { type: '/problems/evidence-missing', accepted: ['partyConfirmation', 'writtenNote'] },
  });
  const open = classes.filter(({ code }) => !['kitchenSmoke', 'domesticViolence'].includes(code));
  for (const { code, evidence_kinds } of open) {
    const { id } = await report(town.stranger());
    const evidence = evidence_kinds.filter((kind) => kind !== 'photo').slice(0, 1);
    expect(await move(town, 'zhou', id, 'resolveOnSpot', { classCode: code, evidence })).toMatchObject({
      status: 'closed',
    });
  }
});

test('somebody of another street, another district or nobody at all finds no such case and no such order', async () => {
  const { id, orderId } = await dispatched(town, road.id);
  for (const who of ['jinDispatcher', 'tang', 'he', 'ma', 'nobody', 'admin', 'cao'] as const) {
    expect((await town.as(who).get(`/cases/${id}`)).status).toBe(404);
    expect((await tryMove(town, who, id, 'supplement', { words: '看看' })).status).toBe(404);
    expect((await tryMove(town, who, id, 'acknowledge', { workOrderId: orderId })).status).toBe(404);
  }
  const there = town.as('otherDispatcher', town.otherDistrict);
  const moveThere = { moveId: newId(), seenVersion: 1 };
  expect((await there.get(`/cases/${id}`)).status).toBe(404);
  expect((await there.post(`/cases/${id}/file`, moveThere)).status).toBe(404);
  expect((await town.as('otherDispatcher').get(`/cases/${id}`)).status).toBe(404);
  expect((await town.as('lin', town.otherDistrict).get(`/cases/${id}`)).status).toBe(404);
  expect((await town.stranger().get(`/cases/${id}`)).status).toBe(401);
});

test('what falls due in a year whose days off are not published is said to be provisional, on the page and in the inbox', async () => {
  await rows(town, "update d_yunting.work_calendar set is_assumed = true where day >= '2027-01-01'");
  forgetCaseSettings(town.context());
  town.setClock('2026-12-30T01:00:00.000Z');
  const { id, orderId } = await dispatched(town);
  const inbox = async () =>
    (await town.as('roadReceiver').get('/work-orders?limit=1')).json.orders.map((order: any) => [
      order.id,
      order.dueAt,
      order.isDueProvisional,
    ]);
  // From Wednesday two work days: Thursday and, unless it is New Year's holiday, Friday.
  const due = '2027-01-01T09:30:00.000Z';
  expect((await town.as('lin').get(`/cases/${id}`)).json.orders).toMatchObject([
    { dueAt: due, isDueProvisional: true },
  ]);
  expect(await inbox()).toEqual([[orderId, due, true]]);
  town.setClock('2026-12-28T01:00:00.000Z');
  const inYear = await dispatched(town);
  expect((await town.as('lin').get(`/cases/${inYear.id}`)).json.orders).toMatchObject([
    { dueAt: '2026-12-30T09:30:00.000Z', isDueProvisional: false },
  ]);
});

test('an order whose end lies in a year that is missing from the calendar is not sent out, nor given more time; work under way goes on', async () => {
  town.setClock('2026-12-28T01:00:00.000Z');
  const played = await dispatched(town);
  await rows(town, "delete from d_yunting.work_calendar where day >= '2027-01-01'");
  forgetCaseSettings(town.context());
  const asked = await tryMove(town, 'roadReceiver', played.id, 'askExtension', {
    workOrderId: played.orderId,
    dueAt: '2027-01-01T03:00:00.000Z',
    reason: 'partsAwaited',
    words: '等料',
  });
  expect(asked.status).toBe(200);
  const extended = await tryMove(town, 'streetChief', played.id, 'approveExtension', { workOrderId: played.orderId });
  expect(extended).toMatchObject({ status: 409, json: { type: '/problems/calendar-year-missing', year: '2027' } });
  town.setClock('2026-12-30T01:00:00.000Z');
  const { id } = await filed(town);
  const refused = await tryMove(town, 'lin', id, 'dispatch', {
    organisationId: road.id,
    newWorkOrderId: newId(),
    words: '请去看看',
  });
  expect(refused).toMatchObject({
    status: 409,
    json: { type: '/problems/calendar-year-missing', year: '2027', dueAt: '2027-01-01T09:30:00.000Z' },
  });
});
