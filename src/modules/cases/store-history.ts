// What happened and what was said in a case, and who else may see it.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { HistoryLine } from './history.ts';

/** Writes one line of history and answers its place in the case's order. */
export async function appendHistory(
  db: Db,
  moveId: string,
  line: HistoryLine,
  extra: { linkId: string | null; role: string | null; recordedAt: string },
): Promise<void> {
  await db
    .insertInto('case_moves')
    .values({
      id: moveId,
      case_id: line.caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from case_moves where case_id = ${line.caseId})`,
      verb: line.verb,
      from_status: line.from,
      to_status: line.to,
      actor_id: line.accountId,
      actor_role: extra.role,
      via_link_id: extra.linkId,
      work_order_id: line.workOrderId,
      organisation_id: line.organisationId,
      held_level: line.heldLevel,
      codes: JSON.stringify(line.codes),
      at: line.at,
      recorded_at: extra.recordedAt,
    })
    .execute();
}

export async function lastMomentOf(db: Db, caseId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('case_moves')
    .select('at')
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return row?.at;
}

export interface NewText {
  id: string;
  caseId: string;
  moveId: string | null;
  reportId: string | null;
  audience: 'reporter' | 'staff' | 'organisation' | 'public';
  purpose: string;
  words: string;
  writtenBy: string | null;
  at: string;
}

export async function insertText(db: Db, text: NewText): Promise<void> {
  await db
    .insertInto('case_texts')
    .values({
      id: text.id,
      case_id: text.caseId,
      move_id: text.moveId,
      report_id: text.reportId,
      audience: text.audience,
      purpose: text.purpose,
      words: text.words,
      written_by: text.writtenBy,
      written_at: text.at,
    })
    .execute();
}

/** Lets an organisation, a person or a link see the case although no area of theirs holds it. */
export async function giveAccess(
  db: Db,
  caseId: string,
  way: 'organisation' | 'person' | 'link',
  subjectIds: readonly string[],
  since: string,
): Promise<void> {
  if (subjectIds.length === 0) return;
  await db
    .insertInto('case_access')
    .values(subjectIds.map((subject_id) => ({ case_id: caseId, way, subject_id, since })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function takeAccess(
  db: Db,
  caseId: string,
  way: 'organisation' | 'person' | 'link',
  subjectId: string,
): Promise<void> {
  await db
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('way', '=', way)
    .where('subject_id', '=', subjectId)
    .execute();
}
