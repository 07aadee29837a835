// Setting a district up, by API: what is missing follows from what there is, and only who settles the district reads it.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const BRAND = {
  name: '',
  shortName: '云汀',
  slogan: '有事找格长',
  servicePhones: [{ name: '区网格中心', phone: '0990-5550100' }],
  sponsor: '云汀区社会工作部',
  operator: '',
  siteCode: '9901010001',
  icp: '某ICP备99010101号',
  policeRecord: '',
  contact: '',
};
const stepOf = async (key: string) => {
  const { json } = await town.as('admin').get('/setup');
  return json.steps.find((step: { key: string }) => step.key === key);
};

test('the administrator reads what is missing; a dispatcher and a stranger do not', async () => {
  expect((await town.as('admin').get('/setup')).status).toBe(200);
  expect((await town.as('lin').get('/setup')).status).toBe(403);
  expect((await town.stranger().get('/setup')).status).toBe(401);
});

test('a phone and who runs it, once said, are missing no longer', async () => {
  expect((await stepOf('brand')).missing.map(({ lack }: { lack: string }) => lack)).toEqual([
    'servicePhone',
    'sponsor',
  ]);
  const put = await town.as('admin').put('/settings/brand', { value: BRAND, source: '开通', version: 0 });
  expect(put, put.text).toMatchObject({ status: 200, json: { version: 1, value: BRAND } });
  expect((await stepOf('brand')).missing).toEqual([]);
});

test('a community made just now is named until it has a grid', async () => {
  const street = ground.areas['/yunting/jg/']!;
  const made = await town.as('admin').post('/areas', {
    id: newId(),
    parentId: street.id,
    level: 'community',
    key: 'xinyuan',
    code: '990101001099',
    name: '新苑社区',
  });
  expect(made.status, made.text).toBe(201);
  const grids = await stepOf('grids');
  expect(grids.missing).toMatchObject([{ lack: 'grid' }]);
  expect(grids.missing[0].names).toContain('新苑社区');
});

test('a report that comes in counts as the test report', async () => {
  const before = await stepOf('test');
  const sent = await town.stranger().post('/cases', {
    id: newId(),
    reportId: newId(),
    secret: 'a'.repeat(30),
    words: '开通测试，请忽略',
    communityId: ground.areas['/yunting/jg/cw/']!.id,
    placeWords: '门口',
  });
  expect(sent.status, sent.text).toBe(201);
  const after = await stepOf('test');
  expect(after.count).toBe(before.count + 1);
  expect(after.missing).toEqual([]);
});

test('a new name of the district stands where the district is read, and in the tree of areas', async () => {
  const { version } = (await town.stranger().get('/settings/brand')).json;
  const value = { ...BRAND, name: '云汀新区' };
  await town.as('admin').put('/settings/brand', { value, source: '更名批复', version });
  expect((await town.stranger().get('/district')).json).toMatchObject({
    name: '云汀新区',
    brand: { shortName: '云汀' },
  });
  const { areas } = (await town.stranger().get('/areas')).json;
  expect(areas.find(({ level }: { level: string }) => level === 'district').name).toBe('云汀新区');
  const other = (await town.stranger(town.otherDistrict).get('/district')).json;
  expect(other.name).not.toBe('云汀新区');
});

test('wrong codes of the foot are told all at once', async () => {
  const value = { ...BRAND, siteCode: '12', icp: '备案中', policeRecord: '有' };
  const put = await town.as('admin').put('/settings/brand', { value, source: '开通', version: 2 });
  expect(put.status).toBe(422);
  expect(put.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/value/siteCode',
    '/value/icp',
    '/value/policeRecord',
  ]);
});

test('who may not change settings changes neither name nor terms', async () => {
  const brand = { value: { ...BRAND, name: '别处' }, source: '越权', version: 2 };
  expect((await town.as('lin').put('/settings/brand', brand)).status).toBe(403);
  const terms = { value: { gridWorker: '格长' }, source: '越权', version: 0 };
  expect((await town.as('lin').put('/settings/terms', terms)).status).toBe(403);
  expect((await town.stranger().get('/district')).json.name).toBe('云汀新区');
});

test('only listed terms may be overlaid, with plain words', async () => {
  const put = (value: unknown) => town.as('admin').put('/settings/terms', { value, source: '开通', version: 0 });
  expect((await put({ rejected: '不办' })).status).toBe(422);
  expect((await put({ gridWorker: '<b>格长' })).status).toBe(422);
});

test('what a resident reads says the term of the district, and other districts keep theirs', async () => {
  const terms = { value: { gridWorker: '格长' }, source: '区委文件', version: 0 };
  expect((await town.as('admin').put('/settings/terms', terms)).status).toBe(200);
  expect((await town.stranger().get('/district')).json.terms).toEqual({ gridWorker: '格长' });
  expect((await town.stranger(town.otherDistrict).get('/district')).json.terms).toEqual({});
  const input = {
    secret: 'b'.repeat(30),
    words: '网格员说的路灯不亮',
    communityId: ground.areas['/yunting/jg/cw/']!.id,
    placeWords: '门口',
  };
  const sent = (await town.stranger().post('/cases', { ...input, id: newId(), reportId: newId() })).json;
  expect(sent.sentence).toContain('格长会先看一看');
  const trace = (await town.withLink(sent.link).get('/trace')).json;
  expect(JSON.stringify(trace.stations)).toContain('格长');
  expect(JSON.stringify(trace.stations)).not.toContain('网格员');
  // What somebody wrote stays as it was written.
  expect(trace.mine.words).toEqual(['网格员说的路灯不亮']);
});
