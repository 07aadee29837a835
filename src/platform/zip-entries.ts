// Reads a ZIP archive held in memory by its central directory, and never inflates more than it was allowed.
import { pipeline, Readable, Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** The entry's bytes as they come, inflated. */
  read(): Readable;
}

/** Counts down over all entries of one archive: what headers say about sizes is not believed. */
export interface InflateBudget {
  bytesLeft: number;
}

export class ZipRefused extends Error {
  override name = 'ZipRefused';
  readonly reason: 'damaged' | 'too-much-inside';

  constructor(reason: ZipRefused['reason']) {
    super(reason === 'damaged' ? 'The archive is damaged' : 'The archive holds more than it may');
    this.reason = reason;
  }
}

const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const MAX_ENTRIES = 1_000;
const STORED = 0;
const DEFLATED = 8;

/** The entries by name. @throws {ZipRefused} when the directory is damaged, encrypted or longer than 1,000 entries */
export function readZipEntries(archive: Buffer, budget: InflateBudget): Map<string, ZipEntry> {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new ZipRefused('too-much-inside');
  const entries = new Map<string, ZipEntry>();
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || archive.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw new ZipRefused('damaged');
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameBytes);
    const header = at;
    entries.set(name, { name, read: () => readEntry(archive, header, budget) });
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(archive: Buffer): number {
  const first = Math.max(0, archive.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new ZipRefused('damaged');
}

function readEntry(archive: Buffer, header: number, budget: InflateBudget): Readable {
  const isEncrypted = (archive.readUInt16LE(header + 8) & 1) === 1;
  const method = archive.readUInt16LE(header + 10);
  const compressedBytes = archive.readUInt32LE(header + 20);
  const local = archive.readUInt32LE(header + 42);
  const isKnown = method === STORED || method === DEFLATED;
  if (isEncrypted || !isKnown || local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL_SIGNATURE) {
    throw new ZipRefused('damaged');
  }
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (from + compressedBytes > archive.length) throw new ZipRefused('damaged');
  const compressed = archive.subarray(from, from + compressedBytes);
  const meter = meterOf(budget);
  const source = Readable.from([compressed], { objectMode: false });
  // An error of a stage destroys the meter with it, so the reader sees it; nothing is left to do here.
  const done = () => {};
  if (method === STORED) pipeline(source, meter, done);
  else pipeline(source, createInflateRaw(), meter, done);
  return meter;
}

function meterOf(budget: InflateBudget): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      budget.bytesLeft -= chunk.length;
      if (budget.bytesLeft < 0) done(new ZipRefused('too-much-inside'));
      else done(null, chunk);
    },
  });
}
