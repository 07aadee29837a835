// How soon a resident can use the place page on an old phone and a weak network, measured in Chromium slowed down to it.

import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

import { printedCode } from '../seeds/rows.ts';
import { demoDistricts } from '../seeds/town.ts';

import type { Grounds } from './ground.ts';
import { percentile } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';

/** A four-year-old phone at the edge of 3G. */
const CPU_SLOWDOWN = 4;
const BYTES_PER_SECOND = 1_600_000 / 8;
const LATENCY_MS = 150;

const USABLE_SECONDS = 3;
/** Where Lighthouse gives 0.9 on a phone; it is not run here, the same things are measured. */
const LARGEST_PAINT_SECONDS = 2.5;
const BLOCKING_MS = 200;
const LAYOUT_SHIFT = 0.1;
const VISITS = 5;

interface Visit {
  readonly usableMs: number;
  readonly largestPaintMs: number;
  readonly blockingMs: number;
  readonly layoutShift: number;
}

export async function benchPages(book: Book, grounds: Grounds): Promise<void> {
  const ground = await grounds.make('embedded');
  const server = await startServer(ground.environment, ['--demo']);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const place = demoDistricts().yunting.places[0];
  if (place === undefined) throw new Error('the demo has no place');
  const visits: Visit[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    visits.push(await visitOnce(browser, `${server.base}/yunting/q/${printedCode(place.id)}`));
  }
  await browser.close();
  await server.stop();
  await ground.remove();
  const middle = (of: (visit: Visit) => number) => percentile(visits.map(of), 0.5);
  const note = (name: string, value: number, unit: string, most: number) =>
    book.note({ on: 'embedded', name: `place page, slow phone: ${name}`, value, unit, limit: { most } });
  note(`usable, median of ${VISITS}`, middle(({ usableMs }) => usableMs) / 1000, 's', USABLE_SECONDS);
  note('largest contentful paint', middle(({ largestPaintMs }) => largestPaintMs) / 1000, 's', LARGEST_PAINT_SECONDS);
  note(
    'total blocking time',
    middle(({ blockingMs }) => blockingMs),
    'ms',
    BLOCKING_MS,
  );
  note(
    'cumulative layout shift',
    middle(({ layoutShift }) => layoutShift),
    '',
    LAYOUT_SHIFT,
  );
}

/** A first visit: nothing is in the browser's cache. Usable when the field takes words and the button can be tapped. */
async function visitOnce(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.addInitScript(watchVitals);
  await page.goto(address);
  await page.locator('form button[type=submit]:enabled').waitFor();
  const usableMs = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle');
  const vitals = await page.evaluate(() => (globalThis as unknown as { vitals: Omit<Visit, 'usableMs'> }).vitals);
  await context.close();
  return { usableMs, ...vitals };
}

/** Runs in the page, before anything of it. */
function watchVitals(): void {
  const vitals = { largestPaintMs: 0, blockingMs: 0, layoutShift: 0 };
  (globalThis as unknown as { vitals: typeof vitals }).vitals = vitals;
  const watch = (type: string, see: (entry: PerformanceEntry & { value?: number }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => (vitals.largestPaintMs = startTime));
  watch('longtask', ({ duration }) => (vitals.blockingMs += Math.max(0, duration - 50)));
  watch('layout-shift', ({ value = 0 }) => (vitals.layoutShift += value));
}
