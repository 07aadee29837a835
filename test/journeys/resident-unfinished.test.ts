// What somebody does in a hurry: presses 提交 while it still records, looks elsewhere, loses the page, presses twice, chooses what is no picture.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { FAKE_MEDIA, openBrowser, openPage } from './browser.ts';
import { codeOf, readReceipt, staff } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PLACE = '船坞新村 3 栋门前';
const WORDS = '请说说是什么事';

let server: RunningServer;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhi-pictures-'));
  server = await startServer();
  browser = await openBrowser(FAKE_MEDIA);
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openForm(): Promise<Page> {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel(WORDS).waitFor();
  return page;
}

/** Kinds of what the matter carries, as staff sees it. */
async function carried(number: string): Promise<string[]> {
  const zhou = await staff(server.url, 'zhoumin');
  const { attachments } = await zhou.find(number);
  return attachments.map(({ kind }: { kind: string }) => kind);
}

/** Noise, so that it is as heavy as a camera's and no smaller when compressed. */
async function heavyPicture(): Promise<string> {
  const file = join(folder, 'heavy.jpg');
  const [width, height] = [4000, 3000];
  await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(file);
  return file;
}

test('提交 pressed while a recording runs takes the recording along', async () => {
  const page = await openForm();
  await page.getByLabel(WORDS).fill('门口的声音很大，您听');
  await page.getByRole('button', { name: '录一段话' }).click();
  await page.getByRole('button', { name: /停止录音 [12]/ }).waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  expect(await carried(number)).toEqual(['recording']);
  await page.context().close();
}, 60_000);

test('提交 pressed while a large picture is still being read takes the picture along', async () => {
  const file = await heavyPicture();
  const page = await openForm();
  await page.getByLabel('选照片').setInputFiles(file);
  await page.getByText('正在读取照片…').waitFor();
  await page.getByLabel(WORDS).fill('照片里看得清楚');
  await page.getByRole('button', { name: '提交' }).dblclick();
  const { number } = await readReceipt(page);
  expect(await carried(number)).toEqual(['picture']);
  await page.context().close();
}, 90_000);

test('pressed twice it is sent once', async () => {
  const page = await openForm();
  const sent: string[] = [];
  page.on('request', (request) => void (request.url().endsWith('/cases') && sent.push(request.method())));
  await page.getByLabel(WORDS).fill('垃圾桶倒了');
  await page.getByRole('button', { name: '提交' }).dblclick();
  await readReceipt(page);
  expect(sent).toEqual(['POST']);
  await page.context().close();
});

test('what is written stays while one reads who sees it, chooses another place, or loses the page', async () => {
  const page = await openForm();
  await page.getByLabel(WORDS).fill('写了一半的话');
  await page.getByRole('link', { name: '谁能看到我写的？' }).click();
  await page.getByRole('heading', { name: '隐私说明' }).waitFor();
  await page.goBack();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('写了一半的话');
  await page.getByRole('link', { name: '换个地点' }).click();
  await page.getByRole('link', { name: /您刚才在/ }).click();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('写了一半的话');
  await page.reload();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('写了一半的话');
  await page.getByRole('button', { name: '提交' }).click();
  await readReceipt(page);
  await page.reload();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('');
  await page.context().close();
});

test('opened again after the number was given: the number stands there, so that nobody says it twice', async () => {
  const page = await openForm();
  await page.getByLabel(WORDS).fill('路灯坏了');
  await page.getByRole('button', { name: '提交' }).click();
  const { number, queryCode } = await readReceipt(page);
  await page.reload();
  const line = page.getByText(/先前写的一件已提交/);
  await line.waitFor();
  expect((await line.innerText()).replaceAll(/\D/g, '')).toBe(number + queryCode);
  await line.getByRole('link', { name: '查看进度' }).click();
  await page.getByRole('heading', { name: '已收到，网格员会先看一看' }).waitFor();
  await page.context().close();
});

test('a slow network is not called none: it says that it is on its way, and the number comes', async () => {
  const page = await openForm();
  await page.route('**/api/yunting/cases', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await route.continue();
  });
  await page.getByLabel(WORDS).fill('网很慢');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('正在提交，网络有点慢。').waitFor();
  expect(await page.getByText('没有网络').count()).toBe(0);
  await readReceipt(page);
  await page.context().close();
});

test('a text called .jpg is left out, everything else goes', async () => {
  const file = join(folder, 'words.jpg');
  await writeFile(file, '这不是照片，是文字。'.repeat(50));
  const page = await openForm();
  await page.getByLabel('选照片').setInputFiles(file);
  await page.getByText('这张照片打不开，已跳过，其他内容都在').waitFor();
  await page.getByLabel(WORDS).fill(`𠮷家巷 😀 ${'很长'.repeat(1000)}`);
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  expect(await carried(number)).toEqual([]);
  await page.context().close();
});

test('a phone whose clock is a day ahead: what is written without signal is taken all the same, as of the real moment', async () => {
  const { page } = await openPage(browser, 360);
  await page.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + 86_400_000;
  });
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel(WORDS).fill('钟快了一天的手机写的');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('没有网络。您写的已存在这部手机里').waitFor();
  await page.context().setOffline(false);
  const { number } = await readReceipt(page);
  const zhou = await staff(server.url, 'zhoumin');
  const { reportedAt } = await zhou.find(number);
  expect(Math.abs(Date.parse(reportedAt) - Date.now())).toBeLessThan(120_000);
  await page.context().close();
});

test('microphone refused: said in words, the rest of the page works on', async () => {
  const deaf = await openBrowser(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
  const { page } = await openPage(deaf, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByRole('button', { name: '录一段话' }).click();
  await page.getByText('没有得到使用麦克风的许可。可以打字，或打电话。').waitFor();
  await page.getByLabel(WORDS).fill('只好打字');
  await page.getByRole('button', { name: '提交' }).click();
  await readReceipt(page);
  await deaf.close();
});
