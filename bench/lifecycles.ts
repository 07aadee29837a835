// Whole lives of cases by HTTP while 100,000 cases are present: how many a second, how long a call takes, what is left to do.

import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from '#platform/database/database.ts';
import { vacuumEmbedded } from '#platform/database/vacuum.ts';

import { loadCases } from './cases.ts';
import type { Ground, Grounds, Kind } from './ground.ts';
import type { Order, Played } from './lifecycle-client.ts';
import { percentile } from './measure.ts';
import type { Book } from './measure.ts';
import { runJson } from './processes.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { buildBenchTown } from './town.ts';

const LIMITS = {
  embedded: { livesPerSecond: 30, callP95Ms: 100 },
  PostgreSQL: { livesPerSecond: 60, callP95Ms: 40 },
} as const;
const PAUSE_MS = 200;
const LEFT_SECONDS = 10;
const RESIDENT_MB = 700;
/** Lives at once under full load: enough to keep ten connections busy. */
const WORKERS = 16;

export async function benchLifecycles(book: Book, grounds: Grounds, sizes: Sizes, kind: Kind): Promise<void> {
  const ground = await grounds.make(kind);
  await fill(ground, sizes, book);
  const server = await startServer(ground.environment);
  await play(server, { seconds: 2, pace: { workers: WORKERS }, what: 'lives' }); // warms the program and its caches
  server.forget();
  const { processorMs: before } = await server.watched();

  const limits = LIMITS[kind];
  const full = await play(server, { seconds: sizes.fullLoadSeconds, pace: { workers: WORKERS }, what: 'lives' });
  book.note({
    on: kind,
    name: 'lifecycles of 8 calls',
    value: full.lives / full.seconds,
    unit: '/s',
    limit: { least: limits.livesPerSecond },
  });
  book.note({
    on: kind,
    name: `a call's p95 then, ${WORKERS} lives at once`,
    value: percentile(full.callMs, 0.95),
    unit: 'ms',
  });
  const { longestPauseMs, processorMs } = await server.watched();
  book.note({
    on: kind,
    name: 'longest event-loop pause then',
    value: longestPauseMs,
    unit: 'ms',
    limit: { most: PAUSE_MS },
  });
  // What the machine's other work does not change.
  book.note({
    on: kind,
    name: 'processor time of the server for one of them',
    value: (processorMs - before) / full.lives,
    unit: 'ms',
  });
  noteRefused(book, kind, full);
  await sleep(sizes.settleSeconds * 1000);
  await server.stop();
  await noteWorkLeft(book, ground, full);

  await playHalf(book, ground, limits, sizes);
  await ground.remove();
}

/** Half of what is asked for, paced as people pace it; on the embedded database for long enough to see its memory grow. */
async function playHalf(book: Book, ground: Ground, limits: (typeof LIMITS)[Kind], sizes: Sizes): Promise<void> {
  const { kind } = ground;
  const server = await startServer(ground.environment);
  const perSecond = limits.livesPerSecond / 2;
  await play(server, { seconds: 2, pace: { perSecond }, what: 'lives' });
  server.forget();
  const seconds = kind === 'embedded' ? sizes.memorySeconds : sizes.halfLoadSeconds;
  const half = await play(server, { seconds, pace: { perSecond }, what: 'lives' });
  const { longestPauseMs, residentMb } = await server.watched();
  book.note({
    on: kind,
    name: `a call's p95 at ${perSecond} lifecycles/s`,
    value: percentile(half.callMs, 0.95),
    unit: 'ms',
    limit: { most: limits.callP95Ms },
  });
  book.note({ on: kind, name: `a call's p99 then`, value: percentile(half.callMs, 0.99), unit: 'ms' });
  book.note({ on: kind, name: 'longest call then', value: percentile(half.callMs, 1), unit: 'ms' });
  book.note({
    on: kind,
    name: 'longest event-loop pause at that load',
    value: longestPauseMs,
    unit: 'ms',
    limit: { most: PAUSE_MS },
  });
  const name = `resident memory after ${Math.round(seconds / 6) / 10} min of it`;
  book.note({
    on: kind,
    name,
    value: residentMb,
    unit: 'MB',
    ...(kind === 'embedded' ? { limit: { most: RESIDENT_MB } } : {}),
  });
  noteRefused(book, kind, half);
  await server.stop();
  if (kind === 'embedded') await noteVacuum(book, ground);
}

async function fill(ground: Ground, sizes: Sizes, book: Book): Promise<void> {
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  await database.close();
}

function play({ base }: RunningServer, order: Omit<Order, 'base'>): Promise<Played> {
  return runJson<Played>('lifecycle-client.ts', { ...order, base });
}

function noteRefused(book: Book, on: Kind, { refused }: Played): void {
  book.note({
    on,
    name: 'calls refused because the database was too busy',
    value: refused,
    unit: '',
    limit: { most: 0 },
  });
}

/** From the tables themselves, after the server has stopped: what no job was made from, what did not run, when the last ran. */
async function noteWorkLeft(book: Book, ground: Ground, { endedAt }: Played): Promise<void> {
  const { kind } = ground;
  const database = await ground.open();
  const left = await readWorkLeft(database, endedAt);
  await database.close();
  book.note({ on: kind, name: 'facts passed on and jobs run in all', value: left.facts + left.jobs, unit: '' });
  // A run in which nothing reacted proves nothing.
  const lastSeconds = left.jobs === 0 ? Number.NaN : left.lastSeconds;
  book.note({
    on: kind,
    name: 'last reaction after the last call',
    value: lastSeconds,
    unit: 's',
    limit: { most: LEFT_SECONDS },
  });
  book.note({
    on: kind,
    name: 'facts, jobs, timers or messages left',
    value: left.waiting,
    unit: '',
    limit: { most: 0 },
  });
}

interface WorkLeft {
  waiting: number;
  facts: number;
  jobs: number;
  lastSeconds: number;
}

async function readWorkLeft(database: Database, endedAt: string): Promise<WorkLeft> {
  const rows = await database.asOwner(async ({ query }) => {
    const result = await query(
      `select
         (select count(*) from d_yunting.facts where batch is null)
           + (select count(*) from jobs.job where state < 'completed' and name <> 'failed' and start_after <= now())
           + (select count(*) from jobs.job where name = 'failed')
           + (select count(*) from d_yunting.timers where fired_at is null and dropped_at is null and due_at <= now())
           + (select count(*) from d_yunting.messages where sent_at is null and given_up_at is null) as waiting,
         (select count(*) from d_yunting.facts where batch is not null) as facts,
         (select count(*) from jobs.job where state = 'completed') as jobs,
         (select greatest(0, extract(epoch from max(completed_on) - $1::timestamptz)) from jobs.job where state = 'completed')::float8 as last`,
      [endedAt],
    );
    return result.rows as { waiting: number; facts: number; jobs: number; last: number | null }[];
  });
  const [row] = rows;
  if (row === undefined) throw new Error('the work left could not be read');
  return { waiting: row.waiting, facts: row.facts, jobs: row.jobs, lastSeconds: row.last ?? Number.NaN };
}

/** What the nightly vacuum costs: the longest statement stops the embedded server for so long. */
async function noteVacuum(book: Book, ground: Ground): Promise<void> {
  const database = await ground.open();
  const { longestMs } = await vacuumEmbedded(database);
  book.note({ on: 'embedded', name: 'longest statement of the nightly vacuum', value: longestMs, unit: 'ms' });
  const before = performance.now();
  if ('embedded' in database.beneath) await database.beneath.embedded.pool.query('checkpoint');
  book.note({ on: 'embedded', name: 'a checkpoint after it', value: performance.now() - before, unit: 'ms' });
  await database.close();
}
