// 事件 narrowed, put in order, taken away as a workbook; 代录 read back, and joined to what sounds alike.

import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { readSheet } from '../../src/platform/sheet-reader.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { heldByStreet } from './desk-intake-ground.ts';
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

async function rowsOf(path: string): Promise<string[][]> {
  const found: string[][] = [];
  for await (const { cells } of readSheet(Readable.from([await readFile(path)]), { sheet: '事件' }))
    found.push(cells.map(({ text }) => text));
  return found;
}

test('conditions stand in the address, each can be taken out, and the count follows', async () => {
  await heldByStreet(server, '商铺门口的阀门井渗水', { contact: { name: '温如玉', phone: '10055556666' } });
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/cases' });
  await page.getByText(/^共 \d+ 件$|^1000\+ 件$/).waitFor();
  await page.getByRole('combobox', { name: '状态' }).selectOption('collected');
  await page.getByRole('button', { name: '更多条件' }).click();
  await page.getByRole('combobox', { name: '来源' }).selectOption('visit');
  await page.waitForURL(/status=collected.*channel=visit/);
  await page.getByText('阀门井渗水').first().waitFor();
  const told = async () => Number(/\d+/.exec((await page.getByText(/^共 \d+ 件$/).textContent()) ?? '')?.[0]);
  await expect.poll(async () => (await page.getByRole('row').count()) - (await told())).toBe(1);
  const counted = await told();
  await expectNoBarriers(page);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 Excel' }).click(),
  ]);
  const rows = await rowsOf(await download.path());
  expect(rows[0]?.slice(0, 2)).toEqual(['编号', '事由']);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.length).toBeLessThanOrEqual(counted + 1);
  expect(JSON.stringify(rows)).toContain('阀门井渗水');
  expect(JSON.stringify(rows)).not.toMatch(/温如玉|10055556666/);

  await page.getByRole('link', { name: /^来访/ }).click();
  await page.waitForURL((url) => !url.search.includes('channel'));
  await page.getByRole('link', { name: '清除条件' }).click();
  await page.waitForURL((url) => !url.search.includes('status'));
  expect(faults()).toEqual([]);
  await close();
});

test('columns and spacing stay as a person has set them; the list is whole at every width', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/cases' });
  await page.getByRole('columnheader', { name: '编号' }).waitFor();
  await page.locator('summary', { hasText: '列和行距' }).click();
  await page.getByRole('checkbox', { name: '来源' }).check();
  await page.getByRole('checkbox', { name: '类别' }).uncheck();
  await page.getByRole('checkbox', { name: '紧凑' }).check();
  await expectNoBarriers(page);
  await page.reload();
  await page.getByRole('columnheader', { name: '来源' }).waitFor();
  expect(await page.getByRole('columnheader', { name: '类别' }).count()).toBe(0);
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  expect(faults()).toEqual([]);
  await close();
});

test('grids open under their community, and chosen rows are taken away alone', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/cases' });
  const areas = page.getByRole('navigation', { name: '区域' });
  await areas.getByRole('link', { name: '船坞新村社区' }).click();
  await areas.getByRole('link', { name: '旧港第 3 网格' }).click();
  await page.waitForURL(/area=.*in=/);
  await page.getByRole('row').nth(1).waitFor();
  const boxes = page.getByRole('checkbox', { name: /^选中 \d/ });
  await boxes.nth(0).check();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('group', { name: '一起办' });
  await bar.getByText('已选 3 件').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bar.getByRole('link', { name: '导出' }).click(),
  ]);
  const rows = await rowsOf(await download.path());
  expect(rows.length - 1).toBeLessThanOrEqual(3);
  expect(rows.length - 1).toBeGreaterThan(0);
  await bar.getByRole('button', { name: '取消选择' }).click();
  await bar.waitFor({ state: 'detached' });
  expect(faults()).toEqual([]);
  await close();
});

test('what sounds alike is told while it is typed; joined, the caller gets the number of that one', async () => {
  const { id, number } = await heldByStreet(server, '喷泉池边的石板翘起来绊人');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/report' });
  await page.getByRole('combobox', { name: '社区', exact: true }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByLabel('说了什么').fill('喷泉池那里石板翘起来了，老人绊了一跤');
  await page.getByLabel('具体位置').fill('小广场喷泉旁');
  await page.getByText('我念给您听：小广场喷泉旁，喷泉池那里石板翘起来了，老人绊了一跤。对吗？').waitFor();
  const alike = page.getByRole('region', { name: '差不多的事' });
  await alike.getByText('喷泉池边的石板翘起来绊人').waitFor();
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  await alike.getByRole('button', { name: '是同一件，并入' }).first().click();
  await page.getByText('已并入“喷泉池边的石板翘起来绊人”，算作这件事的又一份反映。').waitFor();
  const grouped = `${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`;
  await page.getByText(new RegExp(`请告诉对方：编号 ${grouped}，查询码 \\d{4}。`)).waitFor();
  await page.getByText('我念给您听：喷泉池那里石板翘起来了，老人绊了一跤（小广场喷泉旁）。对吗？').waitFor();
  await expectNoBarriers(page);
  const { reports } = await (await asPerson(server, 'linxiaoyun')).get(`/cases/${id}`);
  expect(reports.map(({ words }: { words: string }) => words)).toContain(
    '喷泉池那里石板翘起来了，老人绊了一跤（小广场喷泉旁）',
  );
  expect(faults()).toEqual([]);
  await close();
});
