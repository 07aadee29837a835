// What a phone has to load to report something, as it goes over the wire, against its limits.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, openPage } from './browser.ts';
import { codeOf, readReceipt } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

/** In thousand bytes, compressed; of scripts and styles the files alone, of the whole way the heads of the answers too. */
const SCRIPT_KB = 85;
const STYLE_KB = 15;
const WHOLE_WAY_KB = 110;

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

interface Load {
  readonly type: string;
  readonly path: string;
  readonly kilobytes: number;
  readonly headKilobytes: number;
}

/** Everything the page has fetched so far, whose answer has arrived in full. */
function listenTo(page: Page): () => Promise<Load[]> {
  const loads: Promise<Load>[] = [];
  page.on('requestfinished', (request) => {
    loads.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => ({
        type: request.resourceType(),
        path: new URL(request.url()).pathname,
        kilobytes: responseBodySize / 1000,
        headKilobytes: responseHeadersSize / 1000,
      })),
    );
  });
  return () => Promise.all(loads);
}

const sum = (loads: readonly Load[]) => loads.reduce((total, { kilobytes }) => total + kilobytes, 0);
const sumWithHeads = (loads: readonly Load[]) =>
  loads.reduce((total, { kilobytes, headKilobytes }) => total + kilobytes + headKilobytes, 0);

test('the place page and the whole way to the number stay within their weight; there is no font', async () => {
  const { page } = await openPage(browser, 360);
  const loaded = listenTo(page);
  await page.goto(`${server.url}/yunting/q/${codeOf('船坞新村 3 栋门前')}`, { waitUntil: 'networkidle' });
  await page.getByLabel('请说说是什么事').waitFor();
  const first = await loaded();
  const of = (type: string) => first.filter((load) => load.type === type);
  expect(of('script').length).toBeGreaterThan(2);
  expect(of('stylesheet').length).toBeGreaterThan(0);
  expect(sum(of('script')), 'scripts of the place page').toBeLessThanOrEqual(SCRIPT_KB);
  expect(sum(of('stylesheet')), 'styles of the place page').toBeLessThanOrEqual(STYLE_KB);
  expect(of('font')).toEqual([]);

  await page.getByLabel('请说说是什么事').fill('楼道灯不亮');
  await page.getByRole('button', { name: '提交' }).click();
  await readReceipt(page);
  await page.waitForLoadState('networkidle');
  const whole = await loaded();
  expect(sumWithHeads(whole), 'everything to the number').toBeLessThanOrEqual(WHOLE_WAY_KB);
  console.log(
    `place page: scripts ${sum(of('script')).toFixed(1)} kB, styles ${sum(of('stylesheet')).toFixed(1)} kB; whole way ${sumWithHeads(whole).toFixed(1)} kB`,
  );
  await page.context().close();
});

test('files are kept by the browser for ever, the page itself is asked for each time', async () => {
  const html = await fetch(`${server.url}/yunting/q/${codeOf('船坞新村 3 栋门前')}`);
  expect(html.headers.get('cache-control')).toBe('no-cache');
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await html.text()) ?? [];
  const file = await fetch(`${server.url}${script}`, { headers: { 'accept-encoding': 'gzip' } });
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('content-encoding')).toBe('gzip');
});
