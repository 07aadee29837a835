// Entering by 演示身份 at the far end of the list: the page begins at its top, with the band that says what is invented.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, openPage } from './browser.ts';
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

async function expectTop(page: Page): Promise<void> {
  await page.getByText('演示数据').first().waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(0);
}

test('at the desk, on a phone’s width', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/desk/cases`);
  const person = page.getByRole('button', { name: /^陆书勤 / });
  await person.waitFor();
  await page.evaluate(() => scrollTo(0, 400));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await person.click();
  await page.getByRole('heading', { name: '事件', level: 1 }).waitFor();
  await expectTop(page);
  await page.context().close();
}, 60_000);

test('in the worker’s app', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/work/`);
  const person = page.getByRole('button', { name: /罗建平/ }).first();
  await person.waitFor();
  await page.evaluate(() => scrollTo(0, 400));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await person.click();
  await page.getByRole('link', { name: '今日' }).waitFor();
  await expectTop(page);
  await page.context().close();
}, 60_000);
