// The moments at which something in a case falls due: rows, changed in the transaction that changes the clock.

import { sql } from 'kysely';

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

const SET_TIMERS = prepare<{
  ids: string[];
  kinds: string[];
  subjectIds: string[];
  paths: string[];
  dueAts: string[];
}>()(
  (_db, { ids, kinds, subjectIds, paths, dueAts }) => sql`
    insert into timers (id, kind, subject_id, path, due_at)
    select id, kind, subject_id, path, due_at
    from unnest(${ids}::uuid[], ${kinds}::text[], ${subjectIds}::uuid[], ${paths}::text[], ${dueAts}::timestamptz[])
      as given (id, kind, subject_id, path, due_at)
    -- The same moment set again after it was dropped rings again; one that has rung does not.
    on conflict (kind, subject_id, due_at) do update set dropped_at = null
  `,
);

export function setTimer(ctx: TransactionContext, timer: NewTimer): void {
  setTimers(ctx, [timer]);
}

/** All at once in one statement: of an order when it is sent out, of thousands when they are late in the same second. */
export function setTimers({ db }: TransactionContext, timers: readonly NewTimer[]): void {
  if (timers.length === 0) return;
  SET_TIMERS.write(db, {
    ids: timers.map(() => newId()),
    kinds: timers.map(({ kind }) => kind),
    subjectIds: timers.map(({ subjectId }) => subjectId),
    paths: timers.map(({ path }) => path),
    dueAts: timers.map(({ dueAt }) => dueAt),
  });
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
