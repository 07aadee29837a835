// The page of an order link: whose link it is before the code, the order without the reporter after it, whom to call when it is over.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { newToken } from '#shared/short-code.ts';

import { move } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { dispatched, mistakes, openOrder, sanitation } from '../played-for-tests.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterEach(() => {
  expect(mistakes(town)).toEqual([]);
  // The tests share one address: whoever guessed in the last one has waited.
  town.pass(25 * 60);
});
afterAll(() => town.close());

const SECRETS = { contact: { name: '汪小雨', phone: '10012345678' }, words: '3栋门前井盖松了，我电话10012345678' };

test('before the code the link says whose it is and whom to call, and nothing of the order', async () => {
  const { orderId } = await dispatched(town, sanitation.id, SECRETS);
  const link = await town.orderLink(orderId);
  const { status, json, text } = await town.stranger().post('/order-link-lookups', { link });
  expect(status).toBe(200);
  expect(json).toEqual({
    state: 'locked',
    organisationName: sanitation.name,
    phoneTail: sanitation.dutyPhone.slice(-4),
    call: expect.arrayContaining([{ name: '船坞新村', phone: '10000008001' }]),
    isDemoPhone: true,
  });
  expect(text).not.toContain(sanitation.dutyPhone);
  expect(text).not.toContain('井盖');
});

test('with the code the order is there: what is wanted, until when, and what counts as done', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id, SECRETS);
  const { crew } = await openOrder(town, orderId);
  const { status, json } = await crew.get('/linked-order');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    case: { id, allowed: expect.arrayContaining(['acknowledge', 'feedback', 'sendBack']), orders: [{ id: orderId }] },
    order: { id: orderId, phonedAt: null },
    acceptedEvidence: expect.arrayContaining(['photo']),
  });
  expect(json.className).toBeTruthy();
  expect(json.closingCondition).toBeTruthy();
  expect(json.order.sendBackUntil > json.case.orders[0].issuedAt).toBe(true);
});

test('the crew reads the matter, not who reported it', async () => {
  const { orderId, reportId } = await dispatched(town, sanitation.id, SECRETS);
  const { crew } = await openOrder(town, orderId);
  const { text, json } = await crew.get('/linked-order');
  expect(json.case.summary).toContain('井盖');
  for (const secret of ['汪小雨', '10012345678', reportId]) expect(text).not.toContain(secret);
  expect(json.case.reports).toEqual([]);
});

test('a link on a device without the code shows no order, nor does somebody who is merely signed in', async () => {
  const { orderId } = await dispatched(town, sanitation.id);
  const { token } = await openOrder(town, orderId);
  expect(await town.withLink(token).get('/linked-order')).toMatchObject({
    status: 401,
    json: { type: '/problems/order-link-locked' },
  });
  expect((await town.withLink(token, undefined, newToken()).get('/linked-order')).status).toBe(401);
  expect((await town.as('zhou').get('/linked-order')).status).toBe(404);
  expect((await town.stranger().get('/linked-order')).status).toBe(401);
});

test('a link that is over says so and whom to call', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id);
  const { token, crew } = await openOrder(town, orderId);
  await move(town, crew, id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect((await crew.get('/linked-order')).status).toBe(401);
  const { json } = await town.stranger().post('/order-link-lookups', { link: token });
  expect(json).toMatchObject({ state: 'over', organisationName: sanitation.name });
  expect(json.call.length).toBeGreaterThan(0);
});

test('a token that never was is refused with the phone of the district, and guessing is slowed down', async () => {
  const first = await town.stranger().post('/order-link-lookups', { link: newToken() });
  expect(first).toMatchObject({ status: 404, json: { type: '/problems/not-found' } });
  expect(first.json.call).toEqual(expect.arrayContaining([{ name: expect.any(String), phone: expect.any(String) }]));
  const statuses: number[] = [];
  for (let count = 0; count < 40; count += 1)
    statuses.push((await town.stranger().post('/order-link-lookups', { link: newToken() })).status);
  expect(statuses).toContain(429);
});

test('an order link of another district is unknown here', async () => {
  const { orderId } = await dispatched(town, sanitation.id);
  const link = await town.orderLink(orderId);
  expect((await town.stranger(town.otherDistrict).post('/order-link-lookups', { link })).status).toBe(404);
});
