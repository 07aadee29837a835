// Health: what it says when all is well, when a district is behind, when work is waiting, and before the start has finished.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../app.ts';
import { ground, openTown } from '../../test/town.ts';
import type { Town } from '../../test/town.ts';
import { inTransaction } from './context.ts';
import type { Platform } from './platform.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

/** A process of its own over the same database: what it knew of health and districts before is not remembered. */
async function freshGet(url: string, changes: Partial<Platform> = {}) {
  const { server } = await createApp({ ...town.platform, ...changes });
  const reply = await server.inject({ url });
  await server.close();
  return reply;
}

test('a ready process answers 200 with its districts and free disk space', async () => {
  const reply = await freshGet('/api/health');
  expect(reply.statusCode).toBe(200);
  const body = reply.json();
  expect(body).toMatchObject({ ready: true, database: 'ok', jobsBehindSeconds: 0, version: '0.1.0' });
  expect(body.diskFreeBytes).toBeGreaterThan(0);
  expect(body.districts).toMatchObject([{ key: 'chengan', state: 'open' }, { key: 'yunting', state: 'open' }]); // prettier-ignore
  expect(body.districts.every(({ has, wants }: { has: number; wants: number }) => has === wants && has > 0)).toBe(true);
});

test('a calendar that ends is told: what falls due later may still move', async () => {
  const untilOf = async () => (await freshGet('/api/health')).json().districts[1];
  const asOwner = (text: string) => town.database.asOwner((connection) => connection.query(text, []));
  await asOwner('delete from d_yunting.work_calendar');
  expect(await untilOf()).toMatchObject({ key: 'yunting', calendarUntil: null });
  await asOwner(
    `insert into d_yunting.work_calendar (day, kind, source, is_assumed)
     values ('2026-10-01', 'holiday', 'x', false), ('2027-01-01', 'holiday', 'x', false), ('2027-10-01', 'holiday', 'x', true)`,
  );
  expect(await untilOf()).toMatchObject({ key: 'yunting', calendarUntil: '2026-12-31' });
});

test('before the start has finished only health answers, and says that it is not ready', async () => {
  const isReady = () => false;
  const health = await freshGet('/api/health', { isReady });
  expect(health.statusCode).toBe(503);
  expect(health.json()).toMatchObject({ ready: false, database: 'ok' });
  const other = await freshGet('/api/yunting/anything', { isReady });
  expect(other.statusCode).toBe(503);
  expect(other.json().type).toBe('/problems/starting');
  expect(other.headers['retry-after']).toBe('2');
});

test('a fact that no job was made from yet is counted by its age, in any district', async () => {
  const path = town.otherDistrict.path;
  const id = crypto.randomUUID();
  await inTransaction(town.context(undefined, town.otherDistrict), ({ db, now }) =>
    db.insertInto('facts').values({ id, name: 'test.waiting', body: '{}', path, at: now }).execute(),
  );
  town.pass(7);
  expect((await freshGet('/api/health')).json().jobsBehindSeconds).toBe(420);
  await inTransaction(town.context(undefined, town.otherDistrict), ({ db }) =>
    db.updateTable('facts').set({ batch: 1 }).where('id', '=', id).execute(),
  );
  expect((await freshGet('/api/health')).json().jobsBehindSeconds).toBe(0);
});

test('a district behind the program is closed with the reason while the other works', async () => {
  await town.database.asOwner(async (connection) => {
    await connection.query(
      "delete from shared.migrations where schema_name = 'd_chengan' and number = (select max(number) from shared.migrations where schema_name = 'd_chengan')",
      [],
    );
  });
  const { server, endpoints } = await createApp(town.platform);
  const wanted = endpoints.find(
    ({ isCityWide, method, path }) => !isCityWide && method === 'GET' && !path.includes(':'),
  );
  const url = (key: string) => `/api/${key}${wanted?.path ?? '/nothing-is-served-yet'}`;
  const health = await server.inject({ url: '/api/health' });
  const closed = await server.inject({ url: url('chengan') });
  const open = await server.inject({ url: url('yunting') });
  await server.close();

  const standing = health.json().districts as { key: string; state: string; has: number; wants: number }[];
  expect(health.statusCode).toBe(200);
  expect(standing.map(({ key, state, has, wants }) => [key, state, wants - has])).toEqual([
    ['chengan', 'behind', 1],
    ['yunting', 'open', 0],
  ]);
  expect([closed.statusCode, closed.json().type]).toEqual([503, '/problems/district-behind']);
  expect(open.json().type).not.toBe('/problems/district-behind');
});

test('a district migrated by a newer program is told to be closed as well', async () => {
  await town.database.asOwner((connection) =>
    connection.query(
      "insert into shared.migrations (schema_name, number, title, checksum) values ('d_yunting', 99, 'future', 'x')",
      [],
    ),
  );
  expect((await freshGet('/api/health')).json().districts).toMatchObject([
    { key: 'chengan', state: 'behind' },
    { key: 'yunting', state: 'newer', has: 99 },
  ]);
});

test('health names nobody', async () => {
  const { body } = await freshGet('/api/health');
  const names = Object.values(ground.people).flatMap(({ name, phone, key }) => [name, phone, `"${key}"`]);
  expect(names.filter((name) => body.includes(name))).toEqual([]);
});
