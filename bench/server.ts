// Starts the server as `npm start` does, on a free port of this machine, with a watch inside it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { SERVER } from '../scripts/launch.mjs';
import type { Watched } from './watch.ts';

export interface RunningServer {
  readonly base: string;
  /** From the start of the process to the first request that was answered. */
  readonly readyMs: number;
  watched(): Promise<Watched>;
  /** Pauses until now are not counted. */
  forget(): void;
  health(): Promise<{ jobsBehindSeconds: number | null }>;
  /** Asks it to stop as an operator does, and waits. */
  stop(): Promise<void>;
}

// Long, because the first start makes the demo, and a machine may do other things besides.
const START_LIMIT_MS = 240_000;
const ROOT = join(import.meta.dirname, '..');

export async function startServer(
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'watch.ts'), ...SERVER, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: join(ROOT, '.cache/node'), // as scripts/launch.mjs sets it
      ...environment,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => (said = (said + String(chunk)).slice(-4_000)));
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  const base = `http://127.0.0.1:${port}`;
  while (!(await answers(base))) {
    if (child.exitCode !== null || performance.now() - startedAt > START_LIMIT_MS) {
      killNow();
      throw new Error(`The server did not start:\n${said}`);
    }
    await sleep(20);
  }
  const readyMs = performance.now() - startedAt;
  return {
    base,
    readyMs,
    async watched() {
      child.send('tell');
      const [watched] = (await once(child, 'message')) as [Watched];
      return watched;
    },
    forget: () => void child.send('forget'),
    health: async () => (await fetch(`${base}/api/health`)).json() as Promise<{ jobsBehindSeconds: number | null }>,
    async stop() {
      if (child.exitCode !== null) throw new Error(`The server ended by itself:\n${said}`);
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      process.off('exit', killNow);
      if (code !== 0) throw new Error(`The server stopped with ${code}:\n${said}`);
    },
  };
}

async function answers(base: string): Promise<boolean> {
  return fetch(`${base}/api/health`).then(
    async (reply) => (await reply.body?.cancel(), reply.ok),
    () => false, // not listening yet
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
