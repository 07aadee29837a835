// Erasing words by law, wherever they were copied to, and the audit line of what an officer did with personal data.

import type { Insertable } from 'kysely';
import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Audit } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';
import type { AuditAct, AuditSubject } from '#shared/audit-acts.ts';

import { keepSearch } from './store.ts';

export interface TextRow {
  readonly id: string;
  readonly move_id: string | null;
  readonly report_id: string | null;
  readonly purpose: string;
  readonly words: string;
}

type AuditRow = Insertable<Audit> & { readonly act: AuditAct; readonly subject_kind: AuditSubject };

export async function insertAudit(db: Db, line: AuditRow): Promise<void> {
  await db.insertInto('audit').values(line).execute();
}

export async function findText(db: Db, id: string, caseIds: readonly string[]): Promise<TextRow | undefined> {
  return db
    .selectFrom('case_texts')
    .select(['id', 'move_id', 'report_id', 'purpose', 'words'])
    .where('id', '=', id)
    .where('case_id', 'in', caseIds)
    .executeTakeFirst();
}

/** What was made of a text for organisations. */
export async function findPassedOn(db: Db, text: TextRow): Promise<string[]> {
  const rows = await db
    .selectFrom('case_texts')
    .select('id')
    .where('move_id', '=', text.move_id)
    .where('purpose', '=', `${text.purpose}.redacted`)
    .execute();
  return rows.map(({ id }) => id);
}

/** Through the named door `erase_text`: words are append-only for the program otherwise. */
export async function eraseWords(db: Db, id: string, rule: string, at: Instant): Promise<void> {
  await sql`select erase_text(${id}::uuid, ${rule}, ${at}::timestamptz)`.execute(db);
}

/** Summary and place of the cases a voice's words were made into, where they still say one of `copies`. */
export async function eraseCopiesOf(
  db: Db,
  reportId: string,
  copies: readonly string[],
  instead: string,
): Promise<void> {
  const seen = await db.selectFrom('case_texts').select('case_id').where('report_id', '=', reportId).execute();
  const ids = seen.map(({ case_id }) => case_id);
  if (ids.length === 0) return;
  const renamed = await db
    .updateTable('cases')
    .set({ summary: instead })
    .where((eb) => eb.or([eb('id', 'in', ids), eb('split_from_id', 'in', ids)]))
    .where('summary', 'in', copies)
    .returning('id')
    .execute();
  const unplaced = await db
    .updateTable('cases')
    .set({ place_words: null })
    .where('id', 'in', ids)
    .where('place_words', 'in', copies)
    .returning('id')
    .execute();
  keepSearch(db, [...new Set([...renamed, ...unplaced].map(({ id }) => id))]);
}

/** Cases whose voices are read here since a merge. */
export async function filedUnder(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_reports')
    .select('filed_under_id')
    .where('case_id', '=', caseId)
    .where('filed_under_id', 'is not', null)
    .execute();
  return rows.flatMap(({ filed_under_id }) => filed_under_id ?? []);
}
