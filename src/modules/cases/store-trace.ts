// What a reporter reads of the own matter, and the little a reporter changes there.

import type { Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CaseMoves } from '#platform/database/tables.ts';
import type { Day } from '#shared/time.ts';

export type MoveRow = Pick<Selectable<CaseMoves>, 'seq' | 'verb' | 'to_status' | 'organisation_id' | 'codes' | 'at'>;

export async function findMoves(db: Db, caseId: string): Promise<MoveRow[]> {
  return db
    .selectFrom('case_moves')
    .select(['seq', 'verb', 'to_status', 'organisation_id', 'codes', 'at'])
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
