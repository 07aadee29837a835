// What points to a reporter reaches nobody but the named posts: not organisations, not logs, not history, not plain tables.

import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { defaultGrant } from '#permissions';
import type { Role } from '#permissions';
import { ANONYMOUS } from '#platform/context.ts';
import type { Actor } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { move, report, tryMove } from '../../../../test/play.ts';
import { openStream } from '../../../../test/stream-client.ts';
import { ground, openTown, tokenOf } from '../../../../test/town.ts';
import type { Client, Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import {
  closed,
  dispatched,
  filed,
  mistakes,
  openOrder,
  property,
  road,
  roadCrew,
  rows,
  sanitation,
} from '../played-for-tests.ts';
import { changeCaseSetting } from '../clocks/actions-settings.ts';
import { eraseText, openReporter } from './reporter.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const NAME = '欧阳小红';
const PHONE = '10012345678';
const DOOR = '502室';
const REVEALING = [
  NAME,
  '小红',
  PHONE,
  '100 1234 5678',
  '100-1234-5678',
  '１００１２３４５６７８',
  DOOR,
  '五〇二',
  '百合花园七号院',
];

/** The least Ogg that is taken for a recording: its beginning and the name of what it holds. */
const RECORDING = Buffer.concat([
  Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(20), Buffer.from([1, 19]), Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1'),
]); // prettier-ignore

function traces(text: string): string[] {
  return REVEALING.filter((each) => text.includes(each));
}

async function reported(recording = newId()) {
  const upload = await town.as('shen').upload(`/attachments/${recording}`, RECORDING, 'audio/ogg');
  expect(upload.status, upload.text).toBeLessThan(300);
  return report(town.as('shen'), {
    channel: 'phone',
    isForOther: true,
    words: `我叫${NAME}，住3栋2单元${DOOR}，电话100 1234 5678或者１００１２３４５６７８，${NAME}说3栋门前井盖松了，家在百合花园七号院`,
    placeWords: `3栋2单元${DOOR}门口`,
    contact: { name: NAME, phone: PHONE, address: '百合花园七号院' },
    attachmentIds: [recording],
  });
}

async function liveStreamOf(name: PersonName) {
  await town.app.server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = town.app.server.server.address() as AddressInfo;
  const authorization = `Bearer ${tokenOf(name)}`;
  const stream = await openStream(`http://127.0.0.1:${port}/api/yunting/stream`, { authorization });
  await stream.until((events) => events.some(({ id }) => id !== undefined));
  return stream;
}

async function everythingFor(client: Client, played: { id: string; number: string }): Promise<string> {
  const replies = await Promise.all([
    client.get(`/cases/${played.id}`),
    client.get('/work-orders'),
    client.get(`/case-numbers/${played.number}`),
    client.get(`/cases?streetId=${ground.areas['/yunting/jg/']?.id}`),
    client.get(`/case-search?words=${encodeURIComponent('井盖')}`),
    client.get('/overdue-cases'),
  ]);
  return replies.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n');
}

test('an organisation with accounts finds the reporter nowhere in all it can receive', async () => {
  const recording = newId();
  const played = await reported(recording);
  const stream = await liveStreamOf('roadReceiver');
  await move(town, 'lin', played.id, 'file', { classCode: 'manholeCover' });
  const workOrderId = newId();
  const taken = await move(town, 'lin', played.id, 'dispatch', {
    organisationId: road.id,
    newWorkOrderId: workOrderId,
    words: '请尽快',
  });
  const received: string[] = [];
  const collect = async () => received.push(await everythingFor(town.as('roadReceiver'), played));
  await collect();
  const say = async (verb: string, fields: Record<string, unknown> = {}) => {
    const reply = await tryMove(town, 'roadReceiver', played.id, verb, { workOrderId, ...fields });
    received.push(reply.text);
    return reply.status;
  };
  expect(await say('verify', { outcome: 'solved' })).toBe(422);
  expect(await say('acknowledge')).toBe(200);
  const stale = await town
    .as('roadReceiver')
    .post(`/cases/${played.id}/askToRelay`, { moveId: newId(), seenVersion: 1, workOrderId, words: '几点在家' });
  expect(stale.status).toBe(409);
  received.push(stale.text);
  expect(await say('askToRelay', { words: '几点在家' })).toBe(200);
  await move(town, town.withLink(played.link), played.id, 'supplement', {
    words: `我是${NAME}，1001234 5678，今天又响了`,
  });
  expect(await say('assign', { organisationId: roadCrew.id, assignedToAccountId: ground.people.roadHandler.id })).toBe(
    200,
  );
  await collect();
  received.push(await everythingFor(town.as('roadHandler'), played));
  expect(await say('feedback', { evidence: ['writtenNote'] })).toBe(200);
  await collect();
  const page = await town.as('roadReceiver').get(`/cases/${played.id}`);
  for (const path of [`/attachments/${recording}`, `/attachments/${recording}/thumbnail`]) {
    const reply = await town.as('roadReceiver').get(path);
    expect(reply.status).toBe(404);
    received.push(reply.text);
  }
  await town.settled();
  await stream.until((events) => events.some(({ data }) => data?.includes(workOrderId)));
  received.push(JSON.stringify(stream.events));
  await stream.close();

  const all = received.join('\n');
  expect(traces(all)).toEqual([]);
  // It was really read: the summary and what was added, both without the reporter, stand there.
  expect(all).toContain('井盖松了');
  expect(all).toContain('今天又响了');
  expect(page.json).toMatchObject({ reports: [], attachments: [] });
  expect(taken.summary).toContain('〔姓名〕');
});

test('the community reads what the organisation may not', async () => {
  const played = await reported();
  const page = await town.as('luo').get(`/cases/${played.id}`);
  expect(page.json.reports).toMatchObject([
    { words: expect.stringContaining(NAME), placeWords: expect.stringContaining(DOOR), hasContact: true },
  ]);
  expect(page.json.attachments).toHaveLength(1);
  // The number itself is not there: it is opened for a purpose.
  expect(JSON.stringify({ ...page.json, reports: [] })).not.toContain(PHONE);
});

test('a duty phone gets a message and a page without the reporter', async () => {
  const played = await reported();
  await move(town, 'lin', played.id, 'file', { classCode: 'litter' });
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', { organisationId: sanitation.id, newWorkOrderId: orderId });
  const { sendOrderLinks } = await import('../clocks/jobs.ts');
  const { SYSTEM } = await import('#platform/context.ts');
  await sendOrderLinks(town.context(SYSTEM));
  const { token, crew } = await openOrder(town, orderId);
  const stale = await crew.post(`/cases/${played.id}/acknowledge`, {
    moveId: newId(),
    seenVersion: 1,
    workOrderId: orderId,
  });
  const all = [
    JSON.stringify(town.sent),
    await everythingFor(crew, played),
    stale.text,
    await move(town, crew, played.id, 'acknowledge', { workOrderId: orderId }),
  ];
  expect(town.sent.some(({ words }) => words.includes(`/o/${token}`))).toBe(true);
  expect(stale.status).toBe(409);
  expect(traces(JSON.stringify(all))).toEqual([]);
});

test('an organisation reads of its own order, not whom else was asked and why', async () => {
  const played = await dispatched(town);
  const other = newId();
  await move(town, 'lin', played.id, 'addCoHandler', {
    organisationId: property.id,
    newWorkOrderId: other,
    words: '物业配合关水',
  });
  await move(town, 'lin', played.id, 'addCoHandler', {
    organisationId: sanitation.id,
    newWorkOrderId: newId(),
    words: '环卫清场',
  });
  await move(town, 'cao', played.id, 'sendBack', {
    workOrderId: other,
    sendBackReason: 'otherDuty',
    words: '不是我们的管线',
  });
  const seen = await town.as('roadReceiver').get(`/cases/${played.id}`);
  expect(seen.json.orders).toMatchObject([{ organisationName: '市政养护所' }]);
  expect(seen.text).not.toMatch(/物业|环卫|不是我们的管线/);
  const stale = await town
    .as('roadReceiver')
    .post(`/cases/${played.id}/acknowledge`, { moveId: newId(), seenVersion: 1, workOrderId: played.orderId });
  expect(stale.json.since.map(({ verb }: { verb: string }) => verb)).toEqual(['file', 'dispatch']);
  expect(stale.text).not.toMatch(/物业|环卫/);
});

test('names of staff and codes of history stay inside the house', async () => {
  const played = await dispatched(town);
  const page = await town.as('roadReceiver').get(`/cases/${played.id}`);
  expect(
    page.json.stations.every(
      (station: { byName: unknown; codes: object }) =>
        station.byName === null && Object.keys(station.codes).length === 0,
    ),
  ).toBe(true);
  expect(page.text).not.toContain('林晓芸');
});

test('opening a reporter needs a purpose, is logged, and the reporter reads who looked', async () => {
  const played = await reported();
  const open = (who: 'luo' | 'zhou' | 'lin' | 'guo' | 'streetChief', body: unknown) =>
    town.as(who).post(`/cases/${played.id}/reporter-openings`, body);
  const purpose = { openingId: newId(), reportId: played.reportId, purpose: 'confirmFacts' };
  expect((await open('luo', { reportId: played.reportId })).status).toBe(422);
  expect((await open('luo', { ...purpose, purpose: 'curiosity' })).status).toBe(422);
  expect((await open('zhou', purpose)).status).toBe(403);
  expect((await open('lin', purpose)).status).toBe(403);
  expect(await open('luo', purpose)).toMatchObject({
    status: 200,
    json: { name: NAME, phone: PHONE, address: '百合花园七号院' },
  });
  const again = await open('luo', purpose);
  expect(again).toMatchObject({ status: 200, json: { phone: PHONE } });
  expect((await open('luo', { ...purpose, purpose: 'tellResult' })).json.type).toBe('/problems/id-taken');
  town.pass(1);
  const second = { ...purpose, openingId: newId() };
  expect((await open('guo', purpose)).json.type).toBe('/problems/id-taken');
  expect((await open('guo', { ...second, purpose: 'tellResult' })).status).toBe(200);
  expect((await open('luo', { ...second, reportId: newId() })).status).toBe(404);
  town.pass(1);
  expect((await open('luo', purpose)).json.type).toBe('/problems/id-taken');
  const trace = await town.withLink(played.link).get('/trace');
  expect(trace.json.openings.map((opening: { purpose: string }) => opening.purpose)).toEqual([
    'confirmFacts',
    'tellResult',
  ]);
  const logged = await rows(
    town,
    "select actor_id, reason_code from d_yunting.audit where act = 'reporter.opened' and subject_id = $1 order by at, id",
    [played.reportId],
  );
  expect(logged.map(({ actor_id }) => actor_id)).toEqual([ground.people.luo.id, ground.people.guo.id]);
});

test('a case of another area opens no reporter to whoever may open reporters at home', async () => {
  const away = await report(town.stranger(), {
    place: { ...ground.pointInRongting, crs: 'CGCS2000' },
    contact: { phone: PHONE },
  });
  const reply = await town.as('luo').post(`/cases/${away.id}/reporter-openings`, {
    openingId: newId(),
    reportId: away.reportId,
    purpose: 'confirmFacts',
  });
  expect(reply.status).toBe(404);
});

test('a phone left later keeps the name, and can be taken away', async () => {
  const played = await report(town.stranger(), { contact: { name: NAME } });
  const mine = town.withLink(played.link);
  expect((await mine.put('/trace/contact', { phone: PHONE })).json).toEqual({ hasPhone: true, wantsSecrecy: false });
  const opened = await town.as('luo').post(`/cases/${played.id}/reporter-openings`, {
    openingId: newId(),
    reportId: played.reportId,
    purpose: 'tellResult',
  });
  expect(opened.json).toMatchObject({ name: NAME, phone: PHONE });
  expect((await mine.put('/trace/contact', { phone: null })).json.hasPhone).toBe(false);
  expect((await mine.put('/trace/contact', { phone: 'abcdef' })).json.errors).toMatchObject([{ pointer: '/phone' }]);
  expect((await mine.put('/trace/contact', { phone: null, wantsSecrecy: true })).json.wantsSecrecy).toBe(true);
  expect((await town.as('shen').get(`/cases/${played.id}`)).status).toBe(404);
});

test('after a whole life no table but that of words, no log line, holds the reporter in plain', async () => {
  const played = await reported();
  await move(town, 'lin', played.id, 'file', { classCode: 'manholeCover' });
  const orderId = newId();
  await move(town, 'lin', played.id, 'dispatch', { organisationId: sanitation.id, newWorkOrderId: orderId });
  await town.as('luo').post(`/cases/${played.id}/reporter-openings`, {
    openingId: newId(),
    reportId: played.reportId,
    purpose: 'tellResult',
  });
  await town.stranger().post('/case-lookups', { number: played.number, queryCode: played.queryCode });
  await move(town, town.withLink(played.link), played.id, 'supplement', { words: `${NAME} ${PHONE}` });
  await closed(town);

  const tables = await rows<{ schema: string; name: string }>(
    town,
    "select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
  );
  expect(tables.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const lines = await rows<{ line: string }>(town, `select "${name}"::text as line from "${schema}"."${name}"`);
    if (lines.some(({ line }) => traces(line).length > 0)) found.push(`${schema}.${name}`);
  }
  // What was said is kept as it was said, and can be erased; nothing else repeats it.
  expect(found).toEqual(['d_yunting.case_texts']);
  expect(traces(town.logged.join('\n'))).toEqual([]);
  expect(town.logged.join('\n')).not.toContain(PHONE);
});

test('the law’s erasure takes the words from everywhere; who, when and by which rule stays', async () => {
  const played = await filed(town, { words: '门口那户半夜吵闹，井盖也响', placeWords: '3栋门口' });
  await move(town, town.withLink(played.link), played.id, 'supplement', { words: '半夜吵闹又来了' });
  const texts = await rows<{ id: string; purpose: string }>(
    town,
    'select id, purpose from d_yunting.case_texts where case_id = $1',
    [played.id],
  );
  const erase = (who: 'shen' | 'zhou' | 'jinDispatcher' | 'lin', textId: string) =>
    town.as(who).post(`/cases/${played.id}/erasures`, { textId, rule: 'PIPL-47' });
  const idOf = (purpose: string) => texts.find((text) => text.purpose === purpose)?.id ?? '';
  expect((await erase('zhou', idOf('report'))).status).toBe(403);
  expect((await erase('jinDispatcher', idOf('report'))).status).toBe(404);
  expect((await erase('shen', newId())).status).toBe(404);
  expect((await erase('shen', idOf('report'))).status).toBe(200);
  expect((await erase('shen', idOf('supplement'))).status).toBe(200);
  expect((await erase('shen', idOf('supplement'))).status).toBe(200);

  const page = await town.as('lin').get(`/cases/${played.id}`);
  const trace = await town.withLink(played.link).get('/trace');
  expect(page.text + trace.text).not.toContain('半夜吵闹');
  expect(page.json.stations.map(({ verb }: { verb: string }) => verb)).toEqual(['report', 'file', 'supplement']);
  expect(page.json.summary).toBe('（按规定已删除）');
  const search = await town.as('lin').get(`/case-search?words=${encodeURIComponent('半夜吵闹')}`);
  expect(search.json.cases).toEqual([]);
  const left = await rows(
    town,
    'select erased_by_rule, words from d_yunting.case_texts where case_id = $1 and purpose in ($2, $3, $4)',
    [played.id, 'report', 'supplement', 'supplement.redacted'],
  );
  expect(left).toEqual(Array.from({ length: 3 }, () => ({ erased_by_rule: 'PIPL-47', words: '' })));
  expect(
    await rows(
      town,
      "select act from d_yunting.audit where act = 'text.erased' and actor_id = $1 and reason_code = 'PIPL-47'",
      [ground.people.shen.id],
    ),
  ).toHaveLength(3);
});

test('a permission held over another area opens, erases and sets nothing here', async () => {
  const played = await filed(town, { contact: { phone: PHONE } });
  const post = (role: Role, path: string) => ({ ...defaultGrant(role, path), gridId: null });
  // Reads the case here as a grid worker, and is lead, community officer and administrator elsewhere.
  const elsewhere = '/yunting/jt/rt/';
  const grants = [
    post('gridWorker', '/yunting/jg/cw/g03/'),
    post('gridLead', elsewhere),
    post('communityOfficer', elsewhere),
    post('districtAdmin', elsewhere),
  ];
  const actor: Actor = { ...ANONYMOUS, kind: 'account', accountId: ground.people.zhou.id, grants };
  const ctx = town.context(actor);
  const [text] = await rows<{ id: string }>(town, 'select id from d_yunting.case_texts where case_id = $1', [
    played.id,
  ]);
  const refused = { slug: 'permission-missing' };
  await expect(
    openReporter(ctx, played.id, { openingId: newId(), reportId: played.reportId, purpose: 'confirmFacts' }),
  ).rejects.toMatchObject(refused);
  await expect(eraseText(ctx, played.id, { textId: text?.id ?? '', rule: 'PIPL-47' })).rejects.toMatchObject(refused);
  const change = { value: 1, source: 'x', version: 0 };
  await expect((async () => changeCaseSetting(ctx, 'case.rateWithinDays', change))()).rejects.toMatchObject(refused);
});
