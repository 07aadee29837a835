// What comes in while somebody works at 受理台: it waits behind a bar, rows stay where they are, an urgent one is heard once.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectNoBarriers, openBrowser } from './browser.ts';
import { heldByStreet, moveBy } from './desk-intake-ground.ts';
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

/** Counts the tones that are started: there is no loudspeaker here. */
async function listenForTones(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard = globalThis as unknown as { tones: number };
    heard.tones = 0;
    const { prototype } = OscillatorNode as unknown as { prototype: { start: (at?: number) => void } };
    const start = prototype.start;
    prototype.start = function (at) {
      heard.tones += 1;
      start.call(this, at);
    };
  });
}
const tones = (page: Page) => page.evaluate(() => (globalThis as unknown as { tones: number }).tones);
const rowTexts = (page: Page) => page.getByRole('grid').getByRole('rowheader').allTextContents();

test('three that come in are counted on a bar; no row moves until it is wanted', async () => {
  await heldByStreet(server, '一块路牌歪了');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake' });
  await page.getByRole('grid').waitFor();
  await listenForTones(page);
  const before = await rowTexts(page);
  const place = await page.getByRole('row').nth(1).boundingBox();
  for (const words of ['一棵树倒在路边', '一盏路灯常亮不灭', '一处下水道堵了']) await heldByStreet(server, words);
  await page.getByRole('button', { name: '新到 3 件，点这里刷新' }).waitFor();
  expect(await rowTexts(page)).toEqual(before);
  expect(await page.getByRole('row').nth(1).boundingBox()).toEqual(place);
  expect(await tones(page)).toBe(0);
  await expectNoBarriers(page);
  await page.keyboard.press('r');
  await page.getByText('一棵树倒在路边').first().waitFor();
  expect(await page.getByRole('button', { name: /新到/ }).count()).toBe(0);
  expect((await rowTexts(page)).length).toBe(before.length + 3);
  expect(faults()).toEqual([]);
  await close();
});

test('an urgent one sounds once and marks the title, also while another pool is open; silent for who turned it off', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake?pool=toClose' });
  await page.getByRole('navigation', { name: '池' }).getByRole('link', { name: '待结案' }).waitFor();
  await listenForTones(page);
  await heldByStreet(server, '楼道里漏气了，味道很大');
  await page.waitForFunction(() => document.title.startsWith('(1) 紧急 '));
  expect(await tones(page)).toBe(2);
  await page.keyboard.press('1');
  await page.getByText('楼道里漏气了').first().waitFor();
  await page.waitForFunction(() => document.title.startsWith('受理台'));

  await page.getByRole('button', { name: '声音提醒 开' }).click();
  await page.getByRole('button', { name: '声音提醒 关' }).waitFor();
  await heldByStreet(server, '有人落水，快来');
  await page.waitForFunction(() => document.title.startsWith('(1) 紧急 '));
  expect(await tones(page)).toBe(2);
  await page.reload();
  await page.getByRole('button', { name: '声音提醒 关' }).waitFor();
  await close();
});

test('what somebody else does leaves its row where it is, marked, until the list is drawn anew', async () => {
  const { id } = await heldByStreet(server, '一处围挡占了盲道');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake' });
  const row = page.getByRole('row').filter({ hasText: '围挡占了盲道' });
  await row.waitFor();
  await moveBy(await asPerson(server, 'guominhua'), id, 'cancel', { reason: 'toldTwice' });
  await row.getByText('已不在这里').waitFor();
  await page.getByRole('button', { name: '1 件已由别人办了，点这里刷新' }).click();
  await row.waitFor({ state: 'detached' });
  expect(faults()).toEqual([]);
  await close();
});
