// Open matters near a place that anybody may hear of.

import type { Db } from '#platform/database/connection.ts';

import { FINAL_STATUSES } from '../facts.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';

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

const MOST_LOOKED_THROUGH = 500;

/** Open to everybody and not over: what whoever serves here may join another voice to. The newest first. */
export async function findOpenIn(
  db: Db,
  communityId: string,
  since: string,
): Promise<(CaseRow & { className: string | null })[]> {
  const newest = db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('community_id', '=', communityId)
    .where('reported_at', '>=', since)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LOOKED_THROUGH)
    .as('newest');
  return db
    .selectFrom(newest)
    .leftJoin('classes', 'classes.code', 'newest.class_code')
    .select(CASE_COLUMNS.map((column) => `newest.${column}` as const))
    .select('classes.name as className')
    .where('newest.secrecy', '=', 'open')
    .where('newest.status', 'not in', FINAL_STATUSES)
    .execute();
}
