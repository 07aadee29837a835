// What leaves the printer: boards on A3, cards and order sheets on A4, lists with numbered pages; each as it is seen, printed and saved.

import { readFile } from 'node:fs/promises';

import type { Browser, Page } from 'playwright-core';
import { create } from 'qrcode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { cellsOf, docxText } from '../../src/modules/papers/ground-for-tests.ts';
import { readPdf } from '../../src/modules/papers/pdf-for-tests.ts';
import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PUBLIC_URL = 'http://wangge.yunting.example';
const SIZES = { A3: [841.9, 1190.6], A4: [595.3, 841.9] } as const;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ PUBLIC_URL });
  browser = await openBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What the browser would print: sizes of its pages in points. Backgrounds as an office prints them, that is not asked for. */
async function printed(page: Page): Promise<number[][]> {
  await page.emulateMedia({ media: 'print' });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  await page.emulateMedia({ media: 'screen' });
  return [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map((match) => match.slice(1).map(Number));
}

function expectPages(pages: number[][], count: number, paper: keyof typeof SIZES): void {
  expect(pages).toHaveLength(count);
  const off = pages.filter((size) => size.some((points, at) => Math.abs(points - SIZES[paper][at]!) > 1));
  expect(off).toEqual([]);
}

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 20_000 }),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function expectEveryWidth(page: Page): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
  }
}

test('打印 offers what the posts open, and a paper that is not theirs says who can give it', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/papers' });
  await page.getByRole('heading', { level: 1, name: '打印' }).waitFor();
  const tiles = page.getByRole('main').getByRole('listitem');
  await tiles.first().waitFor();
  expect(await tiles.locator('strong').allTextContents()).toEqual(['网格公示牌', '交办单', '日报、月报']);
  await expectNoBarriers(page);
  await expectEveryWidth(page);
  await page.goto(`${server.url}/yunting/desk/papers/cards`);
  await page.getByRole('heading', { name: '您没有“管理账号”权限' }).waitFor();
  expect(faults()).toEqual([]);
  await close();
});

test('the board of a grid is one sheet of A3, the same on screen and in the file, and its code is that of the grid station', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/papers/boards' });
  await page.getByLabel('社区').selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByText('选一个网格，就能看到它的公示牌。').waitFor();
  await page.getByRole('combobox', { name: '网格' }).selectOption({ label: '旧港第 3 网格' });
  const board = page.getByRole('article');
  await board.getByRole('heading', { name: '旧港第 3 网格' }).waitFor();
  await board.getByText('旧港第 4 网格').waitFor();
  expect(await board.getByText('演示数据，请勿张贴').count()).toBe(1);

  const code = /[2-9A-Z]{5} [2-9A-Z]{5}/.exec((await board.textContent()) ?? '')?.[0];
  const drawn = await board.getByRole('img', { name: '旧港第 3 网格驿站' }).locator('path').getAttribute('d');
  expect(marksOf(drawn)).toEqual(marksWanted(`${PUBLIC_URL}/yunting/q/${code?.replace(' ', '')}`));
  await expectNoBarriers(page);
  expectPages(await printed(page), 1, 'A3');

  const { name, bytes } = await saved(page, '存 PDF');
  expect(name).toBe('旧港第 3 网格公示牌.pdf');
  const [sheet] = readPdf(bytes);
  const onPage = await board.locator('dd').allTextContents();
  const words = sheet!.text.replaceAll(/\s/g, '');
  expect(onPage.length).toBeGreaterThan(2);
  expect(onPage.filter((text) => !words.includes(text.replaceAll(/\s/g, '')))).toEqual([]);
  await expectEveryWidth(page);
  expect(faults()).toEqual([]);
  await close();
});

test('after a board on A3 an order sheet is printed on A4 again', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/papers/boards' });
  await page.getByRole('combobox', { name: '网格' }).selectOption({ index: 1 });
  await page.getByRole('article').waitFor();
  expectPages(await printed(page), 1, 'A3');
  await page.getByRole('link', { name: '交办单' }).click();
  await page.getByLabel('事件编号').fill(await openNumber());
  await page.getByRole('button', { name: '找' }).click();
  await page.getByRole('heading', { name: '事件交办单' }).waitFor();
  expectPages(await printed(page), 1, 'A4');
  await close();
});

test('a case leads to its order sheet, which the duty phone opens by its code; nothing of the reporter is on it', async () => {
  const number = await openNumber();
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: `/cases/${number}` });
  await page.getByRole('link', { name: /^打印交办单：.+$/ }).click();
  const sheet = page.getByRole('article');
  await sheet.getByText('签收栏').waitFor();
  await page.getByText('二维码打开工单链接：对方要用值班电话收到的验证码才能签收、反馈。').waitFor();
  expect(await sheet.textContent()).not.toMatch(/汪小雨|10012345678/);
  await expectNoBarriers(page);
  expectPages(await printed(page), 1, 'A4');
  const { bytes } = await saved(page, '存 PDF');
  const [first, ...more] = readPdf(bytes);
  expect(more).toEqual([]);
  expect(first!.text).toContain('事件交办单');
  expect(first!.text.replaceAll(/\s/g, '')).not.toMatch(/汪小雨|10012345678/);
  await expectEveryWidth(page);
  expect(faults()).toEqual([]);
  await close();
});

describe('工作证', () => {
  let address: string;

  test('is made, printed eight on a sheet, and says on its page that it is good', async () => {
    const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/papers/cards' });
    await page.getByLabel('片区').selectOption({ label: '旧港街道 / 船坞新村社区' });
    for (const name of ['周敏', '何志强', '吴桂兰']) {
      await page.getByRole('button', { name: `给 ${name} 制证` }).first().click(); // prettier-ignore
      await page.getByText(`${name} 的工作证已制好，可以打印。`).waitFor();
    }
    const cards = page.getByRole('article');
    await expect.poll(() => cards.count()).toBe(3);
    await expectNoBarriers(page);
    expectPages(await printed(page), 1, 'A4');

    const sheet = readPdf((await saved(page, '存 PDF')).bytes);
    expect(sheet).toHaveLength(1);
    expect(sheet[0]!.text).toContain('周敏');
    await expectEveryWidth(page);
    address = await addressOf(page, '周敏');
    expect(faults()).toEqual([]);
    await close();
  });

  test('whoever scans it sees name, post, grid and whom to call, on any phone', async () => {
    const { page, faults } = await openPage(browser, 360);
    await page.goto(`${server.url}${new URL(address).pathname}`);
    await page.getByRole('heading', { level: 1, name: '工作证有效' }).waitFor();
    await page.getByText('旧港第 3 网格', { exact: true }).waitFor();
    expect(await page.getByRole('main').textContent()).toContain('请看一看来的人是不是 周敏');
    await page.getByRole('link', { name: /打给.+核实/ }).waitFor();
    await expectNoBarriers(page);
    await expectFitsWidth(page, 360);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('revoked, it says at once that it is over, and no more whose it was', async () => {
    const { page, close } = await enterDesk(browser, server, '沈亦安', { path: '/papers/cards' });
    await page.getByLabel('片区').selectOption({ label: '旧港街道 / 船坞新村社区' });
    await page.getByRole('button', { name: '作废 周敏 的证' }).click();
    await page.getByRole('button', { name: '确定作废，扫码显示已失效' }).click();
    await page.getByText('周敏 的工作证已作废。').waitFor();
    await close();

    const phone = await openPage(browser, 360);
    await phone.page.goto(`${server.url}${new URL(address).pathname}`);
    await phone.page.getByRole('heading', { level: 1, name: '这张工作证已失效' }).waitFor();
    expect(await phone.page.textContent('body')).not.toContain('周敏');
    await expectNoBarriers(phone.page);
    await phone.page.goto(`${server.url}/yunting/w/${'x'.repeat(43)}`);
    await phone.page.getByRole('heading', { level: 1, name: '没有这张工作证' }).waitFor();
    await phone.page.context().close();
  });
});

test('the monthly list stands on numbered sheets of A4, and is saved as Word, PDF and Excel with the same figures', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '林晓芸', { path: '/papers/lists' });
  await page.getByLabel('种类').selectOption('monthly');
  await page.getByRole('button', { name: '生成' }).click();
  const sheets = page.getByRole('article');
  await sheets.first().waitFor();
  const count = await sheets.count();
  expect(count).toBeGreaterThan(1);
  const numbers = await sheets.locator('p.number').allTextContents();
  expect(numbers).toEqual(Array.from({ length: count }, (_, at) => `— ${at + 1} —`));
  await expectNoBarriers(page);
  expectPages(await printed(page), count, 'A4');

  const sentence = /本期受理 (\d+) 件，立案 (\d+) 件，不予受理 (\d+) 件。/.exec(
    (await sheets.first().textContent()) ?? '',
  );
  expect(Number(sentence?.[1])).toBeGreaterThan(10);
  expect(await docxText((await saved(page, '存 Word')).bytes)).toContain(sentence?.[0]);
  const pdf = readPdf((await saved(page, '存 PDF')).bytes);
  expect(pdf.map(({ text }) => text).join('').replaceAll(/\s/g, '')).toContain(sentence?.[0].replaceAll(/\s/g, '')); // prettier-ignore
  const workbook = await saved(page, '存 Excel');
  expect(workbook.name).toMatch(/^旧港街道网格事件月报 \d{4}-\d\d\.xlsx$/);
  expect((await cellsOf(workbook.bytes, '数字')).at(-1)!.slice(0, 4)).toEqual(['合计', ...sentence!.slice(1)]);
  await expectEveryWidth(page);
  expect(faults()).toEqual([]);
  await close();
});

test('a server without a Chinese font offers no PDF and says what to configure; printing and Word work all the same', async () => {
  const bare = await startServer({ PUBLIC_URL, CJK_FONT: '/nowhere/Han.ttf' });
  const { page, faults, close } = await enterDesk(browser, bare, '林晓芸', { path: '/papers/lists' });
  await page.getByRole('button', { name: '生成' }).click();
  await page.getByText('把 CJK_FONT 设为字体文件').waitFor();
  expect(await page.getByRole('button', { name: '存 PDF' }).count()).toBe(0);
  expect((await saved(page, '存 Word')).bytes.length).toBeGreaterThan(5_000);
  expect(await page.getByRole('button', { name: '打印', exact: true }).isEnabled()).toBe(true);
  await expectNoBarriers(page);
  expect(faults()).toEqual([]);
  await close();
  await bare.stop();
}, 120_000);

/** A case that the water crew, which has no account, has in hand; reported with a name and a phone. */
async function openNumber(): Promise<string> {
  const zhou = await asPerson(server, 'zhoumin');
  const { organisations } = await zhou.get('/organisations');
  const crew = organisations.find(({ name }: { name: string }) => name === '水务公司抢修二班');
  const reported = await zhou.post('/cases', {
    id: newId(),
    reportId: newId(),
    words: '水管爆了，我叫汪小雨，电话 10012345678',
    place: { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' },
    placeWords: '三圣里 12 号包子店门前',
    classCode: 'pipe-burst',
    channel: 'phone',
    isForOther: true,
    contact: { name: '汪小雨', phone: '10012345678' },
  });
  await zhou.post(`/cases/${reported.id}/dispatchDirect`, {
    moveId: newId(),
    seenVersion: 1,
    organisationId: crew.id,
    newWorkOrderId: newId(),
    words: '带上管卡',
  });
  return reported.number;
}

/** The address that the card of this person bears. */
async function addressOf(page: Page, name: string): Promise<string> {
  const admin = await asPerson(server, 'shenyian');
  const { areas } = await admin.get('/areas');
  const community = areas.find((area: { name: string }) => area.name === '船坞新村社区');
  const { holders } = await admin.get(`/work-cards?areaId=${community.id}`);
  const ids = holders.flatMap(({ card }: { card: { id: string; state: string } | null }) => card?.state === 'valid' ? [card.id] : []); // prettier-ignore
  const { cards } = await admin.get(`/papers/work-cards?ids=${ids.join(',')}`);
  const card = cards.find((each: { name: string }) => each.name === name);
  const drawn = await page.getByRole('article').filter({ hasText: name }).locator('path').getAttribute('d');
  expect(marksOf(drawn)).toEqual(marksWanted(card.address));
  return card.address;
}

/** Dark squares of the picture as `column,row`, without the margin of four. */
function marksOf(path: string | null): string[] {
  return [...(path ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)]
    .map(([, x, y]) => `${Number(x) - 4},${Number(y) - 4}`)
    .sort();
}

function marksWanted(address: string): string[] {
  const { modules } = create(address, { errorCorrectionLevel: 'Q' });
  return Array.from(modules.data)
    .flatMap((dark, at) => (dark ? [`${at % modules.size},${Math.floor(at / modules.size)}`] : []))
    .sort();
}
