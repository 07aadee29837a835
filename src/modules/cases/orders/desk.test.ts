// What desks read beside cases: who inside the organisation has the order, the referrals, my own grants, my colleagues.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../../test/play.ts';
import { ground, openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { mistakes, property, road, roadCrew, rows, signed } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
beforeEach(() => town.setClock('2026-11-19T01:14:00.000Z'));
afterEach(() => expect(mistakes(town)).toEqual([]));
afterAll(() => town.close());

const crewId = ground.people.roadHandler.id;
const innerDueAt = '2026-11-20T04:00:00.000Z';

async function assigned() {
  const played = await signed(town);
  await move(town, 'roadReceiver', played.id, 'assign', {
    workOrderId: played.orderId,
    assignedToAccountId: crewId,
    organisationId: roadCrew.id,
    innerDueAt,
  });
  return played;
}

test('the organisation and the street read who has the order inside, and until when', async () => {
  const { orderId } = await assigned();
  const seen = {
    workOrderId: orderId,
    name: ground.people.roadHandler.name,
    organisationName: roadCrew.name,
    innerDueAt,
    isGone: false,
  };
  for (const who of ['roadReceiver', 'roadHandler', 'lin'] as const) {
    const reply = await town.as(who).get(`/order-assignments?orderIds=${orderId}`);
    expect(reply.json, who).toEqual({ assignments: [seen] });
  }
});

test('somebody of a crew finds the orders assigned by name in the inbox, once; the others of the organisation stay the receiver’s', async () => {
  const mine = await assigned();
  const other = await signed(town);
  const inbox = async (who: 'roadHandler' | 'roadReceiver') =>
    (await town.as(who).get('/work-orders?status=acknowledged&limit=100')).json.orders.map(({ id }: any) => id);
  expect(await inbox('roadHandler')).toContain(mine.orderId);
  expect(await inbox('roadHandler')).not.toContain(other.orderId);
  const whole = await inbox('roadReceiver');
  expect(whole.filter((id: string) => id === mine.orderId)).toHaveLength(1);
  expect(whole).toContain(other.orderId);
});

test('whoever was put on an order and has left is shown as gone, so that somebody else is put on it', async () => {
  const { orderId } = await assigned();
  await rows(town, 'update d_yunting.posts set ended_at = now() where account_id = $1', [crewId]);
  const { assignments } = (await town.as('roadReceiver').get(`/order-assignments?orderIds=${orderId}`)).json;
  expect(assignments).toMatchObject([{ isGone: true }]);
  await rows(town, 'update d_yunting.posts set ended_at = null where account_id = $1', [crewId]);
});

test('another organisation, another street and a stranger read nothing of it', async () => {
  const { orderId } = await assigned();
  for (const who of ['cao', 'jinDispatcher'] as const) {
    const reply = await town.as(who).get(`/order-assignments?orderIds=${orderId}`);
    expect(reply.json, who).toEqual({ assignments: [] });
  }
  expect((await town.stranger().get(`/order-assignments?orderIds=${orderId}`)).status).toBe(401);
});

test('an order that nobody was put on is left out, and what is no id is refused', async () => {
  const { orderId } = await signed(town);
  const reply = await town.as('roadReceiver').get(`/order-assignments?orderIds=${orderId},${newId()}`);
  expect(reply.json).toEqual({ assignments: [] });
  expect((await town.as('roadReceiver').get('/order-assignments?orderIds=all')).status).toBe(422);
});

test('whoever may refuse a matter reads where it belongs instead, as the district has it', async () => {
  const before = await town.as('lin').get('/referrals');
  expect(before.json.referrals).toContainEqual({ code: 'court', 'zh-CN': '人民法院', en: 'the court' });
  const own = [{ code: 'market', 'zh-CN': '市场监管所', en: 'the market office' }];
  const change = { value: own, source: '区办〔2026〕3 号', version: 0 };
  expect((await town.as('admin').put('/settings/case.referrals', change)).status).toBe(200);
  expect((await town.as('lin').get('/referrals')).json).toEqual({ referrals: own });
  await rows(town, "delete from d_yunting.settings where key = 'case.referrals'", []);
});

test('everybody reads what the own posts give here, with what the district changed', async () => {
  const reply = await town.as('roadReceiver').get('/my-grants');
  expect(reply.json.grants).toHaveLength(1);
  expect(reply.json.grants[0]).toMatchObject({ role: 'orgReceiver', organisationId: road.id });
  expect(reply.json.grants[0].permissions).toContain('workOrder.assign');
  expect(reply.json.grants[0].permissions).not.toContain('case.read');

  const path = '/role-permissions/orgReceiver/workOrder.askToRelay';
  await town.as('admin').put(path, { isGranted: false });
  const after = await town.as('roadReceiver').get('/my-grants');
  expect(after.json.grants[0].permissions).not.toContain('workOrder.askToRelay');
  await town.as('admin').put(path, { isGranted: true });
});

test('a receiver finds the people of the own organisation and its crews, nobody of another', async () => {
  const { json } = await town.as('roadReceiver').get('/colleagues');
  const found = json.colleagues as { accountId: string; organisationName: string }[];
  expect(found.map(({ accountId }) => accountId)).toEqual(
    expect.arrayContaining([ground.people.roadReceiver.id, crewId]),
  );
  expect(new Set(found.map(({ organisationName }) => organisationName))).toEqual(new Set([road.name, roadCrew.name]));
  expect((await town.as('roadHandler').get('/colleagues')).status).toBe(403);
});

test('who is suspended or whose post has ended can be given no order', async () => {
  const names = async () =>
    ((await town.as('roadReceiver').get('/colleagues')).json.colleagues as { accountId: string }[]).map(
      ({ accountId }) => accountId,
    );
  await rows(town, 'update shared.accounts set suspended_at = now() where id = $1', [crewId]);
  expect(await names()).not.toContain(crewId);
  await rows(town, 'update shared.accounts set suspended_at = null where id = $1', [crewId]);
  await rows(town, "update d_yunting.posts set to_on = '2026-11-18' where account_id = $1", [crewId]);
  expect(await names()).not.toContain(crewId);
  await rows(town, 'update d_yunting.posts set to_on = null where account_id = $1', [crewId]);
  expect(await names()).toContain(crewId);
});

test('what is copied says nothing of the reporter, also not what a clerk typed in; a secret matter is not copied', async () => {
  const played = await report(town.stranger(), { words: '我叫王小明，3栋2单元502灯坏了，电话10012345678' });
  await move(town, 'lin', played.id, 'classify', {
    summary: '灯坏，联系 10012345678',
    placeWords: '3栋2单元502室门口',
  });
  const { json } = await town.as('lin').get(`/cases/${played.id}/hand-on-text`);
  expect(json).toEqual({ number: played.number, summary: '灯坏，联系 〔电话〕', placeWords: '3栋2单元〔门牌〕门口' });

  const secret = await report(town.stranger(), { wantsSecrecy: true });
  expect((await town.as('lin').get(`/cases/${secret.id}/hand-on-text`)).status).toBe(404);
  expect((await town.as('jinDispatcher').get(`/cases/${played.id}/hand-on-text`)).status).toBe(404);
});

test('who assigns in one organisation and only handles in another finds the people of the first', async () => {
  const { id: accountId } = ground.people.roadReceiver;
  const postId = newId();
  const wanted = { id: postId, role: 'orgHandler', organisationId: property.id };
  expect((await town.as('admin').post(`/accounts/${accountId}/posts`, wanted)).status).toBe(201);
  const grants = (await town.as('roadReceiver').get('/my-grants')).json.grants as { organisationId: string }[];
  expect(grants.map(({ organisationId }) => organisationId).sort()).toEqual([road.id, property.id].sort());

  const { json } = await town.as('roadReceiver').get('/colleagues');
  const found = (json.colleagues as { accountId: string }[]).map(({ accountId: each }) => each);
  expect(found).toContain(ground.people.roadHandler.id);
  expect(found).not.toContain(ground.people.cao.id);
  expect((await town.as('admin').delete(`/posts/${postId}`)).status).toBe(204);
});
