// The embedded database (PGlite) in a directory, once at a time and durably, or in memory for tests.
//
// It lives in a thread of its own: a statement, the fsync of a commit and a checkpoint would each stop every request of the
// process. It is asked through the driver for PostgreSQL, over two connections that take turns: the next transaction has said
// its first words when the one before it commits. See docs/decisions/0014-embedded-thread.md.
import { writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import pg from 'pg';
import { makeDirectories } from '../directories.ts';
import { syncPath } from './embedded-fsync.ts';
import type { OnFatal } from './embedded-fsync.ts';
import { openLine } from './embedded-line.ts';
import { takeLock } from './embedded-lock.ts';
import { Wire } from './embedded-wire.ts';
import { pgTypes } from './values.ts';

export interface EmbeddedOptions {
  directory: string | 'memory';
  /** What `dump` returned: the new database begins with it. */
  loadFrom?: Blob;
  /** What to do when the disk is full or failing; must not return to normal work. Default: say so and exit with 1. */
  onFatal?: OnFatal;
  /** A checkpoint follows once the log has grown by this much; smaller means shorter waits and more writing. */
  checkpointAfterBytes?: number;
  lookAtLogEveryMs?: number;
}

export interface Embedded {
  /** Connections as the owner, each lent to one transaction or statement at a time; one after the other is done. */
  readonly pool: pg.Pool;
  /** Runs work while no transaction is open. */
  whileIdle<T>(work: () => Promise<T>): Promise<T>;
  /** The whole database as one uncompressed archive for `loadFrom`; loading it is much faster than migrating afresh. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

const CONNECTIONS = 2;
const CHECKPOINT_AFTER_BYTES = 64 * 1024 * 1024;
const LOOK_AT_LOG_EVERY_MS = 5_000;

/**
 * @throws {DirectoryRefused} when another process has the directory open, when it already holds a database and `loadFrom` is
 * given, or when commits would not be durable
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (options.directory === 'memory') return open(options);
  const directory = resolve(options.directory);
  makeDirectory(directory);
  const lock = await takeLock(directory);
  try {
    const embedded = await open({ ...options, directory });
    const stopCheckpoints = keepLogShort(embedded.pool, options);
    const close = async (): Promise<void> => {
      stopCheckpoints();
      await embedded.close();
      await lock.release();
    };
    return { ...embedded, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function open({ directory, loadFrom, onFatal = exitWithSentence }: EmbeddedOptions): Promise<Embedded> {
  const line = await openLine({ directory, loadFrom }, onFatal);
  const pool = new pg.Pool({
    stream: () => new Wire(line.connect()) as never, // `pg` wants a socket; Wire has of it what `pg` uses
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
    types: pgTypes,
    // Nothing of this is taken from the environment, which may be made for another database.
    user: 'postgres',
    database: 'postgres',
    password: '',
    ssl: false,
    options: '',
  });
  pool.on('error', () => {}); // a connection breaks when the thread ends, and that is told to onFatal

  let idleBefore: Promise<unknown> = Promise.resolve();
  const whileIdle = <T>(work: () => Promise<T>): Promise<T> => {
    // One after the other: two that held a connection each would wait for ever for the second.
    const done = idleBefore.then(() => holdingAll(pool, work));
    idleBefore = done.catch(() => undefined);
    return done;
  };
  return {
    pool,
    whileIdle,
    async dump() {
      await pool.query('checkpoint'); // so that whoever loads it has nothing to recover
      return whileIdle(() => line.dump());
    },
    async close() {
      await pool.end();
      await line.close();
    },
  };
}

async function holdingAll<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const clients: pg.PoolClient[] = [];
  try {
    while (clients.length < CONNECTIONS) clients.push(await pool.connect());
    return await work();
  } finally {
    for (const client of clients) client.release();
  }
}

/**
 * PGlite has no checkpointer: without this the log would grow without end, and so would the recovery after a crash.
 * Measured: 150 MB of log with max_wal_size = 64 MB, and no checkpoint.
 */
function keepLogShort(
  pool: pg.Pool,
  {
    onFatal = exitWithSentence,
    checkpointAfterBytes = CHECKPOINT_AFTER_BYTES,
    lookAtLogEveryMs = LOOK_AT_LOG_EVERY_MS,
  }: EmbeddedOptions,
): () => void {
  let isLooking = false;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const { rows } = await pool.query<{ bytes: string }>(
      'select (pg_current_wal_lsn() - redo_lsn)::text as bytes from pg_control_checkpoint()',
    );
    if (Number(rows[0]?.bytes) > checkpointAfterBytes && !isStopped) await pool.query('checkpoint');
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: Error) => {
        if (!isStopped)
          onFatal(`The embedded database cannot write a checkpoint (${error.message}); the process stops here.`);
      })
      .finally(() => (isLooking = false));
  }, lookAtLogEveryMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

function makeDirectory(directory: string): void {
  const firstMade = makeDirectories(directory, 0o700);
  if (!firstMade) return;
  for (let made = directory; made.length >= firstMade.length; made = dirname(made)) syncPath(dirname(made));
}

function exitWithSentence(sentence: string): never {
  writeSync(2, `${sentence}\n`); // console.error may not have written everything when the process exits
  process.exit(1);
}
