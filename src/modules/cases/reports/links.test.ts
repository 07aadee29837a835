// Doors without an account: number and 查询码, the private link, the order link; each with few tries, each for one thing.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../../app.ts';
import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';

import { move, report, tryMove } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';
import { codeSent, dispatched, mistakes, openOrder, rows, sanitation, waterCrew } from '../played-for-tests.ts';

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

const wrongCode = (code: string) => String((Number(code) + 1) % 10_000).padStart(4, '0');

test('number and 查询码 open the trace, typed with spaces or wide digits', async () => {
  const played = await report(town.stranger());
  expect(played.number).toMatch(/^\d{10}$/);
  expect(played.queryCode).toMatch(/^\d{4}$/);
  const grouped = `${played.number.slice(0, 2)} ${played.number.slice(2, 6)} ${played.number.slice(6)}`;
  const { status, json } = await town
    .stranger()
    .post('/case-lookups', { number: grouped, queryCode: ` ${played.queryCode} ` });
  expect(status).toBe(200);
  expect((await town.withLink(json.link).get('/trace')).json).toMatchObject({ id: played.id, number: played.number });
});

test('guessing the 查询码 is slowed down more and more, by all web processes together, and waiting ends it', async () => {
  const played = await report(town.stranger());
  const second = await createApp(town.platform);
  await second.server.ready();
  const tryHere = () =>
    town.stranger().post('/case-lookups', { number: played.number, queryCode: wrongCode(played.queryCode) });
  const tryThere = async () => {
    const payload = { number: played.number, queryCode: wrongCode(played.queryCode) };
    const reply = await second.server.inject({ method: 'POST', url: '/api/yunting/case-lookups', payload });
    return { status: reply.statusCode, json: reply.json(), headers: reply.headers };
  };
  const statuses: number[] = [];
  for (let count = 0; count < 6; count += 1) statuses.push((await tryHere()).status, (await tryThere()).status);
  await second.server.close();
  expect(statuses[0]).toBe(404);
  const firstStop = statuses.indexOf(429);
  expect(firstStop).toBeGreaterThan(2);
  expect(firstStop).toBeLessThan(8);
  expect(new Set(statuses.slice(firstStop))).toEqual(new Set([429]));

  const waits: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const stopped = await tryHere();
    waits.push(stopped.json.retryAfterSeconds);
    expect(stopped.headers['retry-after']).toBe(String(stopped.json.retryAfterSeconds));
    town.pass(stopped.json.retryAfterSeconds / 60);
    expect((await tryHere()).status).toBe(404);
  }
  expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  expect(waits[2]).toBeGreaterThan(waits[1] ?? 0);
  town.pass(24 * 60);
  const right = await town.stranger().post('/case-lookups', { number: played.number, queryCode: played.queryCode });
  expect(right.status).toBe(200);
});

test('forty guesses at once are not judged by the count before them', async () => {
  const played = await report(town.stranger());
  const codes = Array.from({ length: 40 }, (_, index) =>
    String((Number(played.queryCode) + 1 + index) % 10_000).padStart(4, '0'),
  );
  const replies = await Promise.all(
    codes.map((queryCode) => town.stranger().post('/case-lookups', { number: played.number, queryCode })),
  );
  expect(replies.filter(({ status }) => status === 404).length).toBeLessThan(10);
  expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThan(30);
});

test('links cannot be guessed, an account does not stand in for one, and a revoked one opens nothing', async () => {
  const played = await report(town.stranger());
  expect((await town.withLink(newToken()).get('/trace')).status).toBe(401);
  expect((await town.withLink('x').get('/trace')).status).toBe(401);
  expect((await town.stranger().get('/trace')).status).toBe(401);
  expect((await town.as('zhou').get('/trace')).status).toBe(404);
  expect((await town.withLink(played.link, town.otherDistrict).get('/trace')).status).toBe(401);
  expect((await town.withLink(played.link).delete('/trace/link')).status).toBe(200);
  expect((await town.withLink(played.link).get('/trace')).status).toBe(401);
  const { json } = await town.stranger().post('/case-lookups', { number: played.number, queryCode: played.queryCode });
  expect(json.link).not.toBe(played.link);
  expect((await town.withLink(json.link).get('/trace')).status).toBe(200);
});

test('a private link opens its own matter only', async () => {
  const [mine, other] = [await report(town.stranger()), await report(town.stranger())];
  const client = town.withLink(mine.link);
  expect((await client.get(`/cases/${other.id}`)).status).toBe(404);
  expect((await tryMove(town, client, other.id, 'withdraw')).status).toBe(404);
  expect((await client.get('/cases')).status).toBe(403);
  expect((await client.get(`/cases/${mine.id}`)).json).toMatchObject({ id: mine.id, reports: [{ id: mine.reportId }] });
});

test('only hashes of links and codes are kept', async () => {
  const played = await report(town.stranger());
  const kept = JSON.stringify(await rows(town, 'select * from d_yunting.links where case_id = $1', [played.id]));
  expect(kept).not.toContain(played.link);
});

test('an order link opens on the device that entered the code from the duty phone, and nowhere else', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id);
  const token = await town.orderLink(orderId);
  expect(await town.withLink(token).get(`/cases/${id}`)).toMatchObject({
    status: 401,
    json: { type: '/problems/order-link-locked' },
  });
  const { crew } = await openOrder(town, orderId);
  expect((await crew.get(`/cases/${id}`)).json).toMatchObject({ orders: [{ id: orderId }] });
  for (const device of [undefined, newToken(), '']) {
    const leaked = town.withLink(token, undefined, device);
    expect(await leaked.get(`/cases/${id}`)).toMatchObject({
      status: 401,
      json: { type: '/problems/order-link-locked' },
    });
    expect((await tryMove(town, leaked, id, 'acknowledge', { workOrderId: orderId })).json).toMatchObject({
      type: '/problems/order-link-locked',
    });
  }
  expect(town.sent.at(-1)).toMatchObject({ to: sanitation.dutyPhone });
});

test('codes of order links: wrong ones are counted, five and it is over; used ones are used; the last device wins', async () => {
  const { orderId } = await dispatched(town, sanitation.id);
  const link = await town.orderLink(orderId);
  await town.stranger().post('/order-link-codes', { link });
  const code = codeSent(town);
  expect((await town.stranger().post('/order-link-codes', { link })).status).toBe(429);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const first = await town.stranger().post('/order-link-openings', { link, code: wrong });
  expect(first).toMatchObject({ status: 403, json: { type: '/problems/code-wrong' } });
  for (let count = 0; count < 4; count += 1) {
    town.pass(1.5);
    await town.stranger().post('/order-link-openings', { link, code: wrong });
  }
  town.pass(1.5);
  const spent = await town.stranger().post('/order-link-openings', { link, code });
  expect([403, 429]).toContain(spent.status);
  town.pass(25 * 60);

  await town.stranger().post('/order-link-codes', { link });
  const fresh = codeSent(town);
  const opened = await town.stranger().post('/order-link-openings', { link, code: fresh });
  expect(opened.status).toBe(200);
  expect((await town.stranger().post('/order-link-openings', { link, code: fresh })).status).toBe(403);
  town.pass(2);
  const { crew } = await openOrder(town, orderId);
  expect((await crew.get('/attachments/' + newId())).status).toBe(404);
  expect((await town.withLink(link, undefined, opened.json.device).get('/cases/' + newId())).json).toMatchObject({
    type: '/problems/order-link-locked',
  });
});

test('an order link is for one order: not another organisation’s in the same case, not another case', async () => {
  const { id, orderId } = await dispatched(town, sanitation.id);
  const otherOrder = newId();
  await move(town, 'lin', id, 'addCoHandler', { organisationId: waterCrew.id, newWorkOrderId: otherOrder });
  const elsewhere = await dispatched(town, sanitation.id);
  const { crew } = await openOrder(town, orderId);
  const other = await tryMove(town, crew, id, 'acknowledge', { workOrderId: otherOrder });
  expect(other).toMatchObject({ status: 403, json: { type: '/problems/permission-missing' } });
  expect((await crew.get(`/cases/${elsewhere.id}`)).status).toBe(404);
  expect((await tryMove(town, crew, elsewhere.id, 'acknowledge', { workOrderId: elsewhere.orderId })).status).toBe(404);
  expect((await crew.get('/work-orders')).status).toBe(403);
  expect((await crew.get(`/cases/${id}`)).json.orders).toMatchObject([{ id: orderId }]);
  expect((await crew.get(`/cases/${id}`)).text).not.toContain(waterCrew.name);
});

test('an order link ends with its order, and a reopened order gets a new one', async () => {
  const { id, orderId, link } = await dispatched(town, sanitation.id);
  const { token, crew } = await openOrder(town, orderId);
  await move(town, crew, id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'notSolved' });
  await move(town, crew, id, 'feedback', { workOrderId: orderId, evidence: ['photo'] });
  await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
  expect((await crew.get(`/cases/${id}`)).status).toBe(401);
  expect((await town.stranger().post('/order-link-codes', { link: token })).status).toBe(404);
  await move(town, 'lin', id, 'close');
  await move(town, town.withLink(link), id, 'reopen', { words: '又有了' });
  town.pass(2);
  const again = await openOrder(town, orderId);
  expect(again.token).not.toBe(token);
  expect((await again.crew.get(`/cases/${id}`)).json.allowed).toContain('feedback');
  const waiting = await rows(
    town,
    "select id from d_yunting.messages where work_order_id = $1 and purpose = 'orderLink'",
    [orderId],
  );
  expect(waiting).toHaveLength(2);
});

test('a phone gateway that is away is said so, and the next code can be asked for at once', async () => {
  const { orderId } = await dispatched(town, sanitation.id);
  const link = await town.orderLink(orderId);
  const { send } = town.platform.phones;
  Object.assign(town.platform.phones, { send: () => Promise.reject(new Error('gateway away')) });
  const away = await town.stranger().post('/order-link-codes', { link });
  Object.assign(town.platform.phones, { send });
  expect(away).toMatchObject({ status: 503, json: { type: '/problems/phone-away' } });
  expect((await town.stranger().post('/order-link-codes', { link })).status).toBe(202);
});
