// What somebody sees who has just started the program: the start page, the API reader, the ten calls of the pipe incident.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

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

test.each([
  ['/', 360],
  ['/', 1440],
  ['/api/docs', 360],
  ['/api/docs', 1440],
])('%s at %i px has no barriers, fits, and breaks no rule of the CSP', async (path, width) => {
  const { page, faults } = await openPage(browser, width);
  await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
  await page.locator('h1').waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, width);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('the start page says 演示数据 and leads to the API reader', async () => {
  const { page } = await openPage(browser, 1440);
  await page.goto(server.url);
  expect(await page.textContent('body')).toContain('演示数据');
  await page.click('a[href="/api/docs"]');
  await page.getByText('/cases/{id}/verify').first().waitFor();
  await page.context().close();
});

test('the ten calls of docs/pipe.md work as they stand', async () => {
  const text = await readFile(join(import.meta.dirname, '../../docs/pipe.md'), 'utf8');
  const blocks = [...text.matchAll(/```bash\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const calls = blocks.filter((block) => block.includes('curl'));
  expect(calls.length).toBe(10);

  const directory = await mkdtemp(join(tmpdir(), 'gezhi-pipe-'));
  const answers: string[] = [];
  let LINK = '';
  let CODE = '';
  let DEVICE = '';
  for (const call of calls) {
    const script = `set -e\nG=${server.url}\nLINK='${LINK}'\nCODE='${CODE}'\nDEVICE='${DEVICE}'\n${call}`;
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: directory });
    answers.push(stdout);
    if (call.includes('/dispatchDirect')) LINK = (await server.waitFor(/\/o\/([\w-]{40,})/))[1] ?? '';
    if (call.includes('/order-link-codes')) CODE = (await server.waitFor(/验证码 (\d{6})/))[1] ?? '';
    if (call.includes('/order-link-openings')) DEVICE = /"device":"([^"]+)"/.exec(stdout)?.[1] ?? '';
  }
  await rm(directory, { recursive: true });

  const closed = JSON.parse(answers.at(-1) ?? '{}');
  expect(closed).toMatchObject({ status: 'closed', resolvedLevel: 'gridCoordinated' });
  expect(closed.stations.map((station: { verb: string }) => station.verb)).toEqual([
    'report',
    'dispatchDirect',
    'feedback',
    'verify',
    'close',
  ]);
}, 60_000);
