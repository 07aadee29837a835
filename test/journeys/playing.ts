// A visitor who plays a story of 演示剧本 in one browser: each step through the story's own button, then on the page it opens.

import { join } from 'node:path';

import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

import { lastCode } from './persons.ts';
import type { RunningServer } from './server.ts';

const PHONE = { width: 360, height: 800 };
const DESK = { width: 1440, height: 900 };
const PICTURES = join(import.meta.dirname, '../../seeds/pictures');

export interface Player {
  readonly page: Page;
  /** Enters as whoever is next and opens the page of the step. */
  next(button: RegExp): Promise<void>;
  /** Every step is marked as done. */
  expectFinished(): Promise<void>;
  /** Number of the story's matter, digits only. */
  number(): Promise<string>;
}

export async function play(page: Page, server: RunningServer, key: string, title: RegExp): Promise<Player> {
  const story = page.getByRole('region', { name: title });
  const open = async () => {
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/yunting/stories`);
    await story.waitFor();
  };
  await open();
  await story.getByRole('button', { name: '从头开始' }).click();
  return {
    page,
    async next(button) {
      await open();
      await story.getByRole('button', { name: button }).click();
      await page.waitForURL((url) => url.pathname !== '/yunting/stories');
      if (new URL(page.url()).pathname.startsWith('/yunting/desk')) await page.setViewportSize(DESK);
    },
    async expectFinished() {
      await open();
      await story.getByText('演完了。').waitFor();
      expect(await story.locator('li').filter({ hasNotText: '已完成' }).count(), key).toBe(0);
    },
    async number() {
      return /编号 (\d+)/.exec((await story.textContent()) ?? '')?.[1] ?? '';
    },
  };
}

/** 上报 on the worker's phone, at a place of the list. */
export async function reportOnPhone({ page }: Player, place: string, words: string): Promise<void> {
  await page.getByLabel('是什么事').fill(words);
  await page.getByRole('button', { name: '换个地点' }).click();
  const sheet = page.getByRole('dialog', { name: '是哪里' });
  await sheet.getByLabel('输几个字来找').fill(place);
  await sheet.getByRole('button', { name: place }).first().click();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已收到').first().waitFor();
}

/** 代录 at the desk, at a place of a community's list; `more` fills in what is asked beside words and place. */
export async function writeDown(
  { page }: Player,
  community: string,
  place: string,
  words: string,
  more: () => Promise<void> = async () => {},
): Promise<void> {
  await page.getByLabel(/^说了什么/).fill(words);
  const choice = page.getByRole('combobox', { name: /^社区/ });
  await choice.getByRole('option', { name: community }).waitFor({ state: 'attached' });
  await choice.selectOption({ label: await nameOfOption(choice, community) });
  const spot = page.getByRole('combobox', { name: /^地点/ });
  await spot.getByRole('option', { name: place, exact: true }).waitFor({ state: 'attached' });
  await spot.selectOption({ label: place });
  await more();
  // The point of the place comes from the server; without it the place would have to be said in words.
  await page.getByText(`我念给您听：${place}`).waitFor();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '已收到' }).waitFor();
}

async function nameOfOption(choice: Locator, part: string): Promise<string> {
  const names = await choice.getByRole('option').allTextContents();
  return names.find((name) => name.includes(part))?.trim() ?? part;
}

/** 直派 with 已电话通知. */
export async function sendOrder(
  { page }: Player,
  classCode: string,
  organisation: string,
  answeredBy: string,
): Promise<void> {
  await page.getByRole('button', { name: /^直派/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('类别').selectOption(classCode);
  await sheet.getByRole('radio', { name: organisation }).check();
  await sheet.getByLabel('已电话通知').check();
  await sheet.getByLabel(/谁接的/).fill(answeredBy);
  await sheet.getByRole('button', { name: '直派' }).click();
  await leaves(page);
  await page.getByText('待签收').first().waitFor();
}

/** What a worker does is held for ten seconds; here nobody waits for that. */
export async function leaves(page: Page): Promise<void> {
  await page.getByRole('button', { name: '马上发' }).click();
}

/** At the duty phone: the newest message, the code, signed, done. */
export async function crewWorks(
  { page }: Player,
  server: RunningServer,
  words: string,
  picture?: string,
): Promise<void> {
  const before = lastCode(server);
  await page
    .getByRole('listitem')
    .filter({ hasText: '新工单' })
    .first()
    .getByRole('link', { name: '打开工单' })
    .click();
  await page.getByRole('button', { name: '发验证码' }).click();
  await expect.poll(() => lastCode(server), { timeout: 10_000 }).not.toBe(before);
  await page.getByLabel('验证码（6 位数字）').fill(lastCode(server) ?? '');
  await page.getByRole('button', { name: '打开工单' }).click();
  await page.getByRole('button', { name: '签收' }).click();
  await page.getByText('已签收。').waitFor();
  await page.getByRole('button', { name: '办好了' }).click();
  const sheet = page.getByRole('dialog', { name: '办好了' });
  await sheet.getByLabel(/做了什么/).fill(words);
  if (picture !== undefined) await sheet.getByLabel('选照片').setInputFiles(join(PICTURES, `${picture}.jpg`));
  await sheet.getByRole('button', { name: '提交' }).click();
  await page.getByText('已提交，谢谢。接下来有人到现场核实。').waitFor();
}

export async function checkOnSite({ page }: Player, outcome: '解决了' | '没解决', reason?: string): Promise<void> {
  await page.getByRole('link', { name: '核查' }).click();
  await page.getByRole('radio', { name: outcome, exact: true }).click();
  if (reason !== undefined) await page.getByRole('button', { name: reason }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await leaves(page);
  await page
    .getByText(/谢谢|已退回重办/)
    .first()
    .waitFor();
}

/** One act of the bar below a case on the desk, through its sheet. */
export async function actAtDesk(
  { page }: Player,
  verb: string,
  fill?: (sheet: Locator) => Promise<void>,
): Promise<void> {
  await pressAtDesk(page, verb);
  const sheet = page.getByRole('dialog', { name: verb });
  if (fill !== undefined) await fill(sheet);
  await sheet.getByRole('button', { name: `确定${verb}` }).click();
  await page.getByText(`已办：${verb}`).waitFor();
}

/** 签收 asks for nothing: one tap. */
export async function signAtDesk({ page }: Player): Promise<void> {
  await pressAtDesk(page, '签收');
  await page.getByText('已办：签收').waitFor();
}

async function pressAtDesk(page: Page, verb: string): Promise<void> {
  const bar = page.getByRole('region', { name: '可以做的事' });
  await bar.getByRole('button').first().waitFor();
  const button = bar.getByRole('button', { name: verb, exact: true });
  if (!(await button.isVisible())) await bar.getByRole('button', { name: '更多' }).click();
  await button.click();
}
