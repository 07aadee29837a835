// What a reporter reads of the own matter, and the little a reporter changes there.

import type { Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CaseMoves } from '#platform/database/tables.ts';
import type { Day } from '#shared/time.ts';

export type MoveRow = Pick<
  Selectable<CaseMoves>,
  'id' | 'seq' | 'verb' | 'to_status' | 'organisation_id' | 'codes' | 'at'
>;

export async function findMoves(db: Db, caseId: string): Promise<MoveRow[]> {
  return db
    .selectFrom('case_moves')
    .select(['id', 'seq', 'verb', 'to_status', 'organisation_id', 'codes', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
}

/** What I said with the report and since, not what was taken from it for others. */
export async function findOwnWords(db: Db, reportId: string): Promise<string[]> {
  const texts = await db
    .selectFrom('case_texts')
    .select('words')
    .where('report_id', '=', reportId)
    .where('purpose', 'in', ['report', 'supplement', 'reopen', 'withdraw', 'objectToRejection', 'evaluate'])
    .where('erased_at', 'is', null)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return texts.map(({ words }) => words);
}

/** What was said to everybody with moves: how it was done, the answer, why it was refused. By the move's id. */
export async function findPublicWords(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  const texts = await db
    .selectFrom('case_texts')
    .select(['move_id', 'words'])
    .where('case_id', 'in', caseIds)
    .where('audience', '=', 'public')
    .where('erased_at', 'is', null)
    .execute();
  return new Map(texts.flatMap(({ move_id, words }) => (move_id === null ? [] : [[move_id, words] as const])));
}

export async function findOpenings(db: Db, reportId: string): Promise<{ at: string; purpose: string }[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'reason_code'])
    .where('act', '=', 'reporter.opened')
    .where('subject_id', '=', reportId)
    .orderBy('at')
    .execute();
  return rows.map(({ at, reason_code }) => ({ at, purpose: reason_code ?? '' }));
}

export async function findSplitOff(db: Db, caseId: string): Promise<{ number: string; status: string }[]> {
  return db
    .selectFrom('cases')
    .select(['number', 'status'])
    .where('split_from_id', '=', caseId)
    .orderBy('number')
    .execute();
}

export async function findWorkerWhoShowsName(db: Db, gridId: string, day: Day): Promise<string | undefined> {
  const worker = await db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .select('accounts.name')
    .where('posts.grid_id', '=', gridId)
    .where('posts.role', '=', 'gridWorker')
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', day)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', day)]))
    .where('accounts.shows_name', '=', true)
    .executeTakeFirst();
  return worker?.name;
}

export async function saveWantsSecrecy(db: Db, reportId: string, wantsSecrecy: boolean): Promise<void> {
  await db.updateTable('case_reports').set({ wants_secrecy: wantsSecrecy }).where('id', '=', reportId).execute();
}

/** Verbs whose pictures show what came of it. */
const RESULTS: readonly string[] = ['feedback', 'resolveOnSpot', 'verify', 'close', 'answer'];

/** What I sent, and what is shown of the result; neither what others sent nor what staff keep for themselves. */
export async function findTraceAttachments(db: Db, { id, case_id }: { id: string; case_id: string }) {
  const rows = await db
    .selectFrom('attachments')
    .leftJoin('case_moves', 'case_moves.id', 'attachments.move_id')
    .select(['attachments.id', 'attachments.kind', 'attachments.report_id', 'attachments.audience', 'case_moves.verb'])
    .where('attachments.case_id', '=', case_id)
    .orderBy('attachments.uploaded_at')
    .orderBy('attachments.id')
    .execute();
  return rows.flatMap(({ id: attachmentId, kind, report_id, audience, verb }) => {
    const isMine = report_id === id;
    const isResult = report_id === null && audience !== 'staff' && RESULTS.includes(verb ?? '');
    if (!isMine && !isResult) return [];
    return [
      { id: attachmentId, kind: kind as 'picture' | 'recording', of: isMine ? ('mine' as const) : ('result' as const) },
    ];
  });
}
