// What a case's page is made of, beside its own row: history, the words said with it, the names behind ids.

import type { Db } from '#platform/database/connection.ts';

export async function findHistory(db: Db, caseId: string) {
  return db
    .selectFrom('case_moves')
    .select(['id', 'verb', 'at', 'from_status', 'to_status', 'held_level', 'actor_id', 'organisation_id'])
    .select(['work_order_id', 'codes'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
}

/** What verb each line of its history is, by the line's id. */
export async function findVerbs(db: Db, caseId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom('case_moves').select(['id', 'verb']).where('case_id', '=', caseId).execute();
  return new Map(rows.map(({ id, verb }) => [id, verb]));
}

export async function findMoveTexts(db: Db, caseId: string) {
  return db
    .selectFrom('case_texts')
    .select(['id', 'move_id', 'purpose', 'words', 'erased_at', 'audience'])
    .where('case_id', '=', caseId)
    .where('move_id', 'is not', null)
    .orderBy('written_at')
    .execute();
}

/** What was said with the reports themselves, before any move. */
export async function findReportTexts(db: Db, reportIds: readonly string[]) {
  return db
    .selectFrom('case_texts')
    .select(['report_id', 'purpose', 'words'])
    .where('report_id', 'in', reportIds)
    .where('move_id', 'is', null)
    .execute();
}

export async function findNames(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
