// Beside a case through HTTP: minutes by account, how a limit was worked out, what lies near, what residents read, who may see a secret one.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, tryMove } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { forgetCaseSettings } from '../clocks/district-settings.ts';
import {
  closed,
  dispatched,
  drawn,
  filed,
  mistakes,
  openOrder,
  property,
  road,
  rows,
  waterCrew,
} from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const read = async (who: PersonName, id: string, what: string) => (await town.as(who).get(`/cases/${id}/${what}`)).json;

test('the manhole of W7: 我方 76 分 · 物业公司 35 分 · 市政养护所 16 分起', async () => {
  const { id } = await report(town.stranger());
  town.pass(26);
  await move(town, 'zhou', id, 'confirm', { outcome: 'true' });
  town.pass(10);
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  town.pass(5);
  const first = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: property.id, newWorkOrderId: first });
  town.pass(35);
  await move(town, 'cao', id, 'sendBack', {
    workOrderId: first,
    sendBackReason: 'duplicate',
    words: '井盖标识“雨”，属市政',
  });
  town.pass(28);
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: first });
  town.pass(7);
  const second = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: second });
  town.pass(16);
  await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId: second });

  const beside = await read('lin', id, 'beside');
  expect(beside.accounts).toEqual([
    { organisationId: null, organisationName: null, minutes: 76, isRunning: false, isChargedToDispatch: false },
    {
      organisationId: property.id,
      organisationName: property.name,
      minutes: 35,
      isRunning: false,
      isChargedToDispatch: true,
    },
    { organisationId: road.id, organisationName: road.name, minutes: 16, isRunning: true, isChargedToDispatch: false },
  ]);
  expect(beside.stretches.map((each: { minutes: number }) => each.minutes)).toEqual([26, 10, 5, 35, 28, 7, 16, 0]);
  expect(beside).toMatchObject({
    isClassConfirmed: true,
    grid: { name: '旧港第3网格', endedAt: null },
    promise: { what: 'handling' },
    seenBy: null,
  });
});

test('only who reads it by area sees what stands beside it: no organisation, no other street, no reporter', async () => {
  const played = await dispatched(town);
  for (const what of ['beside', 'near', 'resident-view']) {
    expect((await town.as('lin').get(`/cases/${played.id}/${what}`)).status, what).toBe(200);
    expect((await town.as('roadReceiver').get(`/cases/${played.id}/${what}`)).status, what).toBe(403);
    expect((await town.as('jinDispatcher').get(`/cases/${played.id}/${what}`)).status, what).toBe(404);
    expect((await town.withLink(played.link).get(`/cases/${played.id}/${what}`)).status, what).toBe(403);
  }
});

test('who verifies a secret matter by name reads the case, not what stands beside it', async () => {
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  await move(town, 'lin', id, 'file', { classCode: 'manholeCover' });
  const orderId = newId();
  await move(town, 'lin', id, 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  await move(town, 'roadReceiver', id, 'feedback', { workOrderId: orderId, evidence: ['writtenNote'] });
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  await move(town, 'lin', id, 'note', { words: '反映人就住楼上' });
  const page = await town.as('he').get(`/cases/${id}`);
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/楼上|"note"/);
  expect((await town.as('he').get(`/cases/${id}/beside`)).status).toBe(404);
});

test('a confidential matter names the posts that may see it, as the district has set them', async () => {
  const { id } = await report(town.stranger(), { wantsSecrecy: true });
  const seen = async () =>
    (await read('lin', id, 'beside')).seenBy.map(
      (post: { title: { zh: string }; place: string }) => `${post.title.zh} ${post.place}`,
    );
  const before = await seen();
  expect(before.toSorted()).toEqual(
    [
      '值班长 云汀区',
      '区派遣员 云汀区',
      '督查 云汀区',
      '值班长 旧港街道',
      '街道分拨员 旧港街道',
      '网格长 船坞新村',
    ].toSorted(),
  );
  await town.as('admin').put('/role-permissions/oversightOfficer/case.readConfidential', { isGranted: false });
  expect(await seen()).not.toContain('督查 云汀区');
  await town.as('admin').put('/role-permissions/oversightOfficer/case.readConfidential', { isGranted: true });
  expect((await town.as('shen').get(`/cases/${id}/beside`)).status).toBe(404);
});

test('the clock tells its start, what each day counts, and the days it skipped by name', async () => {
  town.setClock('2026-09-30T03:05:00.000Z');
  await rows(
    town,
    `insert into d_yunting.work_calendar (day, kind, source, note)
     select day::date, 'holiday', '测试', '国庆节' from unnest(array['2026-10-01','2026-10-02','2026-10-05','2026-10-06','2026-10-07']) as day`,
  );
  forgetCaseSettings(town);
  const played = await dispatched(town);
  const { clocks } = await read('lin', played.id, 'clocks');
  expect(clocks).toHaveLength(1);
  expect(clocks[0]).toMatchObject({
    workOrderId: played.orderId,
    organisationName: road.name,
    unit: 'workDay',
    startedAt: town.now(),
    stoppedAt: null,
    consumedMinutes: 0,
  });
  const [clock] = clocks;
  const counted = clock.days.reduce((sum: number, day: { countedMinutes: number }) => sum + day.countedMinutes, 0);
  expect(counted).toBe(clock.budgetMinutes);
  const skipped = clock.days.filter((day: { reason: string }) => day.reason === 'holiday');
  expect(skipped.map((day: { note: string }) => day.note)).toEqual(Array.from({ length: 5 }, () => '国庆节'));
  expect((await town.as('roadReceiver').get(`/cases/${played.id}/clocks`)).json.clocks).toEqual(clocks);
  expect((await town.as('cao').get(`/cases/${played.id}/clocks`)).status).toBe(404);
  expect((await town.as('jinDispatcher').get(`/cases/${played.id}/clocks`)).status).toBe(404);
  await rows(town, "delete from d_yunting.work_calendar where note = '国庆节'");
  forgetCaseSettings(town);
});

test('a clock that stood still is told from where it went on', async () => {
  const played = await dispatched(town);
  town.pass(60);
  const said = { workOrderId: played.orderId, evidence: ['writtenNote'] };
  await move(town, 'roadReceiver', played.id, 'feedback', said);
  const stopped = (await read('lin', played.id, 'clocks')).clocks[0];
  expect(stopped).toMatchObject({ stoppedAt: town.now(), consumedMinutes: 60, limitAmount: 2 });
  town.pass(24 * 60);
  await move(town, 'zhou', played.id, 'verify', { outcome: 'notSolved', reason: 'notRepaired' });
  const again = (await read('lin', played.id, 'clocks')).clocks[0];
  expect(again).toMatchObject({ from: town.now(), consumedMinutes: 60, limitAmount: null });
  const counted = again.days.reduce((sum: number, day: { countedMinutes: number }) => sum + day.countedMinutes, 0);
  expect(counted + again.consumedMinutes).toBe(again.budgetMinutes);
});

test('near by are shown what may be the same, and whether this one may go into it', async () => {
  const point = { ...ground.pointInG03, crs: 'CGCS2000' };
  const other = await report(town.stranger(), { words: '路口井盖松动，晚上车过就响', place: point });
  const finished = await closed(town, { words: '井盖松了响得很', place: point });
  const far = await report(town.stranger(), {
    words: '井盖松动，晚上车过就响',
    place: { ...ground.pointInRongting, crs: 'CGCS2000' },
  });
  const unlike = await report(town.stranger(), { words: '有人在楼道里停电动车', place: point });
  const secret = await report(town.stranger(), { words: '井盖松动，晚上车过就响', place: point, wantsSecrecy: true });
  const own = await report(town.stranger(), { words: '井盖松动，车过就响', place: point });
  const { near } = await read('lin', own.id, 'near');
  const found = new Map(near.map((each: { id: string; mayTakeIn: boolean }) => [each.id, each.mayTakeIn]));
  expect(found.get(other.id)).toBe(true);
  expect(found.get(finished.id)).toBe(false);
  for (const { id } of [far, unlike, secret, own]) expect(found.has(id)).toBe(false);
  expect((await read('lin', secret.id, 'near')).near).toEqual([]);
  expect((await read('callback', own.id, 'near')).near.some((each: { mayTakeIn: boolean }) => each.mayTakeIn)).toBe(
    false,
  );
});

test('what was merged into a case and split off stands there, and is taken back from there', async () => {
  const target = await report(town.stranger());
  const goes = await report(town.stranger());
  await move(town, 'lin', goes.id, 'merge', { targetId: target.id });
  const newCaseId = newId();
  await move(town, 'lin', target.id, 'split', { newCaseId, words: '另外垃圾没人收' });
  const beside = await read('lin', target.id, 'beside');
  expect(beside.splitOff).toMatchObject([{ id: newCaseId, summary: '另外垃圾没人收', status: 'collected' }]);
  expect(beside.mergedHere).toMatchObject([{ id: goes.id, number: goes.number, mayTakeBack: true }]);
  expect((await read('zhou', target.id, 'beside')).mergedHere).toMatchObject([{ mayTakeBack: false }]);
  const [{ version }] = beside.mergedHere;
  const back = { moveId: newId(), seenVersion: version };
  expect((await town.as('lin').post(`/cases/${goes.id}/unmerge`, back)).status).toBe(200);
  expect((await read('lin', target.id, 'beside')).mergedHere).toEqual([]);
});

test('staff read what the resident reads: the same sentence and stations, no opinion and no note among them', async () => {
  const played = await filed(town);
  await move(town, 'lin', played.id, 'note', { words: '物业经理口头答应了' });
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', {
    organisationId: road.id,
    newWorkOrderId: orderId,
    words: '请带备用井盖',
  });
  const view = await read('lin', played.id, 'resident-view');
  const { json: trace } = await town.withLink(played.link).get('/trace');
  expect(view.sentence).toBe(trace.sentence.words);
  expect(view.stations).toEqual(
    trace.stations.map(({ at, words, said }: Record<string, unknown>) => ({ at, words, said })),
  );
  expect(view.promise).toEqual({ what: trace.promise.what, by: trace.promise.by });
  expect(JSON.stringify(view)).not.toMatch(/口头答应|备用井盖/);
});

test('who re-checks is not told beside it either that it was verified and rated', async () => {
  const { id } = await drawn(town);
  const moves = await rows<{ id: string; verb: string }>(
    town,
    'select id, verb from d_yunting.case_moves where case_id = $1',
    [id],
  );
  const verified = moves.find(({ verb }) => verb === 'verify')?.id;
  const told = async (who: PersonName) =>
    (await read(who, id, 'beside')).stretches.map((each: { moveId: string | null }) => each.moveId);
  expect(await told('lin')).toContain(verified);
  expect(await told('callback')).not.toContain(verified);
});

const NOTE = '反映人情绪激动，先别上门';

test('a note is read by colleagues, and by nobody else: not the reporter, not the organisation, not the order link', async () => {
  const played = await filed(town);
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', { organisationId: waterCrew.id, newWorkOrderId: orderId });
  await move(town, 'lin', played.id, 'addCoHandler', { organisationId: road.id, newWorkOrderId: newId() });
  await move(town, 'lin', played.id, 'note', { words: NOTE });
  for (const who of ['lin', 'zhou', 'shen', 'guo', 'callback'] as const)
    expect((await town.as(who).get(`/cases/${played.id}`)).text, who).toContain(NOTE);

  const { crew } = await openOrder(town, orderId);
  const answers = [
    await town.withLink(played.link).get('/trace'),
    await town.withLink(played.link).get(`/cases/${played.id}`),
    await crew.get('/linked-order'),
    await crew.get(`/cases/${played.id}`),
    await town.as('roadReceiver').get(`/cases/${played.id}`),
    await town.as('roadReceiver').get('/work-orders'),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(NOTE);
    expect(answer.text).not.toContain('"note"');
  }
});

test('a refusal tells an organisation of no note, and colleagues who wrote it', async () => {
  const played = await dispatched(town);
  const seenVersion = (await town.as('lin').get(`/cases/${played.id}`)).json.version;
  await move(town, 'shen', played.id, 'note', { words: NOTE });
  const late = (fields: object) => ({ moveId: newId(), seenVersion, ...fields });
  const byOrganisation = await town
    .as('roadReceiver')
    .post(`/cases/${played.id}/acknowledge`, late({ workOrderId: played.orderId }));
  expect(byOrganisation).toMatchObject({ status: 409, json: { since: [] } });
  const byStreet = await town.as('lin').post(`/cases/${played.id}/supplement`, late({ words: '补充' }));
  expect(byStreet).toMatchObject({ status: 409, json: { since: [{ verb: 'note', byName: '沈月' }] } });
  await move(town, 'roadReceiver', played.id, 'acknowledge', { workOrderId: played.orderId });
  const third = await town.as('cao').post(`/cases/${played.id}/acknowledge`, late({ workOrderId: played.orderId }));
  expect(third.status).toBe(404);
});

test('a note can be written in every status, stays as it was written, and involves nobody', async () => {
  const played = await closed(town);
  await move(town, 'oversight', played.id, 'note', { words: NOTE });
  const [row] = await rows<{ involved_account_ids: string[]; status: string }>(
    town,
    'select involved_account_ids, status from d_yunting.cases where id = $1',
    [played.id],
  );
  expect(row?.status).toBe('closed');
  expect(row?.involved_account_ids).not.toContain(ground.people.oversight.id);
  expect((await tryMove(town, 'lin', played.id, 'note', { words: '  ' })).status).toBe(422);
  const words = await rows(
    town,
    "select audience, written_by from d_yunting.case_texts where case_id = $1 and purpose = 'note'",
    [played.id],
  );
  expect(words).toEqual([{ audience: 'staff', written_by: ground.people.oversight.id }]);
});
