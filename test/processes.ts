// The program as an operator runs several of it on one database: each a process of its own, stopped by SIGTERM.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const PATIENCE_MS = 90_000;

export interface Process {
  readonly base: string;
  /** What it told the person at the terminal. */
  said(): string;
  /** Asks it to stop; answers its exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
}

export interface Wish {
  /** Where the program lies: this tree, or a copy of it that stands for a later version. */
  readonly root?: string;
  readonly parts: 'web' | 'jobs' | 'web,jobs';
  readonly port?: number;
  readonly environment: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** @returns when it serves, or when its jobs run */
export async function startProcess({ root = ROOT, parts, port = 0, environment }: Wish): Promise<Process> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...environment,
      GEZHI_PARTS: parts,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const exit = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => (running.delete(child), resolve(code))),
  );
  const base = `http://127.0.0.1:${port}`;
  const isReady = async () =>
    parts === 'jobs'
      ? said.includes('Jobs are running.')
      : ((await fetch(`${base}/api/health`).catch(() => undefined))?.ok ?? false); // not listening yet
  for (const until = performance.now() + PATIENCE_MS; !(await isReady()); await sleep(50)) {
    if (child.exitCode === null && performance.now() < until) continue;
    child.kill('SIGKILL');
    throw new Error(`it did not start:\n${said}`);
  }
  return {
    base,
    said: () => said,
    async stop() {
      const askedAt = performance.now();
      child.kill('SIGTERM');
      return { code: await exit, ms: performance.now() - askedAt };
    },
  };
}

/** Runs a command of the program to its end. @throws when it fails */
export async function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  root = ROOT,
): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH, ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${said}`);
  return said;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
