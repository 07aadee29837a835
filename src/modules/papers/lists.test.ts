// Daily and monthly lists: figures counted from what happened in the town, alike in all four forms, for who may see them.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';
import { groupCaseNumber } from '#shared/case-number.ts';

import { move, report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { filed, signed } from '../cases/played-for-tests.ts';
import type { WithOrder } from '../cases/played-for-tests.ts';
import { OF_THE_REPORTER, REPORTER, cellsOf, docxText, fileOf } from './ground-for-tests.ts';
import { readPdf } from './pdf-for-tests.ts';

const street = ground.areas['/yunting/jg/']!.id;
const otherStreet = ground.areas['/yunting/jt/']!.id;
const community = ground.areas['/yunting/jg/cw/']!.id;
const g03 = ground.grids['/yunting/jg/cw/g03/']!.id;

/** Thursday the 19th; what is looked at is the whole day, so far. */
const DAY = '2026-11-19';

let town: Town;
let late: WithOrder;
let waiting: string;
let secret: string;
beforeAll(async () => {
  town = await openTown();
  // The day before: reported, filed today, sent back once, and closed today.
  town.setClock('2026-11-18T02:00:00.000Z');
  const old = await report(town.stranger(), { ...REPORTER });
  const spare = await report(town.stranger(), { words: '这不归我们管' });
  town.setClock('2026-11-19T01:14:00.000Z');
  await move(town, 'lin', old.id, 'file', { classCode: 'manholeCover' });
  const first = newId();
  await move(town, 'lin', old.id, 'dispatch', {
    organisationId: ground.organisation('road').id,
    newWorkOrderId: first,
  });
  await move(town, 'roadReceiver', old.id, 'sendBack', {
    workOrderId: first,
    sendBackReason: 'informationMissing',
    words: '位置不清',
  });
  await move(town, 'streetChief', old.id, 'approveSendBack', { workOrderId: first });
  await move(town, 'lin', spare.id, 'reject', { referral: 'court', words: '请找法院' });

  const closed = await report(town.stranger(), { words: '单元门口有垃圾', kind: 'problem' });
  await move(town, 'zhou', closed.id, 'resolveOnSpot', {
    evidence: ['writtenNote'],
    classCode: 'litter',
    words: '清了',
  });
  const rated = await report(town.stranger(), { words: '楼道灯不亮' });
  await move(town, 'zhou', rated.id, 'resolveOnSpot', {
    evidence: ['writtenNote'],
    classCode: 'stairLamp',
    words: '换了',
  });
  await move(town, town.withLink(rated.link), rated.id, 'evaluate', { isSolved: true, manner: 'good' });

  // Over its two hours before the day is over.
  late = await lateOrder();
  waiting = (await filed(town, REPORTER)).number;
  secret = (await report(town.stranger(), { words: '某店油烟直排', wantsSecrecy: true })).number;
  // What a clerk typed in since.
  await town.database.asOwner((connection) =>
    connection.query('update d_yunting.cases set summary = $1, place_words = $2 where number = any ($3)', [
      '路面塌了，来电人 10012345678',
      '3栋2单元501门口',
      [late.number, waiting],
    ]),
  );
  // In the other street: counted there alone.
  await report(town.stranger(), { place: { ...ground.pointInRongting, crs: 'CGCS2000' } });
  town.setClock('2026-11-19T09:00:00.000Z');
}, 120_000);
afterAll(() => town.close());

async function lateOrder(): Promise<WithOrder> {
  const played = await report(town.stranger(), { ...REPORTER, words: '水管爆了，我叫汪小雨' });
  const orderId = newId();
  await move(town, 'zhou', played.id, 'dispatchDirect', {
    organisationId: ground.organisation('waterCrew2').id,
    newWorkOrderId: orderId,
    classCode: 'pipeBurst',
  });
  return { ...played, orderId };
}

const list = (who: Parameters<Town['as']>[0], query = `areaId=${street}`, kind = 'daily', on = DAY) =>
  town.as(who).get(`/papers/lists/${kind}?${query}&on=${on}`);
const textOf = (json: any): string => JSON.stringify(json.blocks);

const FIGURES = {
  received: 5,
  filed: 3,
  refused: 1,
  closed: 2,
  overdue: 1,
  returned: 1,
  answered: 1,
  solved: 1,
  unrated: 1,
};

describe('the figures', () => {
  test('count what happened on the day, whenever it was reported', async () => {
    const { status, json, text } = await list('lin');
    expect(status, text).toBe(200);
    expect(json.title).toBe('旧港街道网格事件日报');
    expect(json.figures).toEqual(FIGURES);
  });

  test('of the day before count only what happened then', async () => {
    const { json } = await list('lin', `areaId=${street}`, 'daily', '2026-11-18');
    expect(json.figures).toEqual({ ...zeroes(), received: 2 });
  });

  test('of the month are those of its days together', async () => {
    const { json } = await list('lin', `areaId=${street}`, 'monthly', '2026-11');
    expect(json.title).toBe('旧港街道网格事件月报');
    expect(json.figures).toEqual({ ...FIGURES, received: 7 });
  });

  test('of the community and of its grid are those of the street, for all happened there', async () => {
    expect((await list('luo', `areaId=${community}`)).json.figures).toEqual(FIGURES);
    const { received } = (await list('luo', `gridId=${g03}`)).json.figures;
    expect(received).toBe(5);
  });

  test('of the district hold those of both streets', async () => {
    const district = ground.areas['/yunting/']!.id;
    const { json } = await list('guo', `areaId=${district}`);
    expect(json.figures).toEqual({ ...FIGURES, received: 6 });
    const table = json.blocks.find(({ kind }: { kind: string }) => kind === 'table');
    expect(table.rows.map(([name, received]: string[]) => [name, received])).toEqual([
      ['旧港街道', '5'],
      ['锦汀街道', '1'],
      ['合计', '6'],
    ]);
  });

  test('the last period that has ended is taken when none is named', async () => {
    expect((await town.as('lin').get(`/papers/lists/daily?areaId=${street}`)).json.on).toBe('2026-11-18');
    expect((await town.as('lin').get(`/papers/lists/monthly?areaId=${street}`)).json.on).toBe('2026-10');
  });

  test('a period that has not begun, and what is no day or month, are refused', async () => {
    for (const [kind, on] of [
      ['daily', '2026-11-20'],
      ['monthly', '2026-12'],
      ['daily', '2026-11'],
      ['daily', '2026-02-30'],
      ['monthly', '2026-13'],
    ])
      // prettier-ignore
      expect((await list('lin', `areaId=${street}`, kind, on)).json.errors, on).toMatchObject([{ pointer: '/on' }]);
  });

  test('an order that was answered in time, however long its verification takes, is not overdue', async () => {
    const { id, orderId } = await signed(town);
    await move(town, 'roadReceiver', id, 'feedback', {
      workOrderId: orderId,
      evidence: ['writtenNote'],
      words: '好了',
    });
    const before = town.now();
    town.setClock('2026-11-25T09:00:00.000Z');
    const { json } = await list('lin', `areaId=${street}`, 'daily', '2026-11-23');
    expect(json.figures.overdue).toBe(0);
    town.setClock(before);
  });
});

describe('all four forms say the same', () => {
  test('the page in words, the Word document in its fonts, PDF with its page number', async () => {
    const { json } = await list('lin');
    const sentence = '本期受理 6 件，立案 4 件，不予受理 1 件。';
    expect(textOf(json)).toContain(sentence);

    const word = await fileOf(town.app, 'lin', `/papers/lists/daily/docx?areaId=${street}&on=${DAY}`);
    expect(word.status).toBe(200);
    expect(word.disposition).toContain(encodeURIComponent('旧港街道网格事件日报 2026-11-19'));
    const said = await docxText(word.bytes);
    const blocks = json.blocks.flatMap((block: any) =>
      block.text === undefined ? (block.rows?.flat() ?? block.lines) : [block.text],
    );
    expect(blocks.length).toBeGreaterThan(40);
    expect(blocks.filter((text: string) => !said.includes(text))).toEqual([]);

    const pdf = await fileOf(town.app, 'lin', `/papers/lists/daily/pdf?areaId=${street}&on=${DAY}`);
    const pages = readPdf(pdf.bytes);
    expect(pages.map(({ width, height }) => [width, height].map(Math.round))).toEqual(pages.map(() => [210, 297]));
    expect(pages.map(({ text }, at) => text.includes(`— ${at + 1} —`))).toEqual(pages.map(() => true));
    const drawn = pages.map(({ text }) => text).join('').replaceAll(/\s/g, ''); // prettier-ignore
    expect(blocks.filter((text: string) => !drawn.includes(text.replaceAll(/\s/g, '')))).toEqual([]);
  });

  test('Word has the fonts, the margins and the page number of official papers', async () => {
    const { bytes } = await fileOf(town.app, 'lin', `/papers/lists/daily/docx?areaId=${street}&on=${DAY}`);
    const xml = await xmlOf(bytes);
    for (const font of ['仿宋', '黑体', '楷体', '宋体']) expect(xml).toContain(`w:eastAsia="${font}"`);
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906"[^>]*w:h="16838"|<w:pgSz [^>]*w:h="16838"[^>]*w:w="11906"/);
    expect(xml).toContain('PAGE');
    expect(xml).toContain('演示数据');
  });

  test('the workbook holds the figures, and its rows add up to them', async () => {
    const { json } = await list('lin');
    const { bytes } = await fileOf(town.app, 'lin', `/papers/lists/daily/xlsx?areaId=${street}&on=${DAY}`);
    const figures = await cellsOf(bytes, '数字');
    expect(figures[0]).toEqual(['社区', '受理', '立案', '不予受理', '结案', '超期', '退回', '已评价', '评价为解决', '未评价']); // prettier-ignore
    expect(figures.at(-1)).toEqual(['合计', ...Object.values(json.figures).map(String)]);

    const [head, ...rows] = await cellsOf(bytes, '事件');
    const sums = figures[0]!.slice(1).map((title) => {
      const column = head!.indexOf(title);
      return rows.reduce((sum, row) => sum + Number(row[column]), 0);
    });
    expect(sums).toEqual(Object.values(json.figures));
    expect((await cellsOf(bytes, '说明')).flat().join('')).toContain('立案：首次立案或直派在本期内的事件');
  });
});

describe('what is listed', () => {
  test('overdue with the organisation and its limit, waiting with its stage; no person is named', async () => {
    const text = textOf((await list('lin')).json);
    expect(text).toContain(groupCaseNumber(late.number));
    expect(text).toContain('水务抢修二班');
    expect(text).toContain(groupCaseNumber(waiting));
    expect(text).toContain('待派遣');
    for (const { name } of Object.values(ground.people)) expect(text).not.toContain(name);
  });

  test('of a secret matter that it is one and nothing more, and not even that for who may not see it', async () => {
    const dispatcher = textOf((await list('lin')).json);
    expect(dispatcher).toContain(groupCaseNumber(secret));
    expect(dispatcher).toContain('保密事项');
    expect(dispatcher).not.toContain('油烟');
    expect(dispatcher).toContain('数字含保密事项');
    const officer = (await list('shen', `areaId=${community}`)).json;
    expect(textOf(officer)).not.toContain(groupCaseNumber(secret));
    expect(textOf(officer)).toContain('不含保密和限制事项');
    expect(officer.figures.received).toBe((await list('lin')).json.figures.received - 1);
  });

  test('nothing of a reporter stands in any form', async () => {
    const { text } = await list('lin');
    const forms = await Promise.all(
      (['docx', 'pdf', 'xlsx'] as const).map((form) =>
        fileOf(town.app, 'lin', `/papers/lists/daily/${form}?areaId=${street}&on=${DAY}`),
      ),
    );
    const [docx, pdf, xlsx] = forms.map(({ bytes }) => bytes);
    const sheets = await Promise.all(['数字', '类别', '超期未办结', '等待办理', '事件', '说明'].map((name) => cellsOf(xlsx!, name))); // prettier-ignore
    const told = [
      text,
      await docxText(docx!),
      readPdf(pdf!).map((page) => page.text).join(''), // prettier-ignore
      JSON.stringify(sheets),
    ];
    expect(told.map((words) => words.length > 200)).toEqual([true, true, true, true]);
    expect(told.filter((words) => OF_THE_REPORTER.test(words.replaceAll('\n', '')))).toEqual([]);
  });
});

describe('who may', () => {
  test('nobody reads the list of an area that is not the own', async () => {
    expect((await town.stranger().get(`/papers/lists/daily?areaId=${street}`)).status).toBe(401);
    expect((await list('lin', `areaId=${otherStreet}`)).status).toBe(403);
    expect((await list('zhou', `areaId=${community}`)).status).toBe(403);
    expect((await list('zhou', `gridId=${g03}`)).status).toBe(200);
    expect((await list('wu', `gridId=${g03}`)).status).toBe(403);
    expect((await town.as('otherAdmin', town.otherDistrict).get(`/papers/lists/daily?areaId=${street}`)).status).toBe(404); // prettier-ignore
  });

  test('who sees cases of a grid but no figures there gets none, whatever is held elsewhere', async () => {
    const g04 = ground.grids['/yunting/jg/cw/g04/']!.id;
    const post = { id: newId(), role: 'microGridMember', gridId: g04 };
    expect((await town.as('admin').post(`/accounts/${ground.people.zhou.id}/posts`, post)).status).toBe(201);
    expect((await town.as('zhou').get(`/cases?gridId=${g04}`)).status).toBe(200);
    expect((await list('zhou', `gridId=${g04}`)).json).toMatchObject({ permission: 'figure.read' });
    await town.as('admin').delete(`/posts/${post.id}`);
  });

  test('who sees figures but no cases gets none: the figures open down to their rows', async () => {
    expect((await list('admin')).json).toMatchObject({ type: '/problems/permission-missing', permission: 'case.read' });
  });
});

function zeroes(): Record<keyof typeof FIGURES, number> {
  return Object.fromEntries(Object.keys(FIGURES).map((key) => [key, 0])) as Record<keyof typeof FIGURES, number>;
}

async function xmlOf(bytes: Buffer): Promise<string> {
  const { readZipEntries } = await import('#platform/zip-entries.ts');
  const { text } = await import('node:stream/consumers');
  const entries = readZipEntries(bytes, { bytesLeft: 50_000_000 });
  const parts = [...entries.values()].filter(({ name }) => name.endsWith('.xml')).map(({ read }) => text(read()));
  return (await Promise.all(parts)).join('');
}
