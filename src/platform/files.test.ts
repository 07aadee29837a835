import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { FileTooLarge, openFileStore } from './files.ts';
import type { FileStore, StoredFile } from './files.ts';

const room = mkdtempSync(join(tmpdir(), 'gezhi-files-'));
afterAll(() => rmSync(room, { recursive: true }));

const store = await openFileStore(join(room, 'shared'));
const drain = Buffer.from('a picture of a blocked drain');
const drainHash = createHash('sha256').update(drain).digest('hex');

test('a file is named by its content and read back whole', async () => {
  expect(await store.put(drain)).toEqual({ hash: drainHash, sizeBytes: drain.length });
  const found = await store.open(drainHash);
  expect(found?.sizeBytes).toBe(drain.length);
  expect(await buffer(found?.stream ?? Readable.from([]))).toEqual(drain);
  expect(await store.exists(drainHash)).toBe(true);
});

test('the same content from a stream in pieces is the same file, kept once', async () => {
  const own = await openFileStore(join(room, 'once'));
  await own.put(drain);
  expect(await own.put(Readable.from([drain.subarray(0, 5), drain.subarray(5)]))).toEqual({
    hash: drainHash,
    sizeBytes: drain.length,
  });
  expect(await filesOf(own)).toEqual([{ hash: drainHash, sizeBytes: drain.length }]);
});

test('a file that is not there is neither opened nor found', async () => {
  const absent = '0'.repeat(64);
  expect(await store.open(absent)).toBeUndefined();
  expect(await store.exists(absent)).toBe(false);
  await store.remove(absent);
});

test('a removed file is gone', async () => {
  const { hash } = await store.put(Buffer.from('wrong picture'));
  await store.remove(hash);
  expect(await store.exists(hash)).toBe(false);
});

test('only 64 hexadecimal characters ever reach the file system', async () => {
  const names = ['../../etc/passwd', '', drainHash.toUpperCase(), `${drainHash}/..`, `${drainHash}\n`, 'incoming'];
  const answers = await Promise.allSettled(names.map(async (name) => store.open(name)));
  expect(answers.map((answer) => answer.status)).toEqual(names.map(() => 'rejected'));
  await expect(async () => store.remove('../shared')).rejects.toThrow(TypeError);
});

test('an upload that is too large or breaks off leaves nothing behind', async () => {
  const own = await openFileStore(join(room, 'broken'));
  const broken = Readable.from((async function* () { yield drain; throw new Error('connection lost'); })()); // prettier-ignore
  await expect(own.put(drain, { maxBytes: 10 })).rejects.toThrow(FileTooLarge);
  await expect(own.put(Readable.from([drain, drain]), { maxBytes: drain.length + 1 })).rejects.toThrow(FileTooLarge);
  await expect(own.put(broken)).rejects.toThrow('connection lost');
  expect(await filesOf(own)).toEqual([]);
  expect(readdirSync(join(room, 'broken', 'incoming'))).toEqual([]);
});

test('what a killed process left behind is cleared by age and never listed', async () => {
  const own = await openFileStore(join(room, 'killed'));
  writeFileSync(join(room, 'killed', 'incoming', 'half'), drain);
  expect(await filesOf(own)).toEqual([]);
  expect(await own.removeUnfinished(Date.now() - 60_000)).toBe(0);
  expect(await own.removeUnfinished(Date.now() + 60_000)).toBe(1);
  expect(readdirSync(join(room, 'killed', 'incoming'))).toEqual([]);
});

test('while somebody holds them removals are held in every process; whoever ended without a word is believed for ten minutes', async () => {
  const directory = join(room, 'held');
  const [backup, server] = [await openFileStore(directory), await openFileStore(directory)];
  const { hash } = await server.put(drain);
  const [now, minute] = [Date.now(), 60_000];
  expect(await server.areRemovalsHeld(now)).toBe(false);
  const [first, second] = [await backup.holdRemovals(), await backup.holdRemovals()];
  await first();
  expect(await server.areRemovalsHeld(now)).toBe(true);
  expect(await server.areRemovalsHeld(now + 9 * minute)).toBe(true);
  expect(await server.areRemovalsHeld(now + 11 * minute)).toBe(false);
  expect(await filesOf(server)).toEqual([{ hash, sizeBytes: drain.length }]);
  await second();
  expect(await server.areRemovalsHeld(now)).toBe(false);
  await backup.holdRemovals();
  expect(await server.removeUnfinished(now - minute)).toBe(0);
  expect(await server.removeUnfinished(now + minute)).toBe(1);
  expect(await server.areRemovalsHeld(now)).toBe(false);
});

test('fifty uploads at once, half of them the same, are all kept and listed in order', async () => {
  const own = await openFileStore(join(room, 'many'));
  await Promise.all(Array.from({ length: 50 }, (_, at) => own.put(Buffer.from(`picture ${at % 25}`))));
  const files = await filesOf(own);
  expect(files.length).toBe(25);
  expect(files.map(({ hash }) => hash)).toEqual(files.map(({ hash }) => hash).toSorted());
});

async function filesOf(from: FileStore): Promise<StoredFile[]> {
  const files = [];
  for await (const file of from.list()) files.push(file);
  return files;
}
