// 演示数据 stands on every page that is registered, on screen and on paper, for residents, in the field and at the desk.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { demoCodes } from '../../seeds/plays.ts';
import { openBrowser, openPage } from './browser.ts';
import { asPerson, dispatchedPipe } from './persons.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

let server: RunningServer;
let browser: Browser;
/** What stands in an address for a parameter of a path. */
let values: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  const pipe = await dispatchedPipe(server, await asPerson(server, 'zhoumin'));
  values = {
    code: demoCodes()[0]?.code ?? '',
    id: pipe.id,
    number: pipe.number,
    token: pipe.page.split('/').at(-1) ?? '',
    purpose: 'report',
  };
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** The paths of an app's register, as they are written there. */
function pathsOf(app: 'resident' | 'worker' | 'desk'): string[] {
  const text = readFileSync(join(import.meta.dirname, `../../src/web/${app}/pages.ts`), 'utf8');
  const found = [...text.matchAll(/(?:path: |page\(|^ {2})'(\/[^']*)'/gm)].map(([, path = '']) => path);
  return [...new Set(found)].filter((path) => !path.startsWith('/:any'));
}

/** A value for each parameter; one nobody knows opens the page all the same, which then says what is missing. */
function addressOf(path: string): string {
  return path
    .replaceAll(
      /:(\w+)(\((?:[^()]|\\.)*\))?\??/g,
      (_, name: string) => values[name] ?? '0198f000-0000-7000-8000-000000000000',
    )
    .replaceAll('\\', '');
}

async function expectMarked(page: Page, address: string): Promise<void> {
  await page.goto(`${server.url}/yunting${address}`);
  const band = page.getByRole('complementary', { name: '演示数据' });
  await band.waitFor({ timeout: 8_000 });
  expect(await band.isVisible(), address).toBe(true);
  await page.emulateMedia({ media: 'print' });
  const onPaper = await page
    .getByText('演示数据', { exact: true })
    .evaluateAll((all) => all.filter((each) => each.getClientRects().length > 0).length);
  expect(onPaper, `${address} on paper`).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'screen' });
}

async function signIn(page: Page, signInName: string): Promise<void> {
  await page.goto(`${server.url}/yunting/stories`);
  await page.evaluate(
    (name) =>
      fetch('/api/session/demo', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signInName: name }),
      }).then(() => undefined),
    signInName,
  );
}

const APPS = [
  ['resident', '', undefined, 11],
  ['worker', '/work', 'zhoumin', 9],
  ['desk', '/desk', 'shenyian', 12],
  ['desk', '/desk', 'linxiaoyun', 12],
] as const;

test.each(APPS)(
  'every page of %s (%s) as %s',
  async (app, prefix, signInName, least) => {
    const paths = pathsOf(app);
    expect(paths.length).toBeGreaterThan(least);
    const { page } = await openPage(browser, app === 'desk' ? 1440 : 360);
    if (signInName !== undefined) await signIn(page, signInName);
    for (const path of paths) await expectMarked(page, `${prefix}${addressOf(path)}`);
    await page.context().close();
  },
  120_000,
);

test('a page that is not there says it too', async () => {
  const { page } = await openPage(browser, 360);
  for (const address of ['/nowhere', '/work/nowhere', '/desk/nowhere']) await expectMarked(page, address);
  await page.context().close();
});
