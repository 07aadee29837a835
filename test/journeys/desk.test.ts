// The loop driven from desks: a call is written down, filed and sent out; the organisation signs, assigns inside and reports
// back; the grid worker checks; the street closes. And the same by keyboard alone.

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { act, enterDesk, numberOn } from './desk-steps.ts';
import { asPerson } from './persons.ts';
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

const WORDS = '3 栋门前井盖松了，车一过就响，孩子睡不着';
let number = '';

test('林晓芸 writes down a call, reads it back, and has a number and 查询码 to tell', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/report' });
  await page.getByLabel('说了什么').fill(WORDS);
  await page.getByRole('combobox', { name: '社区', exact: true }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByRole('combobox', { name: '地点', exact: true }).selectOption({ label: '船坞新村 3 栋' });
  await page.getByLabel('具体位置').fill('门前');
  await page.getByLabel('对方电话').fill('10012345678');
  await page.getByText(`我念给您听：船坞新村 3 栋 门前，${WORDS}。对吗？`).waitFor();
  await page.getByRole('button', { name: '提交' }).click();

  await page.getByRole('heading', { level: 1, name: '已收到' }).waitFor();
  await page.getByText(/请告诉对方：编号 \d\d \d{4} \d+，查询码 \d{4}。/).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: '打开这一件' }).click();
  await page.getByRole('heading', { level: 1, name: WORDS }).waitFor();
  number = await numberOn(page);
  expect(faults()).toEqual([]);
  await close();
});

test('what the grid reported up she files and sends to 市政养护所', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const { id, version } = await zhou.get(`/case-numbers/${number}`);
  await zhou.post(`/cases/${id}/escalate`, { moveId: newId(), seenVersion: version, reason: 'beyondPowers' });
  const luo = await asPerson(server, 'luojianping');
  await luo.post(`/cases/${id}/escalate`, { moveId: newId(), seenVersion: version + 1, reason: 'beyondPowers' });

  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await page.getByRole('link', { name: WORDS }).click();
  await page.getByText('超出权限').first().waitFor();
  await act(page, '立案', (sheet) =>
    sheet.getByRole('combobox', { name: /^类别/ }).selectOption({ label: '井盖松动、缺损' }),
  );
  await act(page, '派给单位', async (sheet) => {
    await sheet.getByRole('combobox', { name: '单位', exact: true }).selectOption({ label: '市政养护所' });
    await sheet.getByText('在收件台收单').waitFor();
    await sheet.getByLabel('说明').fill('请带备用井盖');
  });
  await page.getByText('待签收').first().waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 1440);
  expect(faults()).toEqual([]);
  await close();
});

test('邱子健 signs in the inbox, assigns it to the crew with an inner limit, and sees no reporter anywhere', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '邱子健', { path: '/orders' });
  const row = page.getByRole('row').filter({ hasText: '井盖松了' });
  await row.getByRole('button', { name: /^签收/ }).click();
  await page.getByText(/^已签收 /).waitFor();
  await page.getByRole('link', { name: /^处理中/ }).click();
  await row.getByRole('link', { name: /^办理/ }).click();
  await page.getByText('请带备用井盖').waitFor();
  await act(page, '内部交办', async (sheet) => {
    await sheet.getByRole('combobox', { name: '交给谁' }).selectOption({ label: '洪大力 · 单位承办人' });
    await sheet.getByLabel('内部时限').fill('2026-12-01T12:00');
  });
  await page.getByText('单位内部：洪大力（市政养护所养护二班）').waitFor();
  await page.getByText('内部时限 12-01 12:00').waitFor();
  expect(await page.textContent('body')).not.toMatch(/10012345678|1001234\d{4}/);
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});

test('洪大力 of the crew reports it done, the grid worker checks, and the street closes', async () => {
  const crew = await enterDesk(browser, server, '洪大力');
  await crew.page.getByRole('link', { name: /井盖松了/ }).click();
  await act(crew.page, '办好了', async (sheet) => {
    await sheet.getByRole('checkbox', { name: '文字说明' }).check();
    await sheet.getByRole('textbox', { name: /^说明/ }).fill('更换井盖和防响胶圈 1 套');
  });
  expect(crew.faults()).toEqual([]);
  await crew.close();

  const zhou = await asPerson(server, 'zhoumin');
  const { id, version } = await zhou.get(`/case-numbers/${number}`);
  await zhou.post(`/cases/${id}/verify`, { moveId: newId(), seenVersion: version, outcome: 'solved' });

  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
  await page.getByText('更换井盖和防响胶圈 1 套').waitFor();
  await act(page, '结案');
  await page.getByText('已结案').first().waitFor();
  await page
    .getByText('现在没有您要做的事。')
    .or(page.getByRole('button', { name: '联系反映人' }))
    .waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('an organisation opens its matter by the number as well, and finds no other', async () => {
  const { page, close } = await enterDesk(browser, server, '邱子健', { path: `/cases/${number}` });
  await page.getByRole('heading', { level: 1, name: /井盖松了/ }).waitFor();
  await page.goto(`${server.url}/yunting/desk/cases/2611010001`);
  await page.getByText('您没有这项权限。').waitFor();
  await close();
});

test('a case is filed by keyboard alone, and what was typed stays when the sheet is closed', async () => {
  const lin = await asPerson(server, 'linxiaoyun');
  const { items } = await lin.get('/my-work');
  const waiting = items.find((item: any) => item.act === 'dispatch' && item.case.secrecy === 'open');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  const link = page.getByRole('link', { name: waiting.case.summary });
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: waiting.case.summary }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');

  const button = page.getByRole('button', { name: '派给单位', exact: true });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: '派给单位' });
  const words = sheet.getByLabel('说明');
  await sheet
    .getByRole('combobox', { name: '单位', exact: true })
    .getByRole('option', { name: '市政养护所', exact: true })
    .waitFor({ state: 'attached' });
  await tabTo(page, words);
  await page.keyboard.type('请先看现场');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('Enter');
  expect(await words.inputValue()).toBe('请先看现场');
  const organisation = sheet.getByRole('combobox', { name: '单位', exact: true });
  await organisation.getByRole('option', { name: '市政养护所', exact: true }).waitFor({ state: 'attached' });
  await tabTo(page, sheet.getByRole('searchbox', { name: '找单位（名称里的字）' }));
  await page.keyboard.type('市政养护所');
  await tabTo(page, organisation);
  await page.keyboard.press('ArrowDown');
  await sheet.getByText('在收件台收单').waitFor();
  await tabTo(page, sheet.getByRole('button', { name: '确定派给单位' }));
  await page.keyboard.press('Enter');
  await page.getByText('已办：派给单位').waitFor();
  expect(faults()).toEqual([]);
  await close();
});

/** Presses Tab until it stands there; a page where it never gets there fails. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 120; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never reached it');
}
