// How soon the worker app can be used on a four-year-old phone at the edge of its network.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, openPage } from './browser.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const LIMIT_MS = 4_000;
/** The machine of the tests is shared: the best of three says what the app needs. */
const RUNS = 3;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function usableAfter(): Promise<{ ms: number; kilobytes: number }> {
  const { page } = await openPage(browser, 360);
  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName: 'zhoumin' } });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (0.75 * 1024 * 1024) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const before = performance.now();
  await page.goto(`${server.url}/yunting/work/`, { waitUntil: 'commit' });
  // The list has come and can be tapped.
  await page.getByRole('link', { name: '我办过的' }).waitFor();
  const ms = performance.now() - before;
  const kilobytes = bytes / 1000;
  await page.context().close();
  return { ms, kilobytes };
}

test('今日 is usable within four seconds at a quarter of the processor, 1.6 Mbit/s and 150 ms', async () => {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await usableAfter());
  const best = Math.min(...runs.map(({ ms }) => ms));
  console.log(
    `usable after ${runs.map(({ ms }) => Math.round(ms)).join(', ')} ms; ${Math.round(runs[0]?.kilobytes ?? 0)} kB came first`,
  );
  expect(best).toBeLessThanOrEqual(LIMIT_MS);
}, 90_000);
