// The sheet of accounts through HTTP: the template, every wrong cell, all or nothing, the same sheet twice.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../app.ts';
import { CITY } from '#platform/database/database.ts';
import { readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import { SHEET_COLUMNS } from './rules-sheets.ts';

let town: Town;
const { people } = ground;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const G03 = '旧港街道/船坞新村/旧港第3网格';

beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

type Row = Partial<Record<(typeof SHEET_COLUMNS)[number]['key'], string>>;
const workbook = (rows: Row[]) => writeSheet({ name: '人员', columns: [...SHEET_COLUMNS], rows });

async function send(rows: Row[], { by = 'admin' as keyof typeof people, dryRun = false } = {}): Promise<Reply> {
  return town.as(by).upload(`/accounts/sheet?dryRun=${dryRun}`, await workbook(rows), TYPE);
}

const accountsNow = () =>
  town.database.transaction(CITY, ({ db }) =>
    db.selectFrom('accounts').select(['id', 'name', 'phone_cipher', 'phone_index']).execute(),
  );

test('people and their posts come from one sheet, and the same sheet again changes nothing', async () => {
  const rows: Row[] = [
    { name: '钱海涛', phone: '100 5551 7001', role: '网格员', place: G03, from: '2026-12-01', to: '2027-11-30' },
    { name: '钱海涛', phone: '10055517001', role: '社区工作者', place: '船坞新村', from: '2026年12月1日' },
    { name: '邓师傅', phone: '+86 10055517002', role: '单位承办人', place: '水务公司/水务抢修二班' },
    { name: '示例 周小禾', phone: 'x', role: 'x', place: 'x' },
  ];
  const counts = {
    people: { created: 2, updated: 0, unchanged: 0 },
    posts: { created: 3, updated: 0, unchanged: 0 },
    wrongCells: [],
  };
  const before = (await accountsNow()).length;
  expect((await send(rows, { dryRun: true })).json).toMatchObject({ isDryRun: true, ...counts });
  expect((await accountsNow()).length).toBe(before);
  expect((await send(rows)).json).toMatchObject({ isDryRun: false, ...counts });
  expect((await accountsNow()).length).toBe(before + 2);
  town.pass(24 * 60);
  expect((await send(rows)).json).toMatchObject({
    people: { created: 0, updated: 0, unchanged: 2 },
    posts: { created: 0, updated: 0, unchanged: 3 },
  });
  expect((await accountsNow()).length).toBe(before + 2);
  const { accounts } = (await town.as('admin').get('/accounts?limit=200')).json;
  const made = accounts.find(({ name }: { name: string }) => name === '钱海涛');
  expect(made).toMatchObject({ phone: '100****7001', hasPassword: false, isSuspended: false });
  expect(
    made.posts.map(({ role, from, to }: { role: string; from: string; to: string }) => [role, from, to]).sort(),
  ).toEqual([
    ['communityOfficer', '2026-12-01', null],
    ['gridWorker', '2026-12-01', '2027-11-30'],
  ]);
});

test('the same phone is the same person: a name is corrected, a post added, a period changed', async () => {
  const old = { name: '冯丽', phone: '10055517003', role: '网格员', place: G03 };
  expect((await send([old])).json.people.created).toBe(1);
  const reply = await send([
    { ...old, name: '冯莉', to: '2027-01-31' },
    { ...old, name: '冯莉', role: '回访员', place: '云汀区' },
  ]);
  expect(reply.json).toMatchObject({
    people: { created: 0, updated: 1, unchanged: 0 },
    posts: { created: 1, updated: 1, unchanged: 0 },
  });
});

test('every wrong cell is told by its address with what is allowed, and nothing is taken over', async () => {
  const rows: Row[] = [
    { name: '严松', phone: '10055517010', role: '网格员', place: G03 },
    { name: '', phone: '12345', role: '村长', place: G03, from: '2026-02-30', to: 'tomorrow' },
    { name: '严松', phone: '10055517011', role: '单位收件人', place: G03 },
    { name: '严柏', phone: '10055517012', role: '值班长', place: '云汀区' },
    { name: '严杨', phone: '10055517010', role: '网格员', place: '旧港第4网格', from: '2026-12-02', to: '2026-12-01' },
    { name: '严杨', phone: '10055517010', role: '网格员', place: '旧港第4网格' },
  ];
  const before = (await accountsNow()).length;
  const checked = await send(rows, { dryRun: true });
  expect(checked.status).toBe(200);
  expect(
    checked.json.wrongCells.map(({ cell, reason }: { cell: string; reason: string }) => `${cell} ${reason}`),
  ).toEqual([
    'A3 missing',
    'B3 not-a-mobile-number',
    'C3 unknown-role',
    'E3 not-a-day',
    'F3 not-a-day',
    'D4 unknown-place',
    'C5 beyond-own',
    'F6 before-start',
    'A7 other-name-above',
  ]);
  expect(checked.json.wrongCells[2].allowed).toContain('网格员');
  expect(checked.json.wrongCells[5].allowed).toContain('水务公司/水务抢修二班');
  expect(checked.text).not.toContain('12345');
  expect(checked.json).toMatchObject({ wrongCellCount: 9, people: { created: 0 } });
  const refused = await send(rows);
  expect(refused).toMatchObject({ status: 422, json: { type: '/problems/sheet-wrong', wrongCellCount: 9 } });
  expect((await accountsNow()).length).toBe(before);
});

test('the same post twice, and a name that two places share, are told', async () => {
  const row = { name: '严松', phone: '10055517013', role: '网格员', place: G03 };
  expect((await send([row, row])).json.wrongCells).toMatchObject([{ cell: 'D3', reason: 'repeated' }]);
  const mixed = await send(
    [
      { ...row, place: '水务公司' },
      { ...row, place: '3栋4栋微网格', role: '微网格员' },
    ],
    { dryRun: true },
  );
  expect(mixed.json.wrongCells).toMatchObject([{ cell: 'D2', reason: 'unknown-place' }]);
});

test('the security administrator gives by sheet what the system administrator cannot', async () => {
  const row = { name: '严柏', phone: '10055517014', role: '值班长', place: '云汀区' };
  expect((await send([row])).status).toBe(422);
  expect((await send([row], { by: 'security' })).json.posts.created).toBe(1);
  expect((await send([row], { by: 'lin' })).status).toBe(403);
});

test('the last administrator does not get a last day by sheet', async () => {
  const { name, phone } = people.admin;
  const reply = await send([{ name, phone, role: '系统管理员', place: '云汀区', to: '2026-12-31' }]);
  expect(reply).toMatchObject({ status: 409, json: { type: '/problems/last-administrator' } });
});

test('a person of the other district is found by the phone and keeps the name', async () => {
  const before = (await accountsNow()).length;
  const { phone, id } = people.otherDispatcher;
  expect((await send([{ name: '别名', phone, role: '回访员', place: '云汀区' }])).json.people).toEqual({
    created: 0,
    updated: 1,
    unchanged: 0,
  });
  const after = await accountsNow();
  expect(after.length).toBe(before);
  expect(after.find((account) => account.id === id)?.name).toBe('原岸');
});

test('a demo phone is no phone in a real district', async () => {
  const flip = (isDemo: boolean) =>
    town.database.asOwner((connection) =>
      connection.query("update shared.districts set is_demo = $1 where key = 'chengan'", [isDemo]),
    );
  await flip(false);
  const app = await createApp(town.platform);
  const reply = await app.server.inject({
    method: 'PUT',
    url: '/api/chengan/accounts/sheet?dryRun=true',
    headers: { authorization: `Bearer ${await realToken()}`, 'content-type': TYPE },
    payload: await workbook([{ name: '严松', phone: '10055517015', role: '社区工作者', place: '石桥' }]),
  });
  await flip(true);
  await app.server.close();
  expect(reply.json().wrongCells).toMatchObject([{ cell: 'B2', reason: 'not-a-mobile-number' }]);
});

/** Sessions of the town are demo ones, which a real district does not take: this one is made by password. */
async function realToken(): Promise<string> {
  await town.database.asOwner((connection) =>
    connection.query("update shared.sessions set way = 'password' where id = $1", [people.otherAdmin.sessionId]),
  );
  return tokenOf('otherAdmin');
}

test('the template has choices and a sample row, and comes back without a wrong cell', async () => {
  const reply = await town.app.server.inject({
    method: 'GET',
    url: '/api/yunting/accounts/sheet-template',
    headers: { authorization: `Bearer ${tokenOf('admin')}` },
  });
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, TYPE]);
  const choices: string[] = [];
  for await (const { cells } of readSheet(reply.rawPayload, { sheet: '选项' }))
    choices.push(...cells.map(({ text }) => text));
  expect(choices).toEqual(expect.arrayContaining(['网格员', '微网格员', G03, '云汀区', '水务公司/水务抢修二班']));
  expect(choices).not.toContain('值班长'); // which this administrator may not give
  const back = await town.as('admin').upload('/accounts/sheet?dryRun=true', reply.rawPayload, TYPE);
  expect(back.json).toMatchObject({ wrongCellCount: 0, people: { created: 0 } });
});

test('what is no workbook, or one without the headers, is refused with the reason', async () => {
  const upload = (content: Buffer, type = TYPE) => town.as('admin').upload('/accounts/sheet', content, type);
  expect(await upload(Buffer.from('姓名,手机号'))).toMatchObject({
    status: 422,
    json: { type: '/problems/sheet-unreadable', reason: 'not-a-sheet' },
  });
  expect((await upload(Buffer.alloc(0))).status).toBe(422);
  expect((await upload(Buffer.alloc(5 * 1024 * 1024))).status).toBe(413);
  expect((await upload(Buffer.from('a,b'), 'text/csv')).status).toBe(415);
  expect((await town.as('admin').put('/accounts/sheet', { rows: [] })).status).toBe(415);
  const other = await writeSheet({ name: 'x', columns: [{ key: 'a', title: '电话' }], rows: [{ a: '1' }] });
  expect((await upload(other)).json.reason).toBe('no-header');
  const half = await writeSheet({ name: 'x', columns: [{ key: 'a', title: '姓名' }], rows: [{ a: '严松' }] });
  expect((await upload(half)).json.wrongCells.map(({ column }: { column: string }) => column)).toEqual([
    '手机号',
    '岗位',
    '片区/单位',
  ]);
});

test('a sheet larger than one batch is taken over whole', async () => {
  const rows = Array.from({ length: 1_100 }, (_, at) => ({
    name: `严松${at}`,
    phone: `1005560${String(at).padStart(4, '0')}`,
    role: '网格员',
    place: G03,
  }));
  const before = (await accountsNow()).length;
  expect((await send(rows)).json).toMatchObject({ people: { created: 1_100 }, posts: { created: 1_100 } });
  expect((await accountsNow()).length).toBe(before + 1_100);
  expect((await send(rows)).json).toMatchObject({ people: { unchanged: 1_100 }, posts: { unchanged: 1_100 } });
}, 60_000);

test('phones lie in the database only encrypted', async () => {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query(
      `select table_schema, table_name from information_schema.tables
       where table_schema in ('shared', 'd_yunting', 'd_chengan') and table_type = 'BASE TABLE'`,
      [],
    ),
  );
  const tables = rows as { table_schema: string; table_name: string }[];
  expect(tables.map(({ table_name: name }) => name)).toEqual(
    expect.arrayContaining(['accounts', 'posts', 'audit', 'facts', 'attempts']),
  );
  const dump = await town.database.asOwner(async (connection) => {
    const texts: string[] = [];
    for (const { table_schema: schema, table_name: name } of tables) {
      const { rows: lines } = await connection.query(
        `select to_jsonb(t)::text as line from ${schema}.${name} as t`,
        [],
      );
      texts.push(...(lines as { line: string }[]).map(({ line }) => line));
    }
    return texts.join('\n');
  });
  expect(dump.length).toBeGreaterThan(100_000);
  const phones = [...Object.values(people).map(({ phone }) => phone), '10055517001', '10055601099'];
  expect(phones.filter((phone) => dump.includes(phone))).toEqual([]);
  expect(phones.filter((phone) => town.logged.join('').includes(phone))).toEqual([]);
});
