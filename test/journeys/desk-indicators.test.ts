// 统计指标 at the desk: a number, how it is made, and the rows it is made of; oversight by organisation; the report of a month.

import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { newId } from '../../src/shared/ids.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PICTURES = join(import.meta.dirname, '../../.cache/indicators');

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

async function expectEveryWidth(page: Page): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
  }
}

test('the published month shows 75.82 %, opens to its 972 rows, and a row to its case', async () => {
  const { page, faults } = await openPage(browser, 1440);
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.url}/chengan/desk/indicators/onTimeClosingRate?on=2016-12-15&by=classType`);
  await page.getByRole('button', { name: /^武静姝 / }).click();
  const one = page.getByRole('region', { name: '按期结案率' });
  await one.getByText('75.82%').waitFor();
  expect(await one.innerText()).toMatch(/按期结案数\s*737\s*／\s*应结案数\s*972/);
  await one.getByRole('button', { name: '口径' }).click();
  await one.getByText('更早到期、到本期开始仍未结的').waitFor();
  await expectNoBarriers(page);
  const parts = page.getByRole('region', { name: '分列' });
  await parts.getByRole('button', { name: /^城市部件.*应结案数 16/ }).click();
  const rows = page.getByRole('region', { name: '行' });
  await expect.poll(() => rows.locator('tbody tr').count()).toBe(16);
  await page.getByRole('region', { name: '趋势' }).getByRole('button', { name: '看表格' }).click();
  await page.getByRole('cell', { name: '75.82%' }).waitFor();
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await rows.getByRole('link').first().click();
  await page.waitForURL(/\/cases\/1612\d+/);
  await page
    .getByText(/^编号 16 12/)
    .first()
    .waitFor();
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  await page.context().close();
}, 90_000);

test('the funnel stands as a chart with its table beside it, and each step opens to its rows', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '郭敏华', { path: '/indicators/gatheredRate' });
  const funnel = page.getByRole('region', { name: '发现、整合、解决' });
  const chart = funnel.getByRole('img', { name: /^发现 [\d,]+ → 整合 [\d,]+ → 解决 [\d,]+$/ });
  await chart.waitFor();
  const drawn = ((await chart.getAttribute('aria-label')) ?? '').match(/[\d,]+/g);
  const told = await funnel.getByRole('button').allInnerTexts();
  expect(told.map((words) => words.trim())).toEqual(drawn);
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await funnel.getByRole('button', { name: /^解决 / }).click();
  await page.getByRole('heading', { name: '行：解决' }).waitFor();
  await page.getByRole('region', { name: '行' }).getByRole('link').first().waitFor();
  await page.getByRole('link', { name: /^解决率/ }).click();
  await page.getByRole('button', { name: '居民和商户' }).click();
  const parts = page.getByRole('region', { name: '分列' });
  await parts.getByRole('rowheader', { name: '居民' }).waitFor();
  await parts.getByRole('rowheader', { name: '商户' }).waitFor();
  await page
    .getByText(/未评价/)
    .first()
    .waitFor();
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
}, 90_000);

test('oversight is by organisation, each number opens; the report of a month is a paper', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '郭敏华', { path: '/supervision' });
  await page.getByRole('heading', { level: 1, name: '督查' }).waitFor();
  const table = page.getByRole('table', { name: '督查' });
  await table.getByRole('button', { name: /派遣/ }).first().click();
  await page.getByRole('region', { name: '行' }).getByRole('link').first().waitFor();
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: '指标月报' }).click();
  await page.getByRole('article').first().getByText('云汀区网格化治理指标月报').waitFor();
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
}, 90_000);

test('who may see no figures is told who can give them', async () => {
  const { page, close } = await enterDesk(browser, server, '邱子健', { path: '/indicators' });
  await page.getByRole('heading', { name: '您没有“查看统计”权限' }).waitFor();
  await close();
}, 60_000);

/** On to the next month, as a visitor moves the clock: what was due last month and is open still can then be changed. */
async function nextMonth(): Promise<string> {
  const lin = await asPerson(server, 'linxiaoyun');
  let clock = await lin.get('/demo-clock');
  const month = clock.now.slice(0, 7);
  while (clock.now.slice(0, 7) === month)
    clock = await lin.post('/demo-clock', { id: newId(), step: 'nextWorkingDay', seenAheadMs: clock.aheadMs });
  return `${month}-15`;
}

test('a month is issued; what changes later is corrected with a reason, and says what it was', async () => {
  const on = await nextMonth();
  const lin = await asPerson(server, 'linxiaoyun');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/monthly?on=${on}` });
  const issued = page.getByRole('region', { name: '定稿' });
  await issued.getByText('本月指标还没有定稿。').waitFor();
  await expectNoBarriers(page);
  await issued.getByRole('button', { name: '定稿' }).click();
  await issued.getByText(/林晓芸 定稿$/).waitFor();
  await issued.getByText('各项都和定稿一样。').waitFor();

  const areaId = /area ([0-9a-f-]{36})/.exec(decodeURIComponent(page.url()).replace('+', ' '))?.[1] ?? '';
  const { rows } = await lin.get(`/indicator-rows/ordersDue?areaId=${areaId}&cycle=month&on=${on}&limit=100`);
  const late = rows.find(({ doneOn, caseId }: any) => doneOn === null && caseId !== null);
  const { targets } = await lin.get(`/cases/${late.caseId}/directives`);
  const { workOrderId } = targets.find((each: any) => each.workOrderId !== null);
  const ask = { id: newId(), kind: 'supervise', workOrderId, words: '超期了，请说明原因和办结日期' };
  await lin.post(`/cases/${late.caseId}/directives`, ask);
  await page.getByRole('button', { name: '现在算' }).click();
  await page.getByRole('button', { name: '正在算…' }).waitFor({ state: 'detached' });
  await page.reload();
  await issued.getByText(/^督办率：定稿 .*，现在 /).waitFor();
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: join(PICTURES, 'issue-1440.png') });
  await issued.getByLabel(/^更正原因/).fill('补记一件督办');
  await issued.getByRole('button', { name: '更正' }).click();
  await issued.getByText(/林晓芸 更正：补记一件督办$/).waitFor();
  await page
    .getByRole('article')
    .getByText(/^督办率：原 .*更正为 .*原因：补记一件督办。$/)
    .waitFor();

  await page.goto(`${server.url}/yunting/desk/indicators/supervisionRate?on=${on}&place=area+${areaId}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText(/已更正 \d\d-\d\d，原 .*：补记一件督办/).waitFor();
  await page.screenshot({ path: join(PICTURES, 'corrected-1440.png') });
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  expect(faults()).toEqual([]);
  await close();
}, 180_000);
