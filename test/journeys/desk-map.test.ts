// 网格地图: what it shows to whom, by mouse and by keyboard; the drawer, the list, the search, and a report at a point of it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  // Nobody listens there: the base map is away, and all else must be there.
  server = await startServer({ BASE_MAP_TILES: 'http://127.0.0.1:9/{z}/{x}/{y}', PUBLIC_URL: 'http://map.test' });
  browser = await openBrowser();
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const ground = (page: Page) => page.getByRole('application', { name: /云汀区网格地图/ });
const drawer = (page: Page) => page.getByRole('complementary', { name: '选中的内容' });
/** The tiles that do not come are what this server is about. */
const others = (faults: string[]) => faults.filter((fault) => !/tiles|503/.test(fault));

async function openMap(name: string, query = '', width = 1440) {
  const desk = await enterDesk(browser, server, name, { path: `/map${query}`, width });
  await ground(desk.page).waitFor();
  await desk.page.waitForURL(/[?&]c=/);
  return desk;
}

test('the map is whole at every width, with and without the drawer, as a map and as a list', async () => {
  const { page, faults, close } = await openMap('林晓芸');
  await page.getByText('底图没有加载，网格和事件不受影响').waitFor();
  await page.getByText(/比例尺 \d+ 米/).waitFor();
  await page.getByText(/楼栋 [1-9]/).waitFor();
  const look = async () => {
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await expectFitsWidth(page, width);
      await expectNoBarriers(page);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await look();
  await page.getByRole('button', { name: '列表看', exact: true }).first().click();
  await page.getByRole('button', { name: '旧港第 3 网格', exact: true }).click();
  await drawer(page).getByRole('heading', { name: '旧港第 3 网格' }).waitFor();
  await drawer(page).getByText('周敏').first().waitFor();
  await look();
  expect(others(faults())).toEqual([]);
  await close();
}, 60_000);

test('a grid says who serves, what is open there and since when; its figures open lists, its card is a page', async () => {
  const { page, faults, close } = await openMap('林晓芸');
  await page.getByRole('searchbox').fill('旧港3');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '旧港第 3 网格' }).click();
  const side = drawer(page);
  await side.getByRole('heading', { name: '旧港第 3 网格' }).waitFor();
  await side.getByText('990101003012003').waitFor();
  await side.getByText(/户 206\s+楼 12/).waitFor();
  expect(await side.getByRole('link', { name: '拨打 周敏' }).getAttribute('href')).toMatch(/^tel:100\d{8}$/);
  expect(await side.getByRole('link', { name: /吴桂兰/ }).count()).toBe(0);
  await page.getByRole('status').getByText('已选中：旧港第 3 网格').waitFor({ state: 'attached' });
  expect(page.url()).toMatch(/at=grid%3A|at=grid:/);
  await side.getByRole('button', { name: '历史' }).click();
  await side.getByText('这个网格的边界没有改过。').waitFor();
  expect(await side.getByRole('link', { name: /^超期 \d+$/ }).getAttribute('href')).toMatch(/area=.*status=overdue/);

  const address = page.url();
  await side.getByRole('link', { name: '网格卡' }).click();
  await page.getByRole('heading', { level: 1, name: '旧港第 3 网格' }).waitFor();
  await page.getByRole('application', { name: /旧港第 3 网格的位置/ }).waitFor();
  await expectNoBarriers(page);
  await expectFitsWidth(page, 1440);
  await page.goto(address);
  await drawer(page).getByRole('heading', { name: '旧港第 3 网格' }).waitFor();
  expect(others(faults())).toEqual([]);
  await close();
});

test('by keyboard alone: arrows push, plus zooms, Enter chooses what is in the middle, the menu key reports there', async () => {
  const { page, close } = await openMap('林晓芸');
  await ground(page).focus();
  const before = page.url();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.keyboard.press('ArrowRight');
  await page.waitForURL((url) => url.href !== before);
  const pushed = page.url();
  await page.waitForTimeout(500);
  expect(asked.filter((path) => /\/map\/(shapes|cases)/.test(path))).toEqual([]);
  await page.keyboard.press('+');
  await page.waitForURL((url) => url.href !== pushed);
  await page.keyboard.press('Enter');
  await drawer(page).getByRole('heading', { level: 2 }).waitFor();
  await drawer(page).getByRole('button', { name: '关闭' }).focus();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });

  await ground(page).dispatchEvent('contextmenu');
  const here = page.getByRole('button', { name: '在这里代录一件' });
  await here.waitFor();
  await expect.poll(() => here.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/report\?longitude=82\.\d+&latitude=39\.\d+/);
  await page.getByText(/^地图上选的点：82\.\d{6}, 39\.\d{6}$/).waitFor();
  await page.getByLabel('说了什么').fill('路边护栏歪了');
  await page.getByLabel('具体位置').fill('路口往东');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到' }).waitFor();
  await close();
});

test('`/` finds a shop and a doorplate, flies there and opens the drawer; a number opens the matter', async () => {
  const { page, close } = await openMap('林晓芸');
  await page.keyboard.press('/');
  await page.keyboard.type('包子店');
  await page.keyboard.press('Enter');
  await page.getByText('找到 1 个').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await drawer(page).getByRole('heading', { name: '三圣里 12 号包子店门前' }).waitFor();
  await drawer(page).getByText('周一–周五').waitFor();
  await page.waitForURL(/c=82\.6026/);
  await drawer(page).getByRole('link', { name: '场所卡' }).click();
  await page.getByRole('img', { name: '三圣里 12 号包子店门前 的二维码' }).waitFor();
  await expectNoBarriers(page);
  await page.goBack();

  await page.getByRole('searchbox').fill('东仓后街');
  await page.keyboard.press('Enter');
  await page.getByRole('search').getByRole('button').first().click();
  await drawer(page).getByText('东仓后街 4 号').waitFor();
  await drawer(page).getByRole('link', { name: '楼栋卡' }).click();
  await page.getByRole('heading', { level: 1, name: /12 号/ }).waitFor();
  await expectNoBarriers(page);
  await page.goBack();

  const lin = await asPerson(server, 'linxiaoyun');
  const { pins } = await lin.get('/map/cases?west=82&south=38&east=83&north=40&zoom=12');
  await page.getByRole('searchbox').fill(pins[0].number);
  await page.keyboard.press('Enter');
  await page.getByRole('search').getByRole('button', { name: pins[0].summary }).click();
  await drawer(page).getByRole('heading', { name: pins[0].summary }).waitFor();
  await drawer(page).getByText('下一步').waitFor();
  await drawer(page).getByRole('link', { name: '打开这一件' }).click();
  await page.getByRole('heading', { level: 1, name: pins[0].summary }).waitFor();
  await page.getByRole('application', { name: new RegExp(`${pins[0].summary}的位置`) }).waitFor();
  await page.getByRole('figure').getByRole('link', { name: '在地图上看' }).click();
  await drawer(page).getByRole('heading', { name: pins[0].summary }).waitFor();
  await close();
}, 40_000);

test('of a foreign street there is an outline and a name, and nothing more', async () => {
  const { page, close } = await openMap('林晓芸');
  await page.getByRole('button', { name: '列表看', exact: true }).first().click();
  const row = page.getByRole('row', { name: /锦汀街道/ });
  await row.getByText('不在您的范围内').waitFor();
  await row.getByRole('button').click();
  await drawer(page).getByText('不在您的范围内').waitFor();
  expect(await drawer(page).getByRole('link').count()).toBe(0);
  expect(await page.getByRole('row', { name: /榕汀/ }).count()).toBe(0);
  await close();
});

test('a matter reported meanwhile becomes a pin without moving the map; a confidential one does not', async () => {
  const { page, close } = await openMap('林晓芸');
  const counted = page.getByText(/^事件 [1-9]\d*$/);
  const before = Number((await counted.textContent())?.replace(/\D/g, ''));
  const address = page.url();
  const zhou = await asPerson(server, 'zhoumin');
  const place = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };
  const voice = (words: string, more: object) => ({ id: newId(), reportId: newId(), words, place, ...more });
  await zhou.post('/cases', voice('来电人称某店油烟直排，要求保密', { wantsSecrecy: true, isForOther: true }));
  await zhou.post('/cases', voice('雨水沟盖板翘起来了', {}));
  await page.getByText(`事件 ${before + 1}`, { exact: true }).waitFor();
  expect(page.url()).toBe(address);
  await close();
});

test('before there were grids the map says so, and who may make them is shown how', async () => {
  const lin = await openMapOn('林晓芸', '2019-05-01');
  await lin.page.getByText('网格由系统管理员建立。').waitFor();
  await lin.close();
  const shen = await openMapOn('沈亦安', '2019-05-01');
  await shen.page.getByRole('link', { name: '自己画' }).waitFor();
  await expectNoBarriers(shen.page);
  await shen.page.getByRole('link', { name: '导入边界文件' }).click();
  await shen.page.getByLabel('GeoJSON 文件').waitFor();
  await shen.close();
});

async function openMapOn(name: string, day: string) {
  const desk = await enterDesk(browser, server, name, { path: `/map?on=${day}` });
  await desk.page.getByText('还没有网格。').waitFor();
  return desk;
}

test('the map speaks English', async () => {
  const { page, faults } = await openPage(browser, 1440);
  page.setDefaultTimeout(8_000);
  await page.goto(`${server.url}/yunting/desk/map?lang=en`);
  await page.getByRole('button', { name: /^林晓芸 / }).click();
  await page.getByRole('application', { name: /^Grid map of .*Arrow keys/ }).waitFor();
  await page.getByText(/^Cases \d+$/).waitFor();
  await expectNoBarriers(page);
  expect(others(faults).filter((fault) => !/401|\/session$/.test(fault))).toEqual([]);
  await page.context().close();
});

test('an organisation has no map, and is told who could give it', async () => {
  const { page, close } = await enterDesk(browser, server, '邱子健', { path: '/map' });
  await page.getByRole('heading', { name: /您没有/ }).waitFor();
  expect(await page.getByRole('link', { name: '网格地图' }).count()).toBe(0);
  await close();
});
