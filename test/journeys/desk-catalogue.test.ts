// 事件目录 and 履职清单 at the desk: found, read, changed with a preview, refused by a wrong sheet; at three widths without barriers.

import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
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

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ADMIN = '沈亦安';

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test.each([1440, 768, 360])(
  'the catalogue, a class and the duty lists fit %d px and have no barrier',
  async (width) => {
    const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: '/catalogue', width });
    await page.getByRole('link', { name: '暴露垃圾' }).waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, width);
    await picture(page, `list-${width}`);
    await page.getByRole('searchbox', { name: '找类别' }).fill('私搭');
    await page.getByText('1 个类别').waitFor();
    await page.getByRole('link', { name: '私搭乱建' }).click();
    await page.getByText('停止 4 工作时 → 处罚 7 工作日 → 拆除 20 工作日').waitFor();
    await page.getByText('履职事项清单·基本第 36 项').first().waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, width);
    await picture(page, `class-${width}`);
    await page.getByRole('button', { name: '改这个类别' }).click();
    await page.getByRole('button', { name: '加一行分级时限' }).click();
    await expectNoBarriers(page);
    await expectFitsWidth(page, width);
    await picture(page, `form-${width}`);
    await page.goto(`${server.url}/yunting/desk/duties`);
    await page.getByText('电梯安全检查和处罚').first().waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, width);
    await picture(page, `duties-${width}`);
    expect(faults()).toEqual([]);
    await close();
  },
);

test('a change is shown before it is published, and stands as a version with what it changed', async () => {
  const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: '/catalogue/street-light' });
  await page.getByRole('button', { name: '改这个类别' }).click();
  expect(await page.getByRole('button', { name: '发布新版本' }).isDisabled()).toBe(true);
  await page.getByLabel('结案条件').fill('路灯按时亮灭，灯杆无漏电');
  const preview = page.getByRole('region', { name: '会改这些' });
  await preview.getByText('结案条件：路灯按时亮灭 → 路灯按时亮灭，灯杆无漏电').waitFor();
  await preview.getByText(/此前立案的事件仍按第 1 版/).waitFor();
  await page.getByRole('button', { name: '发布新版本' }).click();
  await page.getByText('已发布第 2 版。').waitFor();
  const versions = page.getByRole('row');
  expect(await versions.filter({ hasText: '第 2 版' }).textContent()).toContain('灯杆无漏电');
  expect(await versions.filter({ hasText: '第 1 版' }).textContent()).toContain('首次发布');
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});

test('a graded limit and a class above are published; a class below is not offered as one above', async () => {
  const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: '/catalogue/blocked-drain' });
  await page.getByRole('button', { name: '改这个类别' }).click();
  await page.getByRole('button', { name: '加一行分级时限' }).click();
  await page.getByLabel('第 1 行区域等级').selectOption({ label: 'A 级区域' });
  await page.getByLabel('第 1 行严重程度').selectOption({ label: '严重' });
  await page.getByLabel('第 1 行时限').fill('1');
  await page.getByLabel('第 1 行单位').selectOption({ label: '工作时' });
  const above = page.getByLabel('上级类别');
  await above.selectOption('street-light');
  await page
    .getByRole('region', { name: '会改这些' })
    .getByText(/分级时限：不分级 → A 级区域 严重 1 工作时/)
    .waitFor();
  await page.getByRole('button', { name: '发布新版本' }).click();
  await page.getByText('已发布第 2 版。').waitFor();
  await page.getByText('A 级区域 严重 1 工作时').first().waitFor();
  await picture(page, 'graded-1440');
  await page.goto(`${server.url}/yunting/desk/catalogue/street-light`);
  await page.getByRole('button', { name: '改这个类别' }).click();
  const below = await page.getByLabel('上级类别').locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)); // prettier-ignore
  expect(below).not.toContain('blocked-drain');
  expect(faults()).toEqual([]);
  await close();
});

test('the duty lists go out as a workbook; a wrong cell takes nothing over, a right sheet is taken over whole', async () => {
  const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: '/duties' });
  await page.getByText('电梯安全检查和处罚').first().waitFor();
  const [exported] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出表格' }).click(),
  ]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await exported.path());
  const first = workbook.worksheets[0]!;
  const row = (first.getRow(2).values as string[]).slice(1).with(0, '').with(6, '新写的一项').with(4, '没有这家');
  first.addRow(row);
  await page.getByRole('button', { name: '用表格导入' }).click();
  const sheet = page.getByRole('dialog', { name: '用表格导入' });
  const choose = async () => {
    const buffer = Buffer.from(await workbook.xlsx.writeBuffer());
    await sheet.locator('input[type=file]').setInputFiles({ name: '履职清单.xlsx', mimeType: XLSX, buffer });
  };
  await choose();
  await sheet.getByText('有 1 格不对，没有导入。').first().waitFor();
  await sheet.getByText('没有这个单位，或已停用').waitFor();
  await expectNoBarriers(page);
  await picture(page, 'duty-import-1440');
  first.getRow(first.rowCount).getCell(5).value = first.getRow(2).getCell(5).value;
  await choose();
  await sheet.getByText(/预检通过：新增 1 项，改动 0 项，不变 \d+ 项。/).waitFor();
  await sheet.getByRole('button', { name: '导入', exact: true }).click();
  await sheet.getByText('已导入：新增 1 项，改动 0 项。').waitFor();
  await sheet.getByRole('button', { name: '关闭' }).click();
  const { items } = await (await asPerson(server, 'shenyian')).get('/duty-items');
  const made = items.find(({ name }: { name: string }) => name === '新写的一项');
  await page.goto(`${server.url}/yunting/desk/duties?list=${made.list}`);
  await page.getByRole('rowheader', { name: '新写的一项' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test.each([1440, 768, 360])('the grade of a grid is given on its card, at %d px', async (width) => {
  const admin = await asPerson(server, 'shenyian');
  const { areas } = await admin.get('/areas');
  const community = areas.find(({ level }: { level: string }) => level === 'community');
  const { grids } = await admin.get(`/grids?areaId=${community.id}`);
  const grid = grids.find(({ kind }: { kind: string }) => kind === 'general');
  const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: `/grids/${grid.id}`, width });
  await page.getByRole('button', { name: '改这个网格' }).click();
  await page.getByLabel('管理等级').selectOption({ label: 'A 级' });
  await expectNoBarriers(page);
  await expectFitsWidth(page, width);
  await picture(page, `grid-form-${width}`);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('definition').filter({ hasText: 'A 级' }).waitFor();
  expect((await admin.get(`/grids/${grid.id}`)).areaGrade).toBe('A');
  await picture(page, `grid-${width}`);
  expect(faults()).toEqual([]);
  await close();
});

test('a sheet with a wrong cell takes nothing over and comes back marked; a shipped catalogue says what it would change', async () => {
  const { page, faults, close } = await enterDesk(browser, server, ADMIN, { path: '/catalogue' });
  await page.getByRole('button', { name: '用表格导入' }).click();
  const sheet = page.getByRole('dialog', { name: '用表格导入' });
  const save = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), sheet.getByRole('button', { name }).click()]);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(await download.path());
    return workbook;
  };
  const workbook = await save('下载模板');
  const first = workbook.worksheets[0]!;
  const row = (first.getRow(2).values as string[]).slice(1).with(0, 'kerb').with(8, '-4工作时').with(9, '');
  first.addRow(row);
  const buffer = Buffer.from(await workbook.xlsx.writeBuffer());
  await sheet.locator('input[type=file]').setInputFiles({ name: '目录.xlsx', mimeType: XLSX, buffer });
  await sheet.getByText('有 1 格不对，没有导入。').first().waitFor();
  expect(await sheet.getByRole('row').filter({ hasText: 'I3' }).textContent()).toContain('不能是零或负数');
  await expectNoBarriers(page);
  await picture(page, 'import-1440');
  const marked = (await save('下载标好错误的表格')).worksheets[0]!;
  expect(marked.getRow(2).getCell(1).text).toContain('处置时限：');
  await sheet.getByRole('button', { name: '关闭' }).click();

  await page.getByRole('button', { name: '自带目录' }).click();
  const shipped = page.getByRole('dialog', { name: '自带目录' });
  await shipped.getByRole('button', { name: /^看会改什么：乙市目录/ }).click();
  await shipped.getByText(/套用“乙市目录.*”：新增 0，新版本 \d+，不变 \d+。/).waitFor();
  await expectNoBarriers(page);
  await picture(page, 'shipped-1440');
  expect(faults()).toEqual([]);
  await close();
});

test('a dispatcher reads the catalogue and changes nothing', async () => {
  const reader = await enterDesk(browser, server, '林晓芸', { path: '/catalogue' });
  await reader.page.getByRole('link', { name: '暴露垃圾' }).waitFor();
  expect(await reader.page.getByRole('button', { name: '用表格导入' }).count()).toBe(0);
  expect(await reader.page.getByRole('link', { name: '新增类别' }).count()).toBe(0);
  await reader.close();
});
