// What stands beside a case: its grid as it was, cases merged into it or split off, days of the calendar by name, matters near by.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';

export async function findGridAsItWas(db: Db, id: string) {
  return db.selectFrom('grids').select(['id', 'name', 'valid_to']).where('id', '=', id).executeTakeFirst();
}

const OTHER = ['id', 'number', 'summary', 'status', 'version', 'path'] as const;

export async function findMergedHere(db: Db, caseId: string) {
  return db.selectFrom('cases').select(OTHER).where('merged_into_id', '=', caseId).orderBy('number').execute();
}

export async function findSplitOffHere(db: Db, caseId: string) {
  return db.selectFrom('cases').select(OTHER).where('split_from_id', '=', caseId).orderBy('number').execute();
}

export async function findDayNotes(db: Db, from: Day, to: Day): Promise<Map<Day, string>> {
  const rows = await db
    .selectFrom('work_calendar')
    .select(['day', 'note'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('note', 'is not', null)
    .execute();
  return new Map(rows.map(({ day, note }) => [day, note ?? '']));
}

const MOST_LOOKED_AT = 300;
/** What came to nothing is nothing to compare with. */
const NO_NEIGHBOUR = ['withdrawn', 'cancelled', 'rejected', 'merged'];

/** Open to all staff of the community, of these weeks, the newest first, along the index of the community or of the grid. */
export async function findNeighboursOf(db: Db, row: CaseRow, since: string, until: string): Promise<CaseRow[]> {
  const [column, id] =
    row.community_id === null ? (['grid_id', row.grid_id] as const) : (['community_id', row.community_id] as const);
  if (id === null) return [];
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where(column, '=', id)
    .where('reported_at', '>=', since)
    .where('reported_at', '<=', until)
    .where('id', '<>', row.id)
    .where('secrecy', '=', 'open')
    .where('kind', '=', row.kind)
    .where('status', 'not in', NO_NEIGHBOUR)
    .where(sql<boolean>`split_from_id is distinct from ${row.id}`)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LOOKED_AT)
    .execute();
}
