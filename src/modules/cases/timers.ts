// The moments at which something in a case falls due: rows, changed in the transaction that changes the clock.

import type { TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

export type TimerKind = 'workOrder.due' | 'case.ratingLapse';

export interface NewTimer {
  readonly kind: TimerKind;
  readonly subjectId: string;
  readonly path: string;
  readonly dueAt: string;
}

export async function setTimer(ctx: TransactionContext, { kind, subjectId, path, dueAt }: NewTimer): Promise<void> {
  await ctx.db
    .insertInto('timers')
    .values({ id: newId(), kind, subject_id: subjectId, path, due_at: dueAt })
    // The same moment set again after it was dropped rings again; one that has rung does not.
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id', 'due_at']).doUpdateSet({ dropped_at: null }))
    .execute();
}

/** What was still to come of this order or case no longer comes. */
export async function dropTimers(ctx: TransactionContext, subjectId: string): Promise<void> {
  await ctx.db
    .updateTable('timers')
    .set({ dropped_at: ctx.now })
    .where('subject_id', '=', subjectId)
    .where('fired_at', 'is', null)
    .where('dropped_at', 'is', null)
    .execute();
}
