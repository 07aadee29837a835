// The real program in a process of its own, with a data directory that is thrown away.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { fillWithDemo } from './template.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE_MS = 140_000;

export interface RunningServer {
  readonly url: string;
  /** What was printed for people so far: the welcome, and text messages of the demo. */
  printed(): string;
  /** Waits until something matches what was printed. @throws after ten seconds */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<void>;
}

/** With the demo in it, as it is after the first start. `settings` are those an operator would set. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), 'gezhi-journey-'));
  await fillWithDemo(directory, async (template) => {
    const server = await serve(template);
    await server.stop();
  });
  const server = await serve(directory, settings);
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface NewDistrict extends RunningServer {
  /** What the one-time link of the first administrator carries behind its hash. */
  readonly token: string;
}

/** An empty installation in which an operator has made one real district, without any area. */
export async function startNewDistrict(key: string, name: string): Promise<NewDistrict> {
  const directory = await mkdtemp(join(tmpdir(), 'gezhi-journey-'));
  const about = ['--key', key, '--name', name, '--region-code', '990103'];
  const admin = ['--admin-name', '管一', '--admin-phone', '13900000001', '--admin-sign-in', 'guanyi'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'scripts/district.ts'), 'create', ...about, ...admin],
    { cwd: ROOT, env: { PATH: process.env.PATH, DATA_DIR: join(directory, 'data') } },
  );
  const token = /activate#([\w-]{43})/.exec(stdout)?.[1];
  if (token === undefined) throw new Error(`no link was printed:\n${stdout}`);
  const server = await serve(directory, { PUBLIC_URL: 'https://wangge.example.cn' });
  return {
    ...server,
    token,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** On what a backup kept, restored as an operator would. `masterKey` is the one it was made under, in base64. */
export async function startRestored(archive: string, masterKey: string): Promise<RunningServer> {
  const directory = await mkdtemp(join(tmpdir(), 'gezhi-journey-'));
  const settings = { GEZHI_MASTER_KEY: masterKey };
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/restore.ts'), archive], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: join(directory, 'data'), ...settings },
  });
  const server = await serve(directory, settings);
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function serve(directory: string, settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(directory, 'data'),
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const server: RunningServer = {
    url,
    printed: () => printed,
    async waitFor(pattern) {
      for (const until = performance.now() + 10_000; performance.now() < until; await sleep(50)) {
        const found = pattern.exec(printed);
        if (found !== null) return found;
      }
      throw new Error(`never printed ${pattern}; printed:\n${printed}`);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(200)) {
    if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${printed}`);
    const health = await fetch(`${url}/api/health`).catch(() => undefined);
    if (health?.ok) return server;
  }
  await server.stop();
  throw new Error(`the server was not ready in time:\n${printed}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
