// Proposals through HTTP: from the catalogue alone, from closed matters, off, of secret classes; what is taken; the figures.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { report } from '../../../test/play.ts';
import { ground, openTown } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { closed, rows } from '../cases/played-for-tests.ts';
import { SCHEDULE } from '../../schedule.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const communityId = ground.areas['/yunting/jg/cw/']!.id;
const ask = async (who: PersonName, words: string, fields: object = {}): Promise<Reply> =>
  town.as(who).post('/proposals', { words, ...fields });
const train = () => SCHEDULE['proposals.train'].run(town.context());
const switchTo = async (value: boolean, version: number) =>
  town.as('admin').put('/settings/proposals.isOn', { value, source: '测试', version });
const take = (fields: object = {}) => ({ id: newId(), part: 'class', room: 'intake', wasTaken: true, ...fields });

test('before anything was closed the catalogue proposes, with its reason; nothing is decided by it', async () => {
  const { json, status } = await ask('lin', '3栋门前井盖松动，车一过就响');
  expect(status).toBe(200);
  expect(json).toMatchObject({ isOn: true, class: { code: 'manholeCover' }, place: null });
  expect(json.class.because.join()).toContain('井盖');
  expect(await rows(town, 'select id from d_yunting.cases', [])).toEqual([]);
});

test('danger is proposed as urgent, by the word that says so; a question as a question', async () => {
  expect((await ask('zhou', '3栋闻到漏气')).json.urgency).toEqual({ because: ['漏气'] });
  expect((await ask('zhou', '楼道灯不亮')).json.urgency).toBeNull();
  expect((await ask('shen', '请问老年卡怎么办理，需要什么材料')).json.kind).toMatchObject({ kind: 'enquiry' });
});

test('a class of secret matters is never proposed', async () => {
  await rows(town, "update d_yunting.classes set secrecy = 'confidential' where code = 'manholeCover'", []);
  town.pass(1);
  await train();
  expect((await ask('lin', '3栋门前井盖松动')).json.class?.code).not.toBe('manholeCover');
  await rows(town, "update d_yunting.classes set secrecy = 'open' where code = 'manholeCover'", []);
  town.pass(1);
  await train();
  expect((await ask('lin', '3栋门前井盖松动')).json.class?.code).toBe('manholeCover');
});

test('closed matters teach, their persons do not; the newest model is in force', async () => {
  const words = '我叫欧阳建国，电话13800001111，过道黑咕隆咚踩空了';
  for (let at = 0; at < 6; at += 1) await closed(town, { words });
  expect((await ask('lin', '过道黑咕隆咚')).json.class).toBeNull();
  town.pass(1);
  await train();
  const { json } = await ask('lin', '过道黑咕隆咚');
  expect(json.class).toMatchObject({ code: 'manholeCover' });
  const [newest] = await rows(
    town,
    'select model, accuracy, text_count from d_yunting.proposal_models order by trained_at desc limit 1',
    [],
  );
  expect(newest).toMatchObject({ text_count: 6 });
  expect(JSON.stringify(newest)).not.toMatch(/欧阳|建国|1380/);
  expect(JSON.parse((newest as { accuracy: string }).accuracy)).toEqual([
    { label: 'manholeCover', heldOut: 1, right: 1, wrong: 0 },
  ]);
});

test('a confidential matter teaches nothing', async () => {
  for (let at = 0; at < 4; at += 1) {
    const played = await closed(town, { words: '夜里叮铃哐啷敲锅' });
    await rows(town, "update d_yunting.cases set secrecy = 'confidential' where id = $1", [played.id]);
  }
  town.pass(1);
  await train();
  const [newest] = await rows(town, 'select model from d_yunting.proposal_models order by trained_at desc limit 1', []);
  expect(JSON.stringify(newest)).not.toContain('叮铃');
});

test('a place that is named is proposed with its point, to who serves there', async () => {
  await rows(
    town,
    `insert into d_yunting.names (id, kind, name, spelling, path, community_id, longitude, latitude)
     values ($1, 'place', '老街口包子店', 'lao jie', '/yunting/jg/cw/g03/', $2, 95.001, 40.001)`,
    [newId(), communityId],
  );
  const words = '就在包子店门口，井盖松动';
  expect((await ask('shen', words, { communityId })).json.place).toMatchObject({
    name: '老街口包子店',
    because: '包子店',
    longitude: 95.001,
    isLearned: false,
  });
  expect((await ask('shen', words)).json.place).toBeNull();
});

test('switched off nothing is proposed, and reporting goes on', async () => {
  const isOn = await town.as('admin').get('/settings/proposals.isOn');
  expect(isOn.json).toMatchObject({ value: true, version: 0 });
  expect((await switchTo(false, 0)).status).toBe(200);
  await train(); // forgets what was kept
  expect((await ask('zhao', '3栋漏气')).json).toEqual({
    isOn: false,
    class: null,
    kind: null,
    urgency: null,
    place: null,
  });
  await report(town.stranger(), { words: '3栋门前井盖松动' });
  expect((await switchTo(true, 1)).status).toBe(200);
  await train();
});

test('takes are counted once, without the matter; figures say what is not known', async () => {
  const one = take({ classCode: 'manholeCover' });
  expect((await town.as('lin').post('/proposal-takes', one)).status).toBe(200);
  expect((await town.as('lin').post('/proposal-takes', one)).status).toBe(200);
  expect((await town.as('lin').post('/proposal-takes', { ...one, wasTaken: false })).status).toBe(409);
  expect((await town.as('lin').post('/proposal-takes', take({ wasTaken: false }))).status).toBe(200);
  expect((await town.as('lin').post('/proposal-takes', take({ classCode: 'noSuchClass' }))).status).toBe(422);
  const { json } = await town.as('lin').get('/proposal-figures');
  expect(json.takes).toEqual([{ part: 'class', room: 'intake', shown: 2, taken: 1 }]);
  expect(json.classes.find(({ code }: { code: string }) => code === 'manholeCover').heldOut).toBeGreaterThan(0);
  expect(json.classes.find(({ code }: { code: string }) => code === 'stairLamp')).toMatchObject({
    heldOut: 0,
    right: 0,
  });
});

test('strangers and organisations ask for nothing', async () => {
  expect((await town.stranger().post('/proposals', { words: '井盖松动' })).status).toBe(401);
  expect((await ask('roadReceiver', '井盖松动')).status).toBe(403);
  expect((await town.as('ma').get('/proposal-figures')).status).toBe(403);
});
