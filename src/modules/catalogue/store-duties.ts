// The duty lists as rows.

import type { Db } from '#platform/database/connection.ts';

import type { DutyItem } from './rules-responsible.ts';

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

/** False when it does not stand at the version seen; 0 means that there is none of this id. */
export async function saveDutyRow(db: Db, { id, version, ...item }: DutyItem): Promise<boolean> {
  const row = {
    list: item.list,
    sort: item.sort,
    path: item.path,
    organisation_id: item.organisationId,
    class_code: item.classCode,
    name: item.name,
    clause: item.clause,
    source: item.source,
  };
  if (version === 0) {
    const made = await db
      .insertInto('duty_items')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('duty_items')
    .set({ ...row, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function withdrawDutyRow(db: Db, { id, version, at }: { id: string; version: number; at: string }) {
  const { numUpdatedRows } = await db
    .updateTable('duty_items')
    .set({ withdrawn_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
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
