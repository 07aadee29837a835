// People and posts at the desk: a sheet with one wrong cell, then right; one person added, activated and signed in; no permission.

import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectNoBarriers, openBrowser, openPage } from './browser.ts';
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

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
// Two rows as an office fills them in; the second is somebody with a rare character in the name.
const ROWS = [
  ['甘棠', '10077770001', '街道分拨员', '旧港街道', '', ''],
  ['𠮷小满', '10077770002', '单位承办人', '市政养护所', '', ''],
];

/** The template as the desk gives it, with the rows filled in below its example. */
async function filledIn(page: Page, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('人员与岗位模板.xlsx');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await download.path());
  const sheet = workbook.worksheets[0]!;
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

test('a sheet with one wrong cell takes nobody over and names the cell; corrected, it takes all', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/people' });
  await page.getByRole('button', { name: '用表格导入' }).click();
  const sheet = page.getByRole('dialog', { name: '用表格导入' });
  const wrong = await filledIn(page, [ROWS[0]!, ['𠮷小满', '10077770002', '单位承包人', '市政养护所', '', '']]);
  const choose = sheet.locator('input[type=file]');
  await choose.setInputFiles({ name: '人员.xlsx', mimeType: XLSX, buffer: wrong });
  await sheet.getByText('有 1 格不对，还没有导入任何一行。请改好再选一次。').first().waitFor();
  const cell = sheet.getByRole('row').filter({ hasText: /^C\d+/ });
  expect(await cell.textContent()).toMatch(/没有这个岗位。.*可以填：.*单位承办人/);
  expect(await sheet.getByRole('button', { name: '导入', exact: true }).count()).toBe(0);
  await expectNoBarriers(page);

  const right = await filledIn(page, ROWS);
  await choose.setInputFiles({ name: '人员.xlsx', mimeType: XLSX, buffer: right });
  await sheet.getByText('检查过了，都对：新增 2 人、2 个岗位，改动 0 个岗位，不变 0 个。').waitFor();
  await sheet.getByRole('button', { name: '导入', exact: true }).click();
  await sheet.getByText('已导入：新增 2 人、2 个岗位').waitFor();
  await sheet.getByRole('button', { name: '关闭' }).click();

  await page.getByLabel('找人（姓名、岗位、片区）').fill('𠮷');
  const row = page.getByRole('row').filter({ hasText: '𠮷小满' });
  await row.getByText('市政养护所').waitFor();
  // Nobody's number stands there whole.
  expect(await row.textContent()).toContain('100****0002');
  expect(faults()).toEqual([]);
  await close();
});

test('one person is added, opens the account by the link that is shown once, and signs in by password later', async () => {
  const admin = await enterDesk(browser, server, '沈亦安', { path: '/people' });
  await admin.page.getByRole('button', { name: '添加一个人' }).click();
  const sheet = admin.page.getByRole('dialog', { name: '添加一个人' });
  await sheet.getByLabel('姓名').fill('闻远山');
  await sheet.getByLabel('手机号').fill('10077770009');
  await sheet.getByRole('combobox', { name: '岗位' }).selectOption({ label: '街道分拨员' });
  await sheet.getByRole('combobox', { name: '片区' }).selectOption({ label: '旧港街道' });
  await sheet.getByRole('button', { name: '添加', exact: true }).click();
  await sheet.getByText('闻远山 已添加。').waitFor();
  await sheet.getByRole('button', { name: '生成开通链接' }).click();
  const address = await sheet.getByLabel('链接', { exact: true }).inputValue();
  expect(address).toMatch(/\/yunting\/desk\/activate#[\w-]{40,}$/);
  await expectNoBarriers(admin.page);
  expect(admin.faults()).toEqual([]);
  await admin.close();

  const { page, faults } = await openPage(browser, 1440);
  page.setDefaultTimeout(8_000);
  await page.goto(address);
  await page.getByLabel('新密码').fill('港边的风很大很大很大1');
  await page.getByLabel('再输一遍').fill('港边的风很大很大很大2');
  await page.getByText('两次输入的不一样').waitFor();
  await page.getByLabel('再输一遍').fill('港边的风很大很大很大1');
  await page.getByRole('button', { name: '开通' }).click();
  await page.getByText('闻远山，账号已开通，您已登录。').waitFor();
  await page.getByRole('link', { name: '进入工作台' }).click();
  await page.getByText('闻远山 街道分拨员').waitFor();

  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByLabel('登录名或手机号').fill('10077770009');
  await page.getByLabel('密码', { exact: true }).fill('错的错的错的错的错的');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('登录名、密码或验证码不对。').waitFor();
  await page.getByLabel('密码', { exact: true }).fill('港边的风很大很大很大1');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('闻远山 街道分拨员').waitFor();
  expect(faults.filter((fault) => !/401/.test(fault) && !fault.endsWith('/session'))).toEqual([]);
  await page.context().close();
});

test('who is suspended is out at once; a post ended is gone from the list', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/people' });
  await page.getByRole('button', { name: '打开 洪大力' }).click();
  const sheet = page.getByRole('dialog', { name: '洪大力' });
  await sheet.getByRole('button', { name: '停用账号，立刻退出所有设备' }).click();
  await sheet.getByText('已停用，所有设备都已退出。').waitFor();
  await sheet.getByRole('button', { name: '恢复使用' }).click();
  await sheet.getByText('已恢复。').waitFor();
  await sheet.getByRole('button', { name: '结束岗位' }).click();
  await sheet.getByRole('button', { name: '确定现在结束' }).click();
  await page.getByRole('row').filter({ hasText: '洪大力' }).waitFor({ state: 'detached' });
  expect(faults()).toEqual([]);
  await close();
});

test('a page without permission names the permission, the posts that hold it, and who can give it', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/people' });
  await page.getByRole('heading', { level: 1, name: '您没有“管理账号”权限' }).waitFor();
  await page.getByText('系统管理员').first().waitFor();
  await page.getByText('沈亦安').waitFor();
  // What she may not open is not offered either.
  const offered = await page.getByRole('navigation', { name: '目录' }).getByRole('link').allTextContents();
  expect(offered).toEqual(expect.arrayContaining(['工作台', '受理台', '事件', '代录']));
  expect(offered.filter((title) => ['人员与岗位', '地点与码', '设置', '审计'].includes(title))).toEqual([]);
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});
