// What stands still, as everybody may know of it.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import { FINAL_STATUSES } from '../facts.ts';
import type { Page } from './cursors.ts';

export interface SuspendedRow {
  /** Of the work order. */
  readonly id: string;
  readonly caseId: string;
  readonly path: string;
  readonly className: string;
  readonly organisationName: string;
  readonly reason: string | null;
  readonly reportedAt: Instant;
  readonly reviewAt: Instant;
  readonly suspendedAt: Instant | null;
  readonly words: string | null;
}

/** Open problems of public classes, the next review first, along `cases_suspended`. */
export async function findSuspended(db: Db, { after, limit }: Page): Promise<SuspendedRow[]> {
  const from =
    after === undefined
      ? sql``
      : sql`and (cases.suspended_until, cases.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const { rows } = await sql<SuspendedRow>`
    select work_orders.id, cases.id as "caseId", cases.path, classes.name as "className", organisations.name as "organisationName",
      work_orders.suspension_reason as reason, cases.reported_at as "reportedAt", cases.suspended_until as "reviewAt",
      agreed.at as "suspendedAt", agreed.words
    from cases
    join classes on classes.code = cases.class_code and classes.secrecy = 'open'
    join work_orders on work_orders.case_id = cases.id and work_orders.role = 'leadHandler' and work_orders.suspended_until is not null
    join organisations on organisations.id = work_orders.organisation_id
    left join lateral (
      select case_moves.at, case_texts.words
      from case_moves
      left join case_texts on case_texts.move_id = case_moves.id and case_texts.audience = 'public' and case_texts.erased_at is null
      where case_moves.case_id = cases.id and case_moves.verb = 'suspend'
      order by case_moves.seq desc
      limit 1
    ) as agreed on true
    where cases.suspended_until is not null and cases.secrecy = 'open' and cases.kind = 'problem' and cases.class_confirmed
      and cases.status <> all (${FINAL_STATUSES}::text[])
      ${from}
    order by cases.suspended_until, cases.id
    limit ${limit}`.execute(db);
  return rows;
}
