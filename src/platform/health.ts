// Whether this process can serve, for load balancers and people on duty: numbers only, no personal data, and always an answer.

import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { z } from 'zod';

import { problem } from '#problems';
import { endpoint } from '#shared/endpoint.ts';
import { millisecondsOf } from '#shared/time.ts';

import { CITY } from './database/database.ts';
import type { Database } from './database/database.ts';
import { readMigrations } from './database/migrations.ts';
import { NO_SCOPE } from './database/opening.ts';
import type { Room } from './http/serve.ts';
import { queueState } from './jobs/queue.ts';
import type { Platform } from './platform.ts';

const DistrictHealth = z.strictObject({
  key: z.string(),
  state: z.enum(['open', 'behind', 'newer']).describe('a district that is not open is closed, whatever `ready` says'),
  has: z.number().describe('its last migration'),
  calendarUntil: z
    .string()
    .nullable()
    .describe(
      'the last day whose days off are published and in the working calendar; what falls due later may move. Null: none, or closed',
    ),
  wants: z.number().describe('the last migration this program knows'),
});
const Health = z.strictObject({
  ready: z.boolean(),
  database: z.enum(['ok', 'away']),
  jobsBehindSeconds: z
    .number()
    .nullable()
    .describe(
      'age of the oldest fact no job was made from yet, or of the oldest job that is due; null when it cannot be known',
    ),
  jobsFailed: z.number().nullable().describe('jobs that failed every time and wait for a person'),
  diskFreeBytes: z.number().nullable(),
  version: z.string(),
  districts: z.array(DistrictHealth),
});
export type Health = z.infer<typeof Health>;

export const health = endpoint({
  method: 'GET',
  path: '/health',
  isCityWide: true,
  admission: 'public',
  summary: 'Whether this process can serve: 200 when it is ready, 503 when not',
  output: Health,
});

const PATIENCE_MS = 2_500;
// Whoever asks in a tight loop is answered from memory.
const KEPT_MS = 1_000;
const VERSION = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version;

/** Serves `/api/health`, and keeps everything else closed until the start has finished. */
export function addHealthRoute({ app, platform, served }: Room): void {
  served.push(health);
  const url = `/api${health.path}`;
  let kept: { at: number; state: Promise<Health> } | undefined;

  app.addHook('onRequest', async (request) => {
    if (isReady(platform) || request.routeOptions.url === url) return;
    throw problem('starting', 'The platform is starting; try again in a moment', { retryAfterSeconds: 2 });
  });
  app.get(url, async (_request, reply) => {
    const now = performance.now();
    if (kept === undefined || now - kept.at > KEPT_MS) kept = { at: now, state: readHealth(platform) };
    const state = await kept.state;
    return reply
      .code(state.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(Health.parse(state));
  });
}

async function readHealth(platform: Platform): Promise<Health> {
  const { settings } = platform;
  const [found, diskFreeBytes] = await Promise.all([lookAtDatabase(platform), freeBytes(settings.filesDirectory)]);
  return {
    ready: isReady(platform) && found.database === 'ok',
    database: found.database,
    jobsBehindSeconds: found.jobsBehindSeconds,
    jobsFailed: found.jobsFailed,
    diskFreeBytes,
    version: VERSION,
    districts: found.districts,
  };
}

function isReady(platform: Platform): boolean {
  return platform.isReady?.() ?? true;
}

type Found = Pick<Health, 'database' | 'jobsBehindSeconds' | 'jobsFailed' | 'districts'>;
const AWAY: Found = { database: 'away', jobsBehindSeconds: null, jobsFailed: null, districts: [] };

/** What the database says of itself, its jobs and districts; `away` when it does not within the patience. */
export async function lookAtDatabase(platform: Platform): Promise<Found> {
  const stop = new AbortController();
  const late = sleep(PATIENCE_MS, AWAY, { signal: stop.signal, ref: false }).catch(() => AWAY);
  try {
    return await Promise.race([readDatabase(platform), late]);
  } catch (error) {
    if (isReady(platform)) platform.log.warn({ error }, 'health: the database does not answer');
    return AWAY;
  } finally {
    stop.abort();
  }
}

async function readDatabase({ database, clock }: Platform): Promise<Found> {
  const [known, wants] = await Promise.all([
    readDistricts(database),
    readMigrations('district').then((all) => all.length),
  ]);
  let oldest: string | undefined;
  const calendars = new Map<string, string | null>();
  for (const { key, schema_name, has } of known) {
    // A district that is closed has no jobs to wait for, and perhaps not these tables.
    if (has !== wants) continue;
    const { at, calendarUntil } = await lookAtDistrict(database, schema_name, `/${key}/`);
    calendars.set(key, calendarUntil);
    if (at !== undefined && (oldest === undefined || at < oldest)) oldest = at;
  }
  const queue = await queueState(database);
  const behindMs = oldest === undefined ? 0 : millisecondsOf(clock()) - millisecondsOf(oldest);
  return {
    database: 'ok',
    jobsBehindSeconds: Math.max(queue?.oldestDueSeconds ?? 0, Math.round(behindMs / 1000)),
    jobsFailed: queue?.failed ?? null,
    districts: known.map(({ key, has }) => {
      return { key, state: stateOf(has, wants), calendarUntil: calendars.get(key) ?? null, has, wants };
    }),
  };
}

function stateOf(has: number, wants: number): 'open' | 'behind' | 'newer' {
  if (has === wants) return 'open';
  return has < wants ? 'behind' : 'newer';
}

async function readDistricts(database: Database): Promise<{ key: string; schema_name: string; has: number }[]> {
  const rows = await database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('districts')
      .leftJoin('migrations', 'migrations.schema_name', 'districts.schema_name')
      .select((eb) => ['districts.key', 'districts.schema_name', eb.fn.max('migrations.number').as('has')])
      .groupBy('districts.id')
      .orderBy('districts.key')
      .execute(),
  );
  return rows.map((row) => ({ ...row, has: row.has ?? 0 }));
}

async function lookAtDistrict(
  database: Database,
  schema: string,
  path: string,
): Promise<{ at: string | undefined; calendarUntil: string | null }> {
  const scope = { ...NO_SCOPE, paths: [path], confidentialPaths: [path], restrictedPaths: [path], writer: 'system' };
  return database.transaction({ schema, scope, isReadOnly: true }, async ({ db }) => {
    const waiting = db.selectFrom('facts').select('at').where('batch', 'is', null).orderBy('at').limit(1);
    // As working-time.ts knows a year: none is without days off in October.
    const last = db
      .selectFrom('work_calendar')
      .select('day')
      .where('kind', '=', 'holiday')
      .where('is_assumed', '=', false)
      .where(sql<boolean>`extract(month from day) = 10`)
      .orderBy('day', 'desc')
      .limit(1);
    const day = (await last.executeTakeFirst())?.day;
    return {
      at: (await waiting.executeTakeFirst())?.at,
      calendarUntil: day === undefined ? null : `${day.slice(0, 4)}-12-31`,
    };
  });
}

async function freeBytes(directory: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return null; // a disk that does not answer: the number is unknown, the rest of the answer is not
  }
}
