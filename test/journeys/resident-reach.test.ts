// Every page of the resident app for everybody: 320 px, 长辈版 at its largest, double zoom, English, keyboard alone, no network.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { codeOf, readReceipt, reportAt } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PLACE = '船坞新村 3 栋门前';
const PAGES = {
  home: '/',
  place: `/q/${codeOf(PLACE)}`,
  shop: `/q/${codeOf('三圣里 12 号包子店门前')}`,
  'unknown code': '/q/2222222222',
  choosing: '/choose/report',
  'choosing people': '/choose/people',
  calling: '/call',
  progress: '/progress',
  'a link that is over': '/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  privacy: '/privacy',
  accessibility: '/accessibility',
  'what cannot be done for now': '/suspended',
  'suggestion box': '/remarks/home',
  'no page': '/nothing/here',
} as const;

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

async function openAt(path: string, width: number): Promise<Page> {
  const { page } = await openPage(browser, width);
  await page.goto(`${server.url}/yunting${path}`, { waitUntil: 'networkidle' });
  await page.locator('h1').waitFor();
  return page;
}

test.each(Object.entries(PAGES))(
  '%s stands 320 px, 长辈版 at 30 px, and has no barriers in either',
  async (_name, path) => {
    const page = await openAt(path, 320);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.getByRole('complementary', { name: '演示数据' }).count()).toBe(1);
    await expectNoBarriers(page);
    await expectFitsWidth(page, 320);
    await page.getByRole('button', { name: '长辈版' }).click();
    await page.getByRole('button', { name: '特大' }).click();
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('main') ?? document.body).fontSize)).toBe(
      '30px',
    );
    await expectNoBarriers(page);
    await expectFitsWidth(page, 320);
    expect(await smallTargets(page, 60)).toEqual([]);
    await page.context().close();
  },
);

/** Buttons, fields and links that are buttons, lower than a thumb needs. */
function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    (atLeast) =>
      [...document.querySelectorAll<HTMLElement>('button, a.button, label.button, input.input, select, textarea')]
        .filter((each) => each.offsetParent !== null && each.getBoundingClientRect().height < atLeast - 0.5)
        .map((each) => `${each.tagName} ${each.textContent?.trim()} ${each.getBoundingClientRect().height}`),
    least,
  );
}

/** What was written about matters stays as it was written. */
const SAID_BY_US = Object.entries(PAGES).filter(([, path]) => path !== '/suspended');

test('what cannot be done for now is said in English around what was written about it', async () => {
  const page = await openAt('/suspended?lang=en', 360);
  await page.getByRole('heading', { name: 'What cannot be done for now' }).waitFor();
  const matters = page.getByRole('listitem').filter({ hasText: 'Told us on' });
  expect(await matters.count()).toBeGreaterThan(0);
  for (const matter of await matters.all())
    expect(await matter.locator('p').last().innerText()).toMatch(
      /^Told us on [\d-]+, \d+ days ago; .+ is responsible$/,
    );
  expect(await page.locator('main [lang="zh-CN"]').count()).toBeGreaterThan(0);
  await page.context().close();
});

test.each(SAID_BY_US)('%s says everything in English too', async (_name, path) => {
  const page = await openAt(`${path}?lang=en`, 360);
  await page.getByRole('button', { name: '中文' }).waitFor();
  const said = await page.locator('main, footer').allInnerTexts();
  // Names of places and communities are data; what we say ourselves is not Chinese any more.
  const ours = said
    .join('\n')
    .split('\n')
    .filter((line) => /[\u4e00-\u9fff]{7,}/.test(line.replace(/栋|社区|街道|号|门前/g, '')));
  expect(ours).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.context().close();
});

test('?mode=elder opens the code of an elder home in large type, and a choice is remembered', async () => {
  const page = await openAt(`${PAGES.place}?mode=elder`, 360);
  expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe('elder');
  await page.getByRole('link', { name: '打电话' }).waitFor();
  await page.getByRole('button', { name: '特大' }).click();
  await page.goto(`${server.url}/yunting/privacy`);
  expect(await page.evaluate(() => document.documentElement.dataset.size)).toBe('largest');
  await page.context().close();
});

test('the receipt and the trace stand the same, at double zoom as well', async () => {
  const { page } = await openPage(browser, 320);
  await reportAt(page, server.url, PLACE, '一件很长很长的事'.repeat(30));
  await page.getByRole('button', { name: '长辈版' }).click();
  await page.getByRole('button', { name: '特大' }).click();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 320);
  await page.getByRole('button', { name: '存成图片' }).click();
  await page.getByRole('img', { name: /^收据：编号/ }).waitFor();
  await expectNoBarriers(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('button', { name: '补充情况' }).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 320);
  expect(await smallTargets(page, 60)).toEqual([]);
  await page.context().close();

  // A browser's zoom of 200 % is a window of half the width with pixels of twice the size.
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2 });
  const zoomed = await context.newPage();
  await zoomed.goto(`${server.url}/yunting${PAGES.place}`);
  await zoomed.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await zoomed.getByLabel('请说说是什么事').waitFor();
  await expectFitsWidth(zoomed, 360);
  await context.close();
});

test('from scan to number by the keyboard alone', async () => {
  const page = await openAt(PAGES.place, 360);
  const isOn = (selector: string) =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  for (let tabs = 0; tabs < 30 && !(await isOn('textarea')); tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('楼道灯不亮');
  for (let tabs = 0; tabs < 10 && !(await isOn('button[type=submit]')); tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await readReceipt(page);
  expect(await isOn('h2')).toBe(true);
  for (let tabs = 0; tabs < 3 && !(await isOn('a.primary')); tabs += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已收到，网格员会先看一看' }).waitFor();
  await page.context().close();
});

test('a page that cannot load its data says what happened and tries again on a tap', async () => {
  const { page } = await openPage(browser, 360);
  await page.route('**/api/yunting/place-codes/**', (route) => route.abort());
  await page.goto(`${server.url}/yunting${PAGES.place}`);
  await page.getByText('没有连上服务器').waitFor();
  await expectNoBarriers(page);
  await page.unroute('**/api/yunting/place-codes/**');
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByLabel('请说说是什么事').waitFor();
  await page.context().close();
});
