// A process that is going to be interrupted: `node child.ts SCENARIO DIRECTORY [TARGET]`. Prints what was acknowledged.
import fs from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DURABLE_START_PARAMS, DurableFiles, syncPath } from '#platform/database/embedded-fsync.ts';
import { openHere } from '#platform/database/embedded-opening.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { watchDisk } from './disk.ts';
import type { Survives } from './disk.ts';
import { workThroughCheckpoints, workUpToCheckpoint } from './work.ts';
import type { Acknowledged, Asked } from './work.ts';

const [scenario = '', directory = '', target = ''] = process.argv.slice(2);
const acknowledged: Acknowledged = { reports: [], notes: [] };
const data = join(directory, 'data');

const SCENARIOS: Record<string, () => Promise<void>> = {
  'cut power': () => cutPower('nothing', openRepaired, workThroughCheckpoints),
  'cut power, half survives': () => cutPower('half', openRepaired, workThroughCheckpoints),
  'cut power after a checkpoint': () => cutPower('nothing', openRepaired, workUpToCheckpoint),
  'cut power without any repair': () => cutPower('nothing', openPlain, workThroughCheckpoints),
  'cut power without the fsync operation': () => cutPower('nothing', openWithoutOperation, workThroughCheckpoints),
  'cut power without the start parameters': () => cutPower('nothing', openWithoutParameters, workThroughCheckpoints),
  'cut power without synced names': () => cutPower('nothing', openWithoutNames, workUpToCheckpoint),
  'fill the disk': workUntilFailure,
  'break the disk': workUntilFailure,
  'forbid writing': workUntilFailure,
  'stop the thread': workUntilFailure,
  'write in pieces': writeInPieces,
  'write until killed': writeUntilKilled,
  'hold the directory': holdDirectory,
  'open and leave': openAndLeave,
};

const run = SCENARIOS[scenario];
if (!run) throw new Error(`Unknown scenario ${scenario}; there are: ${Object.keys(SCENARIOS).join(', ')}`);
await run();

/** In this thread, where the disk is watched: the thread of the database opens it in the same way. */
type Open = () => Promise<PGlite>;
type Work = (asked: Asked, acknowledged: Acknowledged) => Promise<void>;

async function cutPower(survives: Survives, open: Open, work: Work): Promise<void> {
  const disk = watchDisk(directory);
  await work(await open(), acknowledged);
  disk.cutPower(target, survives);
  fs.writeSync(1, JSON.stringify(acknowledged));
  process.kill(process.pid, 'SIGKILL');
}

async function openRepaired(): Promise<PGlite> {
  fs.mkdirSync(data, { mode: 0o700 });
  syncPath(directory);
  return openHere(data, undefined, failTest);
}

function failTest(sentence: string): never {
  throw new Error(sentence);
}

async function openPlain(): Promise<PGlite> {
  await (await openRepaired()).close();
  return PGlite.create(join(data, 'postgres'));
}

async function openWithoutOperation(): Promise<PGlite> {
  await (await openRepaired()).close();
  return PGlite.create(join(data, 'postgres'), { startParams: DURABLE_START_PARAMS });
}

async function openWithoutParameters(): Promise<PGlite> {
  await (await openRepaired()).close();
  return PGlite.create({ fs: new DurableFiles(join(data, 'postgres'), () => undefined) });
}

async function openWithoutNames(): Promise<PGlite> {
  const pglite = await openRepaired();
  const { NODEFS } = pglite.Module as unknown as { NODEFS: { stream_ops: { fsync(stream: { nfd: number }): number } } };
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    fs.fsyncSync(nfd);
    return 0;
  };
  return pglite;
}

/** Through the thread of the database, whose disk fails in the middle (failing-disk.ts). */
async function workUntilFailure(): Promise<void> {
  const { pool } = await openEmbedded({ directory: data });
  await workThroughCheckpoints(pool, sayEach());
  throw new Error('The disk was never used enough to fail');
}

/** Through the thread of the database, whose disk takes little at once (failing-disk.ts). */
async function writeInPieces(): Promise<void> {
  const embedded = await openEmbedded({ directory: data });
  await workThroughCheckpoints(embedded.pool, acknowledged);
  await embedded.close();
  fs.writeSync(1, JSON.stringify(acknowledged));
}

/** Says every acknowledgement at once, because the process will not live to say them at the end. */
function sayEach(): Acknowledged {
  const list = (table: string): number[] => {
    const ids: number[] = [];
    ids.push = (id) => fs.writeSync(1, `${table} ${id}\n`);
    return ids;
  };
  return { reports: list('reports'), notes: list('notes') };
}

async function writeUntilKilled(): Promise<void> {
  const { pool } = await openEmbedded({ directory: data });
  await pool.query(
    'create table if not exists reports (id integer generated always as identity primary key, words text)',
  );
  await pool.query('create table if not exists notes (id integer primary key)');
  for (;;) {
    const { rows } = await pool.query<{ id: number }>("insert into reports (words) values ('lamp') returning id");
    fs.writeSync(1, `reports ${rows[0]?.id}\n`);
  }
}

/** Prints `opened` or the refusal; the winner stays until its standard input ends. */
async function holdDirectory(): Promise<void> {
  try {
    const embedded = await openEmbedded({ directory: data });
    fs.writeSync(1, 'opened\n');
    for await (const _ of process.stdin);
    await embedded.close();
  } catch (error) {
    fs.writeSync(1, `${(error as Error).message}\n`);
  }
}

async function openAndLeave(): Promise<void> {
  await openEmbedded({ directory: data });
  fs.writeSync(1, 'opened\n');
}
