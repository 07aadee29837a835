// 多方联动 at the desk: the six roles on a case, nothing carried out before the recorded decision; at three widths without barriers.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
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

const LIN = '林晓芸';

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function reported(words: string): Promise<{ id: string; number: string }> {
  const lin = await asPerson(server, 'linxiaoyun');
  return lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'phone',
    isForOther: true,
    words,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '望澜苑地下车库出入口',
  });
}

test('started, the property firm waits for the decision; decided on paper by who stands in, it begins', async () => {
  const { number } = await reported('小区要加装充电桩，放在哪里大家意见不一样');
  const { page, faults, close } = await enterDesk(browser, server, LIN, { path: `/cases/${number}` });
  const roles = page.getByRole('region', { name: '多方联动' });
  await roles.getByRole('button', { name: '启动多方联动' }).click();
  await roles.getByText('等集体决策').waitFor();
  expect(await roles.getByRole('button', { name: '办这一步：具体实施' }).count()).toBe(0);
  await roles.getByRole('button', { name: '办这一步：集体决策' }).click();
  await roles.getByLabel('由谁来').selectOption({ label: '居民自治小组（没有业委会时）' });
  await roles.getByText('决定了').click();
  await roles
    .getByLabel('纪要或表决票的编号，应到、实到、同意各多少')
    .fill('第 7 号表决票，应到 96 户，实到 71 户，同意 60 户');
  await roles.getByLabel('凭什么').selectOption({ label: '表决票' });
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoBarriers(page);
    await expectFitsWidth(page, width);
    await picture(page, `roles-form-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await roles.getByRole('button', { name: '记下来' }).click();
  await roles.getByText('已记下。').waitFor();
  await roles.getByText(/居民自治小组（没有业委会时） \d{4}-\d{2}-\d{2} 决定，凭表决票/).waitFor();
  await roles.getByRole('button', { name: '办这一步：具体实施' }).click();
  await roles.getByRole('button', { name: '记下来' }).click();
  await roles.getByText(/物业 · .* 开始/).waitFor();
  await expectNoBarriers(page);
  await picture(page, 'roles-1440');
  expect(faults()).toEqual([]);
  await close();
});
