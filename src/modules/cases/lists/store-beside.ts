// What stands beside a case: its grid as it was, cases merged into it or split off, days of the calendar by name.

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

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
