// Loaded before everything else (`node --import`): makes the disk fail in the thread of the embedded database, once it is open.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread, parentPort } from 'node:worker_threads';

const FAILURES: Record<string, () => void> = {
  'fill the disk': () => failAfter('writeSync', 600, throwing('ENOSPC', 'write')),
  'break the disk': () => failAfter('fsyncSync', 30, throwing('EIO', 'fsync')),
  // Early enough to meet the log: of a data file that cannot be written PostgreSQL tells one query and goes on.
  'forbid writing': () => failAfter('writeSync', 100, throwing('EACCES', 'write')),
  'stop the thread': () => failAfter('fsyncSync', 30, () => process.exit(3)),
  'write in pieces': writeInPieces,
};

const failure = FAILURES[process.env.GEZHI_SCENARIO ?? ''];
// The first message is the first statement's: the database has been opened by then.
if (!isMainThread && failure !== undefined) parentPort?.once('message', failure);

function throwing(code: string, syscall: string): () => never {
  return () => {
    throw Object.assign(new Error(code), { code, syscall });
  };
}

/** Lets `calls` calls pass; then every further one fails. */
function failAfter(name: 'writeSync' | 'fsyncSync', calls: number, fail: () => never): void {
  let left = calls;
  const original = fs[name] as (descriptor: number, ...rest: unknown[]) => number;
  const failing = (descriptor: number, ...rest: unknown[]): number => {
    if (descriptor > 2) left -= 1;
    if (descriptor > 2 && left < 0) fail();
    return original(descriptor, ...rest);
  };
  Object.assign(fs, { [name]: failing });
  syncBuiltinESMExports();
}

/** As a disk that is nearly full: each call writes less than it was asked to. */
function writeInPieces(): void {
  const original = fs.writeSync as (
    descriptor: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    at: number,
  ) => number;
  const inPieces = (descriptor: number, buffer: Uint8Array, offset: number, length: number, at: number): number =>
    original(descriptor, buffer, offset, Math.min(length, 5_000), at);
  Object.assign(fs, { writeSync: inPieces });
}
