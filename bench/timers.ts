// Timers: many open, and thousands due in the same second; until all have rung, and until whoever is to know it is told.

import { setTimeout as sleep } from 'node:timers/promises';

import { addMinutes, toInstant } from '#shared/time.ts';

import { loadCases } from './cases.ts';
import type { Grounds, Kind } from './ground.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { buildBenchTown } from './town.ts';

const AT_ONCE = 2_000;
const RUNG_SECONDS = 2;
/** The server is ready by then, and has done what a start does. */
const AHEAD_MS = 30_000;

export async function benchTimers(book: Book, grounds: Grounds, sizes: Sizes, kind: Kind): Promise<void> {
  const ground = await grounds.make(kind);
  const database = await ground.open();
  await buildBenchTown(database);
  await loadCases(database, sizes.casesPresent, book.say);
  const wanted = sizes.isQuick ? AT_ONCE / 10 : AT_ONCE;
  const dueAt = toInstant(Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000);
  const open = await database.asOwner(async ({ query }) => {
    await query(
      `insert into d_yunting.timers (id, kind, subject_id, path, due_at)
       select gen_random_uuid(), 'workOrder.due', id, '/yunting/', $1::timestamptz
       from d_yunting.work_orders order by clock_stopped_at is null desc, id limit $2`,
      [dueAt, wanted],
    );
    // The others wait for hours and weeks to come.
    await query(
      `insert into d_yunting.timers (id, kind, subject_id, path, due_at)
       select gen_random_uuid(), 'case.ratingLapse', id, '/yunting/', $1::timestamptz + (row_number() over ()) * interval '20 seconds'
       from d_yunting.cases limit $2`,
      [addMinutes(dueAt, 60), sizes.casesPresent - wanted],
    );
    const { rows } = await query('select count(*)::int as count from d_yunting.timers where fired_at is null', []);
    return (rows as { count: number }[])[0]?.count ?? 0;
  });
  await database.close();

  const server = await startServer(ground.environment);
  if (Date.now() > Date.parse(dueAt) - 2_000) throw new Error('the server was not ready before the timers were due');
  await sleep(Date.parse(dueAt) - Date.now() - 1_000);
  server.forget();
  await sleep(1_000 + sizes.settleSeconds * 1_000);
  const { longestPauseMs } = await server.watched();
  await server.stop();

  const after = await ground.open();
  const found = await after.asOwner(async ({ query }) => {
    const ask = async <Row>(sql: string) => (await query(sql, [])).rows as Row[];
    return {
      facts: await ask<{ id: string }>("select id from d_yunting.facts where name = 'workOrder.due'"),
      notices: await ask<{ id: string }>("select id from d_yunting.notices where kind = 'due'"),
      orders: await ask<{ count: number }>(
        "select count(distinct work_order_id)::int as count from d_yunting.notices where kind = 'due'",
      ),
      left: await ask<{ count: number }>('select count(*)::int as count from d_yunting.facts where batch is null'),
    };
  });
  await after.close();
  await ground.remove();

  // Rung twice or not at all, told to nobody, left lying: then the seconds say nothing.
  if (found.facts.length !== wanted) throw new Error(`${found.facts.length} of ${wanted} have rung`);
  if (found.orders[0]?.count !== wanted) throw new Error(`of ${wanted} orders ${found.orders[0]?.count} were told`);
  if (found.left[0]?.count !== 0) throw new Error(`${found.left[0]?.count} facts wait`);
  const rung = secondsAfter(dueAt, found.facts);
  const told = secondsAfter(dueAt, found.notices);
  const of = `${wanted.toLocaleString('en')} of ${open.toLocaleString('en')} timers due in one second`;
  book.note({ on: kind, name: `${of}: all have rung`, value: rung, unit: 's', limit: { most: RUNG_SECONDS } });
  book.note({ on: kind, name: `${of}: all are told (${found.notices.length} notices)`, value: told, unit: 's' });
  book.note({ on: kind, name: `${of}: longest pause of the event loop`, value: longestPauseMs, unit: 'ms' });
}

/**
 * Until the last row was written, by the moment that stands in its id; and, because a batch is true only with its commit, as long
 * again as the longest wait between two rows.
 */
function secondsAfter(dueAt: string, rows: readonly { id: string }[]): number {
  const moments = rows.map(({ id }) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).sort((a, b) => a - b);
  const longest = Math.max(0, ...moments.slice(1).map((moment, at) => moment - (moments[at] ?? moment)));
  return ((moments.at(-1) ?? 0) + longest - Date.parse(dueAt)) / 1_000;
}
