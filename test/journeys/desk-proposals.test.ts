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
import { phoneOf } from './worker-steps.ts';
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
  const colleague = await enterDesk(browser, server, '郭敏华', { path: '/warnings' });
  const line = colleague.page.locator(`a[href$="/warnings/${warningId}"]`);
  await line.waitFor();
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
  // Under the eyes of whoever reads nothing moves: the change waits behind a bar, and is no news to who made it.
  const bar = colleague.page.getByRole('button', { name: '苗头预警有新的变化，点这里看' });
  await bar.waitFor({ timeout: 30_000 });
  expect(await line.count()).toBe(1);
  await expectNoBarriers(colleague.page);
  await bar.click();
  await expect.poll(() => line.count()).toBe(0);
  expect(await page.getByRole('button', { name: '苗头预警有新的变化，点这里看' }).count()).toBe(0);
  await colleague.close();
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
  await page.getByRole('row', { name: /^合计/ }).waitFor();
  // Of fewer than ten no percentage.
  expect(await page.getByRole('cell', { name: /%.*\(\d\/\d\)/ }).count()).toBe(0);
  await expectGood(page, 'figures');
  expect(faults()).toEqual([]);
  await close();
}, 60_000);

test('on the worker’s case page it sounds like a class, until the district switches proposals off', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const { id } = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '3栋2单元楼道灯不亮，摸黑上楼',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号',
  });
  const { page, faults, context } = await phoneOf(browser, server, 'zhoumin', `/cases/${id}`);
  const sounds = page.getByText('像是：楼道灯不亮');
  await sounds.waitFor();
  await expectNoBarriers(page);

  const admin = await phoneOf(browser, server, 'shenyian');
  const path = `${server.url}/api/yunting/settings/proposals.isOn`;
  const { version } = await (await admin.page.request.get(path)).json();
  const data = { value: false, source: '试用', version };
  const changed = await admin.page.request.put(path, { data, headers: { origin: server.url } });
  expect(changed.status(), await changed.text()).toBe(200);
  await admin.context.close();

  // What is asked for with every text is kept for a moment.
  const isOn = async () => (await zhou.post('/proposals', { words: '楼道灯不亮' })).isOn;
  await expect.poll(isOn, { timeout: 40_000, interval: 1_000 }).toBe(false);
  await page.reload();
  await page.getByText('3栋2单元楼道灯不亮，摸黑上楼').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await sounds.count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
}, 90_000);
