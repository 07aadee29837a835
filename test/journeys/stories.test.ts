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

test('five stories are listed in both languages, without barriers, on a phone and on a desk', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories`);
  for (const title of ['水管破裂', '线缆垂落', '门口的垃圾袋', '楼道灯', '燃气异味'])
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
  // Reported and dispatched elsewhere: the page sees it by itself.
  await expect.poll(() => steps.nth(1).textContent(), { timeout: 15_000 }).toContain('已完成');
  expect(await steps.nth(2).textContent()).toContain('现在');
  const number = `${pipe.number}`;
  expect(await story.textContent()).toContain(number);

  await story.getByRole('button', { name: '打开演示手机' }).click();
  await page.getByRole('heading', { level: 1, name: '演示手机' }).waitFor();
  await page.getByText(/剧本：点最近一条短信里的链接/).waitFor();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: '打开工单' }).first().click();
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
