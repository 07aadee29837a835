// Voices, their contacts, the private links that lead back to them.

import type { Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CaseContacts, CaseReports, Links } from '#platform/database/tables.ts';

export type ReportRow = Selectable<CaseReports>;
export type NewReport = Omit<ReportRow, 'filed_under_id' | 'origin_id' | 'is_withdrawn'> & Partial<ReportRow>;
export type ContactRow = Selectable<CaseContacts>;

export async function insertReport(db: Db, report: NewReport): Promise<void> {
  await db.insertInto('case_reports').values(report).execute();
}

export async function findReports(db: Db, caseId: string): Promise<ReportRow[]> {
  return db
    .selectFrom('case_reports')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('reported_at')
    .orderBy('id')
    .execute();
}

/** The report the account itself made in this case, not withdrawn. */
export async function findReporterOf(db: Db, caseId: string, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('case_reports')
    .select('id')
    .where('case_id', '=', caseId)
    .where('reporter_id', '=', accountId)
    .where('is_withdrawn', '=', false)
    .executeTakeFirst();
  return row?.id;
}

export async function markWithdrawn(db: Db, reportId: string): Promise<void> {
  await db.updateTable('case_reports').set({ is_withdrawn: true }).where('id', '=', reportId).execute();
}

/** Merging: the voices move under another case and remember where they came from. Answers how many. */
export async function moveReports(db: Db, fromId: string, toId: string): Promise<number> {
  const moved = await db
    .updateTable('case_reports')
    .set({ case_id: toId, filed_under_id: fromId })
    .where('case_id', '=', fromId)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** Undoing the merge: the voices that came from the case go back to it. */
export async function moveReportsBack(db: Db, toId: string): Promise<number> {
  const moved = await db
    .updateTable('case_reports')
    .set({ case_id: toId, filed_under_id: null })
    .where('filed_under_id', '=', toId)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

export async function changeReportCount(db: Db, caseId: string, by: number): Promise<void> {
  await db
    .updateTable('cases')
    .set((eb) => ({ report_count: eb('report_count', '+', by), version: eb('version', '+', 1) }))
    .where('id', '=', caseId)
    .execute();
}

export async function saveContact(db: Db, contact: Omit<ContactRow, 'erased_at'>): Promise<void> {
  await db
    .insertInto('case_contacts')
    .values(contact)
    .onConflict((conflict) =>
      conflict.column('report_id').doUpdateSet({
        name_cipher: contact.name_cipher,
        phone_cipher: contact.phone_cipher,
        phone_index: contact.phone_index,
        address_cipher: contact.address_cipher,
      }),
    )
    .execute();
}

export async function findContact(db: Db, reportId: string): Promise<ContactRow | undefined> {
  return db.selectFrom('case_contacts').selectAll().where('report_id', '=', reportId).executeTakeFirst();
}

export async function findReportsWithContact(db: Db, reportIds: readonly string[]): Promise<Set<string>> {
  if (reportIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('case_contacts')
    .select('report_id')
    .where('report_id', 'in', reportIds)
    .where('phone_cipher', 'is not', null)
    .execute();
  return new Set(rows.map(({ report_id }) => report_id));
}

export async function insertLink(
  db: Db,
  link: Omit<Selectable<Links>, 'revoked_at' | 'opened_at' | 'device_hash'>,
): Promise<void> {
  await db.insertInto('links').values(link).execute();
}

export async function findReportLink(db: Db, reportId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('links')
    .select('id')
    .where('report_id', '=', reportId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .executeTakeFirst();
}

export async function revokeLinks(
  db: Db,
  which: { reportId: string } | { workOrderId: string },
  at: string,
): Promise<void> {
  const update = db.updateTable('links').set({ revoked_at: at }).where('revoked_at', 'is', null);
  await (
    'reportId' in which
      ? update.where('report_id', '=', which.reportId)
      : update.where('work_order_id', '=', which.workOrderId)
  ).execute();
}
