// What a desk asks of the embedded database with 100,000 cases: pools, narrowed lists, a workbook of everything; and a browser that
// scrolls 5,000 waiting rows.

import { setTimeout as sleep } from 'node:timers/promises';

import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

import { newId } from '#shared/ids.ts';

import { loadCases } from './cases.ts';
import type { Grounds } from './ground.ts';
import { percentile, timed } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { DISTRICT_OFFICER, buildBenchTown, dispatcherOf, officerToken, organisationIdOf, streetId } from './town.ts';

const LIST_MS = 100;
const CALLS = 20;
const WAITING_ROWS = 5_000;
const LONG_TASK_MS = 50;
const EXPORT_SECONDS = 20;
/** What the server may hold more than before while 100,000 rows pass through it. */
const EXPORT_GROWTH_MB = 80;
const LOOK_EVERY_MS = 250;
/** An office machine of two cores. */
const CPU_SLOWDOWN = 4;
const USABLE_SECONDS = 2;
const OPENS = 5;
const FIRST_LOAD_KB = 450;

export async function benchDesk(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('embedded');
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  const waiting = Math.min(WAITING_ROWS, Math.floor(sizes.casesPresent / 100));
  await database.asOwner(({ query }) =>
    query(
      `update d_yunting.cases set status = 'collected', held_level = 'street', closed_at = null, due_at = null, is_solved = null
       where id in (select id from d_yunting.cases where street_id = $1 order by reported_at desc limit $2)`,
      [streetId(1), sizes.isQuick ? waiting : WAITING_ROWS],
    ),
  );
  await database.asOwner(({ exec }) => exec('analyze d_yunting.cases'));
  await database.close();

  const server = await startServer(ground.environment);
  let browser: Browser | undefined;
  try {
    await measureLists(book, server);
    await measureExport(book, server, sizes);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    await measureScrolling(book, browser, server);
    await measureFirstLoad(book, browser, server);
    await measureWall(book, browser, server);
  } finally {
    await browser?.close();
    await server.stop();
    await ground.remove();
  }
}

async function ask(server: RunningServer, officer: string, path: string): Promise<Response> {
  const answer = await fetch(`${server.base}/api/yunting${path}`, {
    headers: { authorization: `Bearer ${officerToken(officer)}` },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function measureLists(book: Book, server: RunningServer): Promise<void> {
  const street = dispatcherOf(1);
  const of = `streetId=${streetId(1)}`;
  const organisation = organisationIdOf(150);
  const lists: [name: string, officer: string, path: string][] = [
    ['newest of a street', street, `/cases?${of}`],
    ['one kind that nobody reported, of the district', DISTRICT_OFFICER, '/cases?kind=praise'],
    ['one class and channel of a street', street, `/cases?${of}&classCode=manholeCover&channel=scan`],
    ['a channel nothing came in by, of the district', DISTRICT_OFFICER, '/cases?channel=visit'],
    ['a seldom organisation, of the district', DISTRICT_OFFICER, `/cases?organisationId=${organisation}`],
    ['open ones of the district, oldest first', DISTRICT_OFFICER, '/cases?status=open&order=oldest'],
    ['overdue of a street', street, `/cases?${of}&status=overdue`],
    ['count of a street', street, `/case-count?${of}`],
    ['count of a filter of the district', DISTRICT_OFFICER, `/case-count?organisationId=${organisation}`],
    ['the wall of the district, all its numbers', DISTRICT_OFFICER, '/screen'],
    ['a pool, of changed cases alone', street, `/intake/toAccept?ids=${newId()}`],
  ];
  for (const [name, officer, path] of lists) {
    const spent: number[] = [];
    for (let call = 0; call < CALLS; call += 1)
      spent.push((await timed(async () => (await ask(server, officer, path)).arrayBuffer())).ms);
    book.note({
      on: 'embedded',
      name: `desk: ${name}, p95 of ${CALLS}`,
      value: percentile(spent, 0.95),
      unit: 'ms',
      limit: { most: LIST_MS },
    });
  }
  const whole = await timed(
    async () => (await ask(server, street, '/intake/toAccept')).json() as Promise<{ rows: unknown[] }>,
  );
  book.note({ on: 'embedded', name: `desk: a pool of ${whole.result.rows.length} rows`, value: whole.ms, unit: 'ms' });
}

/**
 * Twice: whatever passes through for the first time, the heap grows to where V8 clears it away; what is kept of a workbook, the
 * second one shows.
 */
async function measureExport(book: Book, server: RunningServer, sizes: Sizes): Promise<void> {
  await (await ask(server, dispatcherOf(2), `/case-sheet?streetId=${streetId(2)}`)).arrayBuffer(); // what is loaded once is loaded
  const name = `desk: a workbook of ${Math.min(100_000, sizes.casesPresent)} rows`;
  const first = await exportAll(server);
  const second = await exportAll(server);
  const pause = Math.max(first.longestPauseMs, second.longestPauseMs);
  book.say(`  ${Math.round(first.bytes / 1e6)} MB`);
  for (const { beforeMb, highestMb } of [first, second])
    book.say(`  resident memory ${Math.round(beforeMb)} MB before, ${Math.round(highestMb)} MB at most`);
  const seconds = Math.max(first.ms, second.ms) / 1000;
  book.note({ on: 'embedded', name, value: seconds, unit: 's', limit: { most: EXPORT_SECONDS } });
  book.note({
    on: 'embedded',
    name: `${name}, more resident memory the first time`,
    value: first.highestMb - first.beforeMb,
    unit: 'MB',
  });
  book.note({
    on: 'embedded',
    name: `${name}, more resident memory the next time`,
    value: second.highestMb - second.beforeMb,
    unit: 'MB',
    limit: { most: EXPORT_GROWTH_MB },
  });
  book.note({ on: 'embedded', name: `${name}, longest pause`, value: pause, unit: 'ms', limit: { most: 200 } });
}

/** Read as slowly as it is written: nothing of it is kept here either. */
async function exportAll(server: RunningServer) {
  server.forget();
  const beforeMb = (await server.watched()).residentMb;
  let highestMb = beforeMb;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      highestMb = Math.max(highestMb, (await server.watched()).residentMb);
      await sleep(LOOK_EVERY_MS);
    }
  })();
  let bytes = 0;
  const { ms } = await timed(async () => {
    const { body } = await ask(server, DISTRICT_OFFICER, '/case-sheet');
    if (body === null) throw new Error('an empty answer');
    for await (const part of body as unknown as AsyncIterable<Uint8Array>) bytes += part.length;
  });
  over.abort();
  await watching;
  const { longestPauseMs } = await server.watched();
  return { ms, bytes, beforeMb, highestMb, longestPauseMs };
}

async function openAs(browser: Browser, server: RunningServer, officer: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: 'gezhi_session', value: officerToken(officer), url: server.base }]);
  return context.newPage();
}

/** By the wheel and by the keys, from the top to the end and back. */
async function measureScrolling(book: Book, browser: Browser, server: RunningServer): Promise<void> {
  const page = await openAs(browser, server, dispatcherOf(1));
  await page.goto(`${server.base}/yunting/desk/intake?pool=toAccept`);
  const grid = page.getByRole('grid');
  await grid.waitFor();
  const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    const seen = globalThis as unknown as { longest: number };
    seen.longest = 0;
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => (seen.longest = Math.max(seen.longest, duration))),
    ).observe({ type: 'longtask' });
  });
  await grid.hover();
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(0, turn < 60 ? 4_800 : -4_800);
    await sleep(16);
  }
  await page.keyboard.press('End');
  for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowUp');
  await sleep(500);
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
  book.note({
    on: 'embedded',
    name: `desk: scrolling ${rows} waiting rows, longest task (0: none above ${LONG_TASK_MS} ms)`,
    value: longest,
    unit: 'ms',
    limit: { most: LONG_TASK_MS },
  });
  await page.context().close();
}

async function measureFirstLoad(book: Book, browser: Browser, server: RunningServer): Promise<void> {
  const opens: { usableMs: number; bytes: number }[] = [];
  for (let at = 0; at < OPENS; at += 1) opens.push(await openSlowly(browser, server));
  book.note({
    on: 'embedded',
    name: `desk: case list usable, processor ${CPU_SLOWDOWN} times slower, median of ${OPENS} with nothing kept`,
    value:
      percentile(
        opens.map(({ usableMs }) => usableMs),
        0.5,
      ) / 1000,
    unit: 's',
    limit: { most: USABLE_SECONDS },
  });
  book.note({
    on: 'embedded',
    name: 'desk: first load of the case list, with its data',
    value: Math.max(...opens.map(({ bytes }) => bytes)) / 1000,
    unit: 'kB',
    limit: { most: FIRST_LOAD_KB },
  });
}

async function openSlowly(browser: Browser, server: RunningServer): Promise<{ usableMs: number; bytes: number }> {
  const page = await openAs(browser, server, dispatcherOf(2));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(`${server.base}/yunting/desk/cases`);
  await page.getByRole('row').nth(1).waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle');
  await page.context().close();
  return { usableMs, bytes };
}

/** Until every card has its numbers and the map its pins; what a wall shows all day is opened once, so it has no slow-down. */
async function measureWall(book: Book, browser: Browser, server: RunningServer): Promise<void> {
  const page = await openAs(browser, server, DISTRICT_OFFICER);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${server.base}/yunting/desk/screen`);
  await page.getByRole('region', { name: '刚刚发生' }).waitFor();
  await page.getByRole('application', { name: /在办事件/ }).waitFor();
  const ms = await page.evaluate(() => performance.now());
  book.note({ on: 'embedded', name: 'desk: the wall stands, 1920×1080', value: ms / 1000, unit: 's' });
  await page.context().close();
}
