// 提醒 on 工作台 and 今日: what rang stands there in words until somebody who was told knows it, and opens the matter.

import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf } from './worker-steps.ts';

const PICTURES = join(import.meta.dirname, '../../.cache/notices');

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

const rangOn = (page: Page) => page.getByRole('region', { name: /^提醒 \d+$/ });
const countOf = async (page: Page) => Number(/\d+/.exec((await rangOn(page).getAttribute('aria-label')) ?? '')?.[0]);

test('what rang is told to the desk in words; who knows it takes it away for everybody of the same post', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await rangOn(page).waitFor();
  const before = await countOf(page);
  expect(before).toBeGreaterThan(1);
  const first = rangOn(page).getByRole('listitem').first();
  expect(await first.innerText()).toMatch(
    /还没有签收|时限已过半|已到期|超期 \d+ (小时|天)|挂账到复核日|到期没有答复|没有人报到/,
  );
  expect(await first.innerText()).toMatch(/发给(我本人|本单位|本岗位)/);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    await page.screenshot({ path: join(PICTURES, `desk-${width}.png`) });
  }
  await first.getByRole('button', { name: /^知道了：/ }).click();
  await rangOn(page).getByText('已记下，同岗位的人也不再看到。').waitFor();
  expect(await countOf(page)).toBe(before - 1);
  await page.reload();
  await rangOn(page).waitFor();
  expect(await countOf(page)).toBe(before - 1);
  await rangOn(page).getByRole('link').first().click();
  await page.getByRole('region', { name: '可以做的事' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('the lead reads it on the phone', async () => {
  const told = await (await asPerson(server, 'luojianping')).get('/notices');
  const { page, faults, context } = await phoneOf(browser, server, 'luojianping');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(told.notices.length).toBeGreaterThan(0);
  await rangOn(page).waitFor();
  expect(await countOf(page)).toBe(told.notices.length);
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.screenshot({ path: join(PICTURES, 'phone-360.png') });
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);
