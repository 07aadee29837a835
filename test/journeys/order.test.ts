// The page of an order link, as the foreman of a crew meets it on the duty phone: code, order, signed, done; leaked, offline, over.

import { join } from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { asPerson, dispatchedPipe, lastCode } from './persons.ts';
import type { Person } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PICTURE = join(import.meta.dirname, '../../seeds/pictures/pipe-after.jpg');

let server: RunningServer;
let browser: Browser;
let zhou: Person;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  zhou = await asPerson(server, 'zhoumin');
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function enterCode(page: Page): Promise<void> {
  const before = lastCode(server);
  await page.getByRole('button', { name: '发验证码' }).click();
  const field = page.getByLabel('验证码（6 位数字）');
  await field.waitFor();
  await expect.poll(() => lastCode(server), { timeout: 10_000 }).not.toBe(before);
  await field.fill(lastCode(server) ?? '');
  await page.getByRole('button', { name: '打开工单' }).click();
  await page.getByRole('heading', { level: 1, name: /水管爆了/ }).waitFor();
}

/** A phone of its own, so that each test is another device. */
async function phone(width = 360): Promise<{ page: Page; faults: string[]; context: BrowserContext }> {
  const { page, faults } = await openPage(browser, width);
  return { page, faults, context: page.context() };
}

test('the foreman opens the order with the code, signs it and says what was done; a leaked link asks for a new code', async () => {
  const pipe = await dispatchedPipe(server, zhou);
  const { page, faults, context } = await phone();
  await page.goto(`${server.url}${pipe.page}`);
  await page.getByText(/水务公司抢修二班的值班电话（尾号 \d{4}）/).waitFor();
  expect(await page.textContent('main')).not.toContain('水管');
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await enterCode(page);
  const shown = await page.textContent('main');
  for (const words of ['三圣里 12 号包子店门前', '漏水止住，路面安全，供水恢复', '已电话通知，带上管卡', '紧急'])
    expect(shown).toContain(words);
  expect(shown).not.toContain('周敏');
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);

  await page.getByRole('button', { name: '签收' }).click();
  await page.getByText('已签收。').waitFor();
  await page.getByRole('button', { name: '办好了' }).click();
  const sheet = page.getByRole('dialog', { name: '办好了' });
  await sheet.getByRole('button', { name: '提交' }).click();
  await sheet.getByText('请写一句做了什么，或拍一张照片。').waitFor();
  await sheet.getByLabel(/做了什么/).fill('更换破裂管段，已恢复供水𠮷');
  await sheet.getByLabel('选照片').setInputFiles(PICTURE);
  await sheet.getByRole('img', { name: '照片 1' }).waitFor();
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '提交' }).click();
  await page.getByText('已提交，谢谢。接下来有人到现场核实。').waitFor();

  const seen = await zhou.get(`/cases/${pipe.id}`);
  expect(seen.status).toBe('feedback');
  expect(seen.stations.map(({ verb }: { verb: string }) => verb)).toEqual([
    'report',
    'dispatchDirect',
    'acknowledge',
    'feedback',
  ]);
  expect(JSON.stringify(seen)).toContain('更换破裂管段，已恢复供水𠮷');
  expect(seen.attachments).toHaveLength(1);
  // A picture asks again until it is ready: 409 attachment-not-ready is no fault.
  expect(faults.filter((fault) => !/409/.test(fault))).toEqual([]);

  const leaked = await phone();
  await leaked.page.goto(`${server.url}${pipe.page}`);
  await leaked.page.getByRole('button', { name: '发验证码' }).waitFor();
  expect(await leaked.page.textContent('main')).not.toContain('水管');
  await leaked.context.close();

  await zhou.post(`/cases/${pipe.id}/verify`, { moveId: newId(), seenVersion: 4, outcome: 'solved' });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: '这张工单已经结束' }).waitFor();
  await page.getByRole('link', { name: /打给船坞新村社区/ }).waitFor();
  await expectNoBarriers(page);
  await context.close();
}, 60_000);

test('without signal what the crew writes is kept, said to be kept, and goes out once', async () => {
  const pipe = await dispatchedPipe(server, zhou);
  const { page, context } = await phone();
  await page.goto(`${server.url}${pipe.page}`);
  await enterCode(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: '办好了' }).click();
  const sheet = page.getByRole('dialog', { name: '办好了' });
  await sheet.getByLabel(/做了什么/).fill('已止水，明早复路面');
  await sheet.getByRole('button', { name: '提交' }).click();
  await page.getByText(/您填的已存在这部手机里/).waitFor();
  expect(await page.getByRole('button', { name: '办好了' }).count()).toBe(0);
  await expectNoBarriers(page);
  await context.setOffline(false);
  await page.getByText(/您填的已存在这部手机里/).waitFor({ state: 'hidden', timeout: 20_000 });
  await page.getByText(/您已反馈，时间不再走/).waitFor();
  const { stations } = await zhou.get(`/cases/${pipe.id}`);
  expect(stations.filter(({ verb }: { verb: string }) => verb === 'feedback')).toHaveLength(1);
  await context.close();
}, 60_000);

test('asking to send back needs a reason and its basis; in 长辈版, in sunlight and at 320 px it still fits', async () => {
  const pipe = await dispatchedPipe(server, zhou);
  const { page, faults, context } = await phone(320);
  await page.goto(`${server.url}${pipe.page}?mode=elder`);
  await enterCode(page);
  await page.getByRole('button', { name: '户外' }).click();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 320);
  await page.getByRole('button', { name: '退回申请' }).click();
  const sheet = page.getByRole('dialog', { name: '退回申请' });
  await sheet.getByRole('radio', { name: '权属不清' }).check();
  await sheet.getByRole('button', { name: '提交申请' }).click();
  await sheet.getByText('请选原因，并写明依据。').waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 320);
  // Closed and opened again: what was chosen is still there.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '退回申请' }).click();
  expect(await sheet.getByRole('radio', { name: '权属不清' }).isChecked()).toBe(true);
  // Of the three kinds of list only the one that an organisation of this kind can point to is offered.
  expect(await sheet.getByRole('radio', { name: '确权、养护台账（权属单位）' }).isChecked()).toBe(true);
  expect(await sheet.getByRole('radio', { name: '履职事项清单（街道）' }).count()).toBe(0);
  await sheet.getByLabel(/依据/).fill('管上标识为小区二次供水');
  await sheet.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('退回申请已提交，等派单的人审核。').waitFor();
  const { stations } = await zhou.get(`/cases/${pipe.id}`);
  expect(stations.at(-1)).toMatchObject({ verb: 'sendBack', codes: { basis: 'assetOwnership' } });
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('a link that is not whole says so and whom to call', async () => {
  const { page, context } = await phone();
  await page.goto(`${server.url}/yunting/o/abcdefghijklmnopqrstuvwxyz0123`);
  await page.getByRole('heading', { level: 1, name: '没有找到这张工单' }).waitFor();
  await page.getByRole('link', { name: /打给云汀区/ }).waitFor();
  await expectNoBarriers(page);
  await context.close();
});
