// Without signal: what was written is kept, told so, and arrives exactly once, also when the network comes and goes.

import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeRandom } from '../../seeds/random.ts';
import { expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { codeOf, readReceipt, staff } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const PLACE = '船坞新村 3 栋门前';

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

test('written without signal: kept with these words, sent once when there is one, and the number comes then', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').fill('没有信号时写的一件事');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('没有网络。您写的已存在这部手机里，有网后自动提交。请不要清除浏览数据。').waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.context().setOffline(false);
  const { number } = await readReceipt(page);
  const zhou = await staff(server.url, 'zhoumin');
  expect((await zhou.find(number)).summary).toBe('没有信号时写的一件事');
  expect(await countSaying('没有信号时写的一件事')).toBe(1);
  await page.context().close();
});

test('what was kept survives closing the page, and goes out when the app is opened again', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').fill('写完就关掉了页面');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('没有网络。').waitFor();
  const again = await page.context().newPage();
  await page.close();
  await again.context().setOffline(false);
  await again.goto(`${server.url}/yunting/`);
  await expect.poll(() => countSaying('写完就关掉了页面')).toBe(1);
  await again.goto(`${server.url}/yunting/progress`);
  await again.getByText('在这部手机上反映过的').waitFor();
  await again.context().close();
});

test('a danger said without signal asks to call at once, and says that nothing has arrived', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').fill('二楼冒烟了');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交' }).click();
  const sheet = page.getByRole('dialog', { name: '这件事可能有危险，请先打电话' });
  await sheet.getByText('现在没有网络，您写的还没有送到。请一定先打电话。').waitFor();
  await sheet.getByRole('link', { name: '消防 119' }).waitFor();
  await page.context().close();
});

const REPORTS = 60;

test(`${REPORTS} reports sent while the network flaps arrive exactly once each`, async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').waitFor();
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await loseAnswers(page);
  const flapping = flap(network);
  for (let n = 1; n <= REPORTS; n += 1) await sendOne(page, `网络时断时续第${n}件`);
  await flapping.stop();
  await page.unrouteAll({ behavior: 'wait' });
  // A page that has come to the end of its tries waits a quarter of a minute; coming back to it tries at once.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => countSaying('网络时断时续'), { timeout: 20_000, interval: 500 }).toBe(REPORTS);
  expect(new Set(await summariesSaying('网络时断时续')).size).toBe(REPORTS);
  await page.context().close();
}, 90_000);

/** Off and on for random, seeded spans; requests are cut in their middle. */
function flap(network: CDPSession) {
  const random = makeRandom('flapping network');
  const run = { isOver: false };
  const set = (offline: boolean) =>
    network.send('Network.emulateNetworkConditions', {
      offline,
      latency: random.between(0, 40),
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  const running = (async () => {
    while (!run.isOver) {
      await set(true);
      await new Promise((resolve) => setTimeout(resolve, random.between(40, 250)));
      await set(false);
      await new Promise((resolve) => setTimeout(resolve, random.between(40, 250)));
    }
    await set(false);
  })();
  // A test that fails closes the page while the network still flaps: its own failure is the one to tell.
  running.catch(() => undefined);
  return {
    async stop() {
      run.isOver = true;
      await running;
    },
  };
}

/** Of some reports the answer is lost on its way back: they have arrived, and the phone does not know. */
async function loseAnswers(page: Page): Promise<void> {
  const random = makeRandom('lost answers');
  await page.route('**/api/yunting/cases', async (route) => {
    if (random.share() > 0.3) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
}

/** Writes the next one as soon as the form is free, whatever the page shows of the earlier ones. */
async function sendOne(page: Page, words: string): Promise<void> {
  const another = page.getByRole('button', { name: '再反映一件' });
  const field = page.getByLabel('请说说是什么事');
  const send = page.getByRole('button', { name: '提交', exact: true });
  const done = (act: Promise<void>) => act.then(() => true).catch(() => false);
  // The number of an earlier one may come up at the very moment of a touch; what was typed is then behind 再反映一件.
  for (let tries = 0; tries < 50; tries += 1) {
    if (await another.isVisible()) await done(another.click({ timeout: 1000 }));
    if ((await done(field.fill(words, { timeout: 1000 }))) && (await done(send.click({ timeout: 1000 })))) break;
  }
  // Taken: the form is empty again, or a number stands in its place.
  const isTaken = () => page.evaluate(() => (document.querySelector('textarea')?.value ?? '') === '');
  await expect.poll(isTaken, { timeout: 25_000, interval: 50 }).toBe(true);
}

test('what somebody is writing stays when the number of an earlier report arrives', async () => {
  const { page } = await openPage(browser, 360);
  await page.goto(`${server.url}/yunting/q/${codeOf(PLACE)}`);
  await page.getByLabel('请说说是什么事').fill('第一件事，没有信号');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('没有网络。').waitFor();
  await page.getByLabel('请说说是什么事').fill('第二件事，正在写');
  await page.context().setOffline(false);
  await page.getByText(/^先前写的一件已提交：编号 \d\d \d{4} \d{4}，查询码 \d{4}。/).waitFor();
  expect(await page.getByLabel('请说说是什么事').inputValue()).toBe('第二件事，正在写');
  await expectNoBarriers(page);
  await page.getByRole('button', { name: '提交' }).click();
  const { number } = await readReceipt(page);
  expect((await (await staff(server.url, 'zhoumin')).find(number)).summary).toBe('第二件事，正在写');
  await page.context().close();
});

async function summariesSaying(words: string): Promise<string[]> {
  const zhou = await staff(server.url, 'zhoumin');
  const found = [];
  for (let after = ''; ;) {
    const { cases, next } = await zhou.ask(`/case-search?words=${encodeURIComponent(words)}&limit=100${after}`);
    found.push(...cases.map(({ summary }: { summary: string }) => summary));
    if (next === null) return found;
    after = `&after=${next}`;
  }
}

async function countSaying(words: string): Promise<number> {
  return (await summariesSaying(words)).length;
}
