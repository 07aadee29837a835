// Turns waiting facts into jobs: takes a batch, asks the register which jobs follow, adds them, all in one transaction.

import { sql } from 'kysely';

import type { FactName } from '#shared/facts.ts';

import { inTransaction } from '../context.ts';
import type { Context } from '../context.ts';
import type { JobData, Queue } from './queue.ts';
import type { JobRegister, PastFact } from './register.ts';

export const MOST_IN_A_BATCH = 500;

// Any number will do, as long as every version of the program takes the same one.
const PUMP_LOCK = 4_720_002;

/** Passes one batch on. Answers how many facts it took: none also when another process is at it. */
export async function pumpOnce(ctx: Context, register: JobRegister, queue: Queue): Promise<number> {
  const passed = await inTransaction(ctx, async ({ db, district }) => {
    // One pump a district: a batch is committed before the next begins, so whoever has seen batch n has missed none before it.
    const { rows } = await sql<{ has_lock: boolean }>`
      select pg_try_advisory_xact_lock(${PUMP_LOCK}::integer, hashtext(current_schema())) as has_lock`.execute(db);
    if (rows[0]?.has_lock !== true) return undefined;

    const facts = await db
      .selectFrom('facts')
      .select(['id', 'name'])
      .where('batch', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(MOST_IN_A_BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    if (facts.length === 0) return undefined;

    const { last_batch: batch } = await db
      .updateTable('fact_batches')
      .set((eb) => ({ last_batch: eb('last_batch', '+', 1) }))
      .returning('last_batch')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('facts')
      .set({ batch })
      .where(
        'id',
        'in',
        facts.map(({ id }) => id),
      )
      .execute();
    const jobs = jobsFor(register, district.key, batch, facts);
    for (const [name, data] of jobs) await queue.add(db, name, data);
    return { count: facts.length, batch, names: [...jobs.keys()] };
  });
  if (passed === undefined) return 0;
  queue.wakeWorkers(passed.names);
  await ctx.platform.live.tell(ctx.district.key, passed.batch);
  return passed.count;
}

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
