// Lists, search and the inbox: each in its scope, in order, page by page.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { dispatched, mistakes, openOrder, road, roadCrew, rows, sanitation, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const street = ground.areas['/yunting/jg/']?.id;
const community = ground.areas['/yunting/jg/cw/']?.id;
const otherStreet = ground.areas['/yunting/jt/']?.id;
const ownGrid = ground.grids['/yunting/jg/cw/g03/']?.id;
const ids = (reply: { json: any }): string[] => reply.json.cases.map(({ id }: { id: string }) => id);

test('an area’s cases, newest first, page by page, none twice and none left out', async () => {
  const made: string[] = [];
  for (let count = 0; count < 7; count += 1) {
    made.unshift((await report(town.stranger())).id);
    if (count % 2 === 0) town.pass(1);
  }
  const seen: string[] = [];
  let after = '';
  for (let pages = 0; pages < 9; pages += 1) {
    const reply = await town.as('lin').get(`/cases?streetId=${street}&limit=2${after}`);
    seen.push(...ids(reply));
    if (reply.json.next === null) break;
    after = `&after=${reply.json.next}`;
  }
  expect([...seen].sort()).toEqual([...made].sort());
  const times = (await town.as('lin').get(`/cases?streetId=${street}`)).json.cases.map(
    (each: { reportedAt: string }) => each.reportedAt,
  );
  expect(times).toEqual([...times].sort().reverse());
});

test('somebody of another street or grid gets an empty list of this one, and the district all', async () => {
  const { id } = await report(town.stranger());
  expect(ids(await town.as('jinDispatcher').get(`/cases?streetId=${street}`))).toEqual([]);
  expect(ids(await town.as('he').get(`/cases?communityId=${community}`))).not.toContain(id);
  expect(ids(await town.as('zhou').get(`/cases?communityId=${community}`))).toContain(id);
  expect(
    ids(await town.as('zhou').get(`/cases?gridId=${ground.grids['/yunting/jg/cw/g03/']?.id}&status=collected`)),
  ).toContain(id);
  expect(
    ids(await town.as('zhou').get(`/cases?gridId=${ground.grids['/yunting/jg/cw/g03/']?.id}&status=filed`)),
  ).not.toContain(id);
  expect(ids(await town.as('districtDispatcher').get('/cases'))).toContain(id);
  expect((await town.as('lin').get('/cases')).json.errors).toMatchObject([{ pointer: '/streetId', in: 'query' }]);
  expect((await town.as('otherDispatcher', town.otherDistrict).get(`/cases?streetId=${street}`)).json.cases).toEqual(
    [],
  );
  for (const who of ['roadReceiver', 'nobody', 'ma', 'admin'] as const)
    expect((await town.as(who).get(`/cases?streetId=${street}`)).status).toBe(403);
  expect((await town.stranger().get(`/cases?streetId=${street}`)).status).toBe(401);
});

test('overdue cases stand by due time, a stopped clock is not overdue', async () => {
  const [late, told] = [await signed(town), await signed(town)];
  await move(town, 'roadReceiver', told.id, 'feedback', { workOrderId: told.orderId, evidence: ['photo'] });
  const ofStreet = `/overdue-cases?streetId=${street}`;
  expect(ids(await town.as('lin').get(ofStreet))).not.toContain(late.id);
  town.pass(6 * 24 * 60);
  const overdue = ids(await town.as('lin').get(ofStreet));
  expect(overdue).toContain(late.id);
  expect(overdue).not.toContain(told.id);
  expect(ids(await town.as('districtDispatcher').get('/overdue-cases'))).toEqual(overdue);
  expect(ids(await town.as('lin').get(`/overdue-cases?communityId=${community}`))).toEqual(overdue);
  expect(ids(await town.as('zhou').get(`/overdue-cases?gridId=${ownGrid}`))).toEqual(overdue);
  expect(ids(await town.as('lin').get(`/overdue-cases?streetId=${otherStreet}`))).toEqual([]);
  expect(ids(await town.as('jinDispatcher').get(ofStreet))).toEqual([]);
  const unnamed = await town.as('lin').get('/overdue-cases');
  expect(unnamed).toMatchObject({ status: 422, json: { errors: [{ pointer: '/streetId', in: 'query' }] } });
});

test('a matter about one’s own organisation is not found by its words, and leaves no hole in a page', async () => {
  const made: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    made.unshift((await report(town.stranger(), { words: '喷泉不喷水' })).id);
    town.pass(1);
  }
  await rows(town, 'update d_yunting.cases set about_organisation_id = $1 where id = $2', [road.id, made[1]]);
  const worksThere = newId();
  await rows(
    town,
    `insert into d_yunting.posts (id, account_id, role, path, organisation_id, from_on, granted_at)
     values ($1, $2, 'orgReceiver', '/yunting/', $3, '2026-01-01', now())`,
    [worksThere, ground.people.lin.id, road.id],
  );
  const search = `/case-search?words=${encodeURIComponent('喷泉')}&limit=2`;
  const first = await town.as('lin').get(search);
  const second = await town.as('lin').get(`${search}&after=${first.json.next}`);
  await rows(town, 'update d_yunting.posts set ended_at = now() where id = $1', [worksThere]);
  expect([ids(first), ids(second)]).toEqual([[made[0], made[2]], [made[3]]]);
  expect(second.json.next).toBeNull();
});

test('two Han characters are enough to search, in summary and place, wherever they stand', async () => {
  const { id } = await report(town.stranger(), { words: '凉亭顶漏雨', placeWords: '梧桐巷口' });
  for (const words of ['凉亭', '漏雨', '梧桐', 'ＢＢ'.slice(0, 0) + '亭顶'])
    expect(ids(await town.as('lin').get(`/case-search?words=${encodeURIComponent(words)}`))).toContain(id);
  expect(ids(await town.as('lin').get(`/case-search?words=${encodeURIComponent('凉雨')}`))).toEqual([]);
  expect(ids(await town.as('jinDispatcher').get(`/case-search?words=${encodeURIComponent('凉亭')}`))).toEqual([]);
});

test('a number is typed with or without spaces, and finds nothing out of sight', async () => {
  const played = await report(town.stranger());
  const grouped = `${played.number.slice(0, 2)} ${played.number.slice(2, 6)} ${played.number.slice(6)}`;
  expect((await town.as('zhou').get(`/case-numbers/${encodeURIComponent(grouped)}`)).json.id).toBe(played.id);
  expect((await town.as('he').get(`/case-numbers/${played.number}`)).status).toBe(404);
});

test('an inbox has the orders of the organisation and of its parts, newest first', async () => {
  const first = await dispatched(town, road.id);
  town.pass(1);
  const second = await dispatched(town, roadCrew.id);
  const other = await dispatched(town, sanitation.id);
  const inbox = (await town.as('roadReceiver').get('/work-orders')).json.orders.map(({ id }: { id: string }) => id);
  expect(inbox.slice(0, 2)).toEqual([second.orderId, first.orderId]);
  expect(inbox).not.toContain(other.orderId);
  const crew = (await town.as('roadHandler').get('/work-orders')).json.orders.map(({ id }: { id: string }) => id);
  expect(crew).toContain(second.orderId);
  expect(crew).not.toContain(first.orderId);
  expect((await town.as('roadReceiver').get(`/work-orders?organisationId=${sanitation.id}`)).status).toBe(404);
  expect((await town.as('roadReceiver').get('/work-orders?status=acknowledged&limit=1')).json.orders).toHaveLength(1);
});

test('the trace says at each stage what a resident reads, and words of the office never', async () => {
  const { id, link } = await report(town.stranger());
  const reporter = town.withLink(link);
  const said: string[] = [];
  const look = async () => said.push((await reporter.get('/trace')).json.sentence.words);
  const step = async (...[who, verb, fields]: [Parameters<typeof move>[1], string, Record<string, unknown>?]) => {
    town.pass(1);
    await move(town, who, id, verb, fields);
    await look();
  };
  const orderId = newId();
  const next = newId();
  await look();
  await step('zhou', 'confirm', { outcome: 'underWay' });
  await step('zhou', 'confirm', { outcome: 'true' });
  await step('lin', 'file', { classCode: 'manholeCover' });
  await step('lin', 'dispatch', { organisationId: road.id, newWorkOrderId: orderId });
  await step('roadReceiver', 'sendBack', { workOrderId: orderId, sendBackReason: 'duplicate', words: '派过' });
  await step('streetChief', 'approveSendBack', { workOrderId: orderId });
  await step('lin', 'dispatch', { organisationId: sanitation.id, newWorkOrderId: next });
  const { crew } = await openOrder(town, next);
  await step(crew, 'acknowledge', { workOrderId: next });
  await step(crew, 'feedback', { workOrderId: next, evidence: ['photo'] });
  await step('lin', 'sendToVerify');
  await step('zhou', 'verify', { outcome: 'notSolved' });
  await step(crew, 'feedback', { workOrderId: next, evidence: ['photo'] });
  await step('zhou', 'verify', { outcome: 'solved' });
  await step('lin', 'close');
  await step(reporter, 'reopen');
  town.pass(2);
  await step((await openOrder(town, next)).crew, 'feedback', { workOrderId: next, evidence: ['photo'] });
  await step('zhou', 'verify', { outcome: 'solved' });
  await step('lin', 'close');
  await step(reporter, 'evaluate', { isSolved: true, manner: 'good' });
  expect(said).toEqual([
    '已收到，网格员会先看一看', '网格员周敏正在去现场看', '网格员周敏到现场看过', '已受理', '已交给市政养护所办理', '市政养护所认为不归它办，正在重新安排',
    '已受理', '已交给环卫所办理', '环卫所正在办理', '环卫所说办好了，等人到现场核实', '网格员正在现场核实', '核实时还没办好，已要求重办',
    '环卫所说办好了，等人到现场核实', '网格员正在现场核实', '已办结，请您看看解决了没有', '您说没解决，已重新办理', '环卫所说办好了，等人到现场核实',
    '网格员正在现场核实', '已办结，请您看看解决了没有', '您已评价，谢谢',
  ]); // prettier-ignore
  const trace = await reporter.get('/trace');
  expect(trace.text).not.toMatch(/立案|派遣|结案|挂账|退单|返工|案件|案卷|林晓芸/);
  expect(trace.json.stations.at(0)).toMatchObject({ words: '已收到，网格员会先看一看' });
  expect((await reporter.get('/trace?locale=en')).json.sentence.words).toMatch(/[a-z]/);
});
