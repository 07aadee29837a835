// Cables and rubbish bags on the pages: a neighbour says one sentence; what she can settle she settles, what not goes up with its history.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser, openPage } from './browser.ts';
import { asPerson } from './persons.ts';
import { actAtDesk, checkOnSite, crewWorks, leaves, play, reportOnPhone, sendOrder } from './playing.ts';
import type { Player } from './playing.ts';
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

async function reportAsNeighbour(story: Player, place: string, words: string): Promise<void> {
  await story.page.getByRole('link', { name: /我来报事/ }).click();
  await reportOnPhone(story, place, words);
}

async function reportUp({ page }: Player, reason: string, words: string): Promise<void> {
  await page.getByRole('button', { name: '上报上一级' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: reason }).check();
  await sheet.getByLabel(/您的意见/).fill(words);
  await sheet.getByRole('button', { name: '上报上一级' }).click();
  await leaves(page);
  await page.getByText('已发出。').first().waitFor();
}

test('cables: one sentence, confirmed, the crew sent, checked on site, closed: five times', async () => {
  const { page } = await openPage(browser, 360);
  const story = await play(page, server, 'cables', /线缆垂落/);
  await story.next(/以赵满仓/);
  await reportAsNeighbour(story, '榕汀社区卫生服务中心停车场出口', '卫生服务中心停车场出口线缆掉下来一截，人能碰到');
  await story.next(/以唐倩/);
  await page.getByRole('button', { name: '去现场核实' }).click();
  await leaves(page);
  await page.getByText('核实中').first().waitFor();
  await story.next(/以唐倩/);
  await sendOrder(story, 'hanging-cable', '通信线缆联合维护队', '值班员');
  await story.next(/打开演示手机/);
  await crewWorks(story, server, '线缆已收起绑扎', 'cables-after');
  await story.next(/以唐倩/);
  await checkOnSite(story, '解决了');
  await story.next(/以闵舒/);
  await actAtDesk(story, '结案');
  await story.expectFinished();

  const min = await asPerson(server, 'minshu');
  const { stations } = await min.get(`/case-numbers/${await story.number()}`);
  const wanted = ['report', 'confirm', 'dispatchDirect', 'feedback', 'verify'];
  const times = wanted.map((verb) => stations.find((station: { verb: string }) => station.verb === verb)?.at);
  expect(times.every((at) => typeof at === 'string')).toBe(true);
  await page.context().close();
}, 120_000);

test('rubbish bags: settled on the spot without a photo; the second time the community reads what was tried', async () => {
  const { page } = await openPage(browser, 360);
  const story = await play(page, server, 'bags', /垃圾袋/);
  await story.next(/以赵满仓/);
  await reportAsNeighbour(story, '锦汀佳园 5 栋', '5 栋两户为垃圾袋放门口吵起来了');
  await story.next(/以赵满仓/);
  await page.getByRole('button', { name: '当场办结' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('当事人确认').check();
  await sheet.getByLabel(/怎么办好的（可以不写）/).fill('双方同意以后晚上自己带下楼');
  await sheet.getByRole('button', { name: '当场办结' }).click();
  await leaves(page);
  await page.getByText('已结案').first().waitFor();

  await story.next(/以赵满仓/);
  await reportAsNeighbour(story, '锦汀佳园 5 栋', '5 栋那两户又为垃圾袋吵，说不听');
  await story.next(/以赵满仓/);
  await reportUp(story, '已劝说', '已劝说两次');
  await story.next(/以唐倩/);
  await reportUp(story, '超出权限', '一起上门劝过，仍不听');
  await story.next(/以闵舒/);
  await page.getByText('已劝说两次').first().waitFor();
  await page.getByText('一起上门劝过，仍不听').first().waitFor();
  await actAtDesk(story, '当场办结', async (form) => {
    await form.getByLabel('当事人确认').check();
  });
  await story.expectFinished();
  await page.context().close();
}, 120_000);
