import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { addPages } from './pages.ts';
import { createServer } from './server.ts';
import type { Server } from './server.ts';

const SCRIPT = 'console.log("desk");'.repeat(50);

let town: Town;
let built: string;
let server: Server;

beforeAll(async () => {
  town = await openTown();
  built = await mkdtemp(join(tmpdir(), 'gezhi-pages-'));
  for (const app of ['resident', 'worker', 'desk', 'assets']) await mkdir(join(built, app));
  for (const app of ['resident', 'worker', 'desk'])
    await writeFile(join(built, app, 'index.html'), `<title>${app}</title>`);
  await writeFile(join(built, 'resident', 'q.one.html'), '<title>a code of {district}</title>');
  await writeFile(join(built, 'desk', 'cases.html'), '<title>the list</title>');
  await writeFile(join(built, 'desk', 'home.html'), '<title>the desk of {district}</title>');
  await writeFile(join(built, 'assets', 'desk-1a2b.js'), SCRIPT);
  await writeFile(join(built, 'assets', 'desk-1a2b.js.gz'), gzipSync(SCRIPT));
  await writeFile(join(built, 'secret.txt'), 'not for the web');
  server = await createServer(town.platform);
  await addPages(server, built);
});

afterAll(async () => {
  await server.close();
  await town.close();
  await rm(built, { recursive: true });
});

test.each([
  ['/yunting', 'resident'],
  ['/yunting/c/some-token', 'resident'],
  ['/yunting/work', 'worker'],
  ['/yunting/work/cases/1', 'worker'],
  ['/yunting/desk/duty', 'desk'],
  ['/yunting/desk/cases/2611190412', 'desk'],
])('%s is a page of the %s app, asked for again each time', async (url, app) => {
  const answer = await server.inject({ method: 'GET', url });
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe(`<title>${app}</title>`);
  expect(answer.headers['cache-control']).toBe('no-cache');
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
});

test('a page that is often the first has a file of its own, and learns the district of its address', async () => {
  for (const [url, body] of [
    ['/yunting/q/ABCDE12345', '<title>a code of yunting</title>'],
    ['/%22%3E%3Cscript%3E/q/ABCDE12345', '<title>a code of %22%3E%3Cscript%3E</title>'],
    ['/yunting/q', '<title>resident</title>'],
    ['/yunting/desk/cases', '<title>the list</title>'],
    ['/yunting/desk/cases/', '<title>the list</title>'],
    ['/yunting/desk', '<title>the desk of yunting</title>'],
    ['/yunting/index', '<title>resident</title>'],
    ['/yunting/..%2Fdesk%2Findex/x', '<title>resident</title>'],
    ['/yunting/desk/q', '<title>desk</title>'],
  ] as const)
    expect((await server.inject({ method: 'GET', url })).body, url).toBe(body);
});

test('a page is sent compressed to whoever takes it', async () => {
  const headers = { 'accept-encoding': 'gzip, deflate, br' };
  const answer = await server.inject({ method: 'GET', url: '/yunting/q/ABCDE12345', headers });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(answer.rawPayload).toString()).toBe('<title>a code of yunting</title>');
});

test('what lies below api, assets and problems is never a page', async () => {
  for (const url of ['/api/nothing', '/assets/nothing.js', '/problems/a/b']) {
    const answer = await server.inject({ method: 'GET', url });
    expect(answer.statusCode, url).toBe(404);
    expect(answer.headers['content-type'], url).toContain('problem+json');
  }
});

test('a file is kept for ever, and sent compressed to whoever takes it', async () => {
  const plain = await server.inject({ method: 'GET', url: '/assets/desk-1a2b.js' });
  expect(plain.body).toBe(SCRIPT);
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(plain.headers['x-content-type-options']).toBe('nosniff');
  expect(plain.headers['content-security-policy']).toBeUndefined();
  const packed = await server.inject({
    method: 'GET',
    url: '/assets/desk-1a2b.js',
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.rawPayload.length).toBeLessThan(SCRIPT.length);
});

test('nothing outside the built files is given', async () => {
  for (const url of ['/assets/../secret.txt', '/assets/%2e%2e/secret.txt', '/assets/..%2fsecret.txt']) {
    const answer = await server.inject({ method: 'GET', url });
    expect(answer.body, url).not.toContain('not for the web');
  }
});
