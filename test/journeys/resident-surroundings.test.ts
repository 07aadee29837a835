// Where a resident's phone really is: in somebody's hand who speaks instead of writing, at night, in an office network without
// https, and inside a chat app with its largest letters.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { FAKE_MEDIA, expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { codeOf, readReceipt, reportAt, staff } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PLACE = '船坞新村 3 栋门前';
/** Not this machine by its name: to a browser that is a page without https, and half of what it offers is gone. */
const OFFICE_HOST = 'wangge.office.example';
const CHAT_APP =
  'Mozilla/5.0 (Linux; Android 12; HUAWEI P40) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5023 MMWEBSDK/20230202 MicroMessenger/8.0.33.2320 WeChat/arm64 Weixin Language/zh_CN';
/** The largest of eight letter sizes there: pages are drawn as if the root were this much larger. */
const LARGEST_LETTERS = '160%';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser([...FAKE_MEDIA, `--host-resolver-rules=MAP ${OFFICE_HOST} 127.0.0.1`]);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('whoever cannot write speaks: heard before it is sent, taken back, spoken again, and a recording alone is a report', async () => {
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  const start = page.getByRole('button', { name: '录一段话' });
  await start.click();
  await page.getByRole('button', { name: /停止录音 [1-9]/ }).click();
  const player = page.getByLabel('听录音');
  await player.waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await player.evaluate((audio: HTMLAudioElement) => audio.play());
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);

  await page.getByRole('button', { name: '删除录音' }).click();
  expect(await player.count()).toBe(0);
  await start.click();
  await page.getByRole('button', { name: /停止录音 [1-9]/ }).click();
  await player.waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  const found = await (await staff(server.url, 'zhoumin')).find(number);
  expect(found.summary).toContain('录音');
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('over plain http in an office network: written, sent, followed; what the browser withholds is said in words', async () => {
  const url = server.url.replace(/\/\/[^:/]+/, `//${OFFICE_HOST}`);
  const { page, faults } = await openPage(browser, 360);
  await page.goto(`${url}/yunting/q/${codeOf(PLACE)}`);
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.randomUUID, typeof navigator.mediaDevices])).toEqual(
    [false, 'undefined', 'undefined'],
  );
  await page.getByText('这个浏览器不能录音。可以用键盘上的语音键，或打电话。').waitFor();
  await expectNoBarriers(page);
  await reportAt(page, url, PLACE, '楼道口的扶手松了');
  await page.getByRole('button', { name: '存成图片' }).click();
  await page.getByRole('img', { name: /^收据：编号/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByText('楼道口的扶手松了').waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('inside a chat app with its largest letters nothing is cut off, and a report reaches its number', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, userAgent: CHAT_APP });
  const page = await context.newPage();
  await page.addInitScript((size) => {
    addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = size));
  }, LARGEST_LETTERS);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').waitFor();
  await expectFitsWidth(page, 360);
  await expectNoBarriers(page);
  await reportAt(page, server.url, PLACE, '垃圾桶满了没有人收');
  await expectFitsWidth(page, 360);
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('button', { name: '补充情况' }).waitFor();
  await expectFitsWidth(page, 360);
  await expectNoBarriers(page);
  await context.close();
}, 60_000);

test('at night the receipt says so, with whom to call and by when somebody looks', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/stories#clock`);
  const clock = page.getByRole('region', { name: '演示时钟' });
  const moved = clock.getByText(/^已拨到 /);
  for (let hour = 12, before = ''; hour >= 5 && hour < 22; hour = Number(/ (\d\d):\d\d/.exec(before)?.[1])) {
    await clock.getByRole('button', { name: '过 2 小时' }).click();
    await moved.filter({ hasNotText: before || '从没拨过' }).waitFor();
    before = (await moved.textContent()) ?? '';
  }
  await reportAt(page, server.url, PLACE, '小区门口的灯箱在闪');
  await page.getByText(/现在是休息时间。急事请打值班电话 [\d-]+；这件事 .+ 前有人看/).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.context().close();
}, 60_000);
