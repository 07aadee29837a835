// Files by the hash of their content, in one directory. Nothing else in the platform knows where files lie.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { makeDirectories } from './directories.ts';

export interface StoredFile {
  /** SHA-256 of the content, 64 hexadecimal characters. */
  hash: string;
  sizeBytes: number;
}

export interface FileStore {
  /**
   * Keeps the content; when the promise resolves it is on the disk, also after a power cut. The same content is kept once.
   *
   * @throws {FileTooLarge} when more than `maxBytes` arrive; nothing is kept then
   */
  put(content: Buffer | Readable, options?: { maxBytes?: number }): Promise<StoredFile>;
  /** The content as a stream, undefined when there is no such file. */
  open(hash: string): Promise<{ sizeBytes: number; stream: Readable } | undefined>;
  exists(hash: string): Promise<boolean>;
  /** Whoever removes has made sure that no row names the hash and no upload of the same content is under way. */
  remove(hash: string): Promise<void>;
  /** Every file, in the order of hashes; files put or removed meanwhile may or may not appear. */
  list(): AsyncGenerator<StoredFile>;
  /** Removes what uploads and backups that broke off left behind before `time` (milliseconds since 1970); answers how many. */
  removeUnfinished(time: number): Promise<number>;
  /**
   * While a backup reads the rows and then the files they name, no process may remove one of them. Answers how to end it; what
   * ends without doing so is believed for `HELD_FOR_MS` only.
   */
  holdRemovals(): Promise<() => Promise<void>>;
  /** Whether somebody holds them at `time` (milliseconds since 1970): then whoever wants to remove leaves it to the nightly look. */
  areRemovalsHeld(time: number): Promise<boolean>;
}

export class FileTooLarge extends Error {
  override name = 'FileTooLarge';
}

const HASH_PATTERN = /^[0-9a-f]{64}$/;
const INCOMING = 'incoming';
const HELD = 'held';
const HELD_FOR_MS = 10 * 60_000;
const SAY_AGAIN_MS = 60_000;

/** A store over `directory`, which is made when missing. Several processes may share it. */
export async function openFileStore(directory: string): Promise<FileStore> {
  const incoming = join(directory, INCOMING);
  makeDirectories(incoming);
  return {
    put: (content, { maxBytes = Number.POSITIVE_INFINITY } = {}) => put(directory, content, maxBytes),
    open: (hash) => openFile(pathOf(directory, hash)),
    exists: async (hash) => (await orUndefined(stat(pathOf(directory, hash)))) !== undefined,
    remove: (hash) => rm(pathOf(directory, hash), { force: true }),
    list: () => list(directory),
    removeUnfinished: async (time) =>
      (await removeUnfinished(incoming, time)) + (await removeUnfinished(join(directory, HELD), time)),
    holdRemovals: () => holdRemovals(join(directory, HELD)),
    areRemovalsHeld: (time) => areRemovalsHeld(join(directory, HELD), time),
  };
}

async function put(directory: string, content: Buffer | Readable, maxBytes: number): Promise<StoredFile> {
  const temporary = join(directory, INCOMING, randomUUID());
  const handle = await open(temporary, 'wx');
  try {
    const stored = await write(handle, content, maxBytes);
    await handle.sync();
    await handle.close();
    await moveInto(directory, temporary, stored.hash);
    return stored;
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

async function write(handle: FileHandle, content: Buffer | Readable, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array | string);
    sizeBytes += bytes.length;
    if (sizeBytes > maxBytes) throw new FileTooLarge(`The file is larger than ${maxBytes} bytes`);
    hash.update(bytes);
    await handle.writeFile(bytes);
  }
  return { hash: hash.digest('hex'), sizeBytes };
}

/** The rename shows the file whole or not at all; syncing the directories makes the name survive a power cut. */
async function moveInto(directory: string, temporary: string, hash: string): Promise<void> {
  const shelf = join(directory, hash.slice(0, 2));
  if ((await mkdir(shelf, { recursive: true })) !== undefined) await syncDirectory(directory);
  await rename(temporary, pathOf(directory, hash));
  await syncDirectory(shelf);
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows cannot open a directory for this and needs no such step.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openFile(path: string): Promise<{ sizeBytes: number; stream: Readable } | undefined> {
  const handle = await orUndefined(open(path, 'r'));
  if (!handle) return undefined;
  const { size } = await handle.stat();
  return { sizeBytes: size, stream: handle.createReadStream() };
}

async function* list(directory: string): AsyncGenerator<StoredFile> {
  for (let shelf = 0; shelf < 256; shelf += 1) {
    const path = join(directory, shelf.toString(16).padStart(2, '0'));
    for (const hash of await namesIn(path)) {
      const found = HASH_PATTERN.test(hash) ? await orUndefined(stat(join(path, hash))) : undefined;
      if (found) yield { hash, sizeBytes: found.size };
    }
  }
}

async function removeUnfinished(incoming: string, time: number): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(incoming)) {
    const path = join(incoming, name);
    const found = await orUndefined(stat(path));
    if (found && found.mtimeMs < time) {
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}

/** A file of its own for each who holds, written again and again: its age tells whether that process still lives. */
async function holdRemovals(held: string): Promise<() => Promise<void>> {
  await mkdir(held, { recursive: true });
  const path = join(held, randomUUID());
  await writeFile(path, 'held');
  let failed: unknown;
  const timer = setInterval(() => {
    writeFile(path, 'held').catch((error: unknown) => (failed = error));
  }, SAY_AGAIN_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await rm(path, { force: true });
    if (failed !== undefined) throw failed;
  };
}

async function areRemovalsHeld(held: string, time: number): Promise<boolean> {
  for (const name of await namesIn(held)) {
    const found = await orUndefined(stat(join(held, name)));
    if (found && found.mtimeMs > time - HELD_FOR_MS) return true;
  }
  return false;
}

async function namesIn(path: string): Promise<string[]> {
  const entries = await orUndefined(opendir(path));
  const names = [];
  for await (const { name } of entries ?? []) names.push(name);
  return names.sort();
}

/** A name that is not a hash never reaches the file system, whatever an address or a backup says. */
function pathOf(directory: string, hash: string): string {
  if (!HASH_PATTERN.test(hash)) throw new TypeError('A file is named by 64 lower-case hexadecimal characters');
  return join(directory, hash.slice(0, 2), hash);
}

async function orUndefined<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
