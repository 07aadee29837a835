// 事件: narrowed by every filter, in every order, counted honestly, and taken away as a workbook without secrets or reporters.

import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { readSheet } from '#platform/sheet-reader.ts';

import { move, report } from '../../../../test/play.ts';
import { ground, openTown, tokenOf } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import type { PersonName } from '../../../../test/town-ground.ts';
import { closed, dispatched, fedBack, filed, mistakes, property, road, rows, signed } from '../played-for-tests.ts';
import { LOOKED_AT } from './store-case-list.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const street = ground.areas['/yunting/jg/']!.id;
const community = ground.areas['/yunting/jg/cw/']!.id;
const otherStreet = ground.areas['/yunting/jt/']!.id;

interface List {
  cases: { id: string; number: string; reportedAt: string; dueAt: string | null }[];
  next: string | null;
  seenTo: string | null;
}
const list = async (who: PersonName, query: string): Promise<List> => {
  const reply = await town.as(who).get(`/cases?streetId=${street}${query}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
};
const idsOf = async (who: PersonName, query: string) => (await list(who, query)).cases.map(({ id }) => id);
const countOf = async (who: PersonName, query: string) =>
  (await town.as(who).get(`/case-count?streetId=${street}${query}`)).json;

async function sheetOf(
  who: PersonName,
  query: string,
): Promise<{ status: number; cells: string[][]; notes: string[] }> {
  const answer = await town.app.server.inject({
    method: 'GET',
    url: `/api/yunting/case-sheet?${query}`,
    headers: { authorization: `Bearer ${tokenOf(who)}` },
  });
  if (answer.statusCode !== 200) return { status: answer.statusCode, cells: [], notes: [] };
  const read = async (sheet: string) => {
    const found: string[][] = [];
    for await (const { cells } of readSheet(Readable.from([answer.rawPayload]), { sheet, maxRows: 200_000 }))
      found.push(cells.map(({ text }) => text));
    return found;
  };
  return { status: 200, cells: await read('事件'), notes: (await read('说明')).flat() };
}

test('each filter keeps what it names and leaves out what it does not', async () => {
  const lamp = await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
  town.pass(1);
  const cover = await dispatched(town, road.id);
  town.pass(1);
  const told = await town.as('shen').post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '想问问老年食堂几点开门',
    kind: 'enquiry',
    channel: 'phone',
    isForOther: true,
    place: { ...ground.pointInG03, crs: 'CGCS2000' },
  });
  town.pass(1);
  const urgent = await report(town.stranger(), { words: '楼道里漏气了' });
  const all = [lamp.id, cover.id, told.json.id, urgent.id];
  const kept = async (query: string) => {
    const found = await idsOf('lin', query);
    return all.filter((id) => found.includes(id));
  };
  expect(await kept('')).toEqual(all);
  expect(await kept('&kind=enquiry')).toEqual([told.json.id]);
  expect(await kept('&classCode=stairLamp')).toEqual([lamp.id]);
  expect(await kept('&channel=phone')).toEqual([told.json.id]);
  expect(await kept('&channel=scan')).toEqual([lamp.id, cover.id, urgent.id]);
  expect(await kept('&channel=gridWorker')).toEqual([]);
  expect(await kept('&level=street')).toEqual([cover.id]);
  expect(await kept(`&organisationId=${road.id}`)).toEqual([cover.id]);
  expect(await kept(`&organisationId=${property.id}`)).toEqual([]);
  expect(await kept('&urgent=true')).toEqual([urgent.id]);
  expect(await kept('&status=filed')).toEqual([lamp.id]);
  expect(await kept('&status=open')).toEqual(all);
  expect(await kept('&status=filed&classCode=manholeCover')).toEqual([]);
});

test('an organisation that gave the order back has it no more', async () => {
  const { id, orderId } = await dispatched(town, road.id);
  await move(town, 'roadReceiver', id, 'sendBack', {
    workOrderId: orderId,
    sendBackReason: 'informationMissing',
    words: '哪一个井盖',
  });
  expect(await idsOf('lin', `&organisationId=${road.id}`)).toContain(id);
  await move(town, 'streetChief', id, 'approveSendBack', { workOrderId: orderId });
  expect(await idsOf('lin', `&organisationId=${road.id}`)).not.toContain(id);
});

test('days are the district’s own: a voice of one minute past midnight belongs to the new day', async () => {
  town.setClock('2026-12-01T16:01:00.000Z');
  const late = await report(town.stranger());
  expect(await idsOf('lin', '&from=2026-12-02&to=2026-12-02')).toEqual([late.id]);
  expect(await idsOf('lin', '&to=2026-12-01')).not.toContain(late.id);
  expect(await countOf('lin', '&from=2026-12-02')).toEqual({ count: 1, isMore: false });
  expect((await town.as('lin').get(`/cases?streetId=${street}&from=yesterday`)).status).toBe(422);
});

test('newest, oldest and by time left: each page goes on where the last one ended, filtered or not', async () => {
  await signed(town);
  town.pass(30);
  await signed(town);
  for (const query of ['', '&order=oldest', '&order=due', '&order=oldest&level=street', '&order=due&level=street']) {
    const whole = await list('lin', `${query}&limit=100`);
    const paged: string[] = [];
    let after = '';
    for (let pages = 0; pages < 40; pages += 1) {
      const page = await list('lin', `${query}&limit=2${after}`);
      paged.push(...page.cases.map(({ id }) => id));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(paged, query).toEqual(whole.cases.map(({ id }) => id));
    const times = whole.cases.map(({ reportedAt, dueAt }) => (query.includes('due') ? (dueAt ?? '') : reportedAt));
    expect(times, query).toEqual(query === '' ? times.toSorted().reverse() : times.toSorted());
  }
  const byDue = await list('lin', '&order=due&limit=100');
  expect(byDue.cases.length).toBeGreaterThan(1);
  expect(byDue.cases.filter(({ dueAt }) => dueAt === null)).toEqual([]);
});

test('a page names who leads the work, how it came in and in which grid it lies', async () => {
  const { id } = await dispatched(town, road.id);
  const found = (await list('lin', '')).cases.find((each) => each.id === id);
  expect(found).toMatchObject({
    organisationName: road.name,
    channel: 'scan',
    gridName: ground.grids['/yunting/jg/cw/g03/']?.name,
  });
});

test('who sees a row only because she was asked to verify it is not told beside it who works on it', async () => {
  const { id } = await fedBack(town);
  await move(town, 'lin', id, 'sendToVerify', { verifierAccountId: ground.people.he.id });
  const named = async (who: PersonName) => (await list(who, '')).cases.find((each) => each.id === id);
  expect(await named('lin')).toMatchObject({ organisationName: road.name, channel: 'scan' });
  expect(await named('he')).toMatchObject({ organisationName: null, channel: null });
});

test('a filter that hits seldom stops after a bounded read, says where, and goes on from there', async () => {
  await rows(
    town,
    `insert into d_yunting.cases (id, number, kind, secrecy, is_urgent, summary, status, held_level, path, street_id, community_id,
       reported_at)
     select gen_random_uuid(), '23010' || (10000 + n), case when n = $1 then 'praise' else 'problem' end, 'open', false, '路灯不亮',
       'closed', 'street', path, street_id, community_id, '2026-10-01T00:00:00Z'::timestamptz - n * interval '1 second'
     from d_yunting.grids, generate_series(1, $1) as n where path = '/yunting/jt/rt/g01/' and valid_to is null`,
    [LOOKED_AT + 500],
  );
  const of = async (query: string) =>
    (await town.as('jinDispatcher').get(`/cases?streetId=${otherStreet}${query}`)).json;
  const first = await of('&kind=praise');
  expect(first.cases).toEqual([]);
  expect(first.seenTo).not.toBeNull();
  const second = await of(`&kind=praise&after=${first.next}`);
  expect(second.cases).toHaveLength(1);
  expect(second).toMatchObject({ next: null, seenTo: null });
  const count = async (query: string) =>
    (await town.as('jinDispatcher').get(`/case-count?streetId=${otherStreet}${query}`)).json;
  expect(await count('&kind=praise')).toEqual({ count: 0, isMore: true });
  expect(await count('')).toEqual({ count: 1000, isMore: true });
  expect(await count('&kind=problem')).toEqual({ count: 1000, isMore: true });
});

test('counted is what the filter has, and nothing of another street', async () => {
  const before = await countOf('lin', `&communityId=${community}&classCode=stairLamp`);
  await filed(town, { words: '楼道灯不亮' }, 'stairLamp');
  const { count } = await countOf('lin', '&classCode=stairLamp');
  expect(count).toBe((await idsOf('lin', '&classCode=stairLamp&limit=100')).length);
  expect(count).toBeGreaterThanOrEqual(before.count);
  expect((await town.as('jinDispatcher').get(`/case-count?streetId=${street}`)).json).toEqual({
    count: 0,
    isMore: false,
  });
  expect((await town.as('lin').get('/case-count')).status).toBe(422);
});

test('the workbook has the rows of the filter and no more, nothing of a reporter, and says what it leaves out', async () => {
  const words = '=HYPERLINK("http://x") 我叫温如玉，电话10055556666，楼道灯不亮';
  const told = await town.as('shen').post('/cases', {
    id: newId(),
    reportId: newId(),
    words,
    channel: 'visit',
    isForOther: true,
    place: { ...ground.pointInG03, crs: 'CGCS2000' },
    contact: { name: '温如玉', phone: '10055556666' },
  });
  const { cells, notes } = await sheetOf('lin', `streetId=${street}&channel=visit`);
  expect(cells[0]?.slice(0, 3)).toEqual(['编号', '事由', '地点']);
  const found = cells.slice(1).map(([number]) => number?.replaceAll(' ', ''));
  expect(found).toEqual((await list('lin', '&channel=visit&limit=100')).cases.map(({ number }) => number));
  expect(found).toContain(told.json.number);
  expect(JSON.stringify(cells)).not.toMatch(/温如玉|10055556666/);
  expect(notes).toEqual(expect.arrayContaining(['保密和限制的事件不导出。']));
});

test('secret matters are in no workbook, not even of those who may see them, by filter or by number', async () => {
  const { id, number } = await closed(town);
  await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [id]);
  expect(await idsOf('streetChief', '')).toContain(id);
  const grouped = `${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`;
  expect((await sheetOf('streetChief', `streetId=${street}`)).cells.map(([each]) => each)).not.toContain(grouped);
  expect((await sheetOf('streetChief', `numbers=${number}`)).cells).toHaveLength(1);
});

test('chosen rows are taken by their numbers, as far as they are seen', async () => {
  const [one, other] = [await filed(town), await filed(town)];
  const { cells } = await sheetOf('lin', `numbers=${one.number},${other.number}`);
  expect(
    cells
      .slice(1)
      .map(([number]) => number?.replaceAll(' ', ''))
      .toSorted(),
  ).toEqual([one.number, other.number].toSorted());
  expect((await sheetOf('jinDispatcher', `numbers=${one.number}`)).cells).toHaveLength(1);
  expect((await sheetOf('lin', 'numbers=12')).status).toBe(422);
  expect((await sheetOf('roadReceiver', `streetId=${street}`)).status).toBe(403);
});

test('who took what away stands in the audit trail before the first row, and how much it was after the last', async () => {
  await rows(town, "delete from d_yunting.audit where subject_kind = 'export'");
  const { cells } = await sheetOf('lin', `streetId=${street}&kind=problem`);
  const lines = await rows<{ act: string; actor_id: string; codes: Record<string, unknown> }>(
    town,
    "select act, actor_id, codes from d_yunting.audit where subject_kind = 'export' order by id",
  );
  expect(lines).toMatchObject([
    { act: 'case.exported', actor_id: ground.people.lin.id, codes: { streetId: street, kind: 'problem' } },
    { act: 'case.exportDone', actor_id: ground.people.lin.id, codes: { rows: cells.length - 1 } },
  ]);
});
