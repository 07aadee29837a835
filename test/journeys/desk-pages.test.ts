// Every page of the desk as people of every kind meet it: no barriers, no sideways scroll at 320 px, nothing refused; in English too.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ PUBLIC_URL: 'http://wangge.yunting.example' });
  browser = await openBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const PAGES = [
  [
    '林晓芸',
    [
      '/',
      '/intake',
      '/phrases',
      '/cases?status=open&urgent=true',
      '/cases',
      '/cases?status=overdue',
      '/cases?q=灯',
      '/report',
      '/people',
    ],
  ],
  ['邱子健', ['/', '/orders?tab=toSign', '/orders?tab=inHand', '/orders?tab=rework']],
  ['沈亦安', ['/', '/people', '/organisations', '/direct-lists', '/places', '/areas', '/settings']],
  ['郭敏华', ['/', '/cases', '/feedback']],
  ['纪春晓', ['/drawn']],
  ['陆书勤', ['/audit', '/audit?trail=door', '/nowhere']],
] as const;

test.each(PAGES)(
  '%s finds every page whole at 320, 768 and 1440 px',
  async (name, paths) => {
    const { page, faults, close } = await enterDesk(browser, server, name);
    for (const path of paths) {
      await page.goto(`${server.url}/yunting/desk${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.getByText('正在加载').count(), path).toBe(0);
      for (const width of [1440, 768, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await expectFitsWidth(page, width);
      }
      await expectNoBarriers(page);
    }
    expect(faults()).toEqual([]);
    await close();
  },
  60_000,
);

test('the desk speaks English from the sign-in on, and says so to the browser', async () => {
  const { page, faults } = await openPage(browser, 1440);
  page.setDefaultTimeout(8_000);
  await page.goto(`${server.url}/yunting/desk/?lang=en`);
  await page.getByRole('heading', { name: 'Demo people' }).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: /^林晓芸 Street dispatcher/ }).click();
  await page.getByRole('heading', { level: 2, name: /^Waiting for me: \d+$/ }).waitFor();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Cases' }).click();
  await page.getByRole('columnheader', { name: 'Held by' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await expectNoBarriers(page);
  expect(faults.filter((fault) => !/401|\/session$/.test(fault))).toEqual([]);
  await page.context().close();
});
