// What pictures look like, and of which earlier ones they are copies.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { isSamePicture, partsOf } from '#platform/picture-print.ts';
import type { PicturePrint } from '#platform/picture-print.ts';
import type { Instant } from '#shared/time.ts';

const MOST_LOOKED_AT = 200;
const MOST_KEPT = 5;

/** Keeps the print with the earlier pictures it is a copy of. As the platform itself: prints are nobody's to read. */
export async function savePrint(db: Db, attachmentId: string, print: PicturePrint, now: Instant): Promise<void> {
  const parts = partsOf(print);
  const near = await db
    .selectFrom('picture_prints')
    .select(['attachment_id', 'frequencies', 'cells'])
    .where(sql<boolean>`parts && ${parts}::text[]`)
    .orderBy('made_at')
    .orderBy('attachment_id')
    .limit(MOST_LOOKED_AT)
    .execute();
  const alike = near.filter((each) => isSamePicture(each, print)).slice(0, MOST_KEPT);
  await db
    .insertInto('picture_prints')
    .values({
      attachment_id: attachmentId,
      ...print,
      parts,
      alike_ids: alike.map(({ attachment_id }) => attachment_id),
      made_at: now,
    })
    .execute();
}

export interface PictureFacts {
  readonly id: string;
  readonly moveId: string | null;
  readonly takenAt: Instant | null;
  readonly takenLongitude: number | null;
  readonly takenLatitude: number | null;
  readonly alikeIds: readonly string[];
}

/** What is known of the pictures of a case. Inside a widened transaction. */
export async function findPictureFacts(db: Db, caseId: string): Promise<PictureFacts[]> {
  const rows = await db
    .selectFrom('attachments')
    .leftJoin('picture_prints', 'picture_prints.attachment_id', 'attachments.id')
    .select(['attachments.id', 'move_id', 'taken_at', 'taken_longitude', 'taken_latitude', 'alike_ids'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'picture')
    .where('state', '=', 'ready')
    .orderBy('uploaded_at')
    .orderBy('attachments.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    moveId: row.move_id,
    takenAt: row.taken_at,
    takenLongitude: row.taken_longitude,
    takenLatitude: row.taken_latitude,
    alikeIds: row.alike_ids ?? [],
  }));
}

export interface EarlierPicture {
  readonly id: string;
  readonly caseId: string;
  readonly moveId: string | null;
  readonly uploadedAt: Instant;
}

/** Of these pictures, those that some case has named. */
export async function findNamedPictures(db: Db, ids: readonly string[]): Promise<EarlierPicture[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('attachments')
    .select(['id', 'case_id', 'move_id', 'uploaded_at'])
    .where('id', 'in', ids)
    .where('case_id', 'is not', null)
    .orderBy('uploaded_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id ?? '',
    moveId: row.move_id,
    uploadedAt: row.uploaded_at,
  }));
}
