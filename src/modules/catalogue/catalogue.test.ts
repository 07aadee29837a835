// The catalogue by API.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { inTransaction } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const wanted = (extra: Record<string, unknown> = {}) => ({
  id: newId(),
  version: 0,
  classType: 'cityMatter',
  majorName: '市容环境',
  name: '乱堆物料',
  secrecy: 'open',
  isDirect: false,
  isEmergency: false,
  isMinor: true,
  evidenceKinds: ['photo', 'writtenNote'],
  limit: { amount: 4, unit: 'workHour' },
  filingCondition: '占用公共空间',
  closingCondition: '物料清走，地面干净',
  samplingPercent: 5,
  source: '云汀区事件目录 2026 版',
  ...extra,
});

test('the public sees names and closing conditions alone, and no restricted class', async () => {
  const reply = await town.stranger().get('/classes');
  const pipe = reply.json.classes.find(({ code }: { code: string }) => code === 'pipeBurst');
  expect(pipe).toEqual({
    code: 'pipeBurst',
    majorName: '突发事件',
    name: '供水管破裂',
    closingCondition: '现场恢复正常',
  });
  expect(reply.text).not.toContain('domesticViolence');
});

test('a new class is put in force once, and its next version keeps the code', async () => {
  const first = wanted();
  const made = await town.as('admin').put('/catalogue/piledGoods', first);
  expect(made.json).toMatchObject({ code: 'piledGoods', version: 1, validFrom: '2026-11-19', validTo: null });
  expect((await town.as('admin').put('/catalogue/piledGoods', first)).json.version).toBe(1);
  const next = await town
    .as('admin')
    .put('/catalogue/piledGoods', wanted({ version: 1, limit: { amount: 2, unit: 'workDay' } }));
  expect(next.json).toMatchObject({ version: 2, limit: { amount: 2, unit: 'workDay' } });
  const late = await town.as('admin').put('/catalogue/piledGoods', wanted({ version: 1 }));
  expect(late.json).toMatchObject({ type: '/problems/changed-meanwhile', version: 2 });
  const audit = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('audit').select('codes').where('act', '=', 'class.save').orderBy('id').execute(),
  );
  expect(audit.map(({ codes }) => codes)).toEqual([{ code: 'piledGoods', version: 1 }, { code: 'piledGoods', version: 2 }]); // prettier-ignore
});

test('a class needs its source, an evidence that is no photo, and a limit', async () => {
  const reply = await town
    .as('admin')
    .put('/catalogue/bare', wanted({ source: '', evidenceKinds: ['photo'], limit: { amount: 0, unit: 'workHour' } }));
  expect(reply.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/evidenceKinds',
    '/limit/amount',
    '/source',
  ]);
});

test('a class is listed on the days it is valid', async () => {
  await town.as('admin').put('/catalogue/tomorrow', wanted({ validFrom: '2026-11-20' }));
  await town.as('admin').put('/catalogue/over', wanted({ validFrom: '2026-01-01', validTo: '2026-11-18' }));
  const codes = (await town.as('zhou').get('/catalogue')).json.classes.map(({ code }: { code: string }) => code);
  expect(codes).toContain('pipeBurst');
  expect(codes).not.toContain('tomorrow');
  expect(codes).not.toContain('over');
  expect((await town.as('zhou').get('/catalogue/over')).json.validTo).toBe('2026-11-18');
});

test('only who manages the catalogue changes it, here alone', async () => {
  expect((await town.as('guo').put('/catalogue/x1', wanted())).status).toBe(403);
  expect((await town.stranger().get('/catalogue')).status).toBe(401);
  expect((await town.as('zhou').get('/catalogue/never')).status).toBe(404);
  await town.as('admin').put('/catalogue/here', wanted());
  expect((await town.as('otherAdmin', town.otherDistrict).get('/catalogue/here')).status).toBe(404);
});
