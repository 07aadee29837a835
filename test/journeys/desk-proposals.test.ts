// Proposals and early warnings on the pages: what the words sound like while somebody writes, three like matters told once, the figures.

import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import type { Person } from './persons.ts';
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

const PICTURES = join(import.meta.dirname, '../../.cache/proposals');
const WIDTHS = [1440, 768, 360];
/** The clock looks once a minute. */
const LOOK_MS = 100_000;

async function expectGood(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
    await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

const reportSewer = (zhou: Person, words: string) =>
  zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words,
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号',
  });

/** The warning that counts this matter; the demo may have others. */
async function untilWarned(person: Person, caseId: string): Promise<string> {
  for (const until = Date.now() + LOOK_MS; Date.now() < until;) {
    for (const { id } of (await person.get('/early-warnings')).warnings) {
      const { cases } = await person.get(`/early-warnings/${id}`);
      if (cases.some((matter: { id: string }) => matter.id === caseId)) return id;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`nothing was warned of:\n${server.printed()}`);
}

test('three like matters stand on 工作台 once, open to their rows, and are acknowledged with a note', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  await reportSewer(zhou, '化粪池满了，粪水漫出来');
  await reportSewer(zhou, '粪水从化粪池漫出来了');
  const { id: caseId } = await reportSewer(zhou, '化粪池又满了，粪水漫到路上');
  const warningId = await untilWarned(zhou, caseId);
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸');
  const card = page.getByRole('region', { name: /^苗头预警 \d+$/ });
  await card.locator(`a[href$="/warnings/${warningId}"]`).click();
  await page.getByRole('heading', { name: /^这一批 \d+ 件$/ }).waitFor();
  await page.getByRole('link', { name: '粪水从化粪池漫出来了' }).first().waitFor();
  await expectGood(page, 'warning');
  await page.getByLabel('怎么处理').fill('已请排水单位检查化粪池');
  await page.getByRole('button', { name: '知悉' }).click();
  await page
    .getByText(/已知悉：已请排水单位检查化粪池/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.getByRole('button', { name: '全部' }).click();
  await page
    .getByText(/已知悉：已请排水单位检查化粪池/)
    .first()
    .waitFor();
  await expectGood(page, 'warnings');
  expect(faults()).toEqual([]);
  await close();
}, 180_000);

test('while it is written down the words propose the class, and one tap takes it', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/report' });
  await page.getByRole('textbox', { name: /^说了什么/ }).fill('3 栋门口井盖松动，车一过就响');
  const offer = page.getByRole('region', { name: '按原话建议' });
  await offer.getByRole('button', { name: /^采用类别：/ }).click();
  await offer.getByRole('button', { name: /^不用类别：/ }).waitFor();
  await expectGood(page, 'offer');
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('the page of figures says how many each class was tried on, and — where none', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/proposals' });
  await page.getByText(/用 \d+ 件办结事件训练/).waitFor();
  await page.getByRole('cell', { name: '—' }).first().waitFor();
  await expectGood(page, 'figures');
  expect(faults()).toEqual([]);
  await close();
}, 60_000);
