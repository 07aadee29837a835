// Remarks of the suggestion box as rows; words and phone are sealed before they get here.

import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Remarks } from '#platform/database/tables.ts';

export type RemarkRow = Selectable<Remarks>;

const COLUMNS = ['id', 'words_cipher', 'phone_cipher', 'page', 'path', 'received_at', 'read_by', 'read_at'] as const;

export async function insertRemark(db: Db, remark: Insertable<Remarks>): Promise<void> {
  await db.insertInto('remarks').values(remark).execute();
}

/** Newest first; one more than a page shows that there is another. */
export async function listRemarkRows(
  db: Db,
  { isRead, afterId, most }: { isRead: boolean | undefined; afterId: string | undefined; most: number },
): Promise<RemarkRow[]> {
  let query = db.selectFrom('remarks').select(COLUMNS).orderBy('received_at', 'desc').orderBy('id', 'desc').limit(most);
  if (isRead !== undefined) query = query.where('read_at', isRead ? 'is not' : 'is', null);
  if (afterId !== undefined) {
    const last = db.selectFrom('remarks as last').where('last.id', '=', afterId);
    query = query.where((eb) =>
      eb.or([
        eb('received_at', '<', last.select('last.received_at')),
        eb.and([eb('received_at', '=', last.select('last.received_at')), eb('id', '<', afterId)]),
      ]),
    );
  }
  return query.execute();
}

/** Since when the oldest one lies that nobody has read. */
export async function findFirstUnread(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('remarks')
    .select('received_at')
    .where('read_at', 'is', null)
    .orderBy('received_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.received_at;
}

export async function lockRemarkRow(db: Db, id: string): Promise<RemarkRow | undefined> {
  return db.selectFrom('remarks').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function saveReading(db: Db, id: string, by: string | null, at: string): Promise<void> {
  await db.updateTable('remarks').set({ read_by: by, read_at: at }).where('id', '=', id).execute();
}
