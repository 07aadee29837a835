// `npm run screenshots`: pictures of every page at phone, tablet and desk width, into .cache/screenshots, to be looked at.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { openBrowser, openPage } from '../test/journeys/browser.ts';
import { startServer } from '../test/journeys/server.ts';

const FOLDER = join(import.meta.dirname, '../.cache/screenshots');
const PAGES = ['/', '/api/docs', '/problems', '/problems/case-changed'];
const WIDTHS = [360, 768, 1440];

mkdirSync(FOLDER, { recursive: true });
const server = await startServer();
const browser = await openBrowser();
try {
  for (const path of PAGES) {
    for (const width of WIDTHS) {
      const { page, faults } = await openPage(browser, width);
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
      const file = join(FOLDER, `${path === '/' ? 'start' : path.slice(1).replaceAll('/', '-')}-${width}.png`);
      await page.screenshot({ path: file, fullPage: path === '/' });
      console.log([file, ...faults].join('\n  '));
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
