// What somebody sees who has just started the program: the start page and its doors, the API reader, the ten calls of the pipe.

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

test.each([
  ['周敏', 'zhoumin', '/yunting/work/'],
  ['林晓芸', 'linxiaoyun', '/yunting/desk/'],
  ['秦朗月', 'qinlangyue', '/chengan/desk/'],
])('the address beside %s leads to one click that enters as %s and opens %s', async (name, signInName, path) => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/#${signInName}`);
  await page.getByRole('button', { name: new RegExp(`进入.*${name}`) }).click();
  await page.waitForURL(`${server.url}${path}**`);
  const session = await page.evaluate(async () => (await fetch('/api/session')).json());
  expect(session).toMatchObject({ account: { name } });
  await page.context().close();
});

test('a printed code of the start page opens the page of its place', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(server.url);
  await page.getByRole('link', { name: '三圣里 12 号包子店门前' }).click();
  await page.getByText('三圣里 12 号包子店门前').first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/yunting\/q\/\w+$/);
  await page.context().close();
});

test('without script the start page still leads everywhere, and says why one click does not enter', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.url);
  expect(await page.locator('noscript p').innerText()).toContain('一键进入需要打开 JavaScript');
  expect(await page.getByRole('link', { name: /工作台/ }).count()).toBe(2);
  await context.close();
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
    if (call.includes('/dispatchDirect')) LINK = (await server.waitFor(/新工单.*\/o\/([\w-]{40,})/))[1] ?? '';
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
