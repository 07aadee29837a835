// The moments at which something in a case falls due: rows, changed in the transaction that changes the clock.

import type { TransactionContext } from '#platform/context.ts';
import { prepare } from '#platform/database/prepared.ts';
import { newId } from '#shared/ids.ts';

import type { TimerKind } from './order-timers.ts';

export interface NewTimer {
  readonly kind: TimerKind;
  readonly subjectId: string;
  readonly path: string;
  readonly dueAt: string;
}

const SET_TIMER = prepare<NewTimer & { id: string }>()((db, { id, kind, subjectId, path, dueAt }) =>
  db
    .insertInto('timers')
    .values({ id, kind, subject_id: subjectId, path, due_at: dueAt })
    // The same moment set again after it was dropped rings again; one that has rung does not.
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id', 'due_at']).doUpdateSet({ dropped_at: null })),
);

export function setTimer({ db }: TransactionContext, timer: NewTimer): void {
  SET_TIMER.write(db, { id: newId(), ...timer });
}

const DROP_TIMERS = prepare<{ subjectId: string; at: string }>()((db, { subjectId, at }) =>
  db
    .updateTable('timers')
    .set({ dropped_at: at })
    .where('subject_id', '=', subjectId)
    .where('fired_at', 'is', null)
    .where('dropped_at', 'is', null),
);

/** What was still to come of this order or case no longer comes. */
export function dropTimers({ db, now }: TransactionContext, subjectId: string): void {
  DROP_TIMERS.write(db, { subjectId, at: now });
}
