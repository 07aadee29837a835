// Who asked last to send back, of each of these cases.

import type { Db } from '#platform/database/connection.ts';

export async function findOrdersAsked(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('work_orders')
    .select(['case_id', 'organisation_id'])
    .where('case_id', 'in', caseIds)
    .where('role', '=', 'leadHandler')
    .where('status', '=', 'sendBackAsked')
    .execute();
  return new Map(rows.map(({ case_id, organisation_id }) => [case_id, organisation_id]));
}
