// Starts the child that is interrupted and reads what it had acknowledged; the benchmark kills with it as well.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Acknowledged } from './work.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const FAILING_DISK = new URL('./failing-disk.ts', import.meta.url).href;

export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

export function start(scenario: string, ...rest: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', FAILING_DISK, CHILD, scenario, ...rest], {
    stdio: 'pipe',
    env: { ...process.env, GEZHI_SCENARIO: scenario },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output, errors }));
  return { child, ended };
}

/** Lines `reports 12`, the last of which may be cut off by the kill. */
export function readAcknowledged(output: string): Acknowledged {
  const acknowledged: Acknowledged = { reports: [], notes: [] };
  for (const line of output.split('\n').slice(0, -1)) {
    const [table, id] = line.split(' ');
    acknowledged[table as keyof Acknowledged].push(Number(id));
  }
  return acknowledged;
}

/** Lets a process write reports into `directory` and kills it with SIGKILL at a random moment, `times` times. */
export async function killWhileWriting(directory: string, times: number): Promise<Acknowledged> {
  const acknowledged: Acknowledged = { reports: [], notes: [] };
  for (let kill = 0; kill < times; kill += 1) {
    const { child, ended } = start('write until killed', directory);
    await Promise.race([once(child.stdout!, 'data'), ended]);
    await sleep(Math.random() * 700);
    child.kill('SIGKILL');
    const { output, errors } = await ended;
    if (output === '') throw new Error(`Nothing was written before kill ${kill + 1}: ${errors}`);
    acknowledged.reports.push(...readAcknowledged(output).reports);
  }
  return acknowledged;
}
