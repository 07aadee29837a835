// The pages as the server gives them: one HTML file an app, and files named by their content that a browser keeps for ever.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import statics from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { problem } from '#problems';

import type { Server } from './server.ts';

const BUILT = join(import.meta.dirname, '../../../dist/web');
const pack = promisify(gzip);
type AppName = 'resident' | 'worker' | 'desk';

/** First parts of an address that are no district. */
const NOT_DISTRICTS = new Set(['api', 'assets', 'problems']);

/** What guards a page says nothing about a script or a style, and weighs more than many of them: a phone loads some thirty. */
const OF_PAGES = [
  'content-security-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
] as const;

export async function addPages(server: Server, built = BUILT): Promise<void> {
  await server.register(async (assets) => {
    assets.addHook('onRequest', async (_request, reply) => {
      for (const name of OF_PAGES) reply.removeHeader(name).raw.removeHeader(name);
    });
    await assets.register(statics, {
      root: join(built, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    });
  });
  const files = new Map<AppName, readonly string[]>();
  // Asked for with the first page: a server whose pages are not built yet serves the API all the same.
  const fileOf = async (app: AppName, early: string) => {
    const found = files.get(app) ?? (await readdir(join(built, app)));
    files.set(app, found);
    return found.includes(early) ? early : 'index.html';
  };
  const give = (address: string, app: AppName) =>
    server.get<{ Params: { district: string; '*'?: string } }>(address, async (request, reply) => {
      const { district, '*': rest = '' } = request.params;
      if (NOT_DISTRICTS.has(district)) throw problem('not-found', 'There is nothing at this address');
      // A page that is often the first has a file of its own, which names what it is made of.
      const file = await fileOf(app, earlyName(rest));
      return sendApp(request, reply, join(built, app, file), district);
    });
  give('/:district/work', 'worker');
  give('/:district/work/*', 'worker');
  give('/:district/desk', 'desk');
  give('/:district/desk/*', 'desk');
  // Anything else of a district is for whoever scanned a code or holds a private link.
  give('/:district', 'resident');
  give('/:district/*', 'resident');
}

/** As scripts/early-pages.ts calls the file of an address: `q.one.html` for `q/ABCDE12345`, `cases.html` for `cases`. */
function earlyName(rest: string): string {
  const [first, ...more] = rest.split('/').filter((part) => part !== '');
  if (first === undefined) return 'home.html';
  return more.length === 0 ? `${first}.html` : `${first}.one.html`;
}

async function sendApp(
  request: FastifyRequest,
  reply: FastifyReply,
  file: string,
  district: string,
): Promise<FastifyReply> {
  const html = (await readFile(file, 'utf8')).replaceAll('{district}', encodeURIComponent(district));
  // Asked for again each time: it names the files of the version that runs now.
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return takesPacked ? reply.header('content-encoding', 'gzip').send(await pack(html)) : reply.send(html);
}
