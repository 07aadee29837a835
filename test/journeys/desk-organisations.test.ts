// 单位: the tree as anybody of the service reads it, one organisation opened, and who manages it changing a phone.

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

const WIDTHS = [1440, 768, 360];

test('a dispatcher finds a crew by its name, sees what it belongs to, calls it, and reads who may send it orders directly', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/organisations' });
  await page.getByText(/^\d+ 个单位$/).waitFor();
  expect(await page.getByRole('button', { name: '添加单位' }).count()).toBe(0);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole('button', { name: '水务公司 的下级' }).click();
  expect(await page.getByRole('button', { name: '水务公司抢修二班', exact: true }).count()).toBe(0);
  await page.getByLabel('找单位').fill('抢修二班');
  await page.getByText('2 个单位').waitFor(); // with what it belongs to
  await page.getByRole('button', { name: '水务公司抢修二班', exact: true }).click();
  const card = page.getByRole('dialog', { name: '水务公司抢修二班' });
  await card.getByText('没有账号：值班电话收到工单链接，凭验证码签收。').waitFor();
  expect(await card.getByRole('link', { name: /^100\d{8}$/ }).getAttribute('href')).toMatch(/^tel:100\d{8}$/);
  await card.getByText('锦汀街道').or(card.getByText('旧港街道')).first().waitFor();
  await expectNoBarriers(page);
  expect(await card.getByRole('button', { name: '修改' }).count()).toBe(0);
  await card.getByRole('button', { name: '水务公司', exact: true }).click();
  await page.getByRole('dialog', { name: '水务公司', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('one with accounts says who signs; its address can be passed on', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '邱子健', { path: '/organisations' });
  await page.getByRole('button', { name: '市政养护所', exact: true }).click();
  const card = page.getByRole('dialog', { name: '市政养护所' });
  await card.getByText('邱子健').waitFor();
  await card.getByRole('heading', { name: '下级单位' }).waitFor();
  await page.waitForURL(/at=/);
  await page.reload();
  await page.getByRole('dialog', { name: '市政养护所' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('who manages organisations changes its duty phone from the card', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/organisations' });
  await page.getByLabel('找单位').fill('供电所抢修班');
  await page.getByRole('button', { name: '供电所抢修班', exact: true }).click();
  await page.getByRole('dialog', { name: '供电所抢修班' }).getByRole('button', { name: '修改' }).click();
  const form = page.getByRole('dialog', { name: '供电所抢修班' });
  await form.getByRole('textbox', { name: '值班电话' }).fill('10000009999');
  await form.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存。').waitFor();
  await page.getByRole('link', { name: '拨打 供电所抢修班 10000009999' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 60_000);
