// When cases came into the status they are in: read from history, of cases that were just listed.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

/** The last move into the present status from another one; a case that was born into it has none. */
export async function findEntered(db: Db, ids: readonly string[]): Promise<Map<string, Instant>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ case_id: string; at: Instant }>`
    select case_moves.case_id, max(case_moves.at) as at
    from unnest(${ids}::uuid[]) as listed (id)
    join cases on cases.id = listed.id
    join case_moves on case_moves.case_id = listed.id
    where case_moves.to_status = cases.status and case_moves.from_status is distinct from cases.status
    group by case_moves.case_id
  `.execute(db);
  return new Map(rows.map(({ case_id, at }) => [case_id, at]));
}
