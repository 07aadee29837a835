// The duty lists as a workbook through HTTP: out and in again, every wrong cell, all or none, who may.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';
import { newId } from '#shared/ids.ts';

import { createApp } from '../../app.ts';
import { openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { road } from '../cases/played-for-tests.ts';
import { DUTY_COLUMNS, DUTY_WORDS } from './duty-columns.ts';
import type { DutyKey } from './duty-columns.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Row = Partial<Record<DutyKey, string>>;
const cover = (extra: Row = {}): Row => ({
  list: DUTY_WORDS.list.street,
  sort: DUTY_WORDS.sort.takenBack,
  where: '旧港街道',
  who: '市政养护所',
  class: 'manholeCover',
  name: '井盖养护',
  clause: '履职事项清单·上收第 3 项',
  source: '区委编办清单',
  ...extra,
});
const workbook = (rows: Row[]) => writeSheet({ name: '履职清单', columns: [...DUTY_COLUMNS], rows });
const send = async (rows: Row[], { dryRun = false, by = 'admin' as PersonName } = {}) =>
  town.as(by).upload(`/duty-sheet?dryRun=${dryRun}`, await workbook(rows), TYPE);
const items = async () => (await town.as('lin').get('/duty-items')).json.items;

async function download(path: string, by: PersonName = 'admin', body?: Buffer) {
  const app = await createApp(town.platform);
  const { rawPayload, statusCode } = await app.server.inject({
    method: body === undefined ? 'GET' : 'PUT',
    url: `/api/yunting${path}`,
    headers: { authorization: `Bearer ${tokenOf(by)}`, ...(body === undefined ? {} : { 'content-type': TYPE }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  const rows: string[][] = [];
  if (statusCode === 200) for await (const { cells } of readSheet(rawPayload)) rows.push(cells.map(({ text }) => text));
  await app.server.close();
  return { statusCode, rawPayload, rows };
}

test('checked first, then taken over; what goes out comes in again and changes nothing; a changed row changes its item', async () => {
  const asset = cover({
    list: DUTY_WORDS.list.asset,
    sort: '',
    where: '旧港街道/船坞新村',
    class: '',
    clause: '权属台账 01',
  });
  const checked = await send([cover(), asset], { dryRun: true });
  expect(checked.json).toMatchObject({ isDryRun: true, created: ['井盖养护', '井盖养护'], wrongCellCount: 0 });
  expect(await items()).toEqual([]);
  expect((await send([cover(), asset])).json).toMatchObject({ isDryRun: false, created: ['井盖养护', '井盖养护'] });
  expect(await items()).toMatchObject([
    { list: 'asset', sort: null, path: '/yunting/jg/cw/', classCode: null, version: 1 },
    { list: 'street', sort: 'takenBack', path: '/yunting/jg/', organisationId: road.id, classCode: 'manholeCover' },
  ]);
  expect((await send([cover(), asset])).json).toMatchObject({ created: [], updated: [], unchanged: 2 });
  const { rawPayload, rows } = await download('/duty-sheet');
  expect(rows[0]).toEqual(DUTY_COLUMNS.map(({ title }) => title));
  const again = await town.as('admin').upload('/duty-sheet?dryRun=false', rawPayload, TYPE);
  expect(again.json).toMatchObject({ created: [], updated: [], unchanged: 2, wrongCellCount: 0 });
  const [, street] = await items();
  expect((await send([cover({ id: street.id, name: '井盖巡查和养护' })])).json).toMatchObject({
    updated: ['井盖巡查和养护'],
  });
  expect((await items())[1]).toMatchObject({ id: street.id, name: '井盖巡查和养护', version: 2 });
});

test('one wrong cell and nothing is taken over: every one is named with its reason, and the file comes back marked', async () => {
  const before = await items();
  const rows = [
    cover({ name: '新的一项' }),
    cover({ list: '别的清单', where: '火星', who: '没有这家', class: '没有这类', name: '', clause: '短', source: '' }),
    cover({ where: '旧港街道/船坞新村', sort: '', name: '社区里的' }),
    cover({ list: DUTY_WORDS.list.department, name: '部门的' }),
    cover({ id: newId(), name: '编号不对' }),
    cover({ name: '新的一项' }),
  ];
  const refused = await send(rows);
  expect(refused).toMatchObject({ status: 422, json: { type: '/problems/sheet-wrong' } });
  const said = refused.json.wrongCells.map(({ cell, reason }: { cell: string; reason: string }) => `${cell} ${reason}`);
  expect(said).toEqual([
    'B3 not-one-of',
    'D3 unknown-place',
    'E3 unknown-organisation',
    'F3 unknown-class',
    'G3 missing',
    'H3 too-short',
    'I3 missing',
    'C4 missing',
    'D4 not-a-street',
    'C5 only-of-street',
    'A6 unknown-item',
    'G7 repeated-item',
  ]);
  expect(await items()).toEqual(before);
  const { rows: marked } = await download('/duty-sheet/marked', 'admin', await workbook(rows));
  expect(marked[0]?.[0]).toBe('哪里不对');
  expect(marked[2]?.[0]).toContain(
    '在哪里：本区没有这个地方，从下拉框里选；责任单位：没有这个单位，或已停用，从下拉框里选',
  );
});

test('the template has a sample that is never taken over; a sheet that lacks a column, or is none, says so', async () => {
  const template = await download('/duty-sheet/template');
  expect(template.rows[1]?.join()).toContain('示例');
  const taken = await town.as('admin').upload('/duty-sheet?dryRun=false', template.rawPayload, TYPE);
  expect(taken.json).toMatchObject({ created: [], updated: [], unchanged: 0, wrongCellCount: 0 });
  const without = await writeSheet({ name: '履职清单', columns: DUTY_COLUMNS.filter(({ key }) => key !== 'clause'), rows: [cover()] }); // prettier-ignore
  const lacks = await town.as('admin').upload('/duty-sheet?dryRun=true', without, TYPE);
  expect(lacks.json.wrongCells).toMatchObject([{ column: '依据条款', reason: 'missing-column' }]);
  expect((await town.as('admin').upload('/duty-sheet?dryRun=true', Buffer.from('x'), TYPE)).json).toMatchObject({ type: '/problems/sheet-unreadable' }); // prettier-ignore
});

test('two sheets with the same new item at once: it is made once', async () => {
  const row = cover({ name: '一起来的', sort: DUTY_WORDS.sort.basic });
  const both = await Promise.all([send([row]), send([row])]);
  expect(both.map(({ json }) => json.created.length).sort()).toEqual([0, 1]);
  expect((await items()).filter(({ name }: { name: string }) => name === '一起来的').length).toBe(1);
});

test('only who keeps the catalogue takes the lists out or puts them in', async () => {
  expect((await send([cover()], { by: 'guo' })).status).toBe(403);
  for (const path of ['/duty-sheet', '/duty-sheet/template'])
    expect((await download(path, 'lin')).statusCode, path).toBe(403);
  expect((await download('/duty-sheet/marked', 'lin', await workbook([cover()]))).statusCode).toBe(403);
});
