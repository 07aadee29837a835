// Without signal: what a worker composes is kept, shown as waiting, and arrives once each when there is signal again.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { openBrowser } from './browser.ts';
import { asPerson } from './persons.ts';
import type { Person } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, sendNow, unfold } from './worker-steps.ts';

const PLACE = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };

let server: RunningServer;
let browser: Browser;
let zhou: Person;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  zhou = await asPerson(server, 'zhoumin');
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Said to be done by the property company: it waits for the worker to verify. */
async function fedBack(): Promise<string> {
  const lin = await asPerson(server, 'linxiaoyun');
  const cao = await asPerson(server, 'caoliqun');
  const { organisations } = await lin.get('/organisations');
  const property = organisations.find(
    ({ name }: { name: string }) => name.includes('船坞新村') && name.includes('物业'),
  );
  const id = newId();
  await zhou.post('/cases', { id, reportId: newId(), words: '3 栋 2 单元楼道灯不亮', place: PLACE });
  const orderId = newId();
  const move = (who: Person, verb: string, seenVersion: number, more: object) =>
    who.post(`/cases/${id}/${verb}`, { moveId: newId(), seenVersion, ...more });
  await move(lin, 'file', 1, { classCode: 'stairway-light' });
  await move(lin, 'dispatch', 2, { organisationId: property.id, newWorkOrderId: orderId });
  await move(cao, 'acknowledge', 3, { workOrderId: orderId });
  await move(cao, 'feedback', 4, { workOrderId: orderId, evidence: ['writtenNote'], words: '灯换好了' });
  return id;
}

test('a report and a verification composed without signal arrive once each, in the order they were made', async () => {
  const id = await fedBack();
  const { page, context } = await phoneOf(browser, server, 'zhoumin');
  await unfold(page);
  const card = page.locator(`a.button[href$="/cases/${id}/verify"]`);
  await card.waitFor();
  // Everything a stairwell needs comes by itself while there is signal: the pages, their places, and the cases on the list.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(2500);
  await context.setOffline(true);

  await card.click();
  await page.getByRole('heading', { name: '现场看一看，解决了吗？' }).waitFor();
  await page.getByRole('radio', { name: '没解决' }).click();
  await page.getByRole('button', { name: '修了又坏' }).click();
  await page.getByLabel('说明（可不写）').fill('亮了一会儿又灭了');
  await page.getByRole('button', { name: '提交' }).click();
  await sendNow(page);
  await page.getByText('1 条待上传，已存在本机').waitFor();

  await page.getByRole('link', { name: '上报' }).click();
  await page.getByText('三圣里 12 号包子店门前').first().waitFor(); // never asked for on this phone before
  await page.getByLabel('是什么事').fill('3 栋门前𠮷字招牌松了');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('没有网络。您写的已存在这部手机里').waitFor();
  await page.getByText('2 条待上传，已存在本机').waitFor();
  await page.getByRole('link', { name: '查看' }).click();
  await page.getByRole('heading', { name: '待上传' }).waitFor();
  await page.getByRole('button', { name: '重传' }).first().click();
  expect((await zhou.get(`/cases/${id}`)).status).toBe('feedback');

  await context.setOffline(false);
  await page.getByText('都发出去了。').waitFor({ timeout: 20_000 });
  const verified = await zhou.get(`/cases/${id}`);
  expect(verified.status).toBe('handling');
  const verbs = verified.stations.map(({ verb }: { verb: string }) => verb);
  expect(verbs.filter((verb: string) => verb === 'verify')).toHaveLength(1);
  const { moves } = await zhou.get('/my-moves');
  const signs = moves.filter(({ summary }: { summary: string }) => summary.includes('𠮷字招牌'));
  expect(signs).toHaveLength(1);

  await page.reload();
  await page.getByText('都发出去了。').waitFor();
  await context.close();
}, 90_000);

test('two acts on one case composed without signal arrive in their order', async () => {
  const id = newId();
  await zhou.post('/cases', { id, reportId: newId(), words: '2 栋前的石墩歪了', place: PLACE });
  const { page, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${id}`);
  await page.getByRole('button', { name: '去现场核实' }).waitFor();
  await page.waitForTimeout(2500);
  await context.setOffline(true);
  await page.getByRole('button', { name: '去现场核实' }).click();
  await sendNow(page);
  await page.getByRole('button', { name: '上报上一级' }).click();
  await page.getByRole('dialog').getByLabel('超出权限').check();
  await page.getByRole('dialog').getByRole('button', { name: '上报上一级' }).click();
  await sendNow(page);
  await page.getByText('2 条待上传，已存在本机').waitFor();
  await context.setOffline(false);
  await page.getByText('2 条待上传，已存在本机').waitFor({ state: 'hidden', timeout: 20_000 });
  await expect
    .poll(async () => (await zhou.get(`/cases/${id}`)).stations.map(({ verb }: { verb: string }) => verb))
    .toEqual(['report', 'confirm', 'escalate']);
  await context.close();
}, 60_000);

test('after a reload without an answer from the server the last list is shown, and says from when it is', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin');
  await page.getByText('我办过的').waitFor();
  await context.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByText(/没有网络。这是 .* 的内容。/).waitFor();
  expect(await page.textContent('h1')).toContain('旧港第 3 网格');
  await context.close();
}, 60_000);

test('what one person has composed does not go out when another signs in on the same phone', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin', '/report');
  await page.getByText('三圣里 12 号包子店门前').first().waitFor();
  await context.setOffline(true);
  await page.getByLabel('是什么事').fill('鸽子笼挡住了楼梯');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('1 条待上传，已存在本机').waitFor();
  // The report tries again as soon as there is signal: somebody else has to be in by then.
  await context.route('**/api/yunting/cases', (route) => route.abort());
  await context.setOffline(false);
  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName: 'hezhiqiang' } });
  await page.goto(`${server.url}/yunting/work/`);
  await page.getByRole('heading', { name: '旧港第 4 网格' }).waitFor();
  await context.unroute('**/api/yunting/cases');
  await page.waitForTimeout(1500);
  expect(await page.textContent('body')).not.toContain('待上传，已存在本机');
  const has = async () =>
    (await zhou.get('/my-moves')).moves.some(({ summary }: { summary: string }) => summary.includes('鸽子笼'));
  expect(await has()).toBe(false);
  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName: 'zhoumin' } });
  await page.goto(`${server.url}/yunting/work/`);
  await expect.poll(has, { timeout: 20_000 }).toBe(true);
  await context.close();
}, 60_000);
