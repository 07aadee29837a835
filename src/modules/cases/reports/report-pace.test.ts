// How many reports one address may send without an account, and who is not counted.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { aReport } from '../../../../test/play.ts';
import { openTown } from '../../../../test/town.ts';
import type { Town } from '../../../../test/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const from = (remoteAddress: string, payload = aReport()) =>
  town.app.server.inject({ method: 'POST', url: '/api/yunting/cases', remoteAddress, payload });

test('after sixty reports in a minute an address is told how long to wait; others and the next minute are not', async () => {
  for (let count = 0; count < 60; count += 1) expect((await from('203.0.113.7')).statusCode).toBe(201);
  const refused = await from('203.0.113.7');
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toMatchObject({ type: '/problems/too-many-tries', retryAfterSeconds: 60 });
  expect(refused.headers['retry-after']).toBe('60');
  expect((await from('203.0.113.8')).statusCode).toBe(201);
  expect((await from('192.168.1.20')).statusCode).toBe(201);
  town.pass(1);
  expect((await from('203.0.113.7')).statusCode).toBe(201);
}, 60_000);
