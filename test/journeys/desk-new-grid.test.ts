// 新建网格: drawn by keyboard, from a file, with what the server says about it; then two days compared on the map.

import { zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { dbf, shp } from '../shape-file-writing.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser } from './browser.ts';
import { enterDesk } from './desk-steps.ts';
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

/** East of the community, on empty ground; the second reaches into it. */
const APART = '82.6150, 39.0010\n82.6170, 39.0010\n82.6170, 39.0030\n82.6150, 39.0030';
const ACROSS = '82.6040, 39.0010\n82.6170, 39.0010\n82.6170, 39.0030\n82.6040, 39.0030';

const RIVERSIDE = shp([
  [
    [
      [82.64, 38.99],
      [82.64, 38.992],
      [82.642, 38.992],
      [82.642, 38.99],
      [82.64, 38.99],
    ],
  ],
]);
const NAMES = dbf(Buffer.from('名称'), [Buffer.from('河滩三')]);

test('a grid is drawn, told what it overlaps, drawn anew and saved; the page is whole at every width', async () => {
  const { page, faults, close } = await enterDesk(browser, server, '沈亦安', { path: '/grids/new' });
  await page.getByRole('application', { name: /新建网格/ }).waitFor();
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await expectFitsWidth(page, width);
    await expectNoBarriers(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('属于哪个社区').selectOption({ label: '旧港街道 / 船坞新村社区' });
  await page.getByLabel('名称').fill('旧港第 10 网格');
  await page.getByLabel('网格编码').fill('990101003012010');
  await page.getByLabel('短名').fill('g10');
  const typed = page.getByLabel('坐标（每行一个拐角：经度, 纬度）');
  await typed.fill('82.6150, 390');
  await typed.blur();
  await page.getByText('第 1 行不是“经度, 纬度”').waitFor();
  await typed.fill(ACROSS);
  await typed.blur();
  await page.getByText('拐角 4 个').waitFor();
  await page.getByRole('button', { name: '闭合' }).click();
  await page.getByText(/^已闭合，面积 [\d.]+ 公顷$/).waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText(/^与旧港第 9 网格重叠 \d+ 平方米$/).waitFor();
  expect(await page.getByLabel('按画的保存，不管重叠和超出').isChecked()).toBe(false);

  await page.getByRole('button', { name: '重画' }).click();
  await typed.fill(APART);
  await typed.blur();
  await page.getByRole('button', { name: '闭合' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已保存：旧港第 10 网格').waitFor();
  await page.getByRole('link', { name: '打开网格卡' }).click();
  await page.getByRole('heading', { level: 1, name: '旧港第 10 网格' }).waitFor();
  expect(faults().filter((fault) => !/409/.test(fault))).toEqual([]);
  await close();
}, 40_000);

test('boundaries of a file are saved one by one, and a file without any is told to be none', async () => {
  const { page, close } = await enterDesk(browser, server, '沈亦安', { path: '/grids/new?way=import' });
  const choose = (text: string) =>
    page
      .getByLabel('GeoJSON 文件')
      .setInputFiles({ name: 'grids.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(text) });
  const bringShapes = (prj: string) =>
    page.getByLabel('GeoJSON 文件').setInputFiles({
      name: '网格.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zipSync({ 'a.shp': RIVERSIDE, 'a.dbf': NAMES, 'a.prj': Buffer.from(prj) })),
    });
  await choose('{"type":"Point","coordinates":[82,39]}');
  await page.getByText('这个文件里没有能用的边界').waitFor();
  await bringShapes('PROJCS["CGCS2000_3_Degree_GK_CM_120E"]');
  await page.getByText('这个文件不是经纬度').waitFor();
  await bringShapes('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]');
  await page.getByText('文件里有 1 个边界，现在是第 1 个').waitFor();
  expect(await page.getByLabel('名称').inputValue()).toBe('河滩三');
  expect(await page.getByLabel('坐标系').inputValue()).toBe('WGS84');
  await page.getByLabel('坐标系').selectOption('CGCS2000');
  const square = (west: number) => [
    [west, 38.99],
    [west + 0.002, 38.99],
    [west + 0.002, 38.992],
    [west, 38.992],
    [west, 38.99],
  ];
  const feature = (name: string, code: string, west: number) => ({
    type: 'Feature',
    properties: { name, code },
    geometry: { type: 'Polygon', coordinates: [square(west)] },
  });
  const features = [feature('河滩一', '990101003012021', 82.62), feature('河滩二', '990101003012022', 82.63)];
  await choose(JSON.stringify({ type: 'FeatureCollection', features }));
  await page.getByText('文件里有 2 个边界，现在是第 1 个').waitFor();
  await page.getByLabel('属于哪个社区').selectOption({ label: '旧港街道 / 船坞新村社区' });
  expect(await page.getByLabel('名称').inputValue()).toBe('河滩一');
  await page.getByLabel('短名').fill('ht1');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已保存：河滩一').waitFor();
  await page.getByText('文件里有 2 个边界，现在是第 2 个').waitFor();
  expect(await page.getByLabel('网格编码').inputValue()).toBe('990101003012022');
  await page.getByLabel('短名').fill('ht2');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已保存：河滩二').waitFor();
  await close();
});

test('compared with a day before, what was added is told in words and in the list', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/map?than=2026-02-01' });
  await page.getByText(/这两天之间：新增或改过 [1-9]，撤销或被改 0/).waitFor();
  await page.getByRole('button', { name: '列表看', exact: true }).first().click();
  await page
    .getByRole('row', { name: /河滩一/ })
    .getByText('新增或改过')
    .waitFor();
  await page.getByRole('button', { name: '回到今天' }).click();
  await page
    .getByRole('row', { name: /河滩一/ })
    .getByText('新增或改过')
    .waitFor({ state: 'detached' });
  await close();
});

test('who may not make grids is told so', async () => {
  const { page, close } = await enterDesk(browser, server, '林晓芸', { path: '/grids/new' });
  await page.getByRole('heading', { name: '您没有“管理网格”权限' }).waitFor();
  await close();
});
