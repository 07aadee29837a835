// S1-27 in a market, which is a grid of its own and belongs to no community: the worker whistles, the lead is alerted and reports
// in within the time, or the street is told by itself; and an organisation that is called in answers on its duty phone.

import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson, lastCode } from './persons.ts';
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

/** 简明溪 of the market tells what she sees and whistles for the lead of the market on her phone. */
async function whistledInMarket(words: string) {
  const jian = await asPerson(server, 'jianmingxi');
  const { whistles } = await jian.get('/whistles');
  const { case: known } = await jian.get(`/cases/${whistles[0].subject.id}`).then((page) => ({ case: page }));
  const { id } = await jian.post('/cases', {
    id: newId(),
    reportId: newId(),
    words,
    place: { longitude: known.longitude, latitude: known.latitude, crs: 'CGCS2000' },
    placeWords: '家电城 A 座扶梯口',
    classCode: 'road-trading',
  });
  const phone = await phoneOf(browser, server, 'jianmingxi', `/cases/${id}`);
  phone.page.setDefaultTimeout(10_000);
  await phone.page.getByRole('button', { name: '我要吹哨' }).click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByText('30 分钟内报到').waitFor();
  await sheet.getByRole('button', { name: '吹哨', exact: true }).click();
  await phone.page.getByText('还没接哨').first().waitFor();
  return { phone, caseId: id as string, whistleId: new URL(phone.page.url()).pathname.split('/').at(-1) ?? '' };
}

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
}

test('the lead of the market is alerted while the page is open, reports in, is confirmed by the worker, and nothing escalates', async () => {
  const lead = await phoneOf(browser, server, 'hongguangyuan');
  lead.page.setDefaultTimeout(10_000);
  const waiting = lead.page.getByRole('region', { name: /^要我到的/ });
  await waiting.waitFor();
  const { phone, whistleId } = await whistledInMarket('扶梯口堆满纸箱，人流往回挤，怕踩踏');
  // By the live stream: nobody has loaded the page again.
  await waiting.getByRole('link', { name: /扶梯口堆满纸箱/ }).click();
  await lead.page
    .getByText(/剩|还有/)
    .first()
    .waitFor();
  await looksRight(lead.page, 'market-lead');
  await lead.page.setViewportSize({ width: 360, height: 800 });
  await lead.page.getByRole('button', { name: '我已到场：网格长' }).click();
  await lead.page.getByRole('button', { name: '到场', exact: true }).click();
  await lead.page.getByRole('button', { name: '我已到场', exact: true }).click();
  await phone.page.getByText('吹哨人还没确认').waitFor();
  await phone.page.getByRole('button', { name: '确认已到：网格长' }).click();
  await phone.page.getByRole('button', { name: '确认已到', exact: true }).click();
  await phone.page.getByText('吹哨人已确认').waitFor();
  const dispatcher = await asPerson(server, 'guniance');
  await dispatcher.post('/demo-clock', { id: newId(), step: 'twoHours', seenAheadMs: 0 });
  const { calls } = await dispatcher.get(`/whistles/${whistleId}`);
  expect(calls).toMatchObject([{ status: 'reportedIn', escalations: 0, isLate: false }]);
  expect([...phone.faults, ...lead.faults]).toEqual([]);
  await phone.context.close();
  await lead.context.close();
}, 120_000);

test('nobody comes: the street is told by itself, calls in an organisation, and that one answers on its duty phone', async () => {
  const { phone, whistleId } = await whistledInMarket('货架倒在通道上，两家商户吵起来了');
  await phone.context.close();
  const dispatcher = await asPerson(server, 'guniance');
  const { aheadMs } = await dispatcher.get('/demo-clock');
  await dispatcher.post('/demo-clock', { id: newId(), step: 'twoHours', seenAheadMs: aheadMs });
  const desk = await enterDesk(browser, server, '谷念慈', { path: `/whistles/${whistleId}` });
  await desk.page.getByText('已升级到街道').first().waitFor();
  await desk.page.getByText('规则：应急哨 30 分钟未报到，升级一级').first().waitFor();
  await desk.page.getByRole('button', { name: '加叫' }).click();
  await desk.page
    .getByRole('checkbox', { name: /芷汀街道环卫站/ })
    .first()
    .check();
  await desk.page.getByRole('button', { name: '加叫', exact: true }).last().click();
  await desk.page
    .getByRole('row', { name: /芷汀街道环卫站/ })
    .first()
    .waitFor();
  const [, link = ''] = await server.waitFor(/(\/yunting\/s\/[\w-]{40,})/);

  const crew = await openPage(browser, 360);
  crew.page.setDefaultTimeout(10_000);
  await crew.page.goto(`${server.url}${link}`);
  await crew.page.getByRole('heading', { name: '打开哨单' }).waitFor();
  await looksRight(crew.page, 'link-locked');
  await crew.page.setViewportSize({ width: 360, height: 800 });
  await crew.page.getByRole('button', { name: '发验证码' }).click();
  await server.waitFor(/验证码 (\d{6})/);
  await crew.page.getByLabel(/验证码/).fill(lastCode(server) ?? '');
  await crew.page.getByRole('button', { name: '打开哨单' }).click();
  await crew.page.getByRole('button', { name: /^接哨：/ }).click();
  await crew.page.getByRole('button', { name: '接哨', exact: true }).click();
  await crew.page.getByText('已接哨，未报到').waitFor();
  await crew.page.getByRole('button', { name: /^我已到场：/ }).click();
  await crew.page.getByRole('button', { name: '线上', exact: true }).click();
  await crew.page.getByRole('button', { name: '我已到场', exact: true }).click();
  await crew.page.getByText('吹哨人还没确认').waitFor();
  expect(await crew.page.content()).not.toContain('简明溪');
  await looksRight(crew.page, 'link-open');
  await crew.page.setViewportSize({ width: 360, height: 800 });
  // The desk has heard of it without loading the page again.
  await desk.page
    .getByRole('row', { name: /芷汀街道环卫站.*线上/ })
    .first()
    .waitFor();
  await looksRight(desk.page, 'market-desk');
  await crew.page.getByRole('button', { name: /^办结：/ }).click();
  await crew.page.getByLabel('写一句').first().fill('货架已扶正，通道清出来了');
  await crew.page.getByRole('button', { name: '办结', exact: true }).click();
  await crew.page.getByText('货架已扶正，通道清出来了').waitFor();
  await crew.page.goto(`${server.url}/yunting/s/abcdefghijklmnopqrstuvwxyz0123`);
  await crew.page.getByRole('heading', { name: '没有找到这张哨单' }).waitFor();
  await expectNoBarriers(crew.page);
  const unlocked = (fault: string) => !/401|404/.test(fault);
  expect([...crew.faults.filter(unlocked), ...desk.faults()]).toEqual([]);
  await crew.page.context().close();
  await desk.close();
}, 150_000);
