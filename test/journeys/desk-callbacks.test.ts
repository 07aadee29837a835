// Calling back at the desk: whom to call, what to ask, what was heard; and an answered rating, from the desk to the resident's link.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

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

const WIDTHS = [360, 768, 1440];

async function expectGood(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
}

const listed = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await page.getByRole('heading', { name: /^要打的电话/ }).textContent()) ?? '')?.[0]);

const firstLine = (words: string): string => words.split('\n', 1)[0] ?? '';

/** Of the figures on the page; the demo has calls of its own. */
const called = async (page: Page): Promise<number> =>
  Number(
    /\d+/.exec(
      (await page
        .getByText(/^打出 \d+ 个$/)
        .first()
        .textContent()) ?? '',
    )?.[0],
  );

test('纪春晓 calls back: the number for a minute, not solved is heard and taken up again, figures grow by one', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '纪春晓', { path: '/callbacks' });
  await page.getByRole('heading', { name: '回访', level: 1 }).waitFor();
  const before = await listed(page);
  expect(before).toBeGreaterThan(0);
  const calledBefore = await called(page);
  await page.getByText('从左边选一件').waitFor();
  await expectGood(page);

  await page
    .getByRole('region', { name: /^要打的电话/ })
    .getByRole('button')
    .first()
    .click();
  await page.getByRole('button', { name: '看号码' }).click();
  await page.getByText(/^号码 100\d{8}，\d+ 秒后收起$/).waitFor();
  const save = page.getByRole('button', { name: '记下这个电话' });
  expect(await save.isDisabled()).toBe(true);
  await page.getByRole('radio', { name: '打通了' }).check();
  expect(await save.isDisabled()).toBe(true);
  await page.getByRole('radio', { name: '没解决', exact: true }).check();
  await page.getByRole('radio', { name: '一般' }).check();
  await page.getByLabel('原话').fill('过了两天又坏了');
  await expectGood(page);
  await save.click();
  await page.getByText(/^反映人说没解决/).waitFor();
  await page.getByText(`打出 ${calledBefore + 1} 个`).waitFor();
  expect(await listed(page)).toBe(before - 1);
  await expectGood(page);
  await page.getByRole('button', { name: '重新办理' }).click();
  await page.getByText('已重新办理，编号不变。').waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 90_000);

test('by the keyboard alone: a call nobody took stays on the list and says so', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '罗建平', { path: '/callbacks' });
  const first = page
    .getByRole('region', { name: /^要打的电话/ })
    .getByRole('button')
    .filter({ hasNotText: '没人接' })
    .first();
  const words = await first.innerText();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: '没人接' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '记下这个电话' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^记下了/).waitFor();
  const row = page
    .getByRole('region', { name: /^要打的电话/ })
    .getByRole('button')
    .filter({ hasText: firstLine(words) });
  await row.getByText('打过 1 次没人接').waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('who calls nobody back finds neither the entry nor the page', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/callbacks' });
  await page.getByText('您没有“回访”权限').waitFor();
  expect(await page.getByRole('link', { name: '回访', exact: true }).count()).toBe(0);
  await expectNoBarriers(page);
  await close();
}, 60_000);
