// Indicators as data: each with its versions; a change adds one.

import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Indicators } from '#platform/database/tables.ts';

export type IndicatorRow = Selectable<Indicators>;

const COLUMNS = [
  'code', 'version', 'family', 'sequence', 'name_zh', 'name_en', 'numerator', 'denominator', 'source', 'reason', 'valid_from',
  'changed_by', 'changed_at',
] as const; // prettier-ignore

/** All versions, in the order of the page, newest first of each. */
export async function readDefinitions(db: Db): Promise<IndicatorRow[]> {
  return db
    .selectFrom('indicators')
    .select(COLUMNS)
    .orderBy('sequence')
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
}

export async function insertDefinition(db: Db, row: Insertable<Indicators>): Promise<void> {
  await db.insertInto('indicators').values(row).execute();
}
