// The roster at the desk: what a place wants, who fills it, what nobody fills; and that a resident at night is told who answers.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
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

const WIDTHS = [360, 768, 1440];

test('闵舒 says which nights her second grid wants, sees seven empty, and fills three at once', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '闵舒', { path: '/duty' });
  await page.getByText('还没有说要哪些班').waitFor();
  await page.getByRole('button', { name: '榕汀第 2 网格要哪些班' }).click();
  const pattern = page.getByRole('dialog', { name: '榕汀第 2 网格要哪些班' });
  await pattern.getByRole('button', { name: '加一个班次' }).click();
  await pattern.getByRole('combobox', { name: '班次 1' }).selectOption({ label: '夜班' });
  await pattern.getByLabel('从').fill('18:00');
  await pattern.getByLabel('到').fill('08:00');
  await expectNoBarriers(page);
  await pattern.getByRole('button', { name: '保存' }).click();
  await page.getByText('空岗 7').waitFor();
  await expectNoBarriers(page);

  await page.getByRole('button', { name: /榕汀第 2 网格 周一 空岗 夜班 18:00–08:00/ }).click();
  const sheet = page.getByRole('dialog', { name: '榕汀第 2 网格：排班' });
  await sheet.getByRole('combobox', { name: '谁值班' }).selectOption({ label: '唐倩 · 网格员 · 榕汀第 2 网格' });
  expect(await sheet.getByLabel('从').inputValue()).toBe('18:00');
  await sheet.getByRole('checkbox', { name: /^周二/ }).check();
  await sheet.getByRole('checkbox', { name: /^周三/ }).check();
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '保存' }).click();
  await page.getByText('空岗 4').waitFor();
  await page.getByRole('button', { name: /榕汀第 2 网格 周二 夜班 18:00–08:00 唐倩/ }).waitFor();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('next week is filled as this one was, once; somebody on two shifts at once is marked', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '闵舒', { path: '/duty' });
  await page.getByRole('link', { name: '下一周' }).click();
  await page.getByText('空岗 7').waitFor();
  await page.getByRole('button', { name: '照上周排' }).click();
  await page.getByText('已照上周排 3 个班。').waitFor();
  await page.getByText('空岗 4').waitFor();
  await page.getByRole('button', { name: '照上周排' }).click();
  await page.getByText('上周没有可以照排的班。').waitFor();

  await page.getByRole('button', { name: /^加一个班：榕汀第 1 网格 周一/ }).click();
  const sheet = page.getByRole('dialog', { name: '榕汀第 1 网格：排班' });
  await sheet.getByRole('combobox', { name: '谁值班' }).selectOption({ label: '唐倩 · 网格员 · 榕汀第 2 网格' });
  await sheet.getByRole('combobox', { name: '班次' }).selectOption({ label: '夜班' });
  await sheet.getByRole('button', { name: '保存' }).click();
  await page.getByText('有 1 处同一个人同时排了两个班').waitFor();
  await page.getByRole('button', { name: /榕汀第 1 网格 周一 夜班 .*唐倩/ }).click();
  await page.getByRole('dialog', { name: '榕汀第 1 网格：改班' }).getByRole('button', { name: '去掉这个班' }).click();
  await page.getByText('已去掉。').waitFor();
  expect(await page.getByText('同时有两个班').count()).toBe(0);
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('who may not fill it reads it without a button to do so', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '纪春晓', {
    path: '/duty?place=/yunting/jiugang/chuanwu/',
  });
  await page.getByRole('heading', { level: 1, name: '值班表' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: /加一个班|照上周排|要哪些班/ }).count()).toBe(0);
  expect(faults().filter((fault) => !fault.includes('404'))).toEqual([]);
  await close();
});

test('the duty room answers for the community now: 工作台 says so, and the resident is given its number', async () => {
  const lin = await asPerson(server, 'fangyiwei');
  const { areas } = await lin.get('/areas');
  const community = areas.find(({ name }: { name: string }) => name === '榕汀社区');
  const { organisations } = await lin.get('/organisations');
  const room = organisations.find(({ name }: { name: string }) => name === '网格事务中心值班室');
  const now = Date.now();
  await lin.post('/duty-shifts', {
    id: crypto.randomUUID(),
    shifts: [
      {
        id: crypto.randomUUID(),
        path: community.path,
        kind: 'standby',
        answeringId: room.id,
        fromAt: new Date(now - 3_600_000).toISOString(),
        toAt: new Date(now + 6 * 3_600_000).toISOString(),
      },
    ],
  });
  const desk = await enterDesk(browser, server, '闵舒');
  const duty = desk.page.getByRole('region', { name: '今天值班' });
  await duty.getByText('网格事务中心值班室').first().waitFor();
  await duty.getByText(room.dutyPhone).first().waitFor();
  expect(desk.faults()).toEqual([]);
  await desk.close();

  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/people/${community.id}`);
  await page.getByRole('link', { name: new RegExp(room.dutyPhone) }).waitFor();
  await page.getByText('现在有人值班').waitFor();
  await page.getByText(/网格事务中心值班室值班，到/).waitFor();
  await expectNoBarriers(page);
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('值班安排 on the map is drawn when it is asked for, at places; one opened says who answers until when', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/map?c=82.602,39.004&z=16.5' });
  await page.getByText('显示值班安排，不显示人员位置').waitFor();
  const layer = page.getByRole('checkbox', { name: /^值班安排/ });
  expect(await layer.isChecked()).toBe(false);
  const lin = await asPerson(server, 'linxiaoyun');
  const { areas } = await lin.get('/areas');
  const community = areas.find(({ name }: { name: string }) => name === '船坞新村社区');
  const { organisations } = await lin.get('/organisations');
  const room = organisations.find(({ name }: { name: string }) => name === '网格事务中心值班室');
  const now = Date.now();
  const span = { fromAt: new Date(now - 3_600_000).toISOString(), toAt: new Date(now + 3 * 3_600_000).toISOString() };
  const shift = { id: crypto.randomUUID(), path: community.path, kind: 'standby', answeringId: room.id, ...span };
  await lin.post('/duty-shifts', { id: crypto.randomUUID(), shifts: [shift] });
  await layer.check();
  await page.getByRole('checkbox', { name: /^值班安排 [1-9]/ }).waitFor();
  await page.getByRole('button', { name: '列表看', exact: true }).first().click();
  await page.getByRole('row').filter({ hasText: '值班' }).getByRole('button', { name: '船坞新村社区' }).click();
  const side = page.getByRole('complementary', { name: '选中的内容' });
  await side.getByText('网格事务中心值班室').waitFor();
  await side.getByText('不是人员位置').waitFor();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  expect(faults()).toEqual([]);
  await close();
}, 60_000);
