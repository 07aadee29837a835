// The archive itself: a gzipped tar whose first entry is the manifest. Written whole or not at all; read only after a full check.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { extract, pack } from 'tar-stream';

import { BackupRefused, MANIFEST_ENTRY, Manifest, fileEntry, rowsEntry } from './manifest.ts';

export interface Entry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: () => Readable | Promise<Readable>;
}

const OWNER_ONLY = 0o600;

/** @throws {Error} when the disk is full or an entry's content is not as long as said; nothing is left under `path` then */
export async function writeArchive(path: string, madeAt: string, entries: readonly Entry[]): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const tar = pack();
  const writing = pipeline(tar, createGzip(), createWriteStream(unfinished, { flags: 'w', mode: OWNER_ONLY }));
  try {
    await Promise.all([writing, addEntries(tar, madeAt, entries).catch((error: Error) => tar.destroy(error))]);
    await syncFile(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function addEntries(tar: ReturnType<typeof pack>, madeAt: string, entries: readonly Entry[]): Promise<void> {
  for (const { name, sizeBytes, content } of entries) {
    const source = await content();
    await pipeline(source, tar.entry({ name, size: sizeBytes, mode: OWNER_ONLY, mtime: new Date(madeAt) }));
  }
  tar.finalize();
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface Opened {
  readonly name: string;
  readonly content: Readable;
}

/** The entries in order. Each content must be read or resumed before the next is asked for. */
export async function* readArchive(path: string): AsyncGenerator<Opened> {
  const tar = extract();
  const reading = pipeline(createReadStream(path), createGunzip(), tar).catch((error: Error) => tar.destroy(error));
  try {
    for await (const entry of tar) yield { name: entry.header.name, content: entry as unknown as Readable };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES')
      throw new BackupRefused(`The archive ${path} cannot be read.`, { cause: error });
    if (error instanceof BackupRefused) throw error;
    throw damaged(path, 'it ends early or is no archive of Gezhi', error);
  } finally {
    tar.destroy();
    await reading;
  }
}

/** Reads the archive once from end to end and compares everything in it with its manifest. */
export async function checkArchive(path: string): Promise<Manifest> {
  try {
    return await compareAll(path);
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    // Broken off in the middle of an entry.
    throw damaged(path, 'it ends early', error);
  }
}

async function compareAll(path: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const awaited = new Map<string, { sha256: string; rows: number | undefined }>();
  for await (const { name, content } of readArchive(path)) {
    if (manifest === undefined) {
      if (name !== MANIFEST_ENTRY) throw damaged(path, 'it does not begin with its manifest');
      manifest = parseManifest(path, await textOf(content));
      for (const table of manifest.tables) awaited.set(rowsEntry(table), table);
      for (const { sha256 } of manifest.files) awaited.set(fileEntry(sha256), { sha256, rows: undefined });
      continue;
    }
    const wanted = awaited.get(name);
    if (wanted === undefined) throw damaged(path, `its manifest does not know ${name}`);
    awaited.delete(name);
    const { sha256, lines } = await measure(content);
    if (sha256 !== wanted.sha256) throw damaged(path, `${name} is not what the manifest says`);
    if (wanted.rows !== undefined && wanted.rows !== lines)
      throw damaged(path, `${name} has ${lines} rows and not ${wanted.rows}`);
  }
  if (manifest === undefined) throw damaged(path, 'it is empty');
  const [lost] = awaited.keys();
  if (lost !== undefined) throw damaged(path, `${lost} is missing`);
  return manifest;
}

function parseManifest(path: string, text: string): Manifest {
  const format = /"format":\s*(\d+)/.exec(text)?.[1];
  const read = Manifest.safeParse(parseJson(path, text));
  if (read.success) return read.data;
  if (format !== undefined && format !== '1')
    throw new BackupRefused(`The archive ${path} has format ${format}; this program reads format 1.`);
  throw damaged(path, `its manifest is wrong at ${read.error.issues[0]?.path.join('.') ?? 'its beginning'}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(path, 'its manifest is not JSON', error);
  }
}

async function measure(content: Readable): Promise<{ sha256: string; lines: number }> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return { sha256: hash.digest('hex'), lines };
}

/** The lines of an entry, some at a time: a table may be longer than a string can be. Splits at the line feed and nothing else. */
export async function* linesOf(content: Readable): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(10);
    if (end === -1) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    yield Buffer.concat([rest, chunk.subarray(0, end)])
      .toString('utf8')
      .split('\n');
    rest = Buffer.from(chunk.subarray(end + 1));
  }
}

async function textOf(content: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function damaged(path: string, why: string, cause?: unknown): BackupRefused {
  return new BackupRefused(`The archive ${path} is damaged: ${why}. Nothing was restored.`, { cause });
}
