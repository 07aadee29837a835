// `npm run screenshots`: a picture of every page of the registers at phone, tablet and desk width, to be looked at; the few that
// the README shows go to docs/screenshots.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import sharp from 'sharp';
import type { Browser } from 'playwright-core';

import { demoCodes } from '../seeds/plays.ts';
import { newId } from '../src/shared/ids.ts';
import { newToken } from '../src/shared/short-code.ts';
import { openBrowser, openPage } from '../test/journeys/browser.ts';
import { asPerson, dispatchedPipe } from '../test/journeys/persons.ts';
import { startServer } from '../test/journeys/server.ts';
import type { RunningServer } from '../test/journeys/server.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.cache/screenshots');
const SHOWN = join(ROOT, 'docs/screenshots');
const WIDTHS = [360, 768, 1440];
const DISTRICT = 'yunting';
/** `npm run screenshots -- desk/cases`: only pages whose path has these letters. */
const WANTED = process.argv[2] ?? '';

/** Who looks at the pages of an app. */
const APPS = [
  { name: 'resident', base: '', signInName: undefined },
  { name: 'worker', base: '/work', signInName: 'zhoumin' },
  { name: 'desk', base: '/desk', signInName: 'linxiaoyun' },
] as const;

/** Pages that only somebody else may see. */
const SEEN_BY: Readonly<Record<string, string>> = {
  '/desk/orders': 'qiuzijian',
  '/desk/people': 'shenyian',
  '/desk/organisations': 'shenyian',
  '/desk/direct-lists': 'shenyian',
  '/desk/places': 'shenyian',
  '/desk/areas': 'shenyian',
  '/desk/print/codes': 'shenyian',
  '/desk/settings': 'shenyian',
  '/desk/setup': 'shenyian',
  '/desk/grids/new': 'shenyian',
  '/desk/catalogue/new': 'shenyian',
  '/desk/callbacks': 'jichunxiao',
  '/desk/feedback': 'guominhua',
  '/desk/leader': 'guchangning',
  '/desk/papers/boards': 'shenyian',
  '/desk/papers/cards': 'shenyian',
  '/desk/audit': 'lushuqin',
  '/desk/drawn': 'jichunxiao',
};

/** What the README shows: the page as the register has it, its width, the file. */
const README: Readonly<Record<string, string>> = {
  '/q/:code 360': 'report',
  '/c/:page 360': 'progress',
  '/work/cases/:id 360': 'worker-case',
  '/o/:token 360': 'order-link',
  '/desk/cases/:number 1440': 'desk-case',
};

const OUTSIDE = ['/', '/api/docs', '/problems', '/problems/case-changed'];

mkdirSync(FOLDER, { recursive: true });
mkdirSync(SHOWN, { recursive: true });
// Cards and codes are printed only where it is set.
const server = await startServer({ PUBLIC_URL: 'https://wangge.example.cn' });
const browser = await openBrowser();
try {
  for (const path of OUTSIDE) await take(browser, server, { register: path, path, signInName: undefined });
  const values = await somethingToSee(server);
  for (const { name, base, signInName } of APPS) {
    for (const path of pathsOf(name)) {
      const register = `${base}${path.replace(/\([^)]*\)|\?$/g, '')}`;
      const filled = `/${DISTRICT}${base}${fill(path, values)}`;
      await take(browser, server, { register, path: filled, signInName: SEEN_BY[register] ?? signInName });
    }
  }
} finally {
  await browser.close();
  await server.stop();
}

/** Every path of an app's register, but the one for addresses that lead nowhere. */
function pathsOf(app: string): string[] {
  const text = readFileSync(join(ROOT, `src/web/${app}/pages.ts`), 'utf8');
  const all = Array.from(text.matchAll(/'(\/[^']*)'/g), ([, path]) => path ?? '');
  return [...new Set(all)].filter((path) => !path.startsWith('/:any'));
}

/** @throws for a parameter nobody has thought of here: a new page must be seen too */
function fill(path: string, values: Readonly<Record<string, string>>): string {
  const [, first = ''] = path.split('/');
  return path.replace(/:(\w+)(\([^)]*\))?\??/g, (_, name: string) => {
    const value = values[`${first} ${name}`] ?? values[name];
    if (value === undefined) throw new Error(`${path}: scripts/screenshots.ts knows no ${name}`);
    return value;
  });
}

/** A burst pipe under way and a lamp that a resident has reported: ids, codes and links for the paths. */
async function somethingToSee(running: RunningServer): Promise<Record<string, string>> {
  const zhou = await asPerson(running, 'zhoumin');
  const pipe = await dispatchedPipe(running, zhou);
  const code = demoCodes().find(({ districtKey }) => districtKey === DISTRICT)?.code ?? '';
  const reported = await anybody(running, '/cases', {
    id: newId(),
    reportId: newId(),
    secret: newToken(),
    words: '3栋2单元灯坏了三天了，老人上下楼摸黑',
    placeCode: code,
  });
  const place = await anybody(running, `/place-codes/${code}`);
  const { gridId, orders } = await zhou.get(`/cases/${pipe.id}`);
  const { communityId } = await zhou.get(`/grids/${gridId}`);
  const { buildings } = await zhou.get(`/buildings?areaId=${communityId}&limit=1`);
  const whistleId = newId();
  await zhou.post(`/cases/${pipe.id}/whistles`, {
    id: whistleId,
    kind: 'emergency',
    reason: 'danger',
    targets: [{ callId: newId(), level: 'grid' }],
  });
  return {
    figure: 'today',
    card: await workCard(running, communityId),
    'grids id': gridId,
    'buildings id': buildings[0].id,
    'places id': place.place?.id ?? '',
    'whistles id': whistleId,
    'catalogue code': 'pipe-burst',
    'papers id': orders[0].id,
    'indicators code': 'onTimeClosingRate',
    code,
    page: reported.page ?? reported.link ?? '',
    token: pipe.page.split('/').at(-1) ?? '',
    id: pipe.id,
    number: pipe.number,
    spot: place.place?.id ?? '',
    purpose: 'report',
    from: 'home',
  };
}

/** The token a work card bears: it stands in its printed address alone. */
async function workCard(running: RunningServer, areaId: string): Promise<string> {
  const admin = await asPerson(running, 'shenyian');
  const { holders } = await admin.get(`/work-cards?areaId=${areaId}`);
  const { id } = await admin.post('/work-cards', { id: newId(), postId: holders[0].postId });
  const { cards } = await admin.get(`/papers/work-cards?ids=${id}`);
  return cards[0].address.split('/').at(-1);
}

/** What is read here of a receipt and of a place. */
interface Answered {
  readonly page?: string | null;
  readonly link?: string;
  readonly place?: { readonly id: string };
}

async function anybody(running: RunningServer, path: string, body?: unknown): Promise<Answered> {
  const answer = await fetch(`${running.url}/api/${DISTRICT}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Answered;
}

interface Sight {
  readonly register: string;
  readonly path: string;
  readonly signInName: string | undefined;
}

async function take(opened: Browser, running: RunningServer, { register, path, signInName }: Sight): Promise<void> {
  if (!register.includes(WANTED)) return;
  for (const width of WIDTHS) {
    const { page, faults } = await openPage(opened, width);
    if (signInName !== undefined) await page.request.post(`${running.url}/api/session/demo`, { data: { signInName } });
    await page.goto(`${running.url}${path}`);
    await page.locator('h1').first().waitFor();
    // Live pages keep a connection open, so the network is never idle: what is loaded after the title comes within this time.
    await page.waitForTimeout(600);
    const picture = await page.screenshot({ fullPage: true });
    const name = register === '/' ? 'start' : register.slice(1).replaceAll(/[/:()|?\\+]+/g, '-');
    await sharp(picture)
      .png({ palette: true })
      .toFile(join(FOLDER, `${name}-${width}.png`));
    const shown = README[`${register} ${width}`];
    if (shown !== undefined) {
      const window = await page.screenshot();
      await sharp(window)
        .png({ palette: true, colours: 64 })
        .toFile(join(SHOWN, `${shown}.png`));
    }
    console.log([`${name}-${width}.png`, ...faults].join('\n  '));
    await page.context().close();
  }
}
