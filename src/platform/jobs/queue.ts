// The queue of jobs: pg-boss over either database. Its rows hold ids only, and of an error no more than its name and code.

import { setImmediate } from 'node:timers/promises';

import type { Kysely } from 'kysely';
import { PgBoss, fromKysely } from 'pg-boss';
import type { Job as BossJob, JobResult } from 'pg-boss';

import type { Db } from '../database/connection.ts';
import type { Database } from '../database/database.ts';
import { CITY } from '../database/database.ts';
import { QUEUE_SCHEMA, grantQueue, hasQueue } from '../database/queue-schema.ts';
import { describeError } from '../http/server.ts';
import type { Platform } from '../platform.ts';

/** Ids only: whoever runs the job reads the rest. */
export interface JobData {
  readonly district: string;
  readonly factId?: string;
  readonly batch?: number;
  readonly entry?: string;
}

export interface Queue {
  /** Adds jobs inside an open transaction: they are there when it commits, and not otherwise. */
  add(db: Db, name: string, jobs: readonly JobData[]): Promise<void>;
  startWorkers(): Promise<void>;
  /** New jobs of these names are there: the workers of this process need not wait for their next look. */
  wakeWorkers(names: Iterable<string>): void;
  /** Runs what is due now until nothing is left, in the caller's own time. Answers how many jobs ran. */
  runDue(): Promise<number>;
  /** Lets running jobs finish for so long; what has not is returned to the queue. */
  stop(patienceMs?: number): Promise<void>;
}

/** Reads what jobs of one name are about, once for all of them; answers their work in the same order. */
export type PrepareJobs = (name: string, jobs: readonly JobData[]) => Promise<(() => Promise<void>)[]>;

/** Where a job ends that failed every time. */
export const DEAD_LETTERS = 'failed';

const HOUR_SECONDS = 3_600;
// About half an hour of trying: 5, 10, 20 … seconds, at most 10 minutes apart.
const RETRIES = { retryLimit: 10, retryDelay: 5, retryBackoff: true, retryDelayMax: 600 };
const QUEUE_OPTIONS = {
  ...RETRIES,
  deadLetter: DEAD_LETTERS,
  expireInSeconds: 900,
  // A process that was killed is noticed by its silence.
  heartbeatSeconds: 30,
  deleteAfterSeconds: HOUR_SECONDS,
};
const BATCH = 50;
// A worker is woken by the pump of its own process; the look is for retries and for jobs of a process that died.
const LOOK_EVERY_SECONDS = 2;
const BOSS_CONNECTIONS = 3;

/** Creates or upgrades the queue's schema as the owner and lets the application in. Called by migrate and start. */
export async function prepareQueue(database: Database): Promise<void> {
  const boss = new PgBoss({ ...connectionAsOwner(database), schema: QUEUE_SCHEMA, supervise: false, schedule: false });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw failures[0];
  await database.asOwner((connection) => grantQueue(connection));
}

/** Jobs that failed every time and wait for a person, and the age of the oldest job that is due; for health. */
export async function queueState(
  database: Database,
): Promise<{ failed: number; oldestDueSeconds: number } | undefined> {
  return database.transaction(CITY, async ({ connection }) => {
    // Before the first migration there is none.
    if (!(await hasQueue(connection))) return undefined;
    const { rows } = await connection.query(
      `select count(*) filter (where name = $1) as failed,
         coalesce(extract(epoch from now() - min(start_after) filter (where name <> $1 and start_after <= now())), 0)::float8 as oldest
       from jobs.job where state < 'active'`,
      [DEAD_LETTERS],
    );
    const [row] = rows as { failed: number; oldest: number }[];
    return { failed: row?.failed ?? 0, oldestDueSeconds: Math.max(0, Math.round(row?.oldest ?? 0)) };
  });
}

export async function openQueue(
  platform: Platform,
  names: readonly string[],
  prepare: PrepareJobs,
  { supervises }: { supervises: boolean },
): Promise<Queue> {
  const { database, log } = platform;
  const boss = new PgBoss({
    ...connectionAsApplication(database),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: supervises,
    maintenanceIntervalSeconds: HOUR_SECONDS,
    // The application does not own the tables; on the embedded database nothing vacuums but our own schedule.
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.warn({ error: describeError(error) }, 'queue'));
  boss.on('warning', ({ message }) => log.warn({ message }, 'queue'));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  for (const name of names) {
    await boss.createQueue(name, QUEUE_OPTIONS);
    await boss.updateQueue(name, QUEUE_OPTIONS);
  }

  const workers = new Map<string, string>();
  let isStopping = false;

  async function runOne(name: string, { id }: BossJob<JobData>, work: () => Promise<void>): Promise<JobResult> {
    // A batch in hand when the process is asked to stop goes back to the queue.
    if (isStopping) return { id, status: 'failed', output: { name: 'Stopped' } };
    // The embedded database answers without ever letting go of the event loop: requests have their turn between two jobs.
    await setImmediate();
    try {
      await work();
      return { id, status: 'completed' };
    } catch (error) {
      log.warn({ job: name, id, error: describeError(error) }, 'job failed');
      return { id, status: 'failed', output: outputOf(error) };
    }
  }

  async function runAll(name: string, jobs: BossJob<JobData>[]): Promise<JobResult[]> {
    const works = await prepare(
      name,
      jobs.map(({ data }) => data),
    ).catch((error: unknown) => jobs.map(() => () => Promise.reject(error)));
    const results: JobResult[] = [];
    for (const [index, job] of jobs.entries())
      results.push(await runOne(name, job, works[index] ?? (() => Promise.reject(new Error('not prepared')))));
    return results;
  }

  async function runDueOf(name: string): Promise<number> {
    let ran = 0;
    for (;;) {
      const jobs = await boss.fetch<JobData>(name, { batchSize: BATCH });
      if (jobs.length === 0) return ran;
      ran += jobs.length;
      for (const { id, status, output } of await runAll(name, jobs)) {
        await (status === 'completed' ? boss.complete(name, id) : boss.fail(name, id, output));
      }
    }
  }

  return {
    async add(db, name, jobs) {
      // pg-boss asks for a transaction of any schema; ours is typed by its tables.
      await boss.insert(
        name,
        jobs.map((data) => ({ data })),
        { db: fromKysely(db as unknown as Kysely<object>) },
      );
    },
    async startWorkers() {
      for (const name of names) {
        const options = {
          batchSize: BATCH,
          pollingIntervalSeconds: LOOK_EVERY_SECONDS,
          burstWhenBatchFull: true,
          perJobResults: true,
        } as const;
        workers.set(
          name,
          await boss.work<JobData, unknown, typeof options>(name, options, (jobs) => runAll(name, jobs)),
        );
      }
    },
    wakeWorkers(wanted) {
      for (const name of wanted) {
        const worker = workers.get(name);
        if (worker !== undefined) boss.notifyWorker(worker);
      }
    },
    async runDue() {
      let ran = 0;
      for (const name of names) ran += await runDueOf(name);
      return ran;
    },
    async stop(patienceMs = 8_000) {
      isStopping = true;
      await boss.stop({ graceful: true, timeout: patienceMs });
    },
  };
}

// What pg-boss keeps of a failure. A message could repeat a row, and rows hold what people said.
function outputOf(error: unknown): object {
  const { name, code } = describeError(error);
  return { name, code };
}

function connectionAsApplication({ beneath }: Database) {
  if ('embedded' in beneath) return overEmbedded(beneath.embedded);
  return {
    connectionString: beneath.url,
    max: BOSS_CONNECTIONS,
    connectionTimeoutMillis: 2_500,
    application_name: 'gezhi-jobs',
  };
}

function connectionAsOwner({ beneath }: Database) {
  if ('embedded' in beneath) return overEmbedded(beneath.embedded);
  if (beneath.migrationUrl === undefined)
    throw new Error('the queue is prepared by the owner of the database: set MIGRATION_DATABASE_URL');
  return {
    connectionString: beneath.migrationUrl,
    max: 1,
    connectionTimeoutMillis: 2_500,
    application_name: 'gezhi-migrate',
  };
}

function overEmbedded({ pool }: Extract<Database['beneath'], { embedded: unknown }>['embedded']) {
  const executeSql = (text: string, values?: unknown[]) => pool.query(text, values);
  return { db: { executeSql }, backend: 'pglite' as const };
}
