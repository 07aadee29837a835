// Bad input at every door of cases: problem+json with all wrong fields, nothing lost, nothing leaked, never a mistake of ours.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { aReport, move, report, rowOf } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import { closed, dispatched, mistakes, rows } from './played-for-tests.ts';
import { MOVE_VERBS } from './moves/transitions.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const HOSTILE = `'; drop table cases; -- <script>alert(1)</script> "%s" \\ \${x} {{y}}`;
const pointers = (reply: Reply) => reply.json.errors.map(({ pointer }: { pointer: string }) => pointer);

function expectProblem(reply: Reply): void {
  expect(reply.headers['content-type'], reply.text).toContain('application/problem+json');
  expect(reply.json, reply.text).toMatchObject({
    type: expect.stringMatching(/^\/problems\//),
    title: expect.any(String),
    status: reply.status,
  });
  expect(reply.status, reply.text).toBeGreaterThanOrEqual(400);
  expect(reply.status, reply.text).toBeLessThan(500);
}

interface Door {
  method: 'post' | 'put';
  path: string;
  who: 'stranger' | 'link' | 'shen' | 'guo' | 'admin';
}

const id = newId();
const DOORS: Door[] = [
  { method: 'post', path: '/cases', who: 'stranger' },
  { method: 'post', path: '/case-lookups', who: 'stranger' },
  { method: 'post', path: '/order-link-codes', who: 'stranger' },
  { method: 'post', path: '/order-link-openings', who: 'stranger' },
  { method: 'put', path: '/trace/contact', who: 'link' },
  { method: 'post', path: `/cases/${id}/reports`, who: 'shen' },
  { method: 'post', path: `/cases/${id}/reporter-openings`, who: 'guo' },
  { method: 'post', path: `/cases/${id}/erasures`, who: 'shen' },
  { method: 'put', path: '/settings/case.reopenWithinDays', who: 'admin' },
  ...MOVE_VERBS.map((verb): Door => ({ method: 'post', path: `/cases/${id}/${verb}`, who: 'shen' })),
];

// prettier-ignore
const BODIES: [string, unknown][] = [
  ['an empty object', {}], ['an empty body', ''], ['half of JSON', '{"id":'], ['a list', []], ['a word', '"x"'], ['null', 'null'],
  ['an unknown field', { surprise: 1, moveId: id, seenVersion: 1 }], ['wrong types', { id: 5, reportId: {}, words: [], moveId: 1, seenVersion: 'x', number: [], link: 3, version: 'a' }],
  ['U+0000', { words: 'a\u0000b', moveId: id, seenVersion: 1 }], ['a lone surrogate', '{"words":"a\\ud842","moveId":"x"}'],
  ['a number too large', '{"seenVersion":1e999,"moveId":"x"}'], ['proto', '{"__proto__":{"a":1},"constructor":1}'],
];

test.each(DOORS)('$method $path says what is wrong', async ({ method, path, who }) => {
  const played = who === 'link' ? await report(town.stranger()) : undefined;
  const signedIn = () => (who === 'stranger' ? town.stranger() : town.as(who as 'shen'));
  const client = played === undefined ? signedIn() : town.withLink(played.link);
  for (const [name, body] of BODIES) {
    const reply = await client[method](path, body);
    expectProblem(reply);
    expect([400, 415, 422], `${name}: ${reply.text}`).toContain(reply.status);
  }
});

test('all wrong fields of a report are told at once, and nothing is kept', async () => {
  const sent = {
    id: 'x',
    reportId: newId(),
    words: 'a'.repeat(2001),
    place: { longitude: 181, latitude: '40', crs: 'MARS' },
    contact: { name: '长'.repeat(600), phone: '1', email: 'x' },
    attachmentIds: ['y'],
    kind: 'gossip',
    at: 'yesterday',
    extra: true,
  };
  const reply = await town.stranger().post('/cases', sent);
  expectProblem(reply);
  expect(pointers(reply)).toEqual(
    expect.arrayContaining([
      '/id',
      '/words',
      '/place/longitude',
      '/place/latitude',
      '/place/crs',
      '/contact/name',
      '/contact/phone',
      '/contact/email',
      '/attachmentIds/0',
      '/kind',
      '/at',
      '/extra',
    ]),
  );
  expect(await rows(town, 'select id from d_yunting.case_reports where id = $1', [sent.reportId])).toEqual([]);
});

test('coordinates that are none, moments that no calendar has, names of 600 characters are refused', async () => {
  const crs = 'CGCS2000';
  // prettier-ignore
  const wrong = [
    { place: { longitude: 'NaN', latitude: 40, crs } }, { place: { longitude: null, latitude: 40, crs } }, { place: { longitude: 95, latitude: 90.1, crs } },
    { place: { longitude: -181, latitude: 40, crs } }, { at: '0000-01-01T00:00:00.000Z' }, { at: '2026-02-30T00:00:00.000Z' },
    { at: '9999-12-31T23:59:59.999Z' }, { at: '2026-11-19T01:14:00Z' }, { contact: { name: '名'.repeat(600) } }, { placeWords: '路'.repeat(600) },
    { words: '   ' }, { words: undefined }, { place: undefined }, { placeCode: 'NOSUCHCODE12', place: undefined }, { contact: { phone: '12345' } },
    { about: { accountId: newId(), organisationId: null }, kind: 'complaint' }, { about: { accountId: null, organisationId: null }, kind: 'complaint' },
  ];
  for (const fields of wrong) {
    const reply = await town.stranger().post('/cases', aReport(fields));
    expectProblem(reply);
    expect([404, 422], JSON.stringify(fields)).toContain(reply.status);
  }
  const { id: caseId } = await report(town.stranger());
  for (const dueAt of ['0000-01-01T00:00:00.000Z', '9999-01-01T00:00:00.000Z', 'soon']) {
    const reply = await town
      .as('shen')
      .post(`/cases/${caseId}/handDown`, { moveId: newId(), seenVersion: 1, level: 'grid', words: '看', dueAt });
    expect(reply).toMatchObject({ status: 422 });
    expect(new Set(pointers(reply))).toEqual(new Set(['/dueAt']));
  }
});

test('infinite and tiny coordinates do no harm', async () => {
  const raw = JSON.stringify(aReport()).replace('95.0055', '1e999');
  expectProblem(await town.stranger().post('/cases', raw));
  const tiny = await town
    .stranger()
    .post('/cases', aReport({ place: { longitude: 1e-320, latitude: -0, crs: 'GCJ02' } }));
  expect(tiny.status).toBe(201);
});

test('SQL, markup and four-byte Han in every text come back as they were sent', async () => {
  const words = `𠮷野家门口${HOSTILE}㛃`;
  const name = '𠮷小姐';
  const played = await report(town.as('shen'), {
    words,
    placeWords: `路边${HOSTILE}`,
    channel: 'phone',
    isForOther: true,
    contact: { name, address: HOSTILE },
  });
  const page = (await town.as('luo').get(`/cases/${played.id}`)).json;
  expect(page.reports).toMatchObject([{ words, placeWords: `路边${HOSTILE}` }]);
  const opened = await town.as('luo').post(`/cases/${played.id}/reporter-openings`, {
    openingId: newId(),
    reportId: played.reportId,
    purpose: 'confirmFacts',
  });
  expect(opened.json).toMatchObject({ name, address: HOSTILE });
  await move(town, 'shen', played.id, 'classify', { classCode: 'manholeCover', summary: words, placeWords: HOSTILE });
  await move(town, 'zhou', played.id, 'confirm', { outcome: 'true', words });
  await move(
    town,
    town.withLink(
      (await town.stranger().post('/case-lookups', { number: played.number, queryCode: played.queryCode })).json.link,
    ),
    played.id,
    'supplement',
    { words },
  );
  const after = (await town.as('luo').get(`/cases/${played.id}`)).json;
  expect(after).toMatchObject({ summary: words, placeWords: HOSTILE });
  expect(
    after.stations.flatMap((station: { words: { words: string }[] }) => station.words.map((text) => text.words)),
  ).toEqual([words, words]);
  const search = await town.as('lin').get(`/case-search?words=${encodeURIComponent('𠮷野家')}`);
  expect(search.json.cases.map((each: { id: string }) => each.id)).toEqual([played.id]);
});

test.each(["';--", '𠮷', '%%', '\\', '""', '()&|!', '  ', 'a'.repeat(61), '𠮷野', "o'brien & sons", '\u3000\u3000'])(
  'searching for %j makes no mistake',
  async (words) => {
    const reply = await town.as('lin').get(`/case-search?words=${encodeURIComponent(words)}`);
    expect([200, 422]).toContain(reply.status);
  },
);

test('cursors, filters and numbers nobody gave are refused, not guessed at', async () => {
  const cursor = (text: string) => Buffer.from(text).toString('base64url');
  const street = ground.areas['/yunting/jg/']?.id;
  // prettier-ignore
  const wrong = [
    `/cases?streetId=${street}&after=garbage`, `/cases?streetId=${street}&after=${cursor('2026-13-45T99:99:99.999Z 01a203a0-55f5-7240-a6e7-320df658a09a')}`,
    `/cases?streetId=${street}&after=${cursor('2026-11-19T01:14:00.000Z ------------------------------------')}`, '/cases?streetId=1', '/cases?gridId=%00',
    `/cases?streetId=${street}&limit=0`, `/cases?streetId=${street}&limit=101`, `/cases?streetId=${street}&limit=x`, `/cases?streetId=${street}&status=gone`,
    `/cases?streetId=${street}&colour=red`, '/cases', '/overdue-cases?after=!', '/case-search', '/case-search?words=x', '/cases/x', `/case-search?words=灯灯&after=${cursor('x')}`,
  ];
  for (const path of wrong) {
    const reply = await town.as('lin').get(path);
    expectProblem(reply);
    expect(reply.status, path).toBe(422);
  }
  for (const number of ['x', '26%2011', '99999999999999999999', '%F0%A0%AE%B7', "'"]) {
    expect((await town.as('lin').get(`/case-numbers/${number}`)).status).toBe(404);
  }
});

test('a move that names nothing here is refused', async () => {
  const { id: caseId, orderId } = await dispatched(town);
  const send = async (who: 'lin' | 'roadReceiver', verb: string, fields: object) =>
    town.as(who).post(`/cases/${caseId}/${verb}`, { moveId: newId(), seenVersion: 3, ...fields });
  const replies = [
    await send('lin', 'addCoHandler', { organisationId: newId(), newWorkOrderId: newId() }),
    await send('lin', 'classify', { classCode: 'noSuchClass' }),
    await send('lin', 'redispatch', {
      organisationId: ground.organisations['chengan road']?.id,
      newWorkOrderId: newId(),
      reason: 'x',
    }),
    await send('roadReceiver', 'acknowledge', { workOrderId: newId() }),
    await send('roadReceiver', 'assign', { workOrderId: orderId, assignedToAccountId: newId() }),
    await send('lin', 'supplement', { attachmentIds: [newId()] }),
    await send('lin', 'supplement', { words: '看', place: { longitude: 0, latitude: 0 } }),
  ];
  replies.forEach(expectProblem);
  expect(await rowOf(town, caseId)).toMatchObject({ version: 3 });
});

test('settings of cases are read and changed by whoever may, in their form, with source and version', async () => {
  const path = '/settings/case.reopenWithinDays';
  expect((await town.as('admin').get(path)).json).toEqual({ value: 15, source: '系统默认', version: 0 });
  const change = (fields: object) =>
    town.as('admin').put(path, { value: 20, source: '区政府2026年第3号文', version: 0, ...fields });
  for (const value of [0, 366, 1.5, '20', null, undefined, {}]) expectProblem(await change({ value }));
  expect(await change({ source: '' })).toMatchObject({ status: 422, json: { errors: [{ pointer: '/source' }] } });
  expect(await change({})).toMatchObject({ status: 200, json: { value: 20, version: 1 } });
  expect(await change({})).toMatchObject({ status: 409, json: { type: '/problems/changed-meanwhile', version: 1 } });
  for (const who of ['lin', 'guo', 'zhou', 'security', 'otherAdmin'] as const) {
    expect((await town.as(who).put(path, { value: 1, source: 'x', version: 1 })).status).toBe(403);
    expect((await town.as(who).get(path)).status).toBe(403);
  }
  expect((await town.as('admin').get('/settings/no.such.key')).status).toBe(422);

  // It holds from the next move on.
  const { id: caseId, link } = await closed(town);
  town.pass(18 * 24 * 60);
  const reopened = await town
    .withLink(link)
    .post(`/cases/${caseId}/reopen`, { moveId: newId(), seenVersion: (await rowOf(town, caseId)).version });
  expect(reopened.status).toBe(200);
  const limit = { value: { unit: 'workHour', amount: 2 }, source: '区分拨规则', version: 0 };
  expect((await town.as('admin').put('/settings/case.firstLookWithin', limit)).status).toBe(200);
  town.setClock('2026-12-10T01:14:00.000Z');
  expect((await town.stranger().post('/cases', aReport())).json.seenBy).toBe('2026-12-10T03:14:00.000Z');
  const referrals = await town.as('admin').get('/settings/case.referrals');
  expect(referrals.json.value).toHaveLength(7);
  const [audited] = await rows(
    town,
    "select codes, actor_id from d_yunting.audit where act = 'setting.change' order by at, id limit 1",
  );
  expect(audited).toEqual({ codes: { key: 'case.reopenWithinDays' }, actor_id: ground.people.admin.id });
});

test('what a district lets be drawn, called and reviewed is taken in its own bounds alone, every wrong part named', async () => {
  const put = (key: string, value: unknown, version = 0) =>
    town.as('admin').put(`/settings/${key}`, { value, source: '区级规定', version });
  const wrong = await put('case.sampling', { leastPercent: -1, onSpotPercent: 101 });
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/value/leastPercent', '/value/onSpotPercent']); // prettier-ignore
  expect((await put('case.callBackTries', 0)).json.type).toBe('/problems/input-invalid');
  expect((await put('case.reviewWithin', { unit: 'workDay', amount: -3 })).json.type).toBe('/problems/input-invalid');
  expect((await put('case.communityCallWithin', 1)).json.type).toBe('/problems/input-invalid');
  const own = await put('case.sampling', { leastPercent: 10, onSpotPercent: 30 });
  expect(own, own.text).toMatchObject({ status: 200, json: { value: { leastPercent: 10, onSpotPercent: 30 }, version: 1 } }); // prettier-ignore
  expect((await put('case.sampling', { leastPercent: 0, onSpotPercent: 0 })).json.type).toBe('/problems/changed-meanwhile'); // prettier-ignore
});
