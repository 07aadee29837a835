// 演示剧本: a visitor plays a story; the page enters as the right person, keeps the hint on top, and marks what is done.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { asPerson, dispatchedPipe } from './persons.ts';
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

test('thirteen stories are listed in both languages, without barriers, on a phone and on a desk', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories`);
  for (const title of [
    '水管破裂',
    '线缆垂落',
    '门口的垃圾袋',
    '楼道灯',
    '井盖',
    '雨水沟',
    '楼顶铁皮棚',
    '楼上敲地板',
    '油烟举报',
    '燃气异味',
    '三个人说',
    '时限跳过节假日',
    '垃圾桶',
  ])
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectFitsWidth(page, 320);
  await page.goto(`${server.url}/yunting/stories?lang=en`);
  await page.getByRole('heading', { level: 1, name: 'Stories to play' }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test('the pipe story marks its steps by what really happens, and enters as whoever is next', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories`);
  const story = page.getByRole('region', { name: /水管破裂/ });
  await story.getByRole('button', { name: '从头开始' }).click();
  const steps = story.getByRole('listitem');
  await story.getByRole('button', { name: '以周敏（网格员）的身份去做' }).waitFor();
  await expectNoBarriers(page);

  const zhou = await asPerson(server, 'zhoumin');
  const pipe = await dispatchedPipe(server, zhou);
  // Reported and dispatched elsewhere: the page asks whether it was this player, for others play the same story.
  await story.getByText('这是您在别的窗口做的吗？').waitFor({ timeout: 15_000 });
  expect(await steps.nth(0).textContent()).not.toContain('已完成');
  await story.getByRole('button', { name: `是，用 ${pipe.number}` }).click();
  await expect.poll(() => steps.nth(1).textContent(), { timeout: 15_000 }).toContain('已完成');
  expect(await steps.nth(2).textContent()).toContain('现在');
  const number = `${pipe.number}`;
  expect(await story.textContent()).toContain(number);

  await story.getByRole('button', { name: '打开演示手机' }).click();
  await page.getByRole('heading', { level: 1, name: '演示手机' }).waitFor();
  await page.getByText(/剧本：点最近一条“新工单”短信里的链接/).waitFor();
  await expectNoBarriers(page);
  const sent = page.getByRole('listitem').filter({ hasText: '新工单' }).first();
  await sent.getByRole('link', { name: '打开工单' }).click();
  await page.getByRole('button', { name: '发验证码' }).waitFor();

  await page.getByRole('link', { name: '看进度' }).click();
  await page.getByRole('heading', { level: 1, name: '演示剧本' }).waitFor();
  const { orders, version } = await zhou.get(`/cases/${pipe.id}`);
  expect([orders[0].status, version]).toEqual(['issued', 2]);
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('a step of a person signs that person in and opens the page; a resident is nobody', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories`);
  const pipe = page.getByRole('region', { name: /水管破裂/ });
  await pipe.getByRole('button', { name: '从头开始' }).click();
  await pipe.getByRole('button', { name: /以周敏/ }).click();
  await page.waitForURL('**/yunting/work/report');
  const who = () => page.evaluate(async () => (await fetch('/api/session')).status);
  expect(await who()).toBe(200);
  await page.goto(`${server.url}/yunting/stories`);
  const lamp = page.getByRole('region', { name: /楼道灯/ });
  await lamp.getByRole('button', { name: '从头开始' }).click();
  await lamp.getByRole('button', { name: '以居民的身份去做' }).click();
  await page.waitForURL('**/yunting/q/*');
  expect(await who()).toBe(401);
  await page.context().close();
});

test('the stories of two visitors do not mix: what was there before the beginning is not theirs', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const pipe = await dispatchedPipe(server, zhou);
  await zhou.post(`/cases/${pipe.id}/supplement`, { moveId: newId(), seenVersion: 2, words: '路面已围挡' });
  const reply = await fetch(`${server.url}/api/yunting/stories/pipe/progress?since=${new Date().toISOString()}`);
  expect(await reply.json()).toEqual({ matters: [] });
});

test('two visitors who play the same story at the same time each have their own matter', async () => {
  const visitors = await Promise.all([openPage(browser, 360), openPage(browser, 360)]);
  const numbers: string[] = [];
  for (const { page } of visitors) {
    await page.goto(`${server.url}/yunting/stories`);
    const lamp = page.getByRole('region', { name: /楼道灯/ });
    await lamp.getByRole('button', { name: '从头开始' }).click();
    await lamp.getByRole('button', { name: '以居民的身份去做' }).waitFor();
  }
  for (const { page } of visitors) {
    const lamp = page.getByRole('region', { name: /楼道灯/ });
    await lamp.getByRole('button', { name: '以居民的身份去做' }).click();
    await page.waitForURL('**/yunting/q/*');
    await page.getByRole('textbox').first().fill('3栋2单元灯坏了三天了');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('已收到').first().waitFor();
    await page.goto(`${server.url}/yunting/stories`);
    await expect.poll(async () => (await lamp.textContent()) ?? '', { timeout: 15_000 }).toMatch(/编号 \d+/);
    numbers.push(/编号 (\d+)/.exec((await lamp.textContent()) ?? '')?.[1] ?? '');
  }
  expect(new Set(numbers).size).toBe(2);
  // The first one's matter is still the first one's after the second has reported.
  const [first] = visitors;
  await first!.page.reload();
  await first!.page.getByText(`编号 ${numbers[0]}`).waitFor();
  expect(await first!.page.getByText(`编号 ${numbers[1]}`).count()).toBe(0);
  for (const { page } of visitors) await page.context().close();
}, 60_000);
