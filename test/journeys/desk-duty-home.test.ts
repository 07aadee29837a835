// 工作台: what waits by the time left, chips, figures that open to their rows, what was asked from above, the hand-over; at every desk.

import type { Browser } from 'playwright-core';
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

const WIDTHS = [1440, 768, 360];

test.each(['林晓芸', '罗建平', '邱子健', '洪大力', '郭敏华', '顾长宁', '陆书勤', '沈亦安'])(
  'the home of %s is whole at every width, without barriers',
  async (name) => {
    const { page, faults, close } = await enterDesk(browser, server, name);
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
    await page.getByText('正在加载').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
    expect(await page.getByText('正在加载').count()).toBe(0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expectFitsWidth(page, width);
      await expectNoBarriers(page);
    }
    expect(faults()).toEqual([]);
    await close();
  },
  60_000,
);

test('rows come by the time left, each with why it is mine; a chip shows as many rows as it says', async () => {
  const lin = await asPerson(server, 'linxiaoyun');
  const { items, at } = await lin.get('/my-work');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await page.getByRole('heading', { level: 2, name: `待我处理 ${items.length}` }).waitFor();
  const rows = page.locator('table.waiting tbody tr');
  expect(await rows.count()).toBe(items.length);
  const dues = items
    .filter(({ dueAt }: { dueAt: string | null }) => dueAt !== null)
    .map(({ dueAt }: { dueAt: string }) => dueAt)
    .sort();
  const isOver = dues.length > 0 && dues[0] < at;
  expect((await rows.first().textContent())?.includes('超 ')).toBe(isOver);

  const chip = page.getByRole('group', { name: '只看一类' }).getByRole('button', { name: /^待派遣 \d+$/ });
  const count = Number(/\d+$/.exec((await chip.textContent())?.trim() ?? '')?.[0]);
  await chip.click();
  expect(await rows.count()).toBe(count);
  expect(await chip.getAttribute('aria-pressed')).toBe('true');

  await chip.click();
  await rows.first().getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  const second = await rows.nth(1).getByRole('link').first().textContent();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: second ?? '' }).waitFor();
  await page.getByRole('link', { name: '工作台' }).click();
  await page
    .getByRole('region', { name: '最近打开' })
    .getByText(second ?? '')
    .waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('the space bar shows more of a row, and takes it away again; a 督办 on its order prints as a 督办单', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  const first = page.locator('table.waiting tbody th a').first();
  await first.focus();
  await page.keyboard.press('Space');
  const peeked = page.locator('tr.peeked');
  await peeked.getByText('原话').waitFor();
  await peeked.getByText('最近一步').waitFor();
  await expectNoBarriers(page);
  await page.setViewportSize({ width: 360, height: 900 });
  await expectFitsWidth(page, 360);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Space');
  await peeked.waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /^预览：/ })
    .first()
    .click();
  await peeked.waitFor();
  await page.keyboard.press('Escape');
  await peeked.waitFor({ state: 'detached' });
  expect(faults()).toEqual([]);
  await close();

  const leader = await enterDesk(browser, server, '顾长宁', { path: '/leader' });
  await leader.page
    .getByText(/^等回复/)
    .first()
    .waitFor();
  await leader.page.locator('ul.asked li').filter({ hasText: '督办' }).getByRole('link').first().click();
  await leader.page.getByRole('link', { name: '打印督办单' }).click();
  await leader.page.getByText('事件督办单').first().waitFor();
  await leader.page.getByText('督办意见').first().waitFor();
  expect(leader.faults()).toEqual([]);
  await leader.close();
}, 60_000);

test('each of the three figures opens to exactly as many rows', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  for (const name of ['今日新收', '快到期', '超期']) {
    const link = page
      .getByRole('region', { name: '三个数（点开）' })
      .getByRole('link', { name: new RegExp(`^${name}`) });
    await link.waitFor();
    const count = Number(/\d+$/.exec((await link.textContent())?.trim() ?? '')?.[0]);
    await link.click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name} · 旧港街道`) }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('table.table tbody tr').count(), name).toBe(Math.min(count, 50));
    await expectNoBarriers(page);
    await page.goBack();
  }
  expect(faults()).toEqual([]);
  await close();
});

test('what is new waits behind a bar; a list that could not be renewed says of when it is', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸');
  await page.getByRole('heading', { level: 2, name: /^待我处理 / }).waitFor();
  const zhou = await asPerson(server, 'zhoumin');
  const place = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };
  await zhou.post('/cases', { id: newId(), reportId: newId(), words: '三圣里路口护栏倒了', place });
  await page.getByRole('button', { name: '新到 1 件，点这里刷新' }).waitFor({ timeout: 15_000 });
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '新到 1 件，点这里刷新' }).click();
  await page.getByText(/^列表没有更新（\d\d:\d\d 的数据）。/).waitFor();
  expect(await page.locator('table.waiting tbody tr').count()).toBeGreaterThan(0);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: '再试', exact: true }).click();
  await page.getByText(/^列表没有更新/).waitFor({ state: 'detached' });
  await close();
});

test('顾长宁 supervises on the page of a matter; it waits for 林晓芸, who answers; he reads the reply and its time', async () => {
  const lin = await asPerson(server, 'linxiaoyun');
  const { items } = await lin.get('/my-work');
  const matter = items.find((item: any) => item.case.secrecy === 'open' && item.case.heldLevel === 'street');
  const { number, summary } = matter.case;
  const leader = await enterDesk(browser, server, '顾长宁', { path: `/cases/${number}` });
  const asked = leader.page.getByRole('region', { name: '批示、督办、催办' });
  await asked.getByRole('button', { name: '督办' }).click();
  await asked.getByLabel('写什么').fill('反复三次了，请拿出办法');
  await expectNoBarriers(leader.page);
  await asked.getByRole('button', { name: '发出督办' }).click();
  await asked.getByText(/^已发出，请在 .* 前回复。$/).waitFor();
  await asked.getByText(/^等回复，剩 /).waitFor();
  expect(leader.faults()).toEqual([]);

  const street = await enterDesk(browser, server, '林晓芸');
  await street.page.getByRole('button', { name: /^待回复 1$/ }).click();
  const row = street.page.locator('table.waiting tbody tr');
  await row.getByText(/^督办，.* 前回复$/).waitFor();
  await row.getByRole('link', { name: summary }).click();
  const mine = street.page.getByRole('region', { name: '批示、督办、催办' });
  await mine.getByRole('button', { name: '回复' }).click();
  await mine.getByLabel('怎么回复').fill('已约明天现场会');
  await mine.getByRole('button', { name: '发出回复' }).click();
  await mine.getByText('已约明天现场会').waitFor();
  await expectNoBarriers(street.page);
  expect(street.faults()).toEqual([]);
  await street.close();

  await leader.page.getByRole('link', { name: '批示与督办' }).click();
  await leader.page.getByText('已约明天现场会').waitFor();
  await leader.page
    .getByText(/回复，用了 /)
    .first()
    .waitFor();
  await leader.page
    .getByText(/没有超期|超期 \d+ 件，最久的/)
    .first()
    .waitFor();
  for (const width of WIDTHS) {
    await leader.page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(leader.page, width);
    await expectNoBarriers(leader.page);
  }
  await leader.close();
}, 60_000);

test('林晓芸 hands the street over, 鲁明远 takes it; what was written stands among those of before', async () => {
  const leaving = await enterDesk(browser, server, '林晓芸', { path: '/handover' });
  await leaving.page.getByRole('heading', { level: 2, name: /^没办完的 \d+$/ }).waitFor();
  await leaving.page.getByLabel('还要交代什么').fill('三圣里的水九点再看一次');
  await expectNoBarriers(leaving.page);
  await leaving.page.getByRole('button', { name: '交班' }).click();
  await leaving.page.getByText('已交班，等接班的人确认。').waitFor();
  expect(await leaving.page.getByRole('button', { name: '我来接班' }).count()).toBe(0);
  for (const width of WIDTHS) {
    await leaving.page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(leaving.page, width);
  }
  expect(leaving.faults()).toEqual([]);
  await leaving.close();

  const coming = await enterDesk(browser, server, '鲁明远', { path: '/handover' });
  await coming.page.getByText('三圣里的水九点再看一次').waitFor();
  await coming.page.getByRole('button', { name: '看内容' }).click();
  await coming.page.getByRole('heading', { level: 3, name: /\d+$/ }).first().waitFor();
  await expectNoBarriers(coming.page);
  await coming.page.getByRole('button', { name: '我来接班' }).click();
  await coming.page.getByText('已接班。').waitFor();
  await coming.page.getByText(/^鲁明远 .* 接班$/).waitFor();
  expect(coming.faults()).toEqual([]);
  await coming.close();
}, 60_000);

test('somebody of a crew finds the order assigned to him in the inbox as well', async () => {
  const qiu = await asPerson(server, 'qiuzijian');
  const { orders } = await qiu.get('/work-orders?status=acknowledged&limit=100');
  const order = orders.find(({ role }: { role: string }) => role === 'leadHandler');
  const { colleagues } = await qiu.get('/colleagues');
  const hong = colleagues.find(({ name }: { name: string }) => name === '洪大力');
  const { version } = await qiu.get(`/cases/${order.caseId}`);
  await qiu.post(`/cases/${order.caseId}/assign`, {
    moveId: newId(),
    seenVersion: version,
    workOrderId: order.id,
    assignedToAccountId: hong.accountId,
  });
  const { page, faults, close } = await enterDesk(browser, server, '洪大力', { path: '/orders?tab=inHand' });
  await page.getByRole('row').filter({ hasText: order.summary }).waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('the bar of acts stays at the foot of the window, also on a tall screen', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸');
  await page.setViewportSize({ width: 1440, height: 2200 });
  await page.locator('table.waiting tbody tr').last().getByRole('link').first().click();
  const acts = page.getByRole('region', { name: '可以做的事' });
  await acts.waitFor();
  const box = await acts.boundingBox();
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) - 2200)).toBeLessThan(8);
  await close();
});

test('公告 stands on every desk until its moment', async () => {
  const admin = await enterDesk(browser, server, '沈亦安', { path: '/settings' });
  const form = admin.page.locator('form').filter({ has: admin.page.getByRole('heading', { name: '公告' }) });
  await form.getByLabel('写什么').fill('11-25 系统 23:00 维护 30 分钟');
  await form.getByLabel('到什么时候').fill('2099-01-01T00:00');
  await form.getByLabel('依据').fill('运维通知');
  await form.getByRole('button', { name: '保存 公告' }).click();
  await form.getByText('已保存。').waitFor();
  await admin.close();
  const desk = await enterDesk(browser, server, '林晓芸');
  await desk.page.getByText('公告：11-25 系统 23:00 维护 30 分钟').waitFor();
  await desk.close();
});
