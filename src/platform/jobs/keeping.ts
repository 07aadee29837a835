// Takes away what is no longer needed: facts that have passed, and the ids of writes nobody will send again.

import { addMinutes } from '#shared/time.ts';

import { inTransaction } from '../context.ts';
import type { Context, TransactionContext } from '../context.ts';

const DAY_MINUTES = 1_440;
/** The live stream, feeds and figures read facts by batch for so long. */
const FACTS_KEPT_DAYS = 30;
/** A phone that was off may send again what it had not seen answered. */
const WRITES_KEPT_DAYS = 90;
// In small steps: on the embedded database one long statement stops the whole server.
const STEP = 2_000;

export function removeOldFacts(ctx: Context): Promise<number> {
  const before = addMinutes(ctx.now, -FACTS_KEPT_DAYS * DAY_MINUTES);
  return inSteps(ctx, async ({ db }) => {
    const removed = await db
      .deleteFrom('facts')
      .where('id', 'in', (eb) =>
        eb.selectFrom('facts').select('id').where('batch', 'is not', null).where('at', '<', before).limit(STEP),
      )
      .executeTakeFirst();
    return Number(removed.numDeletedRows);
  });
}

export function removeOldWrites(ctx: Context): Promise<number> {
  const before = addMinutes(ctx.now, -WRITES_KEPT_DAYS * DAY_MINUTES);
  return inSteps(ctx, async ({ db }) => {
    const removed = await db
      .deleteFrom('writes')
      .where('id', 'in', (eb) => eb.selectFrom('writes').select('id').where('at', '<', before).limit(STEP))
      .executeTakeFirst();
    return Number(removed.numDeletedRows);
  });
}

async function inSteps(ctx: Context, step: (ctx: TransactionContext) => Promise<number>): Promise<number> {
  let removed = 0;
  for (;;) {
    const now = await inTransaction(ctx, step);
    removed += now;
    if (now < STEP) return removed;
  }
}
