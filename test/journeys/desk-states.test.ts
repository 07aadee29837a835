// States of the desk: every sheet of a case open, the network gone, the session ended.

import type { Browser } from 'playwright-core';
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

test('the page of a case is whole at every width and with every sheet open', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await page.getByRole('row').filter({ hasText: '派给单位' }).getByRole('link').first().click();
  const acts = page.getByRole('region', { name: '可以做的事' });
  await acts.waitFor();
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  await acts.getByRole('button', { name: '更多' }).click();
  const verbs = (await acts.getByRole('button').allTextContents()).map((text) => text.trim());
  const forms = verbs.filter((verb) => verb !== '更多');
  expect(forms.length).toBeGreaterThan(6);
  for (const verb of forms) {
    if (!(await acts.getByRole('button', { name: verb, exact: true }).isVisible()))
      await acts.getByRole('button', { name: '更多' }).click();
    await acts.getByRole('button', { name: verb, exact: true }).click();
    await page.getByRole('dialog', { name: verb }).waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoBarriers(page);
    await page.keyboard.press('Escape');
  }
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('a page whose server is gone keeps what it showed, says so, and loads again', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸');
  await page.getByRole('heading', { level: 2, name: /^待我处理 / }).waitFor();
  await page.getByRole('link', { name: '事件', exact: true }).click();
  await page.getByRole('columnheader', { name: '编号' }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('找编号、事由或地点').fill('井盖');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByText('没有网络。').waitFor();
  await page.getByText('下面是上次看到的内容。').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByText('没有网络。').waitFor({ state: 'detached' });
  await page
    .getByRole('link', { name: /^\d\d \d{4}/ })
    .first()
    .waitFor();
  await close();
});

test('a session that ends lays the sign-in over the page, and nothing typed is lost', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/report' });
  await page.getByLabel('说了什么').fill('河边栏杆松了');
  await page.getByRole('combobox', { name: '社区', exact: true }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByLabel('具体位置').fill('澜水河边');
  await page.context().clearCookies();
  await page.getByRole('button', { name: '提交' }).click();
  // A stranger may report as well, but not as staff.
  await page.getByText('登录已过期。重新登录后，刚才填写的内容还在。').waitFor();
  await page.getByRole('button', { name: /^林晓芸 / }).click();
  expect(await page.getByLabel('说了什么').inputValue()).toBe('河边栏杆松了');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到' }).waitFor();
  await close();
});
