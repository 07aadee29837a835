// A process that is going to be interrupted: `node child.ts SCENARIO DIRECTORY [TARGET]`. Prints what was acknowledged.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DURABLE_START_PARAMS, DurableFiles } from '#platform/database/embedded-fsync.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { watchDisk } from './disk.ts';
import type { Survives } from './disk.ts';
import { workThroughCheckpoints, workUpToCheckpoint } from './work.ts';
import type { Acknowledged } from './work.ts';

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
  'fill the disk': () => failAfter('writeSync', 'ENOSPC', 600),
  'break the disk': () => failAfter('fsyncSync', 'EIO', 30),
  'forbid writing': () => failAfter('writeSync', 'EACCES', 600),
  'write in pieces': writeInPieces,
  'write until killed': writeUntilKilled,
  'hold the directory': holdDirectory,
};

const run = SCENARIOS[scenario];
if (!run) throw new Error(`Unknown scenario ${scenario}; there are: ${Object.keys(SCENARIOS).join(', ')}`);
await run();

type Open = () => Promise<PGlite>;
type Work = (pglite: PGlite, acknowledged: Acknowledged) => Promise<void>;

async function cutPower(survives: Survives, open: Open, work: Work): Promise<void> {
  const disk = watchDisk(directory);
  await work(await open(), acknowledged);
  disk.cutPower(target, survives);
  fs.writeSync(1, JSON.stringify(acknowledged));
  process.kill(process.pid, 'SIGKILL');
}

async function openRepaired(): Promise<PGlite> {
  return (await openEmbedded({ directory: data })).pglite;
}

async function openPlain(): Promise<PGlite> {
  await (await openEmbedded({ directory: data })).close();
  return PGlite.create(join(data, 'postgres'));
}

async function openWithoutOperation(): Promise<PGlite> {
  await (await openEmbedded({ directory: data })).close();
  return PGlite.create(join(data, 'postgres'), { startParams: DURABLE_START_PARAMS });
}

async function openWithoutParameters(): Promise<PGlite> {
  await (await openEmbedded({ directory: data })).close();
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

/** Lets `calls` calls pass after the opening; then every further one fails as a full or broken disk does. */
async function failAfter(name: 'writeSync' | 'fsyncSync', code: string, calls: number): Promise<void> {
  const { pglite } = await openEmbedded({ directory: data });
  let left = calls;
  const original = fs[name] as (descriptor: number, ...rest: unknown[]) => number;
  const failing = (descriptor: number, ...rest: unknown[]): number => {
    if (descriptor > 2) left -= 1;
    if (descriptor > 2 && left < 0) throw Object.assign(new Error(code), { code, syscall: name.replace('Sync', '') });
    return original(descriptor, ...rest);
  };
  Object.assign(fs, { [name]: failing });
  syncBuiltinESMExports();
  await workThroughCheckpoints(pglite, sayEach());
  throw new Error('The disk was never used enough to fail');
}

/** As a disk that is nearly full: each call writes less than it was asked to. */
async function writeInPieces(): Promise<void> {
  const original = fs.writeSync as (
    descriptor: number,
    buffer: Uint8Array,
    offset: number,
    length: number,
    at: number,
  ) => number;
  const inPieces = (descriptor: number, buffer: Uint8Array, offset: number, length: number, at: number): number =>
    original(descriptor, buffer, offset, Math.min(length, 5_000), at);
  const embedded = await openEmbedded({ directory: data });
  Object.assign(fs, { writeSync: inPieces });
  await workThroughCheckpoints(embedded.pglite, acknowledged);
  await embedded.close();
  Object.assign(fs, { writeSync: original });
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
  const { pglite } = await openEmbedded({ directory: data });
  await pglite.exec(
    'create table if not exists reports (id integer generated always as identity primary key, words text)',
  );
  await pglite.exec('create table if not exists notes (id integer primary key)');
  for (;;) {
    const { rows } = await pglite.query<{ id: number }>("insert into reports (words) values ('lamp') returning id");
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
