// The catalogue as a workbook and the shipped ones through HTTP: out and in again, every wrong cell, all or none, who may.

import { Buffer } from 'node:buffer';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';

import { createApp } from '../../app.ts';
import { openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { SAMPLE_ROW, SHEET_COLUMNS } from './sheet-columns.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Row = Partial<typeof SAMPLE_ROW>;

const workbook = (rows: Row[]) => writeSheet({ name: '目录', columns: [...SHEET_COLUMNS], rows });
const send = async (content: Buffer, { dryRun = false, by = 'admin' as PersonName } = {}) =>
  town.as(by).upload(`/catalogue-sheet?dryRun=${dryRun}`, content, TYPE);
const kerb = (extra: Row = {}): Row => ({ ...SAMPLE_ROW, code: 'kerb', name: '路沿石破损', ...extra });
const codes = async () =>
  (await town.as('zhou').get('/catalogue?all=yes')).json.classes.map(({ code }: { code: string }) => code);

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

test('what goes out comes in again and changes nothing', async () => {
  const { rawPayload, rows } = await download('/catalogue-sheet');
  expect(rows[0]).toEqual(SHEET_COLUMNS.map(({ title }) => title));
  expect(rows.length).toBe((await codes()).length + 1);
  const again = await send(rawPayload);
  expect(again.json).toMatchObject({ created: [], updated: [], unchanged: rows.length - 1, wrongCellCount: 0 });
});

test('a right row is checked first and then taken over with its stages; the same again changes nothing', async () => {
  const content = await workbook([kerb({ from: '' }), { ...SAMPLE_ROW }]);
  expect((await send(content, { dryRun: true })).json).toMatchObject({ isDryRun: true, created: ['kerb'] });
  expect(await codes()).not.toContain('kerb');
  expect((await send(content)).json).toMatchObject({ isDryRun: false, created: ['kerb'], updated: [], unchanged: 0 });
  expect((await town.as('zhou').get('/catalogue/kerb')).json).toMatchObject({
    validFrom: '2026-11-19',
    limit: { amount: 4, unit: 'workHour' },
    stages: [{ name: '停止' }, { name: '处罚', limit: { amount: 7, unit: 'workDay' } }, { name: '拆除' }],
  });
  expect((await send(content)).json).toMatchObject({ created: [], updated: [], unchanged: 1 });
  expect((await send(await workbook([kerb({ from: '', closing: '修好了' })]))).json.updated).toEqual(['kerb']);
  expect((await town.as('zhou').get('/catalogue/kerb')).json).toMatchObject({ version: 2, closingCondition: '修好了' });
});

test('one wrong cell and nothing is taken over; the file comes back with what is wrong in each row', async () => {
  const content = await workbook([kerb({ code: 'fine', from: '' }), kerb({ code: 'bad', limit: '-4工作时', stages: '', evidence: '照片' })]); // prettier-ignore
  const refused = await send(content);
  expect(refused).toMatchObject({ status: 422, json: { type: '/problems/sheet-wrong', wrongCellCount: 2 } });
  expect(refused.json.wrongCells).toMatchObject([
    { cell: 'I3', column: '处置时限', reason: 'limit-out-of-range' },
    { cell: 'P3', column: '佐证', reason: 'photo-only' },
  ]);
  expect(await codes()).not.toContain('fine');
  const { rows } = await download('/catalogue-sheet/marked', 'admin', content);
  expect(rows[0]?.[0]).toBe('哪里不对');
  expect(rows[2]?.[0]).toContain('处置时限：时限要在 1 到 1000 之间，不能是零或负数；佐证：不能只有照片');
});

test('what is no workbook, or lacks a column, says so', async () => {
  expect((await send(Buffer.from('x'))).json).toMatchObject({ type: '/problems/sheet-unreadable' });
  const without = await writeSheet({ name: '目录', columns: SHEET_COLUMNS.filter(({ key }) => key !== 'source'), rows: [kerb()] }); // prettier-ignore
  expect((await send(without, { dryRun: true })).json.wrongCells).toMatchObject([{ column: '来源', reason: 'missing-column' }]); // prettier-ignore
});

test('only who manages the catalogue takes it out, puts it in, or adopts a shipped one', async () => {
  expect((await send(await workbook([kerb()]), { by: 'guo' })).status).toBe(403);
  expect((await download('/catalogue-sheet', 'guo')).statusCode).toBe(403);
  expect((await town.as('guo').put('/shipped-catalogues/city-a/adoption')).status).toBe(403);
});

test('two catalogues are shipped whose limits differ; a district takes one over, then the other, and keeps its own', async () => {
  const { catalogues } = (await town.as('admin').get('/shipped-catalogues')).json;
  expect(catalogues.map(({ key }: { key: string }) => key)).toEqual(['city-a', 'city-b']);
  const adopt = (key: string, dryRun: boolean) =>
    town.as('admin').send('PUT', `/shipped-catalogues/${key}/adoption?dryRun=${dryRun}`);
  const count = catalogues[0].classCount;
  expect((await adopt('city-a', true)).json.created.length).toBe(count);
  expect(await codes()).not.toContain('exposed-waste');
  expect((await adopt('city-a', false)).json.created.length).toBe(count);
  const limit = async () => (await town.as('zhou').get('/catalogue/exposed-waste')).json.limit;
  expect(await limit()).toEqual({ amount: 4, unit: 'workHour' });
  expect((await adopt('city-a', false)).json).toMatchObject({ created: [], updated: [], unchanged: count });
  expect((await adopt('city-b', false)).json.updated).toContain('exposed-waste');
  expect(await limit()).toEqual({ amount: 1, unit: 'workDay' });
  expect(await codes()).toContain('kerb');
  expect((await adopt('never', true)).status).toBe(404);
});
