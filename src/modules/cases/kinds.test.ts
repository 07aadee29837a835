// Kinds and their paths, secret matters, merging and splitting voices: through HTTP, with everybody who must not see it.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report, rowOf, tryMove } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { allowedTo, closed, filed, mistakes, property, road, rows } from './played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const street = ground.areas['/yunting/jg/']?.id;

/** All ways to find a case, and how many of them show it. */
async function waysToFind(who: PersonName, played: { id: string; number: string }, words: string): Promise<string[]> {
  const client = town.as(who);
  const [page, list, search, number] = await Promise.all([
    client.get(`/cases/${played.id}`),
    client.get(`/cases?streetId=${street}&limit=100`),
    client.get(`/case-search?words=${encodeURIComponent(words)}`),
    client.get(`/case-numbers/${played.number}`),
  ]);
  const isIn = (reply: { json: any }) => reply.json.cases?.some(({ id }: { id: string }) => id === played.id) === true;
  const ways = { page: page.status === 200, list: isIn(list), search: isIn(search), number: number.status === 200 };
  return Object.entries(ways).flatMap(([way, isFound]) => (isFound ? [way] : []));
}
const EVERY_WAY = ['page', 'list', 'search', 'number'];

test('an enquiry is answered and needs nobody to verify', async () => {
  const { id, link } = await report(town.stranger(), { kind: 'enquiry', words: '请问老年卡在哪办' });
  expect(await tryMove(town, 'zhou', id, 'resolveOnSpot', { evidence: ['writtenNote'] })).toMatchObject({
    json: { type: '/problems/kind-has-another-path' },
  });
  town.pass(6);
  expect(await move(town, 'zhou', id, 'answer', { words: '社区一楼' })).toMatchObject({
    status: 'closed',
    resolvedLevel: 'gridSelf',
  });
  expect((await town.withLink(link).get('/trace')).json.sentence.words).toBe('已答复您');
});

test('a suggestion is answered with whether it is adopted', async () => {
  const { id } = await report(town.stranger(), { kind: 'suggestion', words: '建议把分类点从8栋窗下移走' });
  const bare = await tryMove(town, 'zhou', id, 'answer', { words: '会研究' });
  expect(bare).toMatchObject({ status: 422, json: { errors: [{ pointer: '/adoption' }] } });
  await move(town, 'zhou', id, 'answer', { words: '已列入议题', adoption: 'partlyAdopted' });
  expect(await rowOf(town, id)).toMatchObject({ status: 'closed', adoption: 'partlyAdopted' });
});

test('praise is closed at once, is never rated, and waits for no rating', async () => {
  const { id, link } = await report(town.stranger(), { kind: 'praise', words: '谢谢小周，灯亮了' });
  expect(await rowOf(town, id)).toMatchObject({ status: 'closed' });
  expect(await tryMove(town, town.withLink(link), id, 'evaluate', { isSolved: true })).toMatchObject({
    json: { type: '/problems/kind-has-another-path' },
  });
  expect(await rows(town, 'select id from d_yunting.timers where subject_id = $1', [id])).toEqual([]);
  const later = await report(town.stranger(), { words: '谢谢小周' });
  await move(town, 'zhou', later.id, 'classify', { kind: 'praise' });
  const row = await rowOf(town, later.id);
  expect(row).toMatchObject({ status: 'closed', resolved_level: 'gridSelf' });
  expect(row.closed_at).not.toBeNull();
});

test('help is closed when the person served confirms', async () => {
  const { id } = await report(town.as('shen'), {
    kind: 'help',
    words: '老人需要陪同就医',
    channel: 'phone',
    isForOther: true,
  });
  await move(town, 'zhou', id, 'file', { classCode: 'quarrel' });
  expect(await tryMove(town, 'shen', id, 'close', { evidence: ['writtenNote'] })).toMatchObject({
    status: 422,
    json: { accepted: ['partyConfirmation'] },
  });
  expect(await move(town, 'shen', id, 'close', { evidence: ['partyConfirmation'] })).toMatchObject({
    status: 'closed',
  });
});

test('a complaint about a grid worker goes to the community; the one complained about finds it nowhere', async () => {
  const words = '网格员周敏态度生硬甩手就走';
  const complaint = await report(town.stranger(), {
    kind: 'complaint',
    words,
    about: { accountId: ground.people.zhou.id, organisationId: null },
  });
  expect(await rowOf(town, complaint.id)).toMatchObject({
    path: '/yunting/jg/cw/',
    held_level: 'community',
    secrecy: 'confidential',
  });
  expect(await waysToFind('zhou', complaint, '态度生硬')).toEqual([]);
  expect((await tryMove(town, 'zhou', complaint.id, 'confirm', { outcome: 'true' })).status).toBe(404);
  expect(await waysToFind('luo', complaint, '态度生硬')).toEqual(EVERY_WAY);
  expect(await move(town, 'luo', complaint.id, 'answer', { words: '已谈话' })).toMatchObject({ status: 'closed' });
});

test('a complaint about the lead goes to the street; about an organisation, it never handles it', async () => {
  const words = '罗书记推诿不办盖章的事';
  const complaint = await report(town.stranger(), {
    kind: 'complaint',
    words,
    about: { accountId: ground.people.luo.id, organisationId: null },
  });
  expect(await waysToFind('luo', complaint, '推诿不办')).toEqual([]);
  expect(await waysToFind('lin', complaint, '推诿不办')).toEqual(EVERY_WAY);
  const about = { accountId: null, organisationId: road.id };
  const ofRoad = await report(town.stranger(), { kind: 'complaint', words: '市政养护所半夜施工扰民', about });
  expect(await rowOf(town, ofRoad.id)).toMatchObject({ path: '/yunting/', held_level: 'district' });
  expect(await waysToFind('roadReceiver', ofRoad, '半夜施工')).toEqual([]);
  expect(await waysToFind('lin', ofRoad, '半夜施工')).toEqual([]);
  expect(await waysToFind('guo', ofRoad, '半夜施工')).toEqual(['page', 'list', 'search', 'number']);
});

test('a complaint that names nobody is first read by the street, not by grid or community', async () => {
  const complaint = await report(town.stranger(), { kind: 'complaint', words: '你们社区的人说话难听' });
  expect(await rowOf(town, complaint.id)).toMatchObject({ path: '/yunting/jg/', held_level: 'street' });
  expect(await waysToFind('luo', complaint, '说话难听')).toEqual([]);
  expect(await waysToFind('zhou', complaint, '说话难听')).toEqual([]);
  const about = { accountId: ground.people.shen.id, organisationId: null };
  await move(town, 'lin', complaint.id, 'classify', { about, kind: 'complaint' });
  expect(await rowOf(town, complaint.id)).toMatchObject({
    about_account_id: ground.people.shen.id,
    path: '/yunting/jg/',
  });
});

test('a matter that turns out to be a complaint leaves the sight of the one it is about; where he works is not the sender’s to say', async () => {
  const { id } = await report(town.stranger(), { words: '周敏收了钱不办事' });
  const forged = {
    kind: 'complaint',
    about: { accountId: ground.people.zhou.id, organisationId: null, path: '/chengan/', level: 'grid' },
  };
  expect((await tryMove(town, 'shen', id, 'classify', forged)).status).toBe(422);
  const unknown = { kind: 'complaint', about: { accountId: newId(), organisationId: null } };
  expect((await tryMove(town, 'shen', id, 'classify', unknown)).status).toBe(422);
  await move(town, 'shen', id, 'classify', {
    kind: 'complaint',
    about: { accountId: ground.people.zhou.id, organisationId: null },
  });
  expect((await town.as('zhou').get(`/cases/${id}`)).status).toBe(404);
  expect((await town.as('luo').get(`/cases/${id}`)).json).toMatchObject({
    secrecy: 'confidential',
    heldLevel: 'community',
  });
});

test('a tip-off is confidential: absent from page, list, search and number without the permission', async () => {
  const tip = await report(town.stranger(), { kind: 'tipOff', words: '某店油烟直排每天傍晚' });
  for (const who of ['zhou', 'shen', 'callback', 'wu', 'jinDispatcher'] as const)
    expect(await waysToFind(who, tip, '油烟直排')).toEqual([]);
  for (const who of ['luo', 'lin', 'guo', 'oversight'] as const)
    expect(await waysToFind(who, tip, '油烟直排')).toEqual(EVERY_WAY);
  expect((await town.as('shen').get(`/cases?streetId=${street}`)).text).not.toContain(tip.number);
});

test('violence at home is restricted: the duty chief alone, whoever else may see confidential matters', async () => {
  const harm = await report(town.as('shen'), {
    words: '隔壁天天打孩子哭得厉害',
    channel: 'phone',
    isForOther: true,
    classCode: 'domesticViolence',
  });
  for (const who of ['zhou', 'luo', 'lin', 'oversight', 'admin', 'security'] as const)
    expect(await waysToFind(who, harm, '打孩子')).toEqual([]);
  expect(await waysToFind('streetChief', harm, '打孩子')).toEqual(EVERY_WAY);
  expect((await tryMove(town, 'luo', harm.id, 'cancel', { reason: 'nothingThere' })).status).toBe(404);
});

test('a class can make an open matter secret, and it leaves the lists at once', async () => {
  const { id } = await report(town.stranger(), { words: '每天油烟往楼上灌' });
  await move(town, 'shen', id, 'classify', { classCode: 'kitchenSmoke' });
  expect((await town.as('shen').get(`/cases/${id}`)).status).toBe(404);
  expect((await town.as('luo').get(`/cases/${id}`)).json.secrecy).toBe('confidential');
});

test('merged voices read under their own number how it goes, and never what others said', async () => {
  const first = await report(town.stranger(), { words: '我先看见井盖响' });
  town.pass(5);
  const second = await report(town.stranger(), { words: '我女儿睡不着觉，井盖太吵' });
  town.pass(5);
  await move(town, 'shen', second.id, 'merge', { targetId: first.id });
  town.pass(5);
  await move(town, 'zhou', first.id, 'file', { classCode: 'manholeCover' });
  await move(town, 'lin', first.id, 'dispatch', { organisationId: road.id, newWorkOrderId: newId() });

  const trace = await town.withLink(second.link).get('/trace');
  expect(trace.json).toMatchObject({
    id: first.id,
    number: second.number,
    mergedIntoNumber: first.number,
    status: 'dispatched',
    mine: { words: ['我女儿睡不着觉，井盖太吵'] },
  });
  expect(trace.json.stations.map(({ words }: { words: string }) => words)).toEqual([
    '已收到，网格员会先看一看',
    '和另一件同样的事一起办理',
    '已受理',
    '已交给市政养护所办理',
  ]);
  expect(trace.text).not.toContain('我先看见');
  const page = await town.withLink(second.link).get(`/cases/${first.id}`);
  expect(page.text).not.toContain('我先看见');
  expect(page.json).toMatchObject({ summary: '我女儿睡不着觉，井盖太吵', reports: [{ id: second.reportId }] });
  const theirs = await town.withLink(first.link).get('/trace');
  expect(theirs.json).toMatchObject({ number: first.number, mergedIntoNumber: null });
  expect(theirs.json.stations.map(({ key }: { key: string }) => key)).toEqual([
    'case.trace.collected',
    'case.trace.filed',
    'case.trace.dispatched',
  ]);
  expect(theirs.text).not.toContain('我女儿');
  expect((await town.as('shen').get(`/cases/${first.id}`)).json).toMatchObject({ reportCount: 2 });
  const looked = await town.stranger().post('/case-lookups', { number: second.number, queryCode: second.queryCode });
  expect(looked.json.link).toBe(second.link);
  const said = await tryMove(town, town.withLink(second.link), first.id, 'supplement', { words: '今晚又响' });
  expect(said.status).toBe(200);
  expect(said.text).not.toContain('我先看见');
});

test('a merge is undone with its voices, also after the other case was merged on', async () => {
  const [a, b, c] = [await report(town.stranger()), await report(town.stranger()), await report(town.stranger())];
  await move(town, 'shen', a.id, 'merge', { targetId: b.id });
  await move(town, 'shen', b.id, 'merge', { targetId: c.id });
  expect(await rowOf(town, c.id)).toMatchObject({ report_count: 3, version: 2 });
  await move(town, 'shen', b.id, 'unmerge');
  expect([await rowOf(town, b.id), await rowOf(town, c.id)]).toMatchObject([
    { status: 'collected', report_count: 2 },
    { report_count: 1 },
  ]);
  expect((await town.withLink(a.link).get('/trace')).json).toMatchObject({ id: b.id, number: a.number });
  await move(town, 'shen', a.id, 'unmerge');
  expect([await rowOf(town, a.id), await rowOf(town, b.id)]).toMatchObject([
    { status: 'collected', report_count: 1 },
    { report_count: 1 },
  ]);
  expect((await town.withLink(a.link).get('/trace')).json).toMatchObject({
    id: a.id,
    number: a.number,
    mergedIntoNumber: null,
  });
  expect((await town.withLink(a.link).get(`/cases/${b.id}`)).status).toBe(404);
});

test('only what one sees oneself, open and alike, can be merged into', async () => {
  const mine = await report(town.stranger());
  const away = await report(town.stranger(), { place: { ...ground.pointInRongting, crs: 'CGCS2000' } });
  const secret = await report(town.stranger(), { kind: 'tipOff', words: '举报乱倒' });
  const done = await closed(town);
  const enquiry = await report(town.stranger(), { kind: 'enquiry' });
  const replies = await Promise.all(
    [away, secret, done, enquiry, mine].map(({ id }) => tryMove(town, 'shen', mine.id, 'merge', { targetId: id })),
  );
  expect(replies.map(({ status }) => status)).toEqual([404, 404, 409, 409, 409]);
  expect((await tryMove(town, 'shen', mine.id, 'merge', { targetId: newId() })).status).toBe(404);
});

test('of two voices one is withdrawn: the matter goes on for the other, who withdraws it altogether', async () => {
  const [first, second] = [await report(town.stranger()), await report(town.stranger())];
  await move(town, 'shen', second.id, 'merge', { targetId: first.id });
  const one = await move(town, town.withLink(second.link), first.id, 'withdraw');
  expect(one).toMatchObject({ status: 'collected', reportCount: 1 });
  const again = await tryMove(town, town.withLink(second.link), first.id, 'withdraw');
  expect(again.status).toBe(404);
  expect((await town.withLink(second.link).get('/trace')).json).toMatchObject({
    sentence: { words: '您已撤回' },
    allowed: [],
  });
  expect((await town.withLink(first.link).get('/trace')).json.sentence.words).toBe('已收到，网格员会先看一看');
  expect(await move(town, town.withLink(first.link), first.id, 'withdraw')).toMatchObject({ status: 'withdrawn' });
});

test('one report about two things is split: two numbers, both in the trace, the same 查询码 opens both', async () => {
  const played = await filed(town, { words: '灯不亮，另外垃圾也没人收', contact: { phone: '10012345678' } });
  const newCaseId = newId();
  await move(town, 'shen', played.id, 'split', { newCaseId, words: '垃圾没人收' });
  const split = (await town.as('shen').get(`/cases/${newCaseId}`)).json;
  expect(split).toMatchObject({
    status: 'collected',
    version: 1,
    classCode: null,
    summary: '垃圾没人收',
    splitFromId: played.id,
    reportCount: 1,
  });
  expect(split.number).not.toBe(played.number);
  expect(split.stations.map(({ verb }: { verb: string }) => verb)).toEqual(['report']);
  expect((await town.withLink(played.link).get('/trace')).json.splitOff).toEqual([
    { number: split.number, status: 'collected' },
  ]);
  const looked = await town.stranger().post('/case-lookups', { number: split.number, queryCode: played.queryCode });
  expect((await town.withLink(looked.json.link).get('/trace')).json).toMatchObject({ number: split.number });
  const opened = await town.as('luo').post(`/cases/${newCaseId}/reporter-openings`, {
    openingId: newId(),
    reportId: split.reports[0].id,
    purpose: 'confirmFacts',
  });
  expect(opened.json.phone).toBe('10012345678');
  expect((await town.withLink(played.link).get('/trace')).json.openings).toHaveLength(1);
  expect(await move(town, 'zhou', newCaseId, 'file', { classCode: 'litter' })).toMatchObject({ status: 'filed' });
});

test('a refusal says where to go; the resident may object once, and the level above judges', async () => {
  const { id, link } = await report(town.stranger(), { words: '理发店剪坏了刘海要求赔偿五千' });
  await move(town, 'shen', id, 'reject', { referral: 'consumer' });
  expect((await town.withLink(link).get('/trace')).json.sentence.words).toBe(
    '这件事不归我们办，您可以找：消费维权热线（12315）',
  );
  const objected = await move(town, town.withLink(link), id, 'objectToRejection', { words: '店就开在楼下' });
  expect(objected.status).toBe('collected');
  const level = (await rowOf(town, id)).held_level as string;
  await move(town, level === 'street' ? 'lin' : 'shen', id, 'reject', { referral: 'consumer' });
  expect(await tryMove(town, town.withLink(link), id, 'objectToRejection')).toMatchObject({
    json: { type: '/problems/objection-used' },
  });
});

test('a community dispatches to partners alone, a grid worker to the direct list for direct classes alone', async () => {
  const played = await filed(town);
  const order = (organisationId: string) => ({ organisationId, newWorkOrderId: newId() });
  expect(await tryMove(town, 'shen', played.id, 'dispatch', order(road.id))).toMatchObject({
    json: { type: '/problems/organisation-not-partner' },
  });
  expect(await tryMove(town, 'zhou', played.id, 'dispatchDirect', order(property.id))).toMatchObject({
    json: { type: '/problems/class-not-direct' },
  });
  const direct = await report(town.stranger());
  expect(
    await tryMove(town, 'zhou', direct.id, 'dispatchDirect', { ...order(road.id), classCode: 'stairLamp' }),
  ).toMatchObject({ json: { type: '/problems/organisation-not-on-direct-list' } });
  expect(await move(town, 'shen', played.id, 'dispatch', order(property.id))).toMatchObject({ status: 'dispatched' });
  const pipe = await move(town, 'zhou', direct.id, 'dispatchDirect', {
    ...order(ground.organisation('waterCrew2').id),
    classCode: 'pipeBurst',
  });
  expect(pipe).toMatchObject({ isUrgent: true, classCode: 'pipeBurst' });
  expect(await allowedTo(town, 'zhou', direct.id)).not.toContain('dispatchDirect');
});
