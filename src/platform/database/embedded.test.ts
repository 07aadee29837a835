import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killWhileWriting, readAcknowledged, start } from '../../../test/power-cut/interrupt.ts';
import { findLost } from '../../../test/power-cut/work.ts';
import type { Acknowledged } from '../../../test/power-cut/work.ts';
import { DURABLE_START_PARAMS } from './embedded-fsync.ts';
import { openHere } from './embedded-opening.ts';
import { openEmbedded } from './embedded.ts';

const LONG = 120_000;
let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gezhi-embedded-'));
  await (await openEmbedded({ directory: join(root, 'made') })).close();
}, LONG);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function freshDirectory(): string {
  return mkdtempSync(join(root, 'd-'));
}

/** A directory whose `data` already holds a database: copying is ten times faster than creating. */
function directoryWithDatabase(): string {
  const directory = freshDirectory();
  cpSync(join(root, 'made'), join(directory, 'data'), { recursive: true });
  return directory;
}

async function lostByPowerCut(scenario: string): Promise<{ acknowledged: Acknowledged; lost: string[] }> {
  const directory = freshDirectory();
  const { output, errors } = await start(scenario, directory, `${directory}-after`).ended;
  if (output === '') throw new Error(`${scenario} did not reach its cut: ${errors}`);
  const acknowledged = JSON.parse(output) as Acknowledged;
  const lost = await findLost(join(`${directory}-after`, 'data'), acknowledged);
  rmSync(directory, { recursive: true });
  rmSync(`${directory}-after`, { recursive: true });
  return { acknowledged, lost };
}

test('after a power cut every acknowledged commit is found', { timeout: LONG }, async () => {
  const { acknowledged, lost } = await lostByPowerCut('cut power');
  expect(acknowledged.reports).toHaveLength(50);
  expect(acknowledged.notes).toHaveLength(20);
  expect(lost).toEqual([]);
});

test(
  'after a power cut that let half of the unsynced files through every acknowledged commit is found',
  { timeout: LONG },
  async () => {
    expect((await lostByPowerCut('cut power, half survives')).lost).toEqual([]);
  },
);

test('after a power cut right behind a checkpoint every acknowledged commit is found', { timeout: LONG }, async () => {
  expect((await lostByPowerCut('cut power after a checkpoint')).lost).toEqual([]);
});

// The power-cut test is worth something only if it sees the loss when any one part of the repair is taken away.
test.each([
  'cut power without any repair',
  'cut power without the fsync operation',
  'cut power without the start parameters',
  'cut power without synced names',
])('the same test sees the loss: %s', { timeout: LONG }, async (scenario) => {
  const { acknowledged, lost } = await lostByPowerCut(scenario);
  expect(acknowledged.reports).toHaveLength(50);
  expect(lost.length).toBeGreaterThan(20);
});

test('three kills while writing lose no acknowledged report', { timeout: LONG }, async () => {
  const directory = directoryWithDatabase();
  const acknowledged = await killWhileWriting(directory, 3);
  expect(acknowledged.reports.length).toBeGreaterThan(3);
  expect(await findLost(join(directory, 'data'), acknowledged)).toEqual([]);
});

test.each([
  [
    'fill the disk',
    /^The disk that holds \S+ is full; the process stops here, and everything acknowledged so far is kept\.\n$/,
  ],
  [
    'forbid writing',
    /^The embedded database in \S+ stopped working; the process stops here, and everything acknowledged so far is kept\.\n$/,
  ],
  [
    'stop the thread',
    /^The embedded database in \S+ stopped working \(its thread ended with 3\); the process stops here, and .+ is kept\.\n$/,
  ],
  ['break the disk', /^The disk that holds \S+ failed \(EIO during fsync\); the process stops here, .+ is kept\.\n$/],
])(
  '%s: the process ends with one sentence and nothing acknowledged is lost',
  { timeout: LONG },
  async (scenario, sentence) => {
    const directory = directoryWithDatabase();
    const { code, output, errors } = await start(scenario, directory).ended;
    expect(errors).toMatch(sentence);
    expect(code).toBe(1);

    const acknowledged = readAcknowledged(output);
    expect(acknowledged.reports.length).toBeGreaterThan(10);
    expect(await findLost(join(directory, 'data'), acknowledged)).toEqual([]);
  },
);

test('a disk that takes less than it is given at once is given the rest', { timeout: LONG }, async () => {
  const directory = directoryWithDatabase();
  const { output, errors } = await start('write in pieces', directory).ended;
  expect(errors).toBe('');
  const acknowledged = JSON.parse(output) as Acknowledged;
  expect(acknowledged.reports).toHaveLength(50);
  expect(await findLost(join(directory, 'data'), acknowledged)).toEqual([]);
});

test(
  'a second process is refused with one sentence, and the directory is free again afterwards',
  { timeout: LONG },
  async () => {
    const directory = directoryWithDatabase();
    const embedded = await openEmbedded({ directory: join(directory, 'data') });
    const { output } = await start('hold the directory', directory).ended;
    expect(output).toMatch(/^The data directory \S+ is in use by another running process; .+\.\n$/);

    await embedded.close();
    const again = await openEmbedded({ directory: join(directory, 'data') });
    expect((await again.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await again.close();
    expect(readdirSync(join(directory, 'data'))).toEqual(['postgres']);
  },
);

test('of two processes started at once exactly one opens the directory', { timeout: LONG }, async () => {
  const directory = freshDirectory();
  const both = [start('hold the directory', directory), start('hold the directory', directory)];
  await Promise.race(both.map(({ ended }) => ended)); // the refused one ends by itself; the winner waits for its input to end
  for (const { child } of both) child.stdin?.end();

  const outputs = (await Promise.all(both.map(({ ended }) => ended))).map(({ output }) => output).sort();
  expect(outputs).toEqual([expect.stringMatching(/is in use by another running process/), 'opened\n']);
});

test('a database whose creation was interrupted is created afresh', { timeout: LONG }, async () => {
  const directory = freshDirectory();
  mkdirSync(join(directory, 'postgres.unfinished'));
  writeFileSync(join(directory, 'postgres.unfinished', 'PG_VERSION'), '18\n'); // enough for PGlite to take it for a database
  const embedded = await openEmbedded({ directory });
  expect((await embedded.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await embedded.close();
  expect(readdirSync(directory)).toEqual(['postgres']);
});

// A later PGlite that ignored our file system or our parameters would behave like these.
test.each([
  ['with its own parameters', PGlite.defaultStartParams],
  ['without full pages in the log', [...DURABLE_START_PARAMS, '-c', 'full_page_writes=off']],
  ['that answers before the log is written', [...DURABLE_START_PARAMS, '-c', 'synchronous_commit=off']],
])('a PGlite %s is refused', { timeout: LONG }, async (_, startParams) => {
  const directory = join(directoryWithDatabase(), 'data');
  const asBuilt = PGlite.create.bind(PGlite);
  PGlite.create = ((options: object) => asBuilt({ ...options, startParams })) as typeof PGlite.create;
  try {
    await expect(openHere(directory, undefined, () => undefined)).rejects.toThrow(
      /would not keep its commits over a power cut/,
    );
  } finally {
    PGlite.create = asBuilt;
  }
});

test('the log stays short although PGlite never checkpoints by itself', { timeout: LONG }, async () => {
  const embedded = await openEmbedded({
    directory: join(directoryWithDatabase(), 'data'),
    checkpointAfterBytes: 1_000_000,
    lookAtLogEveryMs: 50,
  });
  const redo = async (): Promise<unknown> =>
    (await embedded.pool.query('select redo_lsn::text as redo from pg_control_checkpoint()')).rows[0];
  const before = await redo();
  await embedded.pool.query(
    'create table fillers as select repeat(md5(n::text), 40) as words from generate_series(1, 2000) as n',
  );
  await expect.poll(redo, { timeout: 10_000 }).not.toEqual(before);
  await embedded.close();
});

test(
  'a dump fills a database in memory and a new directory, but never one that holds data',
  { timeout: LONG },
  async () => {
    const first = await openEmbedded({ directory: 'memory' });
    await first.pool.query('create table grids (code text); insert into grids values ($$maple-01$$)');
    const loadFrom = await first.dump();
    await first.close();

    const directory = freshDirectory();
    for (const target of ['memory', directory]) {
      const copy = await openEmbedded({ directory: target, loadFrom });
      expect((await copy.pool.query('select code from grids')).rows).toEqual([{ code: 'maple-01' }]);
      await copy.close();
    }
    await expect(openEmbedded({ directory, loadFrom })).rejects.toThrow(/already holds a database/);
    expect(readdirSync(directory)).toEqual(['postgres']);
  },
);

test('a long statement does not stop the other work of the process', { timeout: LONG }, async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  const before = performance.now();
  await embedded.pool.query('select count(*) from generate_series(1, 3000000)');
  const tookMs = performance.now() - before;
  delays.disable();
  await embedded.close();
  expect(tookMs).toBeGreaterThan(300);
  expect(delays.max / 1e6).toBeLessThan(tookMs / 2);
});

test('a connection that broke in the middle of a transaction leaves nothing to the next one', async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  await expect(
    embedded.pool.query("begin; set application_name = 'left behind'; select nothing_like_this"),
  ).rejects.toMatchObject({ code: '42703' });
  const { rows } = await embedded.pool.query("select current_setting('application_name') as name");
  expect(rows).toEqual([{ name: '' }]);
  await embedded.close();
});

test('an error says what it would say on PostgreSQL', async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  await embedded.pool.query('create table grids (code text constraint grids_code_unique unique)');
  await embedded.pool.query('insert into grids values ($1)', ['maple-01']);
  await expect(embedded.pool.query('insert into grids values ($1)', ['maple-01'])).rejects.toMatchObject({
    code: '23505',
    constraint: 'grids_code_unique',
    table: 'grids',
  });
  await embedded.close();
});

test('while the database is held for a copy no transaction begins, and a second copy waits for the first', async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  const order: string[] = [];
  const asked: Promise<unknown>[] = [];
  const hold = (name: string) =>
    embedded.whileIdle(async () => {
      order.push(`${name} held`);
      asked.push(embedded.pool.query('select').then(() => order.push(`asked while ${name}`)));
      await sleep(50);
      order.push(`${name} let go`);
    });
  await Promise.all([hold('first'), hold('second')]);
  await Promise.all(asked);
  expect(order.filter((each) => !each.startsWith('asked'))).toEqual([
    'first held',
    'first let go',
    'second held',
    'second let go',
  ]);
  expect(order.indexOf('asked while first')).toBeGreaterThan(order.indexOf('first let go'));
  expect(order.indexOf('asked while second')).toBeGreaterThan(order.indexOf('second let go'));
  await embedded.close();
});

test('two connections take turns by transactions: what one says meanwhile waits, and sees what the other committed', async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  const [first, second] = await Promise.all([embedded.pool.connect(), embedded.pool.connect()]);
  await first.query('create table grids (code text)');
  await first.query('begin');
  await first.query("insert into grids values ('maple-01')");
  const order: string[] = [];
  const counted = second.query('select count(*)::int as n from grids').then(({ rows }) => {
    order.push('counted');
    return rows;
  });
  await first.query("insert into grids values ('maple-02')");
  await sleep(20);
  order.push('committing');
  await first.query('commit');
  expect(await counted).toEqual([{ n: 2 }]);
  expect(order).toEqual(['committing', 'counted']);
  first.release();
  second.release();
  await embedded.close();
});

test('a connection that breaks off in a transaction keeps nobody waiting, and what it did is undone', async () => {
  const embedded = await openEmbedded({ directory: 'memory' });
  await embedded.pool.query('create table grids (code text)');
  const lost = await embedded.pool.connect();
  lost.on('error', () => undefined); // that it is lost is the test
  await lost.query('begin');
  await lost.query("insert into grids values ('maple-01')");
  (lost as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  lost.release(true);
  const { rows } = await embedded.pool.query('select count(*)::int as n from grids');
  expect(rows).toEqual([{ n: 0 }]);
  await embedded.close();
});

test('an open database alone does not keep its process', { timeout: LONG }, async () => {
  const { code, output } = await start('open and leave', directoryWithDatabase()).ended;
  expect({ code, output }).toEqual({ code: 0, output: 'opened\n' });
});
