// What the journeys at the desk share: entering by 演示身份, acting through the bar at the foot of a case.

import { expect } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';

import { openPage } from './browser.ts';
import type { RunningServer } from './server.ts';

export interface Desk {
  readonly page: Page;
  /** What went wrong, but for being told at first that nobody is signed in. */
  faults(): string[];
  close(): Promise<void>;
}

/** Opens the desk at a path and enters as a person of the demo by the one click there is for each. */
export async function enterDesk(
  browser: Browser,
  server: RunningServer,
  name: string,
  { path = '/', width = 1440, district = 'yunting' }: { path?: string; width?: number; district?: string } = {},
): Promise<Desk> {
  const { page, faults } = await openPage(browser, width);
  // Less than a test has: what never comes is named, not only timed out.
  page.setDefaultTimeout(8_000);
  await page.goto(`${server.url}/${district}/desk${path}`);
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
  const isSignIn = (fault: string) => fault.endsWith('/api/session') || fault.includes('status of 401');
  return {
    page,
    faults: () => faults.filter((fault) => !isSignIn(fault)),
    close: () => page.context().close(),
  };
}

/** One act of the bar through its sheet. */
export async function act(
  page: Page,
  verb: string,
  fill: (sheet: Locator) => Promise<unknown> = async () => {},
): Promise<void> {
  await page.getByRole('region', { name: '可以做的事' }).getByRole('button', { name: verb, exact: true }).click();
  const sheet = page.getByRole('dialog', { name: verb });
  await fill(sheet);
  await sheet.getByRole('button', { name: `确定${verb}` }).click();
  await page.getByText(`已办：${verb}`).waitFor();
}

/** The case's own number as it stands above its title, digits only. */
export async function numberOn(page: Page): Promise<string> {
  const text = await page
    .getByText(/^编号 \d\d \d{4} \d+$/)
    .first()
    .textContent();
  const number = (text ?? '').replace(/\D/g, '');
  expect(number).toMatch(/^\d{10,}$/);
  return number;
}
