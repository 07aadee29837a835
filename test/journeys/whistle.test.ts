// 吹哨报到 on the phones and at the desk (S1-27): the worker whistles, the lead is told and comes, the worker confirms; or it escalates.

import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson, dispatchedPipe } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf } from './worker-steps.ts';

const PICTURES = join(import.meta.dirname, '../../.cache/whistles');

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

async function whistled() {
  const { id } = await dispatchedPipe(server, await asPerson(server, 'zhoumin'));
  const zhou = await phoneOf(browser, server, 'zhoumin', `/cases/${id}`);
  zhou.page.setDefaultTimeout(10_000);
  await zhou.page.getByRole('button', { name: '我要吹哨' }).click();
  const sheet = zhou.page.getByRole('dialog');
  await sheet.getByRole('checkbox', { name: '网格长' }).waitFor();
  expect(await sheet.getByRole('checkbox', { name: '网格长' }).isChecked()).toBe(true);
  await sheet.getByText('30 分钟内报到').waitFor();
  await expectNoBarriers(zhou.page);
  await zhou.page.screenshot({ path: join(PICTURES, 'sheet-360.png') });
  await sheet.getByRole('button', { name: '吹哨', exact: true }).click();
  await zhou.page.getByText('还没接哨').first().waitFor();
  return { zhou, id, whistleId: new URL(zhou.page.url()).pathname.split('/').at(-1) ?? '' };
}

test('the worker whistles, the lead finds it waiting and reports in, the worker confirms and ends it', async () => {
  const { zhou, whistleId } = await whistled();
  const luo = await phoneOf(browser, server, 'luojianping');
  luo.page.setDefaultTimeout(10_000);
  const waiting = luo.page.getByRole('region', { name: /^要我到的/ });
  await waiting.waitFor();
  await expectNoBarriers(luo.page);
  await luo.page.goto(`${server.url}/yunting/work/whistles/${whistleId}`);
  await luo.page.getByRole('button', { name: '我已到场：网格长' }).click();
  await luo.page.getByRole('button', { name: '到场', exact: true }).click();
  await luo.page.getByRole('button', { name: '我已到场', exact: true }).click();
  await luo.page.getByText('吹哨人还没确认').waitFor();

  // Told by the live stream, without loading the page again.
  await zhou.page.getByText('吹哨人还没确认').waitFor();
  await zhou.page.getByRole('button', { name: '确认已到：网格长' }).click();
  await zhou.page.getByRole('button', { name: '确认已到', exact: true }).click();
  await zhou.page.getByText('吹哨人已确认').waitFor();
  await expectNoBarriers(zhou.page);
  await expectFitsWidth(zhou.page, 360);
  await zhou.page.screenshot({ path: join(PICTURES, 'live-360.png'), fullPage: true });
  await zhou.page.getByRole('button', { name: '销哨' }).click();
  await zhou.page.getByRole('button', { name: '已解决' }).click();
  await zhou.page.getByRole('button', { name: '销哨' }).click();
  await zhou.page.getByText('销哨：已解决').first().waitFor();
  expect([...zhou.faults, ...luo.faults]).toEqual([]);
  await zhou.context.close();
  await luo.context.close();
}, 90_000);

test('nobody comes: after half an hour the community is told by the system, and the desk sees it in words', async () => {
  const { zhou, id, whistleId } = await whistled();
  await zhou.context.close();
  const lead = await asPerson(server, 'luojianping');
  const { aheadMs } = await lead.get('/demo-clock');
  await lead.post('/demo-clock', { id: newId(), step: 'twoHours', seenAheadMs: aheadMs });
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/whistles/${whistleId}` });
  // The page of a case asks for much: on a busy machine it takes its time.
  page.setDefaultTimeout(20_000);
  await page
    .getByText(/已升级到/)
    .first()
    .waitFor();
  await page.getByText('规则：应急哨 30 分钟未报到，升级一级').first().waitFor();
  await page
    .getByText(/^未报到，/)
    .first()
    .waitFor();
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    await page.screenshot({ path: join(PICTURES, `desk-${width}.png`) });
  }
  await page.goto(`${server.url}/yunting/desk/cases/by-id/${id}`);
  await page.getByRole('region', { name: '这件事的哨' }).getByRole('link').first().waitFor();
  await expectNoBarriers(page);
  await page.goto(`${server.url}/yunting/desk/whistles`);
  await page.getByText('选一个哨，看谁到了、谁没到。').waitFor();
  await page.getByRole('button', { name: '怎么看', exact: true }).click();
  await expectNoBarriers(page);
  const share = await page.getByRole('link', { name: /^近 30 天吹哨占事件/ }).innerText();
  expect(share).toMatch(/占事件 \d+\.\d%：\d+ 件里 [1-9]\d* 件吹过哨/);
  await page.getByRole('button', { name: '今天', exact: true }).click();
  await page.getByRole('button', { name: '我要吹哨', exact: true }).click();
  const number = (await lead.get(`/cases/${id}`)).number;
  await page.getByRole('textbox', { name: '哪件事？写编号' }).fill(number);
  await expectNoBarriers(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).filter({ hasText: '三圣里' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
}, 90_000);
