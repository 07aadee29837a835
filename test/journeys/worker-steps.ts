// What the journeys of the worker app do again and again: come in as somebody of the cast, send at once what is held.

import type { Browser, BrowserContext, Page } from 'playwright-core';

import { openPage } from './browser.ts';
import type { RunningServer } from './server.ts';

export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: string[];
}

/** A phone of its own on which this person is signed in, at this page of the worker app. */
export async function phoneOf(
  browser: Browser,
  server: RunningServer,
  signInName: string,
  path = '/',
  width = 360,
): Promise<Phone> {
  const { page, faults } = await openPage(browser, width);
  await page.request.post(`${server.url}/api/session/demo`, { data: { signInName } });
  await page.goto(`${server.url}/yunting/work${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, context: page.context(), faults };
}

/** What was just done is held for ten seconds; here nobody waits for that. */
export async function sendNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: '马上发' }).click();
}

/** At night what is not urgent is folded away. */
export async function unfold(page: Page): Promise<void> {
  await page.getByRole('link', { name: '我办过的' }).waitFor();
  const button = page.getByRole('button', { name: '都看看' });
  if (await button.isVisible()) await button.click();
}
