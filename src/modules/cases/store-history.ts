// What happened and what was said in a case, and who else may see it.

import { sql } from 'kysely';
import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { prepare, prepareInsert } from '#platform/database/prepared.ts';
import type { CaseMoves } from '#platform/database/tables.ts';

import type { HistoryLine } from './history.ts';

const APPEND_MOVE = prepare<Omit<Insertable<CaseMoves>, 'seq'>>()((db, move) =>
  db.insertInto('case_moves').values({
    id: move.id,
    case_id: move.case_id,
    seq: sql<number>`(select coalesce(max(seq), 0) + 1 from case_moves where case_id = ${move.case_id})`,
    verb: move.verb,
    from_status: move.from_status,
    to_status: move.to_status,
    actor_id: move.actor_id,
    actor_role: move.actor_role,
    via_link_id: move.via_link_id,
    work_order_id: move.work_order_id,
    organisation_id: move.organisation_id,
    held_level: move.held_level,
    codes: move.codes,
    at: move.at,
    recorded_at: move.recorded_at,
  }),
);

/** Writes one line of history, behind the others of its case. */
export function appendHistory(
  db: Db,
  moveId: string,
  line: HistoryLine,
  extra: { linkId: string | null; role: string | null; recordedAt: string },
): void {
  APPEND_MOVE.write(db, {
    id: moveId,
    case_id: line.caseId,
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
  });
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

const insertTextRow = prepareInsert('case_texts');

export function insertText(db: Db, text: NewText): void {
  insertTextRow(db, {
    id: text.id,
    case_id: text.caseId,
    move_id: text.moveId,
    report_id: text.reportId,
    audience: text.audience,
    purpose: text.purpose,
    words: text.words,
    written_by: text.writtenBy,
    written_at: text.at,
  });
}

type Way = 'organisation' | 'person' | 'link';

const GIVE_ACCESS = prepare<{ caseId: string; way: Way; subjectId: string; since: string }>()(
  (db, { caseId, way, subjectId, since }) =>
    db
      .insertInto('case_access')
      .values({ case_id: caseId, way, subject_id: subjectId, since })
      .onConflict((conflict) => conflict.doNothing()),
);

/** Lets an organisation, a person or a link see the case although no area of theirs holds it. */
export function giveAccess(db: Db, caseId: string, way: Way, subjectIds: readonly string[], since: string): void {
  for (const subjectId of subjectIds) GIVE_ACCESS.write(db, { caseId, way, subjectId, since });
}

export async function takeAccess(db: Db, caseId: string, way: Way, subjectId: string): Promise<void> {
  await db
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('way', '=', way)
    .where('subject_id', '=', subjectId)
    .execute();
}
