// The duty lists as rows.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { DutyItem } from './rules-responsible.ts';
import { saveSeen, withdrawSeen } from './store-withdrawn.ts';

const COLUMNS = ['id', 'list', 'sort', 'path', 'organisation_id', 'class_code', 'name', 'clause', 'source', 'version'] as const; // prettier-ignore

export async function listDutyRows(db: Db, { classCode }: { classCode?: string } = {}): Promise<DutyItem[]> {
  let query = db.selectFrom('duty_items').select(COLUMNS).where('withdrawn_at', 'is', null);
  if (classCode !== undefined) query = query.where('class_code', '=', classCode);
  const rows = await query.orderBy('list').orderBy('path').orderBy('sort').orderBy('name').orderBy('id').execute();
  return rows.map(toItem);
}

export async function findDutyRow(db: Db, id: string): Promise<DutyItem | undefined> {
  const row = await db
    .selectFrom('duty_items')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row && toItem(row);
}

/** A sheet writes many: two at once wait for each other, so that the second sees what the first has made. */
export async function lockDuties(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('duty items'))`.execute(db);
}

/** False when it does not stand at the version seen; 0 means that there is none of this id. */
export function saveDutyRow(db: Db, item: DutyItem): Promise<boolean> {
  return saveSeen(db, 'duty_items', item, {
    list: item.list,
    sort: item.sort,
    path: item.path,
    organisation_id: item.organisationId,
    class_code: item.classCode,
    name: item.name,
    clause: item.clause,
    source: item.source,
  });
}

export function withdrawDutyRow(db: Db, seen: { id: string; version: number; at: string }): Promise<boolean> {
  return withdrawSeen(db, 'duty_items', seen);
}

function toItem(row: {
  id: string;
  list: string;
  sort: string | null;
  path: string;
  organisation_id: string;
  class_code: string | null;
  name: string;
  clause: string;
  source: string;
  version: number;
}): DutyItem {
  return {
    id: row.id,
    list: row.list as DutyItem['list'],
    sort: row.sort as DutyItem['sort'],
    path: row.path,
    organisationId: row.organisation_id,
    classCode: row.class_code,
    name: row.name,
    clause: row.clause,
    source: row.source,
    version: row.version,
  };
}
