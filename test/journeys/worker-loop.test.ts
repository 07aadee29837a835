// From a spoken word to a closed case on the phones of those who do it: neighbour, grid worker, crew, grid worker, lead.

import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, FAKE_MEDIA, openBrowser } from './browser.ts';
import { asPerson, lastCode } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, sendNow, unfold } from './worker-steps.ts';
import type { Phone } from './worker-steps.ts';

const PICTURE = join(import.meta.dirname, '../../seeds/pictures/cables-after.jpg');

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser(FAKE_MEDIA);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a neighbour speaks one sentence; the worker sends the crew and verifies; the lead closes', async () => {
  const wu = await phoneOf(browser, server, 'wuguilan');
  const number = await speak(wu);

  const zhou = await phoneOf(browser, server, 'zhoumin');
  await unfold(zhou.page);
  const card = zhou.page
    .getByRole('article')
    .filter({ hasText: '微网格员报的' })
    .filter({ hasText: '未写文字' })
    .last();
  await card.getByRole('link', { name: /去看看/ }).click();
  await zhou.page.getByRole('heading', { name: '怎么办？' }).waitFor();
  expect(await zhou.page.textContent('main')).toContain(number);
  const caseId = new URL(zhou.page.url()).pathname.split('/').at(-1) ?? '';
  await listenTo(zhou);
  await confirmOnSite(zhou);
  const link = await sendCrew(zhou);

  await crewWorks(link);
  await verify(zhou, caseId);

  const luo = await phoneOf(browser, server, 'luojianping', `/cases/${caseId}`);
  await luo.page.getByRole('button', { name: '结案' }).click();
  await luo.page.getByRole('dialog').getByRole('button', { name: '结案' }).click();
  await sendNow(luo.page);
  await luo.page.getByText('已结案').first().waitFor();
  for (const { faults, context } of [wu, zhou, luo]) {
    expect(faults).toEqual([]);
    await context.close();
  }
}, 90_000);

async function speak({ page }: Phone): Promise<string> {
  await page.getByRole('link', { name: '我来报事（说一段话就行）' }).click();
  await page.getByRole('button', { name: '录一段话' }).click();
  await page.getByRole('button', { name: /停止录音 [1-9]/ }).click();
  await page.getByText(/录音 0:0\d/).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已收到').waitFor();
  const words = (await page.getByRole('status').filter({ hasText: '编号' }).textContent()) ?? '';
  const number = /\d{2} \d{4} \d{4,}/.exec(words)?.[0] ?? '';
  expect(number).not.toBe('');
  return number;
}

async function listenTo({ page }: Phone): Promise<void> {
  await page.getByRole('button', { name: '听' }).click();
  await page.locator('audio').waitFor();
}

async function confirmOnSite({ page }: Phone): Promise<void> {
  await page.getByRole('button', { name: '去现场核实' }).click();
  await sendNow(page);
  await page.getByText('核实中').first().waitFor();
}

async function sendCrew({ page }: Phone): Promise<string> {
  await page.getByRole('button', { name: /^直派/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('类别').selectOption('hanging-cable');
  await sheet.getByRole('radio', { name: '通信线缆联合维护队' }).check();
  await sheet.getByLabel('已电话通知').check();
  await sheet.getByLabel(/谁接的/).fill('值班员');
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '直派' }).click();
  const found = server.waitFor(/新工单.*\/o\/([\w-]{40,})/);
  await sendNow(page);
  await page.getByText('待签收').first().waitFor();
  return (await found)[1] ?? '';
}

/** The crew has a page of its own; here it answers by the same link as a program. */
async function crewWorks(link: string): Promise<void> {
  const base = `${server.url}/api/yunting`;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(answer.status, `${path} ${await answer.clone().text()}`).toBeLessThan(300);
    return (await answer.json()) as Record<string, any>;
  };
  await post('/order-link-codes', { link });
  await expect.poll(() => lastCode(server)).toBeDefined();
  const { device } = await post('/order-link-openings', { link, code: lastCode(server) });
  const headers = { authorization: `Link ${link}`, 'x-gezhi-device': String(device) };
  const order = (await (await fetch(`${base}/linked-order`, { headers })).json()) as any;
  const move = (verb: string, seenVersion: number, more: object) =>
    post(
      `/cases/${order.case.id}/${verb}`,
      { moveId: newId(), seenVersion, workOrderId: order.order.id, ...more },
      headers,
    );
  const signed = await move('acknowledge', order.case.version, {});
  await move('feedback', signed['version'], { evidence: ['writtenNote'], words: '线缆已扎好，离地三米' });
}

async function verify({ page }: Phone, caseId: string): Promise<void> {
  await page.goto(`${server.url}/yunting/work/`);
  await unfold(page);
  await page.locator(`a.button[href$="/cases/${caseId}/verify"]`).click();
  await page.getByRole('heading', { name: '现场看一看，解决了吗？' }).waitFor();
  await page.getByText('线缆已扎好，离地三米').waitFor();
  await expectNoBarriers(page);
  await page.getByRole('radio', { name: '解决了', exact: true }).click();
  await page.locator('input[type=file]').first().setInputFiles(PICTURE);
  await page.getByAltText('照片 1').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await sendNow(page);
  await page.getByText('谢谢，已记下。').waitFor();
}

test('an act is held for ten seconds: taken back, it never left', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const reported = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '3 栋门口堆了纸箱',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
  });
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${reported.id}`);
  await page.getByRole('button', { name: '当场办结' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '当场办结' }).click();
  await sheet.getByRole('alert').waitFor();
  await sheet.getByLabel('文字说明').check();
  await sheet.getByRole('button', { name: '当场办结' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByRole('button', { name: '撤销' }).waitFor({ state: 'hidden' });
  expect((await zhou.get(`/cases/${reported.id}`)).status).toBe('collected');

  await page.getByRole('button', { name: '当场办结' }).click();
  await sheet.getByLabel('文字说明').check();
  await sheet.getByRole('button', { name: '当场办结' }).click();
  expect((await zhou.get(`/cases/${reported.id}`)).status).toBe('collected');
  await page.getByText('已结案').first().waitFor({ timeout: 15_000 });
  const { stations } = await zhou.get(`/cases/${reported.id}`);
  expect(stations.map(({ verb }: { verb: string }) => verb)).toEqual(['report', 'resolveOnSpot']);
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('somebody was faster: the worker is told who did what, keeps the words, and may do what is still allowed', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const luo = await asPerson(server, 'luojianping');
  const reported = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '2 栋楼下自行车挡了消防门',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
  });
  const { page, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${reported.id}`);
  await page.getByRole('button', { name: '上报上一级' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('已劝说').check();
  await sheet.getByLabel(/您的意见/).fill('劝过两次，车主不来挪');
  await sheet.getByRole('button', { name: '上报上一级' }).click();
  await luo.post(`/cases/${reported.id}/resolveOnSpot`, {
    moveId: newId(),
    seenVersion: 1,
    evidence: ['writtenNote'],
    words: '已请车主挪走',
  });
  await sendNow(page);
  const conflict = page.getByRole('alert');
  await conflict.getByText('已由 罗建平 先办了').waitFor();
  expect(await conflict.textContent()).toContain('当场办结');
  expect(await conflict.textContent()).toContain('劝过两次，车主不来挪');
  await page.getByText('已结案').first().waitFor();
  await conflict.getByRole('button', { name: '知道了，不再发' }).click();
  await conflict.waitFor({ state: 'hidden' });
  await context.close();
}, 60_000);
