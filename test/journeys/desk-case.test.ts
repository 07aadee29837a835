// The page of a case: minutes by account, the clock explained, notes, the resident's side, merging and taking back, news in place, conflicts, keys.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { act, enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import type { Person } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;
let lin: Person;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  lin = await asPerson(server, 'linxiaoyun');
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** 旧港第 3 网格, beside the bakery. */
const HERE = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };

interface Filed {
  id: string;
  number: string;
  version: number;
}

async function filed(words: string, classCode = 'loose-manhole', place: object = HERE): Promise<Filed> {
  const { id, number } = await lin.post('/cases', { id: newId(), reportId: newId(), channel: 'phone', words, place });
  const { version } = await lin.get(`/cases/${id}`);
  const after = await lin.post(`/cases/${id}/file`, { moveId: newId(), seenVersion: version, classCode });
  return { id, number, version: after.version };
}

async function organisationId(name: string): Promise<string> {
  const { organisations } = await lin.get('/organisations');
  return organisations.find((each: { name: string }) => each.name === name).id;
}

async function dispatched(words: string): Promise<Filed> {
  const made = await filed(words);
  const { version } = await lin.post(`/cases/${made.id}/dispatch`, {
    moveId: newId(),
    seenVersion: made.version,
    organisationId: await organisationId('市政养护所'),
    newWorkOrderId: newId(),
  });
  return { ...made, version };
}

const acts = (page: Page) => page.getByRole('region', { name: '可以做的事' });
const history = (page: Page) => page.getByRole('list', { name: '经过' });

test('facts, minutes by account and the explained clock stand there, at every width', async () => {
  const made = await dispatched('巷口井盖翘起来了，夜里看不见');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${made.number}` });
  await page.getByText('反映 1 份').waitFor();
  await page
    .getByRole('list', { name: '时间算在谁头上' })
    .getByText(/我方 \d+ 分/)
    .waitFor();
  await page
    .getByRole('list', { name: '时间算在谁头上' })
    .getByText(/市政养护所 \d+ 分起/)
    .waitFor();
  await page.getByText('（反映时）').waitFor();
  await page.getByText(/^\d\d-\d\d \d\d:\d\d 前办好$/).waitFor();
  await page.getByText('没有并案，也没有拆分').waitFor();
  await page.getByText('没有协办单位').waitFor();
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  await page.getByRole('button', { name: '这个时限怎么算的' }).click();
  const clock = page.getByRole('dialog', { name: '这个时限怎么算的' });
  await clock.getByText(/派出时起算，签收不签收都算/).waitFor();
  // Of the order, and of the signing that goes before it.
  await clock
    .getByText(/^所以是 .* 前$/)
    .first()
    .waitFor();
  expect(await clock.getByRole('row').count()).toBeGreaterThan(1);
  await expectNoBarriers(page);
  await page.keyboard.press('Escape');
  expect(faults()).toEqual([]);
  await close();
});

test('a proposal says so until somebody has confirmed it', async () => {
  const { id, number } = await lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'visit',
    words: '楼道里堆着旧柜子，下不去脚',
    place: HERE,
    classCode: 'loose-manhole',
  });
  const before = await lin.get(`/cases/${id}/beside`);
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
  const proposals = page.getByRole('region', { name: '情况' }).getByText('建议', { exact: true });
  await page.getByText('反映 1 份').waitFor();
  expect((await proposals.count()) > 0).toBe(!before.isClassConfirmed);
  await act(page, '立案', (sheet) =>
    sheet.getByRole('combobox', { name: /^类别/ }).selectOption({ label: '井盖松动、缺损' }),
  );
  await expect.poll(() => proposals.count()).toBe(0);
  await close();
});

test('a note is written beside the history, is read by colleagues and stands on no side of the resident', async () => {
  const made = await dispatched('三圣里门前井盖响');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${made.number}` });
  await page.getByRole('region', { name: '经过' }).getByRole('button', { name: '写备注' }).click();
  const sheet = page.getByRole('dialog', { name: '写备注' });
  await sheet.getByLabel('说明').fill('反映人上夜班，白天别打电话');
  await sheet.getByRole('button', { name: '确定写备注' }).click();
  await page.getByText('已办：写备注').waitFor();
  const note = history(page).getByRole('listitem').filter({ hasText: '反映人上夜班' });
  await note.getByText('居民看不到').waitFor();
  await page.getByRole('button', { name: '居民看到的样子' }).click();
  const resident = page.getByRole('list', { name: '居民看到的样子' });
  await resident.getByText('已交给市政养护所办理').waitFor();
  expect(await resident.textContent()).not.toContain('夜班');
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();

  const receiver = await enterDesk(browser, server, '邱子健', { path: `/cases/by-id/${made.id}` });
  await receiver.page.getByRole('heading', { level: 1, name: '三圣里门前井盖响' }).waitFor();
  await history(receiver.page).getByText('派遣').waitFor();
  expect(await receiver.page.textContent('body')).not.toMatch(/夜班|备注|我方/);
  expect(receiver.faults()).toEqual([]);
  await receiver.close();
});

test('news come in place: what is typed, open and scrolled stays, and the bar under the hand does not change', async () => {
  const made = await filed('澜边路井盖松动，三轮车过就跳');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${made.number}` });
  await acts(page).getByRole('button', { name: '派给单位', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '派给单位' });
  await sheet.getByLabel('说明').fill('请带备用井盖');
  const scrolled = await page.evaluate(() => (scrollTo(0, 120), scrollY));
  const chief = await asPerson(server, 'lumingyuan');
  const first = await chief.post(`/cases/${made.id}/note`, {
    moveId: newId(),
    seenVersion: made.version,
    words: '先别派，等社区看过',
  });
  await history(page).getByText('先别派，等社区看过').waitFor();
  await sheet.getByText(/^鲁明远 刚刚已写备注（\d\d:\d\d）。您写的还在。$/).waitFor();
  expect(await sheet.getByLabel('说明').inputValue()).toBe('请带备用井盖');
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  await sheet.getByRole('button', { name: '看最新' }).click();
  await sheet.getByText('刚刚已写备注').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');

  // The hand lies on a button: it stays that button until the hand has gone.
  await acts(page).getByRole('button', { name: '派给单位', exact: true }).hover();
  await chief.post(`/cases/${made.id}/dispatch`, {
    moveId: newId(),
    seenVersion: first.version,
    organisationId: await organisationId('市政养护所'),
    newWorkOrderId: newId(),
  });
  await page.getByText(/^刚刚：.*鲁明远 派遣 市政养护所$/).waitFor();
  await page.getByText('市政养护所（主办）').waitFor();
  expect(await acts(page).getByRole('button', { name: '派给单位', exact: true }).count()).toBe(1);
  await page.mouse.move(400, 120);
  await acts(page).getByRole('button', { name: '派给单位', exact: true }).waitFor({ state: 'detached' });
  await acts(page).getByText('请带备用井盖').waitFor();
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});

test('who comes second is told who was first, and the words are kept', async () => {
  const made = await dispatched('桅杆路井盖没了，只剩一个洞');
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${made.number}` });
  await acts(page).getByRole('button', { name: '改派', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '改派' });
  await sheet.getByRole('combobox', { name: '单位', exact: true }).selectOption({ label: '旧港街道城管一中队' });
  await sheet.getByRole('radio', { name: '派错了单位' }).check();
  await sheet.getByLabel('说明').fill('这是城管的');
  // The news is on its way, the answer is faster.
  await page.route('**/stream', (route) => route.abort());
  const chief = await asPerson(server, 'lumingyuan');
  await chief.post(`/cases/${made.id}/redispatch`, {
    moveId: newId(),
    seenVersion: made.version,
    organisationId: await organisationId('旧港街道环卫站'),
    newWorkOrderId: newId(),
    reason: 'ownerFound',
  });
  await sheet.getByRole('button', { name: '确定改派' }).click();
  await sheet.getByText(/鲁明远 刚刚已改派给旧港街道环卫站（\d\d:\d\d）。/).waitFor();
  expect(await sheet.getByLabel('说明').inputValue()).toBe('这是城管的');
  await sheet.getByRole('button', { name: '看最新' }).click();
  await history(page).getByText('旧港街道环卫站').first().waitFor();
  await sheet.getByRole('button', { name: '确定改派' }).click();
  await page.getByText('已办：改派').waitFor();
  await close();
});

test('near by one is found that is the same: merged from beside the case, and taken back from there', async () => {
  const target = await lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'phone',
    words: '铁匠巷口雨棚掉下来一块，砸到自行车',
    place: HERE,
  });
  const own = await lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'visit',
    words: '铁匠巷口雨棚掉下来，自行车被砸',
    place: HERE,
  });
  const grouped = `${target.number.slice(0, 2)} ${target.number.slice(2, 6)} ${target.number.slice(6)}`;
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${own.number}` });
  await page.getByRole('button', { name: `并到这件 ${grouped}` }).click();
  const sheet = page.getByRole('dialog', { name: '并案' });
  await sheet.getByText('铁匠巷口雨棚掉下来一块').waitFor();
  await sheet.getByRole('button', { name: '确定并案' }).click();
  await page.getByText('已办：并案').waitFor();
  await page.getByText('已并到另一件').first().waitFor();
  await acts(page).getByRole('button', { name: '拆回', exact: true }).waitFor();

  await page.goto(`${server.url}/yunting/desk/cases/${target.number}`);
  await page.getByText('反映 2 份').waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: /^拆回 \d/ }).click();
  await page.getByText('已拆回，两件各办各的。').waitFor();
  await page.getByText('反映 1 份').waitFor();
  await page.getByRole('button', { name: '都不是' }).click();
  await page.getByText('已标为都不是，不再提示。').waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('one voice about two things becomes two cases, each naming the other', async () => {
  const made = await filed('灯不亮，另外垃圾也没人收');
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${made.number}` });
  await acts(page).getByRole('button', { name: '更多' }).click();
  await acts(page).getByRole('button', { name: '拆分', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: '拆分' });
  await sheet.getByLabel('说明').fill('垃圾没人收');
  await sheet.getByRole('button', { name: '确定拆分' }).click();
  await page.getByText('已拆分，新的一件已立。').waitFor();
  await page.getByRole('link', { name: /垃圾没人收$/ }).click();
  await page.getByRole('heading', { level: 1, name: '垃圾没人收' }).waitFor();
  await page.getByText('由另一件拆分出来').waitFor();
  await close();
});

test('J and K walk through the list one came from, E writes an opinion, and both are letters where somebody types', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  const links = page.getByRole('table').getByRole('rowheader').getByRole('link');
  await links.nth(1).waitFor();
  const [first, second] = [await links.nth(0).textContent(), await links.nth(1).textContent()];
  await links.nth(0).click();
  await page.getByRole('heading', { level: 1, name: first ?? '', exact: true }).waitFor();
  await page.getByText(/^第 1 件，共 \d+ 件$/).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 1, name: second ?? '', exact: true }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 1, name: first ?? '', exact: true }).waitFor();
  await acts(page).waitFor();
  await page.keyboard.press('e');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('just a joke');
  expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe('just a joke');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '回到列表' }).click();
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('a confidential matter names the posts that see it, is compared with nothing and is not copied', async () => {
  const { items } = await lin.get('/my-work');
  const cases = (
    await lin.get(`/cases?streetId=${(await lin.get('/areas')).areas.find((area: any) => area.name === '旧港街道').id}`)
  ).cases;
  const secret = [...items.map((item: any) => item.case), ...cases].find(
    (each: any) => each.secrecy === 'confidential',
  );
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${secret.number}` });
  await page.getByText(/^保密：只有 \d+ 个岗位能看到$/).waitFor();
  await page.getByText('哪些岗位').click();
  await page
    .getByText(/^街道分拨员 旧港街道$/)
    .first()
    .waitFor();
  await page.getByText('保密的事不找同类。').waitFor();
  expect(await page.getByRole('button', { name: /复制文字/ }).count()).toBe(0);
  expect(await page.getByRole('link', { name: '在地图上看' }).count()).toBe(0);
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
});

test('what is outside one’s area is not there, and says whom to ask', async () => {
  const made = await filed('河边栏杆井盖一起坏了');
  const { page, close } = await enterDesk(browser, server, '方一苇', { path: `/cases/${made.number}` });
  await page.getByRole('heading', { level: 1, name: '没有这件事，或不在您的范围内' }).waitFor();
  await expectNoBarriers(page);
  await close();
});
