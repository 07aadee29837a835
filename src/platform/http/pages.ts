// The pages as the server gives them: one HTML file an app, and files named by their content that a browser keeps for ever.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import statics from '@fastify/static';
import type { FastifyReply } from 'fastify';

import { problem } from '#problems';

import type { Server } from './server.ts';

const BUILT = join(import.meta.dirname, '../../../dist/web');
const APPS = ['resident', 'worker', 'desk'] as const;
type AppName = (typeof APPS)[number];

/** First parts of an address that are no district. */
const NOT_DISTRICTS = new Set(['api', 'assets', 'problems']);

export async function addPages(server: Server, built = BUILT): Promise<void> {
  await server.register(statics, {
    root: join(built, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
  const give = (address: string, app: AppName) =>
    server.get<{ Params: { district: string } }>(address, async (request, reply) => {
      if (NOT_DISTRICTS.has(request.params.district)) throw problem('not-found', 'There is nothing at this address');
      return sendApp(reply, built, app);
    });
  give('/:district/work', 'worker');
  give('/:district/work/*', 'worker');
  give('/:district/desk', 'desk');
  give('/:district/desk/*', 'desk');
  // Anything else of a district is for whoever scanned a code or holds a private link.
  give('/:district', 'resident');
  give('/:district/*', 'resident');
}

async function sendApp(reply: FastifyReply, built: string, app: AppName): Promise<FastifyReply> {
  const html = await readFile(join(built, app, 'index.html'), 'utf8');
  // Asked for again each time: it names the files of the version that runs now.
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html);
}
