// Stories, progress, pictures and printed messages: there for everybody in a demo district, and nowhere else.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { consoleGateway } from '#platform/phone-gateway.ts';

import { move, report } from '../../../test/play.ts';
import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { dispatched, sanitation } from '../cases/played-for-tests.ts';
import { createApp } from '../../app.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** What a server answers that has found the same district to be no demo. */
async function asReal(paths: readonly string[]): Promise<{ path: string; status: number; json: any }[]> {
  const set = (isDemo: boolean) =>
    town.database.asOwner((connection) =>
      connection.query("update shared.districts set is_demo = $1 where key = 'yunting'", [isDemo]),
    );
  await set(false);
  const { server } = await createApp(town.platform);
  await server.ready();
  const answers: { path: string; status: number; json: any }[] = [];
  for (const path of paths) {
    const reply = await server.inject({ method: 'GET', url: `/api/yunting${path}` });
    answers.push({ path, status: reply.statusCode, json: reply.json() });
  }
  await server.close();
  await set(true);
  return answers;
}

test('everybody reads the stories of a demo district', async () => {
  const { json } = await town.stranger().get('/stories');
  expect(json.stories.map(({ key }: { key: string }) => key)).toEqual([
    'pipe',
    'cables',
    'bags',
    'lamp',
    'manhole',
    'returned',
    'shed',
    'noise',
    'smoke',
    'gas',
    'duplicate',
    'holiday',
    'rated',
  ]);
  expect(json.stories[0].steps[0]).toMatchObject({ who: { signInName: 'zhoumin' }, address: '/work/report' });
});

test('the progress of a story is what has happened since it was begun, without a word that was said', async () => {
  const before = await report(town.stranger());
  town.pass(1);
  const since = town.now();
  town.pass(1);
  const { matters: none } = (await town.stranger().get(`/stories/lamp/progress?since=${since}`)).json;
  expect(none).toEqual([]);
  const lamp = await report(town.stranger(), { words: '楼道灯坏了' });
  await move(town, 'zhou', lamp.id, 'confirm', { outcome: 'true', words: '确实不亮' });
  const reply = await town.stranger().get(`/stories/lamp/progress?since=${since}`);
  expect(reply.json.matters).toMatchObject([
    { id: lamp.id, number: lamp.number, moves: [{ verb: 'report' }, { verb: 'confirm', to: 'confirming' }] },
  ]);
  expect(reply.text).not.toContain('不亮');
  expect(reply.text).not.toContain(before.id);
});

test('what a resident reports is no part of a story that a grid worker begins', async () => {
  const since = town.now();
  await report(town.stranger());
  expect((await town.stranger().get(`/stories/pipe/progress?since=${since}`)).json.matters).toEqual([]);
});

test('a picture of a story can be fetched, and no other file', async () => {
  const picture = await town.stranger().get('/demo-pictures/pipe-before');
  expect(picture.status).toBe(200);
  expect(picture.headers['content-type']).toBe('image/jpeg');
  expect((await town.stranger().get('/demo-pictures/town-before')).status).toBe(404);
  expect((await town.stranger().get('/demo-pictures/..%2fpeople-before')).status).toBe(422);
});

test('the demo phone shows what was printed for duty phones of this district, and for nobody else', async () => {
  const { phones } = town.platform;
  Object.assign(town.platform, { phones: consoleGateway(() => undefined) });
  const { orderId } = await dispatched(town, sanitation.id);
  const link = await town.orderLink(orderId);
  await town.stranger().post('/order-link-codes', { link });
  await town.platform.phones.send('13900000000', '验证码 111111');
  const { json, text } = await town.stranger().get('/demo-messages');
  expect(json.messages).toEqual([
    {
      organisation: expect.stringContaining(sanitation.name),
      phoneTail: sanitation.dutyPhone.slice(-4),
      words: expect.stringMatching(/\d{6}/),
    },
  ]);
  expect(text).not.toContain('111111');
  Object.assign(town.platform, { phones });
});

test('in a district that is no demo there are no stories, no progress, no pictures and no phone', async () => {
  const [stories, ...rest] = await asReal([
    '/stories',
    `/stories/lamp/progress?since=${town.now()}`,
    '/demo-pictures/pipe-before',
    '/demo-messages',
  ]);
  expect(stories?.json).toEqual({ stories: [] });
  expect(rest.map(({ status }) => status)).toEqual([404, 404, 404]);
});
