// Every page in the states between: nothing has come yet, nobody answers, the server fails, it is not for this person, there is nothing.

import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { demoDistricts } from '../../seeds/town.ts';
import { newId } from '../../src/shared/ids.ts';
import { expectFitsWidth, expectNoBarriers, openBrowser, openPage } from './browser.ts';
import { asPerson, dispatchedPipe } from './persons.ts';
import { codeOf } from './resident-ground.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

const NARROW = 320;
const PLACE = '船坞新村 3 栋门前';
const SPOT = demoDistricts().yunting.places.find(({ name }) => name === PLACE)?.id ?? '';
const POINT = { longitude: 82.6026694, latitude: 39.0039674, crs: 'CGCS2000' };
const NOT_THERE = '00000000-0000-7000-8000-00000000dead';

/** What stands around every page; without it there is no page whose state could be looked at. */
const FRAME =
  /\/api\/(session|yunting\/(session|district|my-grants|my-posts|areas|settings\/[\w.-]+|demo[\w-]*|clock))(\?|$)/;

let server: RunningServer;
let browser: Browser;
let caseId: string;
let orderPage: string;
beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  const zhou = await asPerson(server, 'zhoumin');
  caseId = newId();
  await zhou.post('/cases', { id: caseId, reportId: newId(), words: '路灯杆歪了', place: POINT, placeWords: '三圣里' });
  orderPage = (await dispatchedPipe(server, zhou)).page.replace('/yunting', '');
}, 150_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Pages that ask the server for something of their own, by app. */
const RESIDENT: Record<string, () => string> = {
  'a place': () => `/q/${codeOf(PLACE)}`,
  'who serves here': () => `/people/${SPOT}`,
  calling: () => '/call',
  'a trace': () => `/c/${'A'.repeat(43)}`,
  'what cannot be done for now': () => '/suspended',
  'a work card': () => '/w/AAAAAAAAAAAA',
  'the stories': () => '/stories',
  'an order link': () => orderPage,
  'a whistle link': () => `/s/${'A'.repeat(43)}`,
};
const WORKER: Record<string, () => string> = {
  今日: () => '/',
  'a case': () => `/cases/${caseId}`,
  核查: () => `/cases/${caseId}/verify`,
  本网格: () => '/grid',
  我办过的: () => '/me/record',
  'an early warning': () => `/warnings/${NOT_THERE}`,
  'a whistle': () => `/whistles/${NOT_THERE}`,
};
const DESK: Record<string, () => string> = {
  工作台: () => '/',
  受理台: () => '/intake',
  收件台: () => '/orders',
  事件: () => '/cases',
  'a case': () => `/cases/by-id/${caseId}`,
  地图: () => '/map',
  代录: () => '/report',
  吹哨: () => '/whistles',
  值班表: () => '/duty',
  人员: () => '/people',
  单位: () => '/organisations',
  直派清单: () => '/direct-lists',
  目录: () => '/catalogue',
  地点: () => '/places',
  设置: () => '/settings',
};
const APPS = { resident: RESIDENT, work: WORKER, desk: DESK } as const;
type App = keyof typeof APPS;
const WHO: Record<App, string | undefined> = { resident: undefined, work: 'zhoumin', desk: 'shenyian' };
const ALL = (Object.keys(APPS) as App[]).flatMap((app) => Object.keys(APPS[app]).map((name) => [app, name] as const));

/** How the server answers what a page asks for beside its frame. */
type Answer = 'never' | 'nobody' | 'failing' | 'refused' | 'as it is';

interface Opened {
  readonly page: Page;
  become(next: Answer): void;
}

async function open([app, name]: readonly [App, string], first: Answer): Promise<Opened> {
  const { page } = await openPage(browser, NARROW);
  page.setDefaultTimeout(8_000);
  const signInName = WHO[app];
  if (signInName !== undefined) await page.request.post(`${server.url}/api/session/demo`, { data: { signInName } });
  let answer = first;
  await page.route(/\/api\//, (route) => (FRAME.test(route.request().url()) ? route.continue() : give(route, answer)));
  await page.goto(`${server.url}/yunting${app === 'resident' ? '' : `/${app}`}${APPS[app][name]?.() ?? ''}`);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  return { page, become: (next) => void (answer = next) };
}

async function give(route: Route, answer: Answer): Promise<void> {
  switch (answer) {
    case 'as it is':
      return route.continue();
    case 'nobody':
      return route.abort('connectionrefused');
    case 'failing':
      return route.fulfill(problem(500, 'server-failed'));
    case 'refused':
      return route.fulfill(problem(403, 'permission-missing'));
    case 'never':
  }
}

const problem = (status: number, slug: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: `/problems/${slug}`, title: slug, status, detail: slug }),
});

async function stands(page: Page): Promise<void> {
  expect((await page.locator('main').first().innerText()).trim()).not.toBe('');
  // Nothing of the machinery is read to anybody.
  expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object|server-failed|permission-missing/);
  await expectNoBarriers(page);
  await expectFitsWidth(page, NARROW);
}

const again = (page: Page) => page.getByRole('button', { name: '再试一次' }).first();

test.each(ALL)('%s, %s: stands while nothing has come yet', async (...which) => {
  const { page } = await open(which, 'never');
  await page.waitForTimeout(300);
  await stands(page);
  await page.context().close();
});

test.each(ALL)('%s, %s: stands when the server fails', async (...which) => {
  const { page } = await open(which, 'failing');
  await page.getByRole('alert').first().waitFor();
  await stands(page);
  await page.context().close();
});

/** To a stranger a link that is not for him is no link at all. */
const NO_LINK = ['an order link', 'a whistle link'];

test.each(ALL)('%s, %s: stands when it is not for this person', async (...which) => {
  const { page } = await open(which, 'refused');
  if (NO_LINK.includes(which[1])) await page.getByRole('heading', { name: /^没有找到这张/ }).waitFor();
  else await page.getByRole('alert').first().waitFor();
  await stands(page);
  await page.context().close();
});

test.each(ALL)('%s, %s: says that nobody answers, and is there when somebody does', async (...which) => {
  const { page, become } = await open(which, 'nobody');
  await page.getByRole('alert').first().waitFor();
  await stands(page);
  become('as it is');
  await again(page).click();
  await page.getByText('没有网络').waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await stands(page);
  await page.context().close();
});
