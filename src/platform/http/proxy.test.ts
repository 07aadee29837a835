// Whose address counts, and what a browser is told, when a reverse proxy stands before the platform.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { createApp } from '../../app.ts';
import type { App } from '../../app.ts';
import { FREE_FAILURES } from '../../modules/accounts/rules-sessions.ts';

const PROXY = '10.9.0.1';
let town: Town;
let behindProxy: App;
beforeAll(async () => {
  town = await openTown();
  const settings = { ...town.platform.settings, publicUrl: 'https://town.test', trustProxy: [PROXY] };
  behindProxy = await createApp({ ...town.platform, settings });
  await behindProxy.server.ready();
});
afterAll(async () => {
  await behindProxy.server.close();
  await town.close();
});

let guesses = 0;
/** One code that cannot be right, each time another one. */
async function guess(remoteAddress: string, forwardedFor?: string, { server } = behindProxy): Promise<number> {
  const reply = await server.inject({
    method: 'POST',
    url: '/api/activations',
    remoteAddress,
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
    payload: { token: `guess${String((guesses += 1)).padStart(38, '0')}`, password: '春江潮水连海平海上明月' },
  });
  return reply.statusCode;
}

const manyGuesses = async (remoteAddress: string, forwardedFor: (index: number) => string, app = behindProxy) => {
  const statuses = [];
  for (let index = 0; index < FREE_FAILURES.ip + 2; index += 1)
    statuses.push(await guess(remoteAddress, forwardedFor(index), app));
  return statuses;
};

test('a stranger who names other addresses is counted under his own', async () => {
  expect((await manyGuesses('10.8.0.1', (index) => `192.0.2.${index}`)).at(-1)).toBe(429);
});

test('without a trusted proxy nobody may name another address, the proxy neither', async () => {
  expect((await manyGuesses('10.9.0.1', (index) => `192.0.3.${index}`, town.app)).at(-1)).toBe(429);
});

test('behind the trusted proxy each sender is counted for himself', async () => {
  const [first, ...rest] = await manyGuesses('10.8.0.2', () => '');
  expect([first, rest.at(-1)]).toEqual([410, 429]);
  const others = await manyGuesses(PROXY, (index) => `192.0.4.${index}`);
  expect(new Set(others)).toEqual(new Set([410]));
});

test('one sender behind the proxy waits, and a forged entry before his address does not help him', async () => {
  expect((await manyGuesses(PROXY, (index) => `198.51.100.${index}, 203.0.113.7`)).at(-1)).toBe(429);
});

test('people who come by https are told to stay there, others are not', async () => {
  const [far, near] = await Promise.all([behindProxy, town.app].map(({ server }) => server.inject('/api/health')));
  expect(far?.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
  expect(near?.headers['strict-transport-security']).toBeUndefined();
  expect(far?.headers['content-security-policy']).toContain('upgrade-insecure-requests');
});

test('the cookie of people who come by https is never sent without it', async () => {
  const enter = async ({ server }: App) => {
    const reply = await server.inject({
      method: 'POST',
      url: '/api/session/demo',
      remoteAddress: PROXY,
      headers: { 'x-forwarded-for': '203.0.113.9' },
      payload: { signInName: 'zhou' },
    });
    expect(reply.statusCode).toBe(200);
    return String(reply.headers['set-cookie']);
  };
  expect(await enter(behindProxy)).toMatch(/; Secure/);
  expect(await enter(town.app)).not.toContain('Secure');
});
