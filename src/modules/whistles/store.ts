// Whistles, calls and lines as rows.

import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { WhistleCalls, WhistleLines, Whistles } from '#platform/database/tables.ts';

export type WhistleRow = Selectable<Whistles>;
export type CallRow = Selectable<WhistleCalls>;
export type LineRow = Selectable<WhistleLines>;

export async function insertWhistle(db: Db, row: Insertable<Whistles>): Promise<void> {
  await db.insertInto('whistles').values(row).execute();
}

export async function insertCall(db: Db, row: Insertable<WhistleCalls>): Promise<void> {
  await db.insertInto('whistle_calls').values(row).execute();
}

export async function insertLine(db: Db, row: Insertable<WhistleLines>): Promise<void> {
  await db.insertInto('whistle_lines').values(row).execute();
}

export async function findWhistle(db: Db, id: string): Promise<WhistleRow | undefined> {
  return db.selectFrom('whistles').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function findCall(db: Db, id: string): Promise<CallRow | undefined> {
  return db.selectFrom('whistle_calls').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Inside a widened transaction: a row can only be locked by whom row security lets change it. */
export async function lockWhistle(db: Db, id: string): Promise<WhistleRow> {
  return db.selectFrom('whistles').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function lockCall(db: Db, id: string): Promise<CallRow> {
  return db.selectFrom('whistle_calls').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function saveCall(db: Db, before: CallRow, change: Updateable<WhistleCalls>): Promise<void> {
  await db
    .updateTable('whistle_calls')
    .set({ ...change, version: before.version + 1 })
    .where('id', '=', before.id)
    .execute();
}

export async function saveWhistle(db: Db, before: WhistleRow, change: Updateable<Whistles>): Promise<void> {
  await db
    .updateTable('whistles')
    .set({ ...change, version: before.version + 1 })
    .where('id', '=', before.id)
    .execute();
}

/** Nothing waits any more for whoever was called; a done one is rated still. */
export async function closeCalls(db: Db, whistleId: string): Promise<void> {
  await db.updateTable('whistle_calls').set({ is_open: false }).where('whistle_id', '=', whistleId).execute();
}

export async function findCalls(db: Db, whistleIds: readonly string[]): Promise<CallRow[]> {
  if (whistleIds.length === 0) return [];
  return db
    .selectFrom('whistle_calls')
    .selectAll()
    .where('whistle_id', 'in', whistleIds)
    .orderBy('called_at')
    .orderBy('id')
    .execute();
}

export async function findLines(db: Db, whistleId: string): Promise<LineRow[]> {
  return db
    .selectFrom('whistle_lines')
    .selectAll()
    .where('whistle_id', '=', whistleId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Through the named door `erase_whistle_line`: lines are append-only for the program otherwise. */
export async function eraseLineWords(db: Db, id: string, rule: string, at: string): Promise<void> {
  await sql`select erase_whistle_line(${id}::uuid, ${rule}, ${at}::timestamptz)`.execute(db);
}

export async function findBySubject(db: Db, subjectId: string): Promise<WhistleRow[]> {
  return db.selectFrom('whistles').selectAll().where('subject_id', '=', subjectId).orderBy('blown_at').execute();
}

export async function findNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Pictures by the line they were sent with, in the order they arrived; one that was refused when it was read again is not told of. */
export async function findPictures(db: Db, lineIds: readonly string[]): Promise<Map<string, string[]>> {
  if (lineIds.length === 0) return new Map();
  const found = await db
    .selectFrom('attachments')
    .select(['id', 'line_id'])
    .where('line_id', 'in', lineIds)
    .where('state', '<>', 'refused')
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
  const byLine = Map.groupBy(found, ({ line_id }) => line_id ?? '');
  return new Map([...byLine].map(([lineId, rows]) => [lineId, rows.map(({ id }) => id)]));
}

export async function namePictures(db: Db, ids: readonly string[], lineId: string): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('attachments').set({ line_id: lineId }).where('id', 'in', ids).execute();
}

/** Organisations that a place on this path may ask directly. */
export async function findDirectOnes(db: Db, path: string): Promise<Set<string>> {
  const paths = path
    .split('/')
    .slice(1, -1)
    .map((_, at, segments) => `/${segments.slice(0, at + 1).join('/')}/`);
  const found = await db.selectFrom('direct_list').select('organisation_id').where('path', 'in', paths).execute();
  return new Set(found.map(({ organisation_id: id }) => id));
}
