// Rings the timers that have fallen due: each exactly once, by a fact announced in the transaction that marks it as fired.

import { inTransaction } from '../context.ts';
import type { Context } from '../context.ts';
import type { DueTimer, JobRegister } from './register.ts';

// A commit of the embedded database reaches the disk: four of them for 2,000 timers instead of ten.
const MOST_IN_A_SWEEP = 500;

/** Answers how many timers fired. What was due while nobody swept fires now, once. */
export function sweepTimers(ctx: Context, { timers: reactions }: JobRegister): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const { db, now } = ctx;
    const due = await db
      .selectFrom('timers')
      .select(['id', 'kind', 'subject_id', 'path', 'due_at'])
      .where('fired_at', 'is', null)
      .where('dropped_at', 'is', null)
      .where('due_at', '<=', now)
      // A kind of a newer version of the program is left for that version.
      .where('kind', 'in', Object.keys(reactions))
      .orderBy('due_at')
      .limit(MOST_IN_A_SWEEP)
      // Two sweeps at once share the work: neither waits for the other, and none takes what the other has.
      .forUpdate()
      .skipLocked()
      .execute();
    if (due.length === 0) return 0;

    await db
      .updateTable('timers')
      .set({ fired_at: now })
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute();
    for (const [kind, reaction] of Object.entries(reactions)) {
      const ofKind = due
        .filter((timer) => timer.kind === kind)
        .map(({ id, subject_id, path, due_at }): DueTimer => ({ id, subjectId: subject_id, path, dueAt: due_at }));
      if (ofKind.length === 0) continue;
      ctx.announceAll(await reaction(ctx, ofKind));
    }
    return due.length;
  });
}
