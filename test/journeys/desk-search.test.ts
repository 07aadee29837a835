// The one search box of the desk: by number, words, pinyin and phone, by keys alone, for different people; and what it says when nothing is found.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { newId } from '../../src/shared/ids.ts';

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

const box = (page: Page) => page.getByRole('combobox', { name: '搜索', exact: true });
const options = (page: Page) => page.getByRole('listbox', { name: '搜索结果' }).getByRole('option');

test('/ opens the box, pinyin finds the place, arrows and Enter go there, and Esc closes without losing the page', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await page.keyboard.press('/');
  expect(await box(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('cwxc');
  await options(page).filter({ hasText: '船坞新村' }).first().waitFor();
  expect(await page.getByRole('group').first().getAttribute('aria-label')).toBe('地点');
  expect(await options(page).first().getAttribute('aria-selected')).toBe('true');
  await expectNoBarriers(page);
  await page.keyboard.press('ArrowDown');
  const chosen = await box(page).getAttribute('aria-activedescendant');
  expect(await page.locator(`#${chosen}`).getAttribute('aria-selected')).toBe('true');
  expect(chosen).not.toBe(await options(page).first().getAttribute('id'));
  await page.keyboard.press('Escape');
  await options(page).first().waitFor({ state: 'hidden' });
  expect(await box(page).inputValue()).toBe('cwxc');
  await page.keyboard.press('ArrowUp');
  await options(page).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/(cases|map)\?/);
  expect(await box(page).inputValue()).toBe('');
  expect(faults()).toEqual([]);
  await close();
});

test('a number, as it is said over the phone and by its last four digits, opens its case', async () => {
  const lin = await asPerson(server, 'linxiaoyun');
  const { items } = await lin.get('/my-work');
  const newest = items
    .map((item: any) => item.case)
    .filter((each: any) => each.secrecy === 'open')
    .sort((one: any, other: any) => other.number.localeCompare(one.number));
  const { number, summary } = newest[0];
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  for (const typed of [`${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`, number.slice(-4)]) {
    await page.keyboard.press('/');
    await box(page).fill(typed);
    const own = options(page).filter({ hasText: summary });
    await own.first().waitFor();
    await own.first().click();
    await page.getByRole('heading', { level: 1, name: summary }).waitFor();
    await page.waitForURL(new RegExp(`/cases/${number}$`));
  }
  expect(faults()).toEqual([]);
  await close();
});

test('answers that come late do not replace what was asked since', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸');
  await page.route('**/api/yunting/search', async (route) => {
    const isFirst = (route.request().postData() ?? '').includes('井盖');
    await new Promise((resolve) => setTimeout(resolve, isFirst ? 1_200 : 0));
    await route.continue();
  });
  await box(page).fill('井盖');
  await page.waitForTimeout(300);
  await box(page).fill('szyhs');
  await options(page).filter({ hasText: '市政养护所' }).first().waitFor();
  await page.waitForTimeout(1_500);
  expect(await options(page).first().textContent()).toContain('市政养护所');
  await close();
});

test('an organisation shows its duty phone in a card, reached and left by keys', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  await page.keyboard.press('/');
  await page.keyboard.type('szyhs');
  await options(page).filter({ hasText: '市政养护所' }).first().waitFor();
  await page.keyboard.press('Enter');
  const phone = page.getByRole('link', { name: /^值班电话 \d+$/ });
  await phone.waitFor();
  expect(await phone.getAttribute('href')).toMatch(/^tel:\d+$/);
  await expectNoBarriers(page);
  await page.keyboard.press('Escape');
  await phone.waitFor({ state: 'detached' });
  expect(await box(page).evaluate((element) => element === document.activeElement)).toBe(true);
  expect(faults()).toEqual([]);
  await close();
});

test('nothing found says what can be looked for, at every width', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await box(page).fill('没有这回事情');
    await page.getByText('没有找到').waitFor();
    await page.getByText('拼音首字母：cwxc → 船坞新村').waitFor();
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    await box(page).fill('井');
    await page.getByText('再多打几个字', { exact: true }).waitFor();
    await box(page).fill('');
  }
  expect(faults()).toEqual([]);
  await close();
});

test('a phone is looked up only when asked, is in no address, and opens the reporter’s case; the dispatcher is not offered it', async () => {
  const phone = '10012349876';
  const lin = await asPerson(server, 'linxiaoyun');
  const words = '望澜苑北门口晾衣架倒了';
  await lin.post('/cases', {
    id: newId(),
    reportId: newId(),
    channel: 'phone',
    words,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    contact: { phone },
  });
  const chief = await enterDesk(browser, server, '鲁明远');
  const asked: string[] = [];
  chief.page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await box(chief.page).fill('100 1234 9876');
  await chief.page.getByText('会记下来，反映人也看得到').waitFor();
  expect(asked.filter((line) => line.includes('reporter-look-ups'))).toEqual([]);
  await chief.page.keyboard.press('Enter');
  await options(chief.page).filter({ hasText: words }).waitFor();
  await expectNoBarriers(chief.page);
  expect(asked.filter((line) => line.includes('reporter-look-ups'))).toHaveLength(1);
  expect(asked.join('\n')).not.toMatch(/9876/);
  await chief.page.keyboard.press('Enter');
  await chief.page.getByRole('heading', { level: 1, name: words }).waitFor();
  expect(chief.faults()).toEqual([]);
  await chief.close();

  const { page, close } = await enterDesk(browser, server, '林晓芸');
  await box(page).fill(phone);
  await page.getByText('没有找到').waitFor();
  expect(await page.getByText('查这个号码反映过的事').count()).toBe(0);
  await close();
});

test('in English the box speaks English, and another street finds nothing of this one', async () => {
  const { page, close } = await enterDesk(browser, server, '方一苇');
  await box(page).fill('船坞3栋');
  await page.getByText('没有找到').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('combobox', { name: 'Search', exact: true }).focus();
  await page.getByText('Nothing found').waitFor();
  expect(await page.textContent('[role=search]')).not.toMatch(/没有找到/);
  await close();
});
