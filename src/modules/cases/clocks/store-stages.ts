// What the stages of one case are read from beside its history: whether its reporter can be reached, and was called back.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

/** A call that reached nobody does not settle it; a rating does. */
export async function findReached(
  db: Db,
  caseId: string,
  closedAt: Instant | null,
): Promise<{ isReachable: boolean; isCalledBack: boolean }> {
  const { rows } = await sql<{ is_reachable: boolean; is_called_back: boolean }>`
    select
      exists (
        select from case_reports
        join case_contacts on case_contacts.report_id = coalesce(case_reports.origin_id, case_reports.id)
        where case_reports.case_id = ${caseId}::uuid and not case_reports.is_withdrawn
          and case_contacts.phone_cipher is not null
      ) as is_reachable,
      exists (
        select from callbacks
        where callbacks.case_id = ${caseId}::uuid and callbacks.closed_at = ${closedAt}::timestamptz
          and callbacks.outcome <> 'noAnswer'
      ) as is_called_back
  `.execute(db);
  const [found] = rows;
  return { isReachable: found?.is_reachable ?? false, isCalledBack: found?.is_called_back ?? false };
}
