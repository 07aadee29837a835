// Turns waiting facts into jobs: takes a batch, asks the register which jobs follow, adds them, all in one transaction.

import { sql } from 'kysely';

import type { FactName } from '#shared/facts.ts';

import { inTransaction } from '../context.ts';
import type { Context } from '../context.ts';
import { prepare } from '../database/prepared.ts';
import type { JobData, Queue } from './queue.ts';
import type { JobRegister, PastFact } from './register.ts';

export const MOST_IN_A_BATCH = 500;

// Any number will do, as long as every version of the program takes the same one.
const PUMP_LOCK = 4_720_002;

/** Passes one batch on. Answers how many facts it took: none also when another process is at it. */
export async function pumpOnce(ctx: Context, register: JobRegister, queue: Queue): Promise<number> {
  const passed = await inTransaction(ctx, async ({ db, district }) => {
    const facts = await TAKE_BATCH.read(db, { most: MOST_IN_A_BATCH, lock: PUMP_LOCK });
    const batch = facts[0]?.batch;
    if (batch === undefined) return undefined;
    const jobs = jobsFor(register, district.key, batch, facts);
    for (const [name, data] of jobs) await queue.add(db, name, data);
    return { count: facts.length, batch, names: [...jobs.keys()] };
  });
  if (passed === undefined) return 0;
  queue.wakeWorkers(passed.names);
  await ctx.platform.live.tell(ctx.district.key, passed.batch);
  return passed.count;
}

/**
 * One pump a district: a batch is committed before the next begins, so whoever has seen batch n has missed none before it. A
 * pump that does not get the lock takes nothing; one that got it just after another committed skips what that one took.
 */
const TAKE_BATCH = prepare<{ most: number; lock: number }>()(
  (_db, { most, lock }) => sql<{ id: string; name: string; batch: number }>`
    with pump as materialized (
      select pg_try_advisory_xact_lock(${lock}::integer, hashtext(current_schema())) as has_lock
    ), taken as materialized (
      select facts.id from facts
      where facts.batch is null and (select has_lock from pump)
      order by facts.at, facts.id limit ${most}::integer for update skip locked
    ), following as (
      update fact_batches set last_batch = last_batch + 1 where exists (select from taken) returning last_batch
    ), passed as (
      update facts set batch = following.last_batch from following
      where facts.id in (select taken.id from taken)
      returning facts.id, facts.name, facts.batch, facts.at
    )
    select id, name, batch from passed order by at, id
  `,
);

/** The jobs that follow a batch of facts, by name. */
export function jobsFor(
  { reactions, jobs }: JobRegister,
  district: string,
  batch: number,
  facts: readonly { id: string; name: string }[],
): Map<string, JobData[]> {
  const wanted = new Map<string, JobData[]>();
  for (const { id, name } of facts) {
    // A fact of a newer version of the program, seen while both run: its own process has announced it for the streams.
    for (const job of reactions[name as FactName] ?? []) {
      const isEach = jobs[job]?.takes === 'each';
      const data = isEach ? { district, factId: id } : { district, batch };
      const before = wanted.get(job);
      if (before === undefined) wanted.set(job, [data]);
      else if (isEach) before.push(data);
    }
  }
  return wanted;
}

/** The facts jobs are about. None when they are older than what is kept. */
export function readFacts(ctx: Context, about: { ids: readonly string[] } | { batch: number }): Promise<PastFact[]> {
  return inTransaction(ctx, async ({ db }) => {
    const all = db
      .selectFrom('facts')
      .select(['id', 'name', 'body', 'path', 'secrecy', 'actor_id', 'at'])
      .orderBy('at')
      .orderBy('id');
    const rows = await (
      'ids' in about ? all.where('id', 'in', about.ids) : all.where('batch', '=', about.batch)
    ).execute();
    return rows.map(
      ({ id, name, body, path, secrecy, actor_id: actorId, at }) =>
        ({ ...(body as object), id, name, path, secrecy, actorId, at }) as PastFact,
    );
  });
}
