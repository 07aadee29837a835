// Runs a program of the bench to its end and reads the one line of JSON it prints.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export async function runJson<T>(program: string, order: unknown): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', killNow);
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${errors}`);
  return JSON.parse(output) as T;
}
