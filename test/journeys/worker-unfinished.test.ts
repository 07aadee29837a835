// A worker on the way: leaves 上报 half written, walks to a place by the phone's map, refuses the position, looks after hours.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBrowser } from './browser.ts';
import { asPerson } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { phoneOf, unfold } from './worker-steps.ts';

const WORDS = '是什么事';

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

test('what is being reported stays on another page and after a reload, is nobody else’s, and is gone once it was sent', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin', '/report');
  await page.getByLabel(WORDS).fill('写到一半的事');
  await page.getByRole('link', { name: '本网格' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('link', { name: '上报' }).click();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('写到一半的事');
  await page.reload();
  await page.getByLabel(WORDS).waitFor();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('写到一半的事');

  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName: 'hezhiqiang' } });
  await page.reload();
  await page.getByLabel(WORDS).waitFor();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('');

  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName: 'zhoumin' } });
  await page.reload();
  await page.getByLabel(WORDS).waitFor();
  await page.getByRole('button', { name: '提交' }).dblclick();
  await page.getByText('已收到').first().waitFor();
  await page.getByRole('button', { name: '再报一件' }).click();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('');
  await page.reload();
  await page.getByLabel(WORDS).waitFor();
  expect(await page.getByLabel(WORDS).inputValue()).toBe('');
  await context.close();
}, 60_000);

test('到这里去 opens the phone’s map at the place, and says how far and where to once the phone may say where it is', async () => {
  const zhou = await asPerson(server, 'zhoumin');
  const { items } = await zhou.get('/my-work');
  const item = items.find((each: { case: { latitude: number | null }; group: string }) => each.case.latitude !== null);
  const { summary, longitude, latitude } = item.case;
  const { page, context } = await phoneOf(browser, server, 'zhoumin');
  await context.grantPermissions(['geolocation'], { origin: server.url });
  await context.setGeolocation({ longitude, latitude: latitude - 0.002 });
  await unfold(page);
  await page.getByRole('button', { name: '按路线' }).click();
  await page
    .getByText(/往北约 2\d0 米/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: summary, exact: true }).first().click();
  const there = page.getByRole('link', { name: /^到这里去 ?: .*往北约 2\d0 米$/ });
  await there.waitFor();
  expect(await there.getAttribute('href')).toMatch(new RegExp(`^geo:${latitude},${longitude}\\?q=`));
  await context.close();
}, 60_000);

test('按路线 without a position says why nothing has changed', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin');
  await page.getByRole('button', { name: '按路线' }).click();
  await page.getByText('这部手机没有给出位置，还是按时间排。').waitFor();
  expect(await page.getByRole('button', { name: '按路线' }).getAttribute('aria-pressed')).toBe('false');
  await context.close();
});

test('after hours the list says who answers for the urgent', async () => {
  const { page, context } = await phoneOf(browser, server, 'zhoumin');
  await page.route('**/api/yunting/my-work', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), isServiceTimeNow: false } });
  });
  await page.reload();
  await page.getByText('现在不是服务时间，不急的先收起来了。').waitFor();
  await page
    .getByText(/急事由 .+ 值班|现在是您值班/)
    .first()
    .waitFor();
  await context.close();
});
