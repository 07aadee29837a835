// Opens the embedded database (PGlite) in a directory, once at a time and durably, or in memory for tests.
import { existsSync, mkdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DURABLE_START_PARAMS, DurableFiles, syncPath, syncTree } from './embedded-fsync.ts';
import type { OnFatal } from './embedded-fsync.ts';
import { DirectoryRefused, takeLock } from './embedded-lock.ts';
import { pgliteParsers } from './values.ts';

export interface EmbeddedOptions {
  directory: string | 'memory';
  /** What `dump` returned: the new database begins with it. */
  loadFrom?: Blob;
  /** What to do when the disk is full or failing; must not return to normal work. Default: say so and exit with 1. */
  onFatal?: OnFatal;
  /** A checkpoint follows once the log has grown by this much; smaller means shorter pauses and more writing. */
  checkpointAfterBytes?: number;
  lookAtLogEveryMs?: number;
}

export interface Embedded {
  pglite: PGlite;
  close(): Promise<void>;
}

// The database has a folder of its own, built under another name: a half-made one is never taken for a database.
export const EMBEDDED_FOLDER = 'postgres';
const UNFINISHED_FOLDER = 'postgres.unfinished';
const CHECKPOINT_AFTER_BYTES = 64 * 1024 * 1024;
const LOOK_AT_LOG_EVERY_MS = 5_000;

/**
 * @throws {DirectoryRefused} when another process has the directory open, when it already holds a database and `loadFrom` is
 * given, or when commits would not be durable
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { directory, loadFrom } = options;
  if (directory === 'memory') {
    const pglite = await PGlite.create({ loadDataDir: loadFrom, parsers: pgliteParsers });
    return { pglite, close: () => pglite.close() };
  }
  return openInDirectory({ ...options, directory: resolve(directory) });
}

/** The whole database as one uncompressed archive for `loadFrom`; loading it is much faster than migrating afresh. */
export async function dump(embedded: Embedded): Promise<Blob> {
  await embedded.pglite.exec('checkpoint'); // so that whoever loads it has nothing to recover
  return embedded.pglite.dumpDataDir('none');
}

async function openInDirectory(options: EmbeddedOptions): Promise<Embedded> {
  const { directory, loadFrom, onFatal = exitWithSentence } = options;
  makeDirectory(directory);
  const lock = await takeLock(directory);
  try {
    const folder = join(directory, EMBEDDED_FOLDER);
    if (!existsSync(folder)) await createDatabase(directory, loadFrom, onFatal);
    else if (loadFrom) throw new DirectoryRefused(`The data directory ${directory} already holds a database.`);

    const files = new DurableFiles(folder, onFatal);
    const pglite = await PGlite.create({ fs: files, startParams: DURABLE_START_PARAMS, parsers: pgliteParsers });
    try {
      await refuseUnlessDurable(pglite, files);
    } catch (error) {
      await pglite.close();
      throw error;
    }

    const stopCheckpoints = keepLogShort(pglite, onFatal, options);
    const close = async (): Promise<void> => {
      stopCheckpoints();
      await pglite.close();
      await lock.release();
    };
    return { pglite, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function createDatabase(directory: string, loadFrom: Blob | undefined, onFatal: OnFatal): Promise<void> {
  const unfinished = join(directory, UNFINISHED_FOLDER);
  rmSync(unfinished, { recursive: true, force: true });
  const files = new DurableFiles(unfinished, onFatal);
  const pglite = await PGlite.create({ fs: files, startParams: DURABLE_START_PARAMS, loadDataDir: loadFrom });
  await pglite.close();
  syncTree(unfinished); // PGlite copies the new database in without syncing it
  renameSync(unfinished, join(directory, EMBEDDED_FOLDER));
  syncPath(directory);
}

/** Settings can be on while nothing reaches the disk, so one real commit has to be seen syncing the log. */
async function refuseUnlessDurable(pglite: PGlite, files: DurableFiles): Promise<void> {
  const { rows } = await pglite.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method')",
  );
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  const areRight =
    settings.fsync === 'on' &&
    settings.full_page_writes === 'on' &&
    settings.synchronous_commit === 'on' &&
    settings.wal_sync_method === 'fsync';

  const before = files.walSyncs;
  await pglite.query("select pg_logical_emit_message(true, 'gezhi', 'is a commit synced?')");
  if (areRight && files.walSyncs > before) return;
  throw new DirectoryRefused(
    'The embedded database would not keep its commits over a power cut (this version of PGlite does not sync its files), so it is not opened.',
  );
}

/**
 * PGlite has no checkpointer: without this the log would grow without end, and so would the recovery after a crash.
 * Measured: 150 MB of log with max_wal_size = 64 MB, and no checkpoint.
 */
function keepLogShort(
  pglite: PGlite,
  onFatal: OnFatal,
  { checkpointAfterBytes = CHECKPOINT_AFTER_BYTES, lookAtLogEveryMs = LOOK_AT_LOG_EVERY_MS }: EmbeddedOptions,
): () => void {
  let isLooking = false;
  const look = async (): Promise<void> => {
    const { rows } = await pglite.query<{ bytes: string }>(
      'select (pg_current_wal_lsn() - redo_lsn)::text as bytes from pg_control_checkpoint()',
    );
    if (Number(rows[0]?.bytes) > checkpointAfterBytes) await pglite.exec('checkpoint');
  };
  const timer = setInterval(() => {
    if (isLooking || pglite.closed) return;
    isLooking = true;
    look()
      .catch((error: Error) => {
        if (!pglite.closed)
          onFatal(`The embedded database cannot write a checkpoint (${error.message}); the process stops here.`);
      })
      .finally(() => (isLooking = false));
  }, lookAtLogEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

function makeDirectory(directory: string): void {
  const firstMade = mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (!firstMade) return;
  for (let made = directory; made.length >= firstMade.length; made = dirname(made)) syncPath(dirname(made));
}

function exitWithSentence(sentence: string): never {
  writeSync(2, `${sentence}\n`); // console.error may not have written everything when the process exits
  process.exit(1);
}
