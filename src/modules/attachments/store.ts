// Attachments in the database: uploads that wait for their case, what a case has, which files are still named.

import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Attachments } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';

import type { AttachmentKind, AttachmentState, Audience, Upload } from './rules.ts';

export type AttachmentRow = Selectable<Attachments>;

export interface AttachmentLine {
  id: string;
  kind: AttachmentKind;
  state: AttachmentState;
  moveId: string | null;
}

/** Uploads of one sender that wait, in the last hour: how many, and since when the oldest. */
export async function countUnnamed(
  db: Db,
  sender: string,
  addressIndex: string | null,
  since: Instant,
): Promise<{ count: number; oldest: Instant | null }> {
  const lock = `uploads of ${sender} ${addressIndex ?? ''}`;
  // Uploads sent at once count each other: each waits here until the one before is a row.
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ${lock}::text, 0))`.execute(db);
  const row = await db
    .selectFrom('attachments')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('uploaded_at').as('oldest')])
    .where('case_id', 'is', null)
    .where('uploaded_at', '>', since)
    .where('sender', '=', sender)
    .$if(addressIndex !== null, (query) => query.where('address_index', '=', addressIndex))
    .executeTakeFirstOrThrow();
  return { count: row.count, oldest: row.oldest };
}

export async function findUpload(
  db: Db,
  id: string,
): Promise<Pick<AttachmentRow, 'sender' | 'sent_hash' | 'kind'> | undefined> {
  return db.selectFrom('attachments').select(['sender', 'sent_hash', 'kind']).where('id', '=', id).executeTakeFirst();
}

/** False when the id is taken. */
export async function insertUpload(db: Db, row: Insertable<Attachments>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('attachments')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** In the order of ids, so that two reports naming the same uploads never wait for each other. */
export async function lockUploads(db: Db, ids: readonly string[]): Promise<Upload[]> {
  const rows = await db
    .selectFrom('attachments')
    .select(['id', 'kind', 'sender', 'uploaded_at'])
    .where('id', 'in', ids)
    .where('case_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id, kind, sender, uploaded_at }) => ({
    id,
    kind: kind as AttachmentKind,
    sender,
    uploadedAt: uploaded_at,
  }));
}

export async function findVerb(db: Db, moveId: string): Promise<string | undefined> {
  const row = await db.selectFrom('case_moves').select('verb').where('id', '=', moveId).executeTakeFirst();
  return row?.verb;
}

/** The address is forgotten: it was only for counting what waits. */
export async function nameUploads(
  db: Db,
  ids: readonly string[],
  to: { caseId: string; moveId: string | null; reportId: string | null },
  audience: Audience,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('attachments')
    .set({ case_id: to.caseId, move_id: to.moveId, report_id: to.reportId, audience, address_index: null })
    .where('id', 'in', ids)
    .execute();
}

/** A voice that moved to another case by merging or its undoing takes along what it sent. */
export async function followReports(db: Db, caseIds: readonly string[]): Promise<void> {
  await db
    .updateTable('attachments')
    .from('case_reports')
    .set(({ ref }) => ({ case_id: ref('case_reports.case_id') }))
    .whereRef('case_reports.id', '=', 'attachments.report_id')
    .whereRef('case_reports.case_id', '<>', 'attachments.case_id')
    .where('attachments.case_id', 'in', caseIds)
    .execute();
}

/** What a case has, of that what the actor may see, in the order it arrived. */
export async function findAttachments(db: Db, caseId: string): Promise<AttachmentLine[]> {
  const rows = await db
    .selectFrom('attachments')
    .select(['id', 'kind', 'state', 'move_id'])
    .where('case_id', '=', caseId)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, kind, state, move_id }) => ({
    id,
    kind: kind as AttachmentKind,
    state: state as AttachmentState,
    moveId: move_id,
  }));
}

export type SeenAttachment = Pick<
  AttachmentRow,
  'kind' | 'state' | 'content_type' | 'ready_hash' | 'thumbnail_hash'
> & {
  /** Null for a reporter who comes by a link: the case itself stays closed to him. */
  case_path: string | null;
  is_reporter: boolean;
};

/** One attachment of a case, if the actor may see it. */
export async function findSeen(db: Db, id: string, accountId: string | null): Promise<SeenAttachment | undefined> {
  return db
    .selectFrom('attachments')
    .leftJoin('cases', 'cases.id', 'attachments.case_id')
    .select([
      'attachments.kind',
      'attachments.state',
      'attachments.content_type',
      'attachments.ready_hash',
      'attachments.thumbnail_hash',
      'cases.path as case_path',
    ])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('case_reports')
          .select('case_reports.id')
          .whereRef('case_reports.case_id', '=', 'attachments.case_id')
          .where('case_reports.reporter_id', '=', accountId),
      )
        .$castTo<boolean>()
        .as('is_reporter'),
    )
    .where('attachments.id', '=', id)
    .where('attachments.case_id', 'is not', null)
    .executeTakeFirst();
}

export async function findReceived(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('attachments')
    .select('original_hash')
    .where('id', '=', id)
    .where('state', '=', 'received')
    .executeTakeFirst();
  return row?.original_hash ?? undefined;
}

export interface Reencoded {
  state: 'ready' | 'refused';
  ready_hash: string | null;
  thumbnail_hash: string | null;
  taken_at: Instant | null;
  taken_longitude: number | null;
  taken_latitude: number | null;
}

/** From here on the row no longer names its original. False when it is gone or another run was first. */
export async function saveReencoded(db: Db, id: string, made: Reencoded): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('attachments')
    .set({ ...made, original_hash: null })
    .where('id', '=', id)
    .where('state', '=', 'received')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Answers the files the removed rows named. */
export async function deleteUnnamed(db: Db, upTo: Instant, most: number): Promise<{ rows: number; hashes: string[] }> {
  const rows = await db
    .deleteFrom('attachments')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('attachments')
        .select('id')
        .where('case_id', 'is', null)
        .where('uploaded_at', '<=', upTo)
        .orderBy('uploaded_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['original_hash', 'ready_hash', 'thumbnail_hash'])
    .execute();
  const hashes = rows.flatMap((row) => [row.original_hash, row.ready_hash, row.thumbnail_hash]);
  return { rows: rows.length, hashes: [...new Set(hashes.filter((hash) => hash !== null))] };
}

/** Which of these files any row of this district names. */
export async function findNamed(db: Db, hashes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('attachments')
    .select(['original_hash', 'ready_hash', 'thumbnail_hash'])
    .where(({ or, eb }) =>
      or([eb('original_hash', 'in', hashes), eb('ready_hash', 'in', hashes), eb('thumbnail_hash', 'in', hashes)]),
    )
    .execute();
  const named = new Set(rows.flatMap((row) => [row.original_hash, row.ready_hash, row.thumbnail_hash]));
  return hashes.filter((hash) => named.has(hash));
}
