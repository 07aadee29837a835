import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeLock } from './embedded-lock.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gezhi-lock-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function freshDirectory(): string {
  return mkdtempSync(join(root, 'd-'));
}

/** A socket whose process has been killed, as a crash leaves it. */
function leaveDeadLock(directory: string, name: string): void {
  const path = join(directory, name);
  const code = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['--input-type=commonjs', '-e', code]);
  expect(existsSync(path)).toBe(true);
}

test('a directory held by a living process is refused in one sentence that names it', async () => {
  const directory = freshDirectory();
  const lock = await takeLock(directory);
  await expect(takeLock(directory)).rejects.toThrow(
    `The data directory ${directory} is in use by another running process`,
  );
  await lock.release();
});

// Without the mark of the winner a starter with an earlier name would wait for a decision that was made long ago.
test('a held directory is refused at once, whatever the names', async () => {
  const directory = freshDirectory();
  const lock = await takeLock(directory);
  const startedAt = performance.now();
  for (let attempt = 0; attempt < 10; attempt += 1) await expect(takeLock(directory)).rejects.toThrow(/is in use/);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  await lock.release();
});

test('a starter whose socket was swept away as dead before it listened starts over', async () => {
  const directory = freshDirectory();
  const taking = takeLock(directory);
  const [swept = ''] = readdirSync(directory);
  rmSync(join(directory, swept));

  const lock = await taking;
  expect(readdirSync(directory).filter((name) => !name.endsWith('.held'))).toEqual([expect.stringMatching(/^lock-/)]);
  await expect(takeLock(directory)).rejects.toThrow(/is in use/);
  await lock.release();
});

test('a released directory is empty again and can be taken', async () => {
  const directory = freshDirectory();
  await (await takeLock(directory)).release();
  expect(readdirSync(directory)).toEqual([]);
  await (await takeLock(directory)).release();
});

test('the lock of a killed process is taken over and swept away', async () => {
  const directory = freshDirectory();
  leaveDeadLock(directory, 'lock-00000000-0000-0000-0000-000000000000');
  const lock = await takeLock(directory);
  expect(readdirSync(directory).filter((name) => name.startsWith('lock-00000000'))).toEqual([]);
  await lock.release();
});

test(
  'of many starters at once, on a directory with a dead lock, exactly one wins every time',
  { timeout: 60_000 },
  async () => {
    const directory = freshDirectory();
    const winners: number[] = [];
    for (let round = 0; round < 25; round += 1) {
      if (round % 5 === 0) leaveDeadLock(directory, 'lock-00000000-0000-0000-0000-000000000000');
      const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => takeLock(directory)));
      const locks = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
      winners.push(locks.length);
      for (const lock of locks) await lock.release();
    }
    expect(winners).toEqual(Array.from({ length: 25 }, () => 1));
  },
);

test('a directory whose path is longer than a socket may have is locked as well', async () => {
  const directory = join(freshDirectory(), '云汀区的数据目录'.repeat(10));
  mkdirSync(directory);
  const lock = await takeLock(directory);
  await expect(takeLock(directory)).rejects.toThrow(/is in use/);
  await lock.release();
  expect(readdirSync(directory)).toEqual([]);
});
