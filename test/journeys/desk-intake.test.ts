// 受理台 by keys alone: twenty matters in one go, sentences of one's own by `;`, choosing and doing together, the sheet of keys.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { filedByStreet, heldByStreet, moveBy } from './desk-intake-ground.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const TWENTY = 20;
/** A person reads for longer; the pages may take no more of the five minutes than this. */
const PAGES_MAY_TAKE_MS = 60_000;

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

const list = (page: Page) => page.getByRole('grid');
const countIn = async (page: Page, pool: string) => {
  const words = await page.getByRole('navigation', { name: '池' }).getByRole('link', { name: pool }).textContent();
  return Number(/(\d+)\+?$/.exec((words ?? '').trim())?.[1]);
};
/** What the list says is chosen, by the row it points at. */
const chosenWords = (page: Page) =>
  list(page).evaluate((grid) => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent);

/** From here on every press or wheel of a mouse or finger is counted; the click that Enter makes has no pointer. */
const countPointers = (page: Page) =>
  page.evaluate(() => {
    const seen = { count: 0 };
    Object.assign(globalThis, { seenPointers: seen });
    for (const name of ['pointerdown', 'mousedown', 'touchstart', 'wheel'])
      addEventListener(name, () => (seen.count += 1), { capture: true, passive: true });
  });
const pointersCounted = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seenPointers: { count: number } }).seenPointers.count);

test('twenty matters are filed and sent out by keyboard alone', async () => {
  const made: string[] = [];
  for (let count = 0; count < TWENTY / 2; count += 1) {
    made.push((await heldByStreet(server, `第 ${count} 处：路边护栏被撞歪，尖头朝外`)).number);
    made.push((await filedByStreet(server, `第 ${count} 处：护栏松动`, 'guard-rail')).number);
  }
  const lin = await asPerson(server, 'linxiaoyun');
  const { classes } = await lin.get('/catalogue');
  expect(classes.map(({ code }: { code: string }) => code)).toContain('guard-rail');

  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake' });
  await list(page).waitFor();
  const began = performance.now();
  await countPointers(page);
  for (const [pool, dialog, words] of [
    ['1', '立案', '护栏被撞歪'],
    ['3', '派给单位', '护栏松动'],
  ] as const) {
    await page.keyboard.press(pool);
    await page.getByRole('row').filter({ hasText: words }).first().waitFor();
    const before = await countIn(page, pool === '1' ? '待受理' : '待派遣');
    let done = 0;
    for (let steps = 0; done < TWENTY / 2 && steps < 80; steps += 1) {
      if (!(await chosenWords(page))?.includes(words)) {
        await page.keyboard.press('ArrowDown');
        continue;
      }
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: dialog });
      await sheet.waitFor();
      // Filled in with what is proposed: the button has the focus, so that Enter confirms.
      await page.waitForFunction(() => document.activeElement?.classList.contains('primary'));
      await page.keyboard.press('Enter');
      await sheet.waitFor({ state: 'detached' });
      done += 1;
      await page.getByText(`已办：${dialog}`).waitFor();
    }
    expect(done).toBe(TWENTY / 2);
    await expect.poll(() => countIn(page, pool === '1' ? '待受理' : '待派遣')).toBe(before - TWENTY / 2);
  }
  expect(performance.now() - began).toBeLessThan(PAGES_MAY_TAKE_MS);
  expect(await pointersCounted(page)).toBe(0);
  for (const number of made.slice(0, 4)) {
    const { status } = await lin.get(`/case-numbers/${number}`);
    expect(['filed', 'dispatched']).toContain(status);
  }
  expect(faults()).toEqual([]);
  await close();
}, 180_000);

test('a sentence of one’s own is kept once and used by a semicolon', async () => {
  await heldByStreet(server, '河边栏杆松了一截');
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/phrases' });
  await page.getByText('还没有常用语。').waitFor();
  await expectNoBarriers(page);
  for (const words of ['请按时限办理。', '情况属实，同意立案。']) {
    await page.getByLabel('新的一句').fill(words);
    await page.keyboard.press('Enter');
    await page.getByText(words).waitFor();
  }
  await page.getByRole('button', { name: '上移：情况属实，同意立案。' }).click();
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: '情况属实' }).textContent()).toContain('1');
  await expectNoBarriers(page);

  await page.goto(`${server.url}/yunting/desk/intake`);
  await page.getByRole('row').filter({ hasText: '河边栏杆' }).click();
  await page.keyboard.press('Enter');
  const opinion = page.getByRole('dialog').getByRole('textbox', { name: /^说明/ });
  await opinion.focus();
  await page.keyboard.type('；');
  await page.getByRole('option', { name: /情况属实/ }).waitFor();
  await expectNoBarriers(page);
  await page.keyboard.press('1');
  expect(await opinion.inputValue()).toBe('情况属实，同意立案。');
  await page.keyboard.type('；请按');
  await page.getByRole('option', { name: /请按时限/ }).waitFor();
  expect(
    await page
      .getByRole('listbox', { name: /^常用语/ })
      .getByRole('option')
      .count(),
  ).toBe(1);
  await page.keyboard.press('Enter');
  expect(await opinion.inputValue()).toBe('情况属实，同意立案。请按时限办理。');
  // Behind a word it is a semicolon, and nothing is offered.
  await page.keyboard.type('另；3 日内');
  expect(await page.getByRole('listbox', { name: /^常用语/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(faults()).toEqual([]);
  await close();
});

test('rows chosen by keys are done together, and each says what became of it', async () => {
  const [one, other] = [
    await filedByStreet(server, '一处人行道砖翘起', 'guard-rail'),
    await filedByStreet(server, '一处人行道砖碎裂', 'guard-rail'),
  ];
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake?pool=toDispatch' });
  await list(page).waitFor();
  // Waiting longest stands first; only rows in sight are drawn.
  await page.keyboard.press('End');
  await page.getByRole('row').filter({ hasText: '人行道砖翘起' }).click();
  await page.keyboard.press('x');
  await page.getByRole('row').filter({ hasText: '人行道砖碎裂' }).click();
  await page.keyboard.press('Shift+Space');
  const bar = page.getByRole('group', { name: '一起办' });
  await bar.getByText('已选 2 件').waitFor();
  await expectNoBarriers(page);
  // Somebody else is quicker with one of the two.
  const { organisations } = await (await asPerson(server, 'guominhua')).get('/organisations');
  const road = organisations.find(({ name }: { name: string }) => name === '市政养护所').id;
  await moveBy(await asPerson(server, 'guominhua'), other.id, 'dispatch', {
    organisationId: road,
    newWorkOrderId: newId(),
  });
  await page.getByText('1 件已由别人办了，点这里刷新').waitFor();
  await page.getByRole('row').filter({ hasText: '人行道砖碎裂' }).getByText('已不在这里').waitFor();
  await bar.getByRole('button', { name: '派遣', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: /^派给单位/ });
  await sheet.getByRole('combobox', { name: /^单位/ }).selectOption({ label: '市政养护所' });
  await expectNoBarriers(page);
  await sheet.getByRole('button', { name: '一起派给单位（2 件）' }).click();
  await sheet.getByText('办成 1 件，没办成 1 件').waitFor();
  const results = sheet.getByRole('list', { name: '每件的结果' }).getByRole('listitem');
  expect(await results.filter({ hasText: one.number.slice(-4) }).textContent()).toContain('办成');
  expect(await results.filter({ hasText: other.number.slice(-4) }).textContent()).toMatch(/没办成：.+/);
  await expectNoBarriers(page);
  await page.keyboard.press('Escape');
  const lin = await asPerson(server, 'linxiaoyun');
  expect((await lin.get(`/cases/${one.id}`)).status).toBe('dispatched');
  expect(faults().filter((fault) => !fault.includes('409'))).toEqual([]);
  await close();
});

test('keys show their sheet, hide the preview, open the page; every pool is whole at every width', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/intake' });
  await list(page).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: '按键一览' }).waitFor();
  await expectNoBarriers(page);
  await page.keyboard.press('Escape');
  const preview = page.getByRole('region', { name: '预览' });
  await preview.waitFor();
  await page.keyboard.press('Space');
  await preview.waitFor({ state: 'detached' });
  await page.keyboard.press('Space');
  await preview.waitFor();
  for (const pool of ['1', '2', '3', '4', '5']) {
    await page.keyboard.press(pool);
    await page.waitForLoadState('networkidle');
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expectFitsWidth(page, width);
    }
    await expectNoBarriers(page);
  }
  await page.keyboard.press('1');
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/cases\/\d+$/);
  expect(faults()).toEqual([]);
  await close();
});

test('who does not work at a desk has no entry, and a typed address says who could give it', async () => {
  const { page, close } = await enterDesk(browser, server, '纪春晓', { path: '/intake' });
  await page.getByRole('heading', { level: 1, name: '您没有“结案”权限' }).waitFor();
  expect(await page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '受理台' }).count()).toBe(0);
  await close();
});
