// 演示时钟 and 重置 as a visitor meets them: three steps ahead, the band on every page, and the demo as on its first day.

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

const state = async () =>
  (await fetch(`${server.url}/api/yunting/demo-clock`)).json() as Promise<{ aheadMs: number; remadeAt: string | null }>;

test('a visitor who is nobody moves the clock; every page says how late it is there', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories#clock`);
  const clock = page.getByRole('region', { name: '演示时钟' });
  await clock.getByText('和现在一样').waitFor();
  await expectNoBarriers(page);
  await clock.getByRole('button', { name: '过 2 小时' }).click();
  await clock.getByText(/^已拨到 \d{4}-\d\d-\d\d \d\d:\d\d。$/).waitFor();
  await page.getByText(/^演示时间 \d+ 月 \d+ 日 \d\d:\d\d · 比现在晚 2 小时/).waitFor();
  await expectNoBarriers(page);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
  }
  for (const address of ['/', '/work/', '/desk/']) {
    await page.goto(`${server.url}/yunting${address}`);
    await page.getByText(/^演示时间 .*比现在晚 2 小时/).waitFor();
  }
  await page.goto(`${server.url}/yunting/stories#clock`);
  await clock.getByRole('button', { name: '到下一个工作日 9:30' }).click();
  await page.getByText(/^演示时间 \d+ 月 \d+ 日 09:30/).waitFor();
  expect((await state()).aheadMs).toBeGreaterThan(7_200_000);
  await page.context().close();
}, 60_000);

test('the other district’s pages know nothing of it', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/chengan/`);
  await page.getByRole('complementary', { name: '演示数据' }).waitFor();
  expect(await page.getByText(/演示时间/).count()).toBe(0);
  await page.context().close();
});

test('reset asks first, goes on answering, and brings the real time back; an open page says that it is old', async () => {
  const [visitor, other] = await Promise.all([openPage(browser, 360), openPage(browser, 1440)]);
  await other.page.goto(`${server.url}/yunting/`);
  await other.page.getByText(/^演示时间/).waitFor();
  const { page } = visitor;
  await page.goto(`${server.url}/yunting/stories#clock`);
  const clock = page.getByRole('region', { name: '演示时钟' });
  await clock.getByRole('button', { name: '重置演示数据' }).click();
  await clock.getByRole('button', { name: '不重置' }).click();
  expect((await state()).remadeAt).toBeNull();
  await clock.getByRole('button', { name: '重置演示数据' }).click();
  await expectNoBarriers(page);
  await clock.getByRole('button', { name: '确定重置' }).click();
  await clock.getByText(/正在重做演示数据/).waitFor();
  expect((await fetch(`${server.url}/api/yunting/areas`)).status).toBe(200);
  await clock.getByText('已经重做好，时间也回到现在。').waitFor({ timeout: 200_000 });
  expect((await state()).aheadMs).toBe(0);
  await clock.getByText('和现在一样').waitFor();
  // The page that was open all the while learns it with its next answer.
  await other.page.getByRole('link', { name: '找网格员' }).click();
  await other.page.getByText('演示数据刚刚重做过，这一页是旧的。').waitFor();
  await expectNoBarriers(other.page);
  await page.context().close();
  await other.page.context().close();
}, 240_000);

test('演示数据说明 sets what was published and assumed beside what is counted now', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories/about`);
  await page.getByText('组织规模取自公开报道，地名、单位、人物、事件均为虚构。').waitFor();
  const sizes = page.getByRole('table', { name: '组织规模' });
  await sizes.getByRole('row').nth(3).waitFor();
  const rows = await sizes.getByRole('row').allTextContents();
  const of = (...words: string[]) =>
    rows.find((row) => words.every((word) => row.includes(word)))?.replaceAll(/\s+/g, ' ') ?? '';
  expect(of('彩桥街道', '微网格')).toMatch(/845 ?845/);
  expect(of('船坞新村社区', '户')).toMatch(/1854 ?1854/);
  await expectNoBarriers(page);
  for (const width of [320, 360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
  }
  await page.goto(`${server.url}/yunting/stories/about?lang=en`);
  await page.getByRole('heading', { level: 1, name: 'About the demo data' }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);
