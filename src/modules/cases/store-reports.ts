// Voices, their contacts, the private links that lead back to them.

import type { Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CaseContacts, CaseReports, Links } from '#platform/database/tables.ts';

import { giveAccess } from './store-history.ts';

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

export async function findReport(db: Db, id: string): Promise<ReportRow | undefined> {
  return db.selectFrom('case_reports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The report of this link, or the one the account itself made, if it stands in this case and is not withdrawn. */
export async function findOwnVoice(
  db: Db,
  caseId: string,
  by: { reportId: string | undefined } | { accountId: string },
): Promise<string | undefined> {
  const query = db
    .selectFrom('case_reports')
    .select('id')
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false);
  if ('accountId' in by) return (await query.where('reporter_id', '=', by.accountId).executeTakeFirst())?.id;
  return by.reportId === undefined ? undefined : (await query.where('id', '=', by.reportId).executeTakeFirst())?.id;
}

/** What was said with a report; the empty text when it came without words or they were erased. */
export async function findWordsOf(db: Db, reportId: string | undefined): Promise<string> {
  if (reportId === undefined) return '';
  const row = await db
    .selectFrom('case_texts')
    .select('words')
    .where('report_id', '=', reportId)
    .where('purpose', '=', 'report')
    .executeTakeFirst();
  return row?.words ?? '';
}

export async function markWithdrawn(db: Db, reportId: string): Promise<void> {
  await db.updateTable('case_reports').set({ is_withdrawn: true }).where('id', '=', reportId).execute();
}

/** Merging: the voices move under another case and remember where they were first filed. */
export async function moveReports(db: Db, fromId: string, toId: string, now: string): Promise<void> {
  await db
    .updateTable('case_reports')
    .set((eb) => ({ case_id: toId, filed_under_id: eb.fn.coalesce('filed_under_id', eb.val(fromId)) }))
    .where('case_id', '=', fromId)
    .execute();
  await letVoicesIn(db, toId, now);
}

/** Undoing the merge: the voices filed under the case, or under what was merged into it before, go back to it. */
export async function moveReportsBack(db: Db, toId: string, now: string): Promise<void> {
  const family = await db
    .withRecursive('family', (cte) =>
      cte
        .selectFrom('cases')
        .select('cases.id')
        .where('cases.id', '=', toId)
        .unionAll(cte.selectFrom('cases').innerJoin('family', 'cases.merged_into_id', 'family.id').select('cases.id')),
    )
    .selectFrom('family')
    .select('family.id')
    .execute();
  const moving = await db
    .selectFrom('case_reports')
    .select(['id', 'case_id', 'reporter_id'])
    .where(
      'filed_under_id',
      'in',
      family.map(({ id }) => id),
    )
    .where('case_id', '<>', toId)
    .execute();
  if (moving.length === 0) return;
  const ids = moving.map(({ id }) => id);
  const links = await db.selectFrom('links').select('id').where('report_id', 'in', ids).execute();
  const subjects = [...links.map(({ id }) => id), ...moving.flatMap(({ reporter_id }) => reporter_id ?? [])];
  if (subjects.length > 0) {
    await db
      .deleteFrom('case_access')
      .where('case_id', 'in', [...new Set(moving.map(({ case_id }) => case_id))])
      .where('subject_id', 'in', subjects)
      .execute();
  }
  await db.updateTable('case_reports').set({ case_id: toId }).where('id', 'in', ids).execute();
  await db.updateTable('case_reports').set({ filed_under_id: null }).where('filed_under_id', '=', toId).execute();
  await letVoicesIn(db, toId, now);
}

/** Whoever has a voice in a case reaches it: by the private link, or by the account that reported. */
async function letVoicesIn(db: Db, caseId: string, since: string): Promise<void> {
  const reports = await db
    .selectFrom('case_reports')
    .select(['id', 'reporter_id'])
    .where('case_id', '=', caseId)
    .execute();
  if (reports.length === 0) return;
  const links = await db
    .selectFrom('links')
    .select('id')
    .where(
      'report_id',
      'in',
      reports.map(({ id }) => id),
    )
    .where('revoked_at', 'is', null)
    .execute();
  await giveAccess(
    db,
    caseId,
    'link',
    links.map(({ id }) => id),
    since,
  );
  await giveAccess(db, caseId, 'person', [...new Set(reports.flatMap(({ reporter_id }) => reporter_id ?? []))], since);
}

/** From the voices that stand in it; a case always counts one, also while its voices are lent to another. */
export async function countReports(db: Db, caseId: string): Promise<number> {
  const { count } = await db
    .selectFrom('case_reports')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false)
    .executeTakeFirstOrThrow();
  return Math.max(1, Number(count));
}

export async function saveReportCount(db: Db, caseId: string, version?: number): Promise<void> {
  await db
    .updateTable('cases')
    .set({ report_count: await countReports(db, caseId), ...(version === undefined ? {} : { version }) })
    .where('id', '=', caseId)
    .execute();
}

export async function saveContact(db: Db, contact: Omit<ContactRow, 'erased_at'>): Promise<void> {
  await db.insertInto('case_contacts').values(contact).execute();
}

/** A phone left later, or taken away again; what else is known stays. */
export async function savePhone(
  db: Db,
  reportId: string,
  phone: Pick<ContactRow, 'phone_cipher' | 'phone_index'>,
): Promise<void> {
  await db
    .insertInto('case_contacts')
    .values({ report_id: reportId, ...phone })
    .onConflict((conflict) => conflict.column('report_id').doUpdateSet(phone))
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
