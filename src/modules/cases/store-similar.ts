// Open matters near a place that anybody may hear of.

import type { Db } from '#platform/database/connection.ts';

import { FINAL_STATUSES } from './facts.ts';
import type { CaseRow } from './store.ts';

const MOST_LOOKED_AT = 100;

/** Of a public class that a person has settled: what nobody has looked at yet may be about anything. The newest first. */
export async function findPublicNear(
  db: Db,
  { id, grid_id, community_id }: Pick<CaseRow, 'id' | 'grid_id' | 'community_id'>,
  since: string,
): Promise<{ id: string; summary: string; className: string; reportedAt: string }[]> {
  if (grid_id === null && community_id === null) return [];
  const rows = await db
    .selectFrom('cases')
    .innerJoin('classes', 'classes.code', 'cases.class_code')
    .select(['cases.id', 'cases.summary', 'cases.reported_at', 'classes.name'])
    .where(grid_id === null ? 'cases.community_id' : 'cases.grid_id', '=', grid_id ?? community_id)
    .where('cases.reported_at', '>=', since)
    .where('cases.id', '<>', id)
    .where('cases.kind', '=', 'problem')
    .where('cases.secrecy', '=', 'open')
    .where('cases.class_confirmed', '=', true)
    .where('classes.secrecy', '=', 'open')
    .where('cases.status', 'not in', FINAL_STATUSES)
    .orderBy('cases.reported_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(MOST_LOOKED_AT)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    summary: row.summary,
    className: row.name,
    reportedAt: row.reported_at,
  }));
}
