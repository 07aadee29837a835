// What a report costs beside its SQL: reports by HTTP against the very statements one report sends, replayed without the program.

import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { createApp } from '../src/app.ts';
import { readSettings } from '../src/config.ts';
import type { Batch, Statement } from '#platform/database/batch.ts';
import { conversationWith } from '#platform/database/conversation.ts';
import { openHouse } from '#platform/start.ts';
import { newId } from '#shared/ids.ts';

import { loadCases } from './cases.ts';
import type { Grounds } from './ground.ts';
import type { Order, Played } from './lifecycle-client.ts';
import type { Book } from './measure.ts';
import { runJson } from './processes.ts';
import { aReport } from './report.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { buildBenchTown } from './town.ts';

const CONNECTIONS = 10;
const LEAST_PERCENT = 50;
const ROUNDS = 2;

export async function benchIntake(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const ground = await grounds.make('PostgreSQL');
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  await database.close();

  const messages = await captureOne(ground.environment);
  book.say(`  one report sends ${messages.flat().length} statements in ${messages.length} messages to the database`);
  const url = ground.environment.DATABASE_URL ?? '';
  const rates: { intake: number; replay: number }[] = [];
  // In turns, so that what the machine does meanwhile falls on both.
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer({ ...ground.environment, DATABASE_CONNECTIONS: String(CONNECTIONS) });
    const order: Omit<Order, 'seconds'> = { base: server.base, pace: { workers: CONNECTIONS }, what: 'reports' };
    await runJson<Played>('lifecycle-client.ts', { ...order, seconds: 2 });
    const { lives, seconds } = await runJson<Played>('lifecycle-client.ts', { ...order, seconds: sizes.intakeSeconds });
    await server.stop();
    rates.push({ intake: lives / seconds, replay: await replay(url, messages, sizes.intakeSeconds, round) });
  }
  const [intake, replayed] = [mean(rates.map((rate) => rate.intake)), mean(rates.map((rate) => rate.replay))];
  book.note({ on: 'PostgreSQL', name: 'reports by HTTP', value: intake, unit: '/s' });
  book.note({
    on: 'PostgreSQL',
    name: `their statements alone on ${CONNECTIONS} connections`,
    value: replayed,
    unit: '/s',
  });
  book.note({
    on: 'PostgreSQL',
    name: 'intake ÷ its statements',
    value: (intake / replayed) * 100,
    unit: '%',
    limit: { least: LEAST_PERCENT },
  });
  await ground.remove();
}

/** Everything that goes over the wire for the third report: by then nothing is read for the first time. */
async function captureOne(environment: Readonly<Record<string, string>>): Promise<Statement[][]> {
  const house = await openHouse(readSettings({ ...environment, LOG_LEVEL: 'silent' }), {
    clock: () => new Date().toISOString(),
    say: () => undefined,
  });
  const { beneath } = house.platform.database;
  if (!('pool' in beneath)) throw new Error('statements are captured on PostgreSQL');
  const sent: Statement[][] = [];
  beneath.pool.on('connect', (client) => listen(client, sent));
  await house.prepare();
  house.open();
  const { server } = await createApp(house.platform);
  for (let at = 0; at < 3; at += 1) {
    sent.length = 0;
    const reply = await server.inject({ method: 'POST', url: '/api/yunting/cases', payload: aReport(newId()) });
    if (reply.statusCode !== 201) throw new Error(`the report was not taken: ${reply.body}`);
  }
  await server.close();
  const captured = [...sent];
  await house.close();
  return captured;
}

function listen(client: pg.PoolClient, sent: Statement[][]): void {
  const query = client.query.bind(client) as (...rest: unknown[]) => unknown;
  const heard = (first: Batch | string, ...rest: unknown[]) => {
    sent.push(typeof first === 'string' ? [{ text: first, values: [] }] : [...first.asked]);
    return query(first, ...rest);
  };
  Object.assign(client, { query: heard });
}

/**
 * Sends the same messages again and again, prepared and gathered as they were, each time with ids, number and secrets of their
 * own. Answers rounds a second.
 */
async function replay(
  connectionString: string,
  messages: readonly Statement[][],
  seconds: number,
  round: number,
): Promise<number> {
  const fresh = freshValues(messages, round);
  const endsAt = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      const { ask } = conversationWith(client);
      while (performance.now() < endsAt) {
        for (const message of fresh()) await Promise.all(message.map(ask));
        done += 1;
      }
      await client.end();
    }),
  );
  return done / seconds;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const NUMBER = /^\d{10,13}$/;
const HASH = /^[A-Za-z0-9_-]{43}$/;

/** Ids of version 7 were made for this report; those of the town are of other versions. */
function freshValues(messages: readonly Statement[][], round: number): () => Statement[][] {
  let made = 0;
  return () => {
    made += 1;
    const known = new Map<string, string>();
    const once = (old: string, make: () => string) => known.get(old) ?? (known.set(old, make()), known.get(old)!);
    const freshen = (value: unknown): unknown => {
      if (typeof value !== 'string') return value;
      if (NUMBER.test(value)) return `990101${(round + 1) * 1_000_000 + made}`;
      if (HASH.test(value)) return once(value, () => randomBytes(32).toString('base64url'));
      return value.replace(ID, (id) => once(id, newId));
    };
    return messages.map((message) =>
      message.map((statement) => ({ ...statement, values: statement.values.map(freshen) })),
    );
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
