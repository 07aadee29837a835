// Figures for Prometheus, on an address of their own: counts, durations and queues; never an id, a name or a number of anybody.

import { createServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import { problem } from '#problems';
import type { Problem, ProblemSlug } from '#problems';

import { safeEqual } from './crypto.ts';
import { CITY } from './database/database.ts';
import type { Database } from './database/database.ts';
import { NO_SCOPE } from './database/opening.ts';
import { lookAtDatabase } from './health.ts';
import { PROBLEM_TYPE, bodyOf } from './http/answer.ts';
import type { Server } from './http/server.ts';
import type { Platform } from './platform.ts';

export interface Metrics {
  /** Counts and times every answer of this server, by the pattern of its route. */
  watch(server: Server): void;
  refused(slug: ProblemSlug): void;
  /** Asked at each look. */
  listenersFrom(count: () => number): void;
  /** What Prometheus reads. */
  read(platform: Platform): Promise<string>;
  readonly contentType: string;
}

/** Answers within these seconds: most take milliseconds, a picture or a sheet takes longer. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const PATIENCE_MS = 2_500;
// Two that ask at the same time cost the database one look.
const KEPT_MS = 5_000;

export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'gezhi_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'gezhi_http_request_seconds',
    help: 'From the first byte of a request to the last of its answer; live streams are left out',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: 'gezhi_refusals_total',
    help: 'Refusals, by the slug of the problem (see /problems)',
    labelNames: ['problem'],
    registers,
  });
  const counts: (() => number)[] = [];
  const listeners = new Gauge({ name: 'gezhi_live_listeners', help: 'Live streams open in this process', registers });
  const house = houseGauges(registers);
  let kept: { at: number; look: Promise<void> } | undefined;

  return {
    contentType: register.contentType,
    watch(server) {
      server.addHook('onResponse', async (request, reply) => {
        // The pattern: what stands in the address itself may be an id or a token.
        const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown' };
        requests.inc({ ...labels, status: reply.statusCode });
        const isStream = String(reply.raw.getHeader('content-type')).startsWith('text/event-stream');
        if (!isStream) seconds.observe(labels, reply.elapsedTime / 1000);
      });
    },
    refused: (slug) => refusals.inc({ problem: slug }),
    listenersFrom: (count) => void counts.push(count),
    async read(platform) {
      const at = performance.now();
      if (kept === undefined || at - kept.at > KEPT_MS) kept = { at, look: house.look(platform) };
      listeners.set(counts.reduce((sum, count) => sum + count(), 0));
      await kept.look;
      return register.metrics();
    },
  };
}

/** What is asked of the database at each look. What cannot be known is not told, rather than told as nothing. */
function houseGauges(registers: Registry[]): { look(platform: Platform): Promise<void> } {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `gezhi_${name}`, help, labelNames, registers });
  const ready = gauge('ready', '1 while this process answers requests and its database answers it');
  const connections = gauge('database_connections', 'Connections of this process to the database', ['state']);
  const waiting = gauge('database_waiting', 'Requests of this process that wait for a connection');
  const districts = gauge('districts', 'Districts by state: those that are not open are closed', ['state']);
  const known = {
    jobsBehind: gauge('jobs_behind_seconds', 'Age of the oldest fact no job was made from, or of the oldest job due'),
    jobsFailed: gauge('jobs_failed', 'Jobs that failed every time and wait for a person'),
    facts: gauge('facts_waiting', 'Facts no job was made from yet'),
    timers: gauge('timers_due', 'Timers that are due and have not fired'),
    messages: gauge('messages_given_up', 'Messages to phones that were given up after the tenth time'),
  };

  return {
    async look(platform) {
      const { beneath } = platform.database;
      const pool = 'pool' in beneath ? beneath.pool : beneath.embedded.pool;
      connections.set({ state: 'in_use' }, pool.totalCount - pool.idleCount);
      connections.set({ state: 'idle' }, pool.idleCount);
      waiting.set(pool.waitingCount);

      const found = await lookAtDatabase(platform);
      ready.set((platform.isReady?.() ?? true) && found.database === 'ok' ? 1 : 0);
      for (const state of ['open', 'behind', 'newer'] as const)
        districts.set({ state }, found.districts.filter((each) => each.state === state).length);
      const open = found.districts.filter(({ state }) => state === 'open').map(({ key }) => key);
      const rows = found.database === 'ok' ? await countInTime(platform, open) : undefined;
      const figures: Record<keyof typeof known, number | null | undefined> = {
        jobsBehind: found.jobsBehindSeconds,
        jobsFailed: found.jobsFailed,
        facts: rows?.facts,
        timers: rows?.timers,
        messages: rows?.messages,
      };
      for (const [name, value] of Object.entries(figures)) {
        const each = known[name as keyof typeof known];
        if (typeof value === 'number') each.set(value);
        else each.remove();
      }
    },
  };
}

interface Counted {
  facts: number;
  timers: number;
  messages: number;
}

async function countInTime(platform: Platform, open: readonly string[]): Promise<Counted | undefined> {
  const stop = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([countAll(platform, open), late]);
  } catch {
    return undefined; // away since the look a moment ago; `gezhi_ready` says so at the next
  } finally {
    stop.abort();
  }
}

async function countAll({ database, clock }: Platform, open: readonly string[]): Promise<Counted> {
  const sum = { facts: 0, timers: 0, messages: 0 };
  if (open.length === 0) return sum;
  const known = await database.transaction(CITY, ({ db }) =>
    db.selectFrom('districts').select(['key', 'schema_name']).where('key', 'in', open).execute(),
  );
  const now = clock();
  for (const { key, schema_name: schema } of known) {
    const counted = await countIn(database, schema, `/${key}/`, now);
    sum.facts += counted.facts;
    sum.timers += counted.timers;
    sum.messages += counted.messages;
  }
  return sum;
}

function countIn(database: Database, schema: string, path: string, now: string): Promise<Counted> {
  const scope = { ...NO_SCOPE, paths: [path], confidentialPaths: [path], restrictedPaths: [path], writer: 'system' };
  return database.transaction({ schema, scope, isReadOnly: true }, async ({ db }) => {
    const facts = db.selectFrom('facts').where('batch', 'is', null);
    const timers = db
      .selectFrom('timers')
      .where('fired_at', 'is', null)
      .where('dropped_at', 'is', null)
      .where('due_at', '<=', now);
    const messages = db.selectFrom('messages').where('given_up_at', 'is not', null);
    const [waiting, due, givenUp] = [
      await facts.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow(),
      await timers.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow(),
      await messages.select((eb) => eb.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow(),
    ];
    return { facts: waiting.rows, timers: due.rows, messages: givenUp.rows };
  });
}

export interface MetricsDoor {
  readonly port: number;
  readonly host: string;
  readonly token: string | undefined;
}

/** Listens beside the pages, so that no proxy in front passes it on. */
export async function openMetrics(platform: Platform, { port, host, token }: MetricsDoor): Promise<HttpServer> {
  const { metrics, log } = platform;
  if (metrics === undefined) throw new Error('this process keeps no figures');
  const server = createServer((request, response) => {
    const answer = async () => {
      const refusal = refusalFor(request, token);
      const [status, type, text] =
        refusal === undefined
          ? [200, metrics.contentType, await metrics.read(platform)]
          : [refusal.status, PROBLEM_TYPE, JSON.stringify(bodyOf(refusal))];
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    };
    answer().catch((error: unknown) => {
      log.error({ error }, 'metrics');
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

function refusalFor({ method, url, headers }: IncomingMessage, token: string | undefined): Problem | undefined {
  const isKnown = token === undefined || safeEqual(headers.authorization ?? '', `Bearer ${token}`);
  if (!isKnown) return problem('signed-out', 'Send the token: Authorization: Bearer {METRICS_TOKEN}');
  if (method !== 'GET' || url !== '/metrics') return problem('not-found', 'There is only GET /metrics at this port');
  return undefined;
}
