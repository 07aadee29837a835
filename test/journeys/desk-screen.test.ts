// 大屏: six cards round a map; every number opens as many rows, news arrive by themselves, a lost line is said, and it fills any wall.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { newToken } from '../../src/shared/short-code.ts';
import { demoCodes } from '../../seeds/plays.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
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

async function openWall(name: string, width = 1920, height = 1080) {
  const desk = await enterDesk(browser, server, name);
  await desk.page.setViewportSize({ width, height });
  await desk.page.goto(`${server.url}/yunting/desk/screen`);
  await desk.page.getByRole('application', { name: /在办事件/ }).waitFor();
  return desk;
}
const card = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });
async function numberOf(page: Page, title: string): Promise<number> {
  const link = card(page, title).getByRole('link').first();
  expect(await link.getAttribute('aria-label')).toContain('在新窗口打开');
  return Number(await link.textContent());
}

test('each number of the wall opens a list with as many rows, in a window of its own', async () => {
  const { page, faults, close } = await openWall('田嘉禾');
  let isAnyThere = false;
  for (const title of ['今日新收', '正在办理', '今日结案', '紧急在办', '已超期']) {
    const links = await card(page, title).getByRole('link').all();
    for (const link of links) {
      const label = (await link.getAttribute('aria-label')) ?? '';
      const [, shown] = /(\d+) 件，在新窗口打开/.exec(label) ?? [];
      if (shown === undefined) continue;
      const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      const caption = opened.getByText(/^共 \d+ 件$/).first();
      const nothing = opened.getByText('这里没有事件。换一个区域或状态看看。');
      await caption.or(nothing).first().waitFor();
      const told = (await caption.isVisible()) ? Number(/\d+/.exec((await caption.textContent()) ?? '')?.[0]) : 0;
      expect(told, label).toBe(Number(shown));
      isAnyThere ||= told > 0;
      await opened.close();
    }
  }
  expect(isAnyThere).toBe(true);
  await page.bringToFront();
  expect(faults()).toEqual([]);
  await close();
}, 120_000);

test('a new report is on the wall by itself, and a lost line is said with the time of what is shown', async () => {
  const { page, close } = await openWall('田嘉禾');
  const before = await numberOf(page, '今日新收');
  const [code] = demoCodes();
  const reply = await fetch(`${server.url}/api/yunting/cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: newId(), reportId: newId(), secret: newToken(), words: '路灯不亮，张大爷电话 10012345678', placeCode: code?.code }), // prettier-ignore
  });
  expect(reply.status).toBe(201);
  await expect.poll(() => numberOf(page, '今日新收'), { timeout: 15_000 }).toBe(before + 1);
  await page.getByRole('region', { name: '刚刚发生' }).getByText('反映').first().waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/张大爷|10012345678|路灯不亮，/);
  await page.context().setOffline(true);
  await page
    .getByRole('alert')
    .getByText(/正在重连。屏上是 \d\d:\d\d 的数字|数字没有更新，屏上是 \d\d:\d\d 的/)
    .waitFor({ timeout: 70_000 });
  await page.context().setOffline(false);
  await close();
}, 120_000);

test('it fills a wall of 16:9 and of 32:9 without scrolling, nothing in a card is cut off, digits are large', async () => {
  const { page, close } = await openWall('田嘉禾');
  for (const [width, height] of [
    [1920, 1080],
    [3840, 1080],
    [5120, 1440],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const measured = await page.evaluate(() => ({
      page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
      cut: [...document.querySelectorAll('.wall-card, .made-of')]
        .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1)
        .map((each) => each.textContent?.trim().slice(0, 30)),
      digits: [...document.querySelectorAll('.number')].map((each) =>
        Number.parseFloat(getComputedStyle(each).fontSize),
      ),
      cards: document.querySelectorAll('.wall-card').length,
    }));
    expect(measured.page, `${width}`).toEqual([width, height]);
    expect(measured.cut, `${width}`).toEqual([]);
    expect(measured.cards).toBe(6);
    expect(Math.min(...measured.digits), `${width}`).toBeGreaterThanOrEqual(32);
    await expectNoBarriers(page);
  }
  await close();
}, 90_000);

test('on a desk, a tablet and a phone it is a page of cards, read without barriers, marked as a demo', async () => {
  const { page, faults, close } = await openWall('林晓芸', 1440, 900);
  await page.getByRole('heading', { level: 1, name: '旧港街道网格治理' }).waitFor();
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    expect(await page.getByRole('complementary', { name: '演示数据' }).isVisible()).toBe(true);
  }
  await page.getByRole('link', { name: '回工作台' }).click();
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['wall'])).toBeUndefined();
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('who sees no cases is told who can give it, in the usual frame', async () => {
  const { page, close } = await enterDesk(browser, server, '陆书勤', { path: '/screen' });
  await page.getByRole('heading', { level: 1, name: /您没有“查看事件”权限/ }).waitFor();
  expect(await page.getByRole('link', { name: '大屏' }).count()).toBe(0);
  await close();
});
