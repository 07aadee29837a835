// Signs with codes: refused while nobody has said under which address they will be opened, printed eight on a sheet of A4 else.

import type { Browser } from 'playwright-core';
import { create } from 'qrcode';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PUBLIC_URL = 'http://wangge.yunting.example';

let withAddress: RunningServer;
let without: RunningServer;
let browser: Browser;
beforeAll(async () => {
  withAddress = await startServer({ PUBLIC_URL });
  without = await startServer();
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await withAddress?.stop();
  await without?.stop();
});

test('without PUBLIC_URL the desk says why nothing can be printed, and shows no code', async () => {
  const { page, faults, close } = await enterDesk(browser, without, '沈亦安', { path: '/places' });
  await page.getByText('还不能打印：系统没有设置对外网址（PUBLIC_URL）。').waitFor();
  await page.getByRole('combobox', { name: '社区' }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByRole('checkbox').first().waitFor();
  await page.getByRole('button', { name: '全选' }).click();
  await page.getByRole('link', { name: /一页八张/ }).click();
  await page.getByRole('alert').filter({ hasText: 'PUBLIC_URL' }).waitFor();
  expect(await page.getByRole('img').count()).toBe(0);
  expect(await page.getByRole('button', { name: '打印' }).count()).toBe(0);
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});

test('with it, every chosen code is a sign on A4: place, picture, the code in two groups, the domain, and what it never asks for', async () => {
  const { page, faults, close } = await enterDesk(browser, withAddress, '沈亦安', { path: '/places' });
  await page.getByRole('combobox', { name: '社区' }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByRole('checkbox').first().waitFor();
  await page.getByRole('button', { name: '全选' }).click();
  await expect.poll(() => page.getByRole('checkbox', { checked: true }).count()).toBeGreaterThan(8);
  const chosen = await page.getByRole('checkbox', { checked: true }).count();
  await page.getByRole('link', { name: /一页八张/ }).click();
  await page.getByRole('img').first().waitFor();

  const signs = page.getByRole('article');
  expect(await signs.count()).toBe(chosen);
  const sign = signs.filter({ hasText: '船坞新村 3 栋 2 单元楼道' });
  const code = /[2-9A-Y]{5} [2-9A-Y]{5}/.exec((await sign.textContent()) ?? '')?.[0].replace(' ', '');
  const drawn = await sign.locator('path').getAttribute('d');
  expect(marksOf(drawn)).toEqual(marksWanted(`${PUBLIC_URL}/yunting/q/${code}`));
  await sign.getByText('wangge.yunting.example').waitFor();
  await sign.getByText('本码不收费、不要银行卡号和验证码').waitFor();
  await expectNoBarriers(page);

  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByRole('button').count()).toBe(0);
  const sheets = pagesOf(await page.pdf({ preferCSSPageSize: true }));
  expect(sheets).toBe(Math.ceil(chosen / 8));
  expect(faults()).toEqual([]);
  await close();
});

test('a single sign fills a sheet of its own', async () => {
  const { page, close } = await enterDesk(browser, withAddress, '沈亦安', { path: '/places' });
  await page.getByRole('combobox', { name: '社区' }).selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByRole('checkbox').nth(0).check();
  await page.getByRole('checkbox').nth(1).check();
  await page.getByRole('link', { name: '一页一张' }).click();
  await page.getByRole('img').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(2);
  await close();
});

test('a new code is issued, pointed at another place, and retired for good', async () => {
  const { page, faults, close } = await enterDesk(browser, withAddress, '沈亦安', { path: '/places' });
  const place = '虹榭社区党群服务中心';
  await page.getByRole('combobox', { name: '社区' }).selectOption({ label: '彩桥街道 / 虹榭社区' });
  const row = page.getByRole('row').filter({ hasText: place });
  await row.getByRole('checkbox').first().waitFor();
  const before = await row.getByRole('checkbox').count();
  await row.getByRole('button', { name: `修改 ${place}` }).click();
  const sheet = page.getByRole('dialog', { name: place });
  await sheet.getByRole('button', { name: '生成新码' }).click();
  await page.getByText('新码已生成，可以打印。').waitFor();
  expect(await row.getByRole('checkbox').count()).toBe(before + 1);

  await row.getByRole('button', { name: `修改 ${place}` }).click();
  await sheet.getByRole('button', { name: '停用这张码' }).last().click();
  await sheet.getByRole('button', { name: '确定停用，不能恢复' }).click();
  await page.getByText('这张码已停用。').waitFor();
  expect(await row.getByRole('checkbox').count()).toBe(before);
  await row.getByText('已停用').waitFor();
  expect(faults()).toEqual([]);
  await close();
});

/** Dark squares of the picture as `column,row`, without the margin of four. */
function marksOf(path: string | null): string[] {
  return [...(path ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)]
    .map(([, x, y]) => `${Number(x) - 4},${Number(y) - 4}`)
    .sort();
}

function marksWanted(address: string): string[] {
  const { modules } = create(address, { errorCorrectionLevel: 'Q' });
  return Array.from(modules.data)
    .flatMap((dark, at) => (dark ? [`${at % modules.size},${Math.floor(at / modules.size)}`] : []))
    .sort();
}

/** Pages of a PDF as Chromium writes it. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
