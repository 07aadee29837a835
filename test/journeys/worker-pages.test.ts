// Every page of the worker app as a person meets it: readable, no wider than the screen, by keyboard, large, outdoors, in English.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, FAKE_MEDIA, openBrowser, openPage } from './browser.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, sendNow } from './worker-steps.ts';

const PLACE = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };
const LONG = '在非常非常长的巷子尽头第二个转弯处的𠮷祥公寓对面的那家修理铺门口有一块松动的石板一踩就翘起来';

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

async function reportedBy(signInName: string, words: string): Promise<string> {
  const person = await asPerson(server, signInName);
  const id = newId();
  await person.post('/cases', { id, reportId: newId(), words, place: PLACE, placeWords: LONG });
  return id;
}

async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy]').waitFor({ state: 'detached' });
}

test('one tap enters as a demo person; a wrong password is told without losing the name', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/work/`);
  await page.getByRole('heading', { name: '演示身份' }).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.getByLabel('登录名或手机号').fill('zhoumin');
  await page.getByLabel('密码').fill('not the password');
  await page.getByRole('button', { name: '进入', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('登录名或手机号').inputValue()).toBe('zhoumin');
  await page.getByRole('button', { name: '用手机验证码' }).click();
  await page.getByLabel('手机号').fill('10012345678');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByLabel('验证码', { exact: true }).waitFor();
  await page.getByRole('button', { name: /周敏/ }).click();
  await page.getByRole('heading', { name: '旧港第 3 网格' }).waitFor();
  await page.getByRole('link', { name: '我的' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('heading', { name: '演示身份' }).waitFor();
  await page.context().close();
}, 60_000);

test.each([
  [360, ''],
  [320, ''],
  [768, ''],
  [360, 'largest'],
])(
  'at %i px %s every page of a worker is free of barriers and fits',
  async (width, size) => {
    const id = await reportedBy('zhoumin', LONG);
    const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', '/me', width);
    if (size !== '') await page.getByRole('button', { name: '特大' }).click();
    for (const path of [
      '/',
      '/report',
      '/report?for=other',
      '/grid',
      '/me',
      '/me/record',
      '/waiting',
      `/cases/${id}`,
      `/cases/${id}/verify`,
      '/nowhere',
    ]) {
      await page.goto(`${server.url}/yunting/work${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      await expectNoBarriers(page);
      await expectFitsWidth(page, width);
    }
    if (size !== '') expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('30px');
    expect(faults).toEqual([]);
    await context.close();
  },
  90_000,
);

test('outdoors and in English, a case and its sheets are free of barriers', async () => {
  const id = await reportedBy('zhoumin', '3 栋门前供水管破裂');
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', '/me');
  await page.getByRole('button', { name: '户外（黑白分明）' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'How it looks' }).waitFor();
  await page.goto(`${server.url}/yunting/work/cases/${id}`);
  await page.getByRole('heading', { name: 'What now?' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  for (const name of ['Send to', 'Resolved on the spot', 'Report up', 'Take it up']) {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, 360);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('a neighbour finds three large buttons, large type and no due time; a joined one is remembered by the phone', async () => {
  const zhou = await phoneOf(browser, server, 'zhoumin', '/grid');
  await zhou.page.getByRole('button', { name: '生成邀请码' }).click();
  await zhou.page.getByRole('img', { name: '邀请码' }).waitFor();
  await expectNoBarriers(zhou.page);
  await zhou.context.close();

  const person = await asPerson(server, 'zhoumin');
  const { posts } = await person.get('/my-posts');
  const gridId = posts.find(({ isStandBy }: { isStandBy: boolean }) => !isStandBy).gridId;
  const { token } = await person.post('/invitations', { id: newId(), role: 'microGridMember', gridId });
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/work/join#${token}`);
  await page.getByLabel('怎么称呼您').fill('顾大姐');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '加入' }).click();
  await page.getByRole('heading', { name: '顾大姐' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '顾大姐' }).waitFor();
  for (const name of ['我来报事（说一段话就行）', '打给网格员 周敏', /我的楼（\d+ 户）/])
    await page.getByRole('link', { name }).waitFor();
  expect(await page.locator('html').getAttribute('data-mode')).toBe('elder');
  expect(await page.textContent('main')).not.toMatch(/剩|超/);
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  const heights = await page
    .locator('main .button')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(60);
  await page.goto(`${server.url}/yunting/work/join#${token}`);
  await page.getByLabel('怎么称呼您').fill('别人');
  await page.getByRole('button', { name: '加入' }).click();
  await page.getByRole('alert').waitFor();
  await page.context().close();
}, 60_000);

test('a neighbour is asked to look, answers with one tap, and is not asked again', async () => {
  const luo = await asPerson(server, 'luojianping');
  const zhao = await asPerson(server, 'zhaomancang');
  const min = await asPerson(server, 'minshu');
  const { posts } = await zhao.get('/my-posts');
  const grid = await zhao.get(`/grids/${posts[0].gridId}`);
  const middle = {
    longitude: (grid.box.minLongitude + grid.box.maxLongitude) / 2,
    latitude: (grid.box.minLatitude + grid.box.maxLatitude) / 2,
    crs: 'CGCS2000',
  };
  const id = newId();
  await luo.post('/cases', { id, reportId: newId(), words: '凉亭边的石凳翻了', place: middle });
  const tang = await asPerson(server, 'tangqian');
  await tang.post(`/cases/${id}/escalate`, { moveId: newId(), seenVersion: 1, reason: 'beyondPowers' });
  await min.post(`/cases/${id}/handDown`, {
    moveId: newId(),
    seenVersion: 2,
    level: 'microGrid',
    words: '请看看是不是这样',
    dueAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const { page, faults, context } = await phoneOf(browser, server, 'zhaomancang');
  const ask = page.locator('section', { hasText: '凉亭边的石凳翻了' });
  await ask.getByRole('heading', { name: '请您帮忙' }).waitFor();
  await expectNoBarriers(page);
  await ask.getByRole('button', { name: '有这回事', exact: true }).click();
  await sendNow(page);
  await ask.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await tang.get(`/cases/${id}`)).stations.at(-1).verb).toBe('confirm');
  await page.reload();
  await page.getByRole('link', { name: /我来报事/ }).waitFor();
  await settled(page);
  expect(await page.textContent('main')).not.toContain('凉亭边');
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('the lead finds what waits for a decision, what is soon due and who is on duty', async () => {
  const id = await reportedBy('zhoumin', '有人说地下室渗水');
  const zhou = await asPerson(server, 'zhoumin');
  await zhou.post(`/cases/${id}/confirm`, {
    moveId: newId(),
    seenVersion: 1,
    outcome: 'notTrue',
    words: '看过两次，是干的',
  });
  const { page, faults, context } = await phoneOf(browser, server, 'luojianping');
  await page.getByRole('heading', { name: '待我批' }).waitFor();
  await page.getByRole('link', { name: '打给周敏' }).waitFor();
  await page.getByRole('heading', { name: '快到期' }).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.locator(`a.button[href$="/cases/${id}"]`).click();
  await page.getByText('看过两次，是干的').waitFor();
  await page.getByRole('button', { name: '不予受理' }).click();
  await page.getByRole('dialog').getByLabel('人民法院').check();
  await page.getByRole('dialog').getByRole('button', { name: '不予受理' }).click();
  await sendNow(page);
  await page.locator('.tag', { hasText: '不予受理' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('代录 reads back what was said and gives number and query code; the caller’s number is dialled and noted, never shown', async () => {
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', '/report?for=other');
  await page.getByText('三圣里 12 号包子店门前').first().waitFor();
  await page.getByLabel('对方称呼（可以不填）').fill('袁玉珍');
  await page.getByLabel(/对方电话/).fill('10055500021');
  await page.getByLabel('是什么事').fill('5 栋单元门关不上');
  await page.getByText('请念给对方听：您反映的是“5 栋单元门关不上”').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('查询码').first().waitFor();
  await expectNoBarriers(page);
  await page.getByRole('link', { name: '看这件事' }).click();
  await page.getByText('1 位，已留电话').waitFor();
  await page.getByRole('button', { name: '打给反映人' }).click();
  const called = page.waitForResponse(/reporter-calls/);
  await page.getByRole('button', { name: '核实情况' }).click();
  expect(await (await called).json()).toEqual({ phone: '10055500021' });
  expect(await page.content()).not.toContain('10055500021');
  await page.getByRole('button', { name: '联系上' }).click();
  await sendNow(page);
  await page.getByText('周敏 联系反映人').waitFor();
  expect(faults.filter((fault) => !fault.includes('tel:'))).toEqual([]);
  await context.close();
}, 60_000);

test('danger words put the call buttons in front, and the report is stored already', async () => {
  const { page, context } = await phoneOf(browser, server, 'wuguilan', '/report');
  await page.getByText('三圣里 12 号包子店门前').waitFor();
  await page.getByLabel('是什么事').fill('楼道里有煤气味');
  await page.getByRole('button', { name: '提交' }).click();
  const sheet = page.getByRole('dialog', { name: '这件事可能有危险，请先打电话' });
  await sheet.getByRole('link', { name: /119/ }).waitFor();
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '已经打过了' }).click();
  await page.getByText('已收到').waitFor();
  await context.close();
}, 60_000);

test('an account is opened by its link, whose token stands behind the # alone', async () => {
  const admin = await asPerson(server, 'shenyian');
  const { accounts } = await admin.get('/accounts?limit=200');
  const person = accounts.find(({ posts }: { posts: { role: string }[] }) =>
    posts.some(({ role }) => role === 'callbackOfficer'),
  );
  const { token } = await admin.post(`/accounts/${person.id}/activation-links`, { id: newId() });
  const { page } = await openPage(browser, 360);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${server.url}/yunting/work/activate#${token}`);
  await page.getByLabel('新密码').fill('短');
  await page.getByLabel('再输一遍').fill('短');
  await page.getByRole('button', { name: '设好了，进入' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('新密码').fill('河边三只白鹭站着不动');
  await page.getByLabel('再输一遍').fill('河边三只白鹭站着不动');
  await page.getByRole('button', { name: '设好了，进入' }).click();
  await page.getByRole('heading', { name: '您现在没有负责的网格' }).waitFor();
  await expectNoBarriers(page);
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
  await page.context().close();
}, 60_000);

test('by keyboard alone: from the list to a case, an act on its sheet, and back by Escape', async () => {
  const id = await reportedBy('zhoumin', '楼道里漏气，快来');
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin');
  const link = page.locator(`a.button[href$="/cases/${id}"]`);
  await link.waitFor();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '怎么办？' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  const act = page.getByRole('button', { name: '上报上一级' });
  await act.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await page.getByRole('dialog').getByRole('radio').first().isChecked()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await act.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('the list does not wait, nor moves, while pages are brought in beforehand', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin', '/me');
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route(/\/api\/yunting\/cases\/[0-9a-f-]+$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/yunting/work/`);
  await page.locator('a[href*="/cases/"]').first().waitFor();
  expect(await page.locator('[aria-busy]').count()).toBe(0);
  letGo();
  await context.close();
});

test('who cannot look now sends somebody else, chosen from those who may', async () => {
  const id = await fedBackAtRoad();
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${id}/verify`);
  await page.getByRole('radio', { name: '暂时核查不了' }).click();
  await page.getByRole('button', { name: '进不去' }).click();
  await page.getByRole('radio', { name: /改由 何志强 去/ }).check();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 360);
  await page.getByRole('button', { name: '提交' }).click();
  await sendNow(page);
  const he = await asPerson(server, 'hezhiqiang');
  await expect.poll(async () => (await he.get('/my-work')).items.map((item: any) => item.case.id)).toContain(id);
  expect(faults).toEqual([]);
  await context.close();
}, 60_000);

test('what a worker reported himself he may withdraw', async () => {
  const id = await reportedBy('zhoumin', '看错了的一件事');
  const { page, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${id}`);
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '撤回' }).click();
  const sheet = page.getByRole('dialog');
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '撤回' }).click();
  await sendNow(page);
  await page.getByText('已撤回').first().waitFor();
  await context.close();
}, 60_000);

/** At 市政养护所, which says that it is done. */
async function fedBackAtRoad(): Promise<string> {
  const id = await reportedBy('zhoumin', '井盖松了，车一过就响');
  const [lin, qiu] = [await asPerson(server, 'linxiaoyun'), await asPerson(server, 'qiuzijian')];
  const zhou = await asPerson(server, 'zhoumin');
  const move = async (who: typeof lin, verb: string, fields: Record<string, unknown>) => {
    const { version } = await who.get(`/cases/${id}`);
    await who.post(`/cases/${id}/${verb}`, { moveId: newId(), seenVersion: version, ...fields });
  };
  const { organisations } = await lin.get('/organisations');
  const { id: organisationId } = organisations.find(({ name }: { name: string }) => name === '市政养护所');
  const workOrderId = newId();
  await move(zhou, 'escalate', { reason: 'beyondPowers' });
  await move(await asPerson(server, 'luojianping'), 'escalate', { reason: 'beyondPowers' });
  await move(lin, 'file', { classCode: 'loose-manhole' });
  await move(lin, 'dispatch', { organisationId, newWorkOrderId: workOrderId });
  await move(qiu, 'acknowledge', { workOrderId });
  await move(qiu, 'feedback', { workOrderId, evidence: ['writtenNote'], words: '换了胶圈' });
  return id;
}
