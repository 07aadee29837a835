// On backups made by earlier code the pages of today work: a matter of then goes from the desk to the organisation, the worker and
// its reporter, and a new one comes in beside it.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { aReport } from '../play.ts';
import { TEST_MASTER_KEY } from '../town.ts';
import { openBrowser, openPage } from './browser.ts';
import { act, enterDesk, numberOn } from './desk-steps.ts';
import { startRestored } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, sendNow } from './worker-steps.ts';

const FOLDER = join(import.meta.dirname, '../upgrade');
const ARCHIVES = readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz'));

interface Told {
  toPlayOn: string;
  cases: { facts: { id: string; number: string; status: string } }[];
  traces: { number: string; queryCode: string; words: string[] }[];
}

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each(ARCHIVES)('%s', (name) => {
  const archive = join(FOLDER, name);
  const told = JSON.parse(readFileSync(archive.replace(/\.tar\.gz$/, '.json'), 'utf8')) as Told;
  const id = told.toPlayOn;
  const { number } = told.cases.find(({ facts }) => facts.id === id)!.facts;
  const { queryCode, words } = told.traces.find((trace) => trace.number === number)!;
  let server: RunningServer;
  let resident: Page;
  beforeAll(async () => {
    server = await startRestored(archive, TEST_MASTER_KEY.toString('base64'));
    resident = (await openPage(browser, 360)).page;
  }, 150_000);
  afterAll(async () => {
    await resident?.context().close();
    await server?.stop();
  });

  test('the days of the year it wakes up in are known, without which nothing is dispatched', async () => {
    expect(await knowsItsDays(server)).toBe(true);
  });

  test('the list of the desk holds every case a street saw then', async () => {
    const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/cases' });
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('searchbox').first().fill(number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: words[0]! }).waitFor();
    expect(await numberOn(page)).toBe(number);
    expect(faults()).toEqual([]);
    await close();
  });

  test('with number and 查询码 of then the reporter reads the own words', async () => {
    await resident.goto(`${server.url}/yunting/progress`);
    await resident.getByLabel('编号').fill(number);
    await resident.getByLabel('查询码').fill(queryCode);
    await resident.getByRole('button', { name: '查', exact: true }).click();
    await resident.getByText(words[0]!).waitFor();
  });

  test('from the desk to the organisation, the worker and the rating', async () => {
    const desk = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
    await act(desk.page, '派给单位', (sheet) =>
      sheet.getByRole('combobox', { name: /^单位/ }).selectOption({ label: '市政养护所' }),
    );
    const receiver = await enterDesk(browser, server, '许工', { path: '/orders' });
    await receiver.page
      .getByRole('row')
      .filter({ hasText: number.slice(-4) })
      .getByRole('link')
      .first()
      .click();
    await receiver.page.getByRole('region', { name: '可以做的事' }).getByRole('button', { name: '签收' }).click();
    await receiver.page.getByText('已办：签收').waitFor();
    await act(receiver.page, '办好了', async (sheet) => {
      await sheet.getByRole('checkbox', { name: '文字说明' }).check();
      await sheet.getByRole('textbox', { name: /^说明/ }).fill('已更换井盖');
    });

    const worker = await phoneOf(browser, server, 'zhou', `/cases/${id}/verify`);
    await worker.page.getByText('已更换井盖').waitFor();
    await worker.page.getByRole('radio', { name: '解决了', exact: true }).click();
    await worker.page.getByRole('button', { name: '提交' }).click();
    await sendNow(worker.page);
    await worker.page.getByText(/^谢谢/).waitFor();

    await act(desk.page, '结案');
    await resident.reload();
    await resident.getByRole('button', { name: '解决了' }).click();
    await resident.getByRole('button', { name: '一般', exact: true }).click();
    await resident.getByText('谢谢您的评价').waitFor();
    expect([desk.faults(), receiver.faults(), worker.faults]).toEqual([[], [], []]);
    await Promise.all([desk.close(), receiver.close(), worker.context.close()]);
  }, 90_000);

  test('a new matter comes in beside those of then', async () => {
    const answer = await fetch(`${server.url}/api/yunting/cases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aReport({ words: '窗下的线缆垂下来了' })),
    });
    expect(answer.status, await answer.clone().text()).toBeLessThan(300);
    const made = (await answer.json()) as { id: string };
    const worker = await phoneOf(browser, server, 'zhou', `/cases/${made.id}`);
    await worker.page.getByRole('button', { name: '去现场核实' }).click();
    await sendNow(worker.page);
    await worker.page.getByText('核实中').first().waitFor();
    expect(worker.faults).toEqual([]);
    await worker.context.close();
  });
});

async function knowsItsDays({ url }: RunningServer): Promise<boolean> {
  const { districts } = (await (await fetch(`${url}/api/health`)).json()) as {
    districts: { key: string; calendarUntil: number | null }[];
  };
  return districts.every(({ calendarUntil }) => calendarUntil !== null);
}
