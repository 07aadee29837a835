// Voices, their contacts, the private links that lead back to them.

import type { Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { prepare, prepareInsert } from '#platform/database/prepared.ts';
import type { CaseContacts, CaseReports } from '#platform/database/tables.ts';

import { giveAccess } from '../store-history.ts';

export type ReportRow = Selectable<CaseReports>;
export type NewReport = Omit<ReportRow, 'filed_under_id' | 'origin_id' | 'is_withdrawn'> & Partial<ReportRow>;
export type ContactRow = Selectable<CaseContacts>;

export const insertReport = prepareInsert('case_reports') satisfies (db: Db, report: NewReport) => void;

export async function findReports(db: Db, caseId: string): Promise<ReportRow[]> {
  return db
    .selectFrom('case_reports')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('reported_at')
    .orderBy('id')
    .execute();
}

const FIND_REPORT = prepare<{ id: string }>()((db, { id }) =>
  db.selectFrom('case_reports').selectAll().where('id', '=', id),
);

export async function findReport(db: Db, id: string): Promise<ReportRow | undefined> {
  return (await FIND_REPORT.read(db, { id }))[0];
}

const FIND_VOICE = prepare<{ caseId: string; reportId: string }>()((db, { caseId, reportId }) =>
  db
    .selectFrom('case_reports')
    .select('id')
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false)
    .where('id', '=', reportId),
);
const FIND_VOICE_OF_ACCOUNT = prepare<{ caseId: string; accountId: string }>()((db, { caseId, accountId }) =>
  db
    .selectFrom('case_reports')
    .select('id')
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false)
    .where('reporter_id', '=', accountId),
);

/** The report of this link, or the one the account itself made, if it stands in this case and is not withdrawn. */
export async function findOwnVoice(
  db: Db,
  caseId: string,
  by: { reportId: string | undefined } | { accountId: string },
): Promise<string | undefined> {
  if ('accountId' in by) return (await FIND_VOICE_OF_ACCOUNT.read(db, { caseId, accountId: by.accountId }))[0]?.id;
  const { reportId } = by;
  return reportId === undefined ? undefined : (await FIND_VOICE.read(db, { caseId, reportId }))[0]?.id;
}

/** The accounts that have a voice in the case. */
export async function findReporterIds(db: Db, caseId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('case_reports')
    .select('reporter_id')
    .where('case_id', '=', caseId)
    .where('reporter_id', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ reporter_id }) => reporter_id ?? []));
}

const FIND_WORDS = prepare<{ reportId: string }>()((db, { reportId }) =>
  db.selectFrom('case_texts').select('words').where('report_id', '=', reportId).where('purpose', '=', 'report'),
);

/** What was said with a report; the empty text when it came without words or they were erased. */
export async function findWordsOf(db: Db, reportId: string | undefined): Promise<string> {
  if (reportId === undefined) return '';
  const [row] = await FIND_WORDS.read(db, { reportId });
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

export const saveContact = prepareInsert('case_contacts');

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

export const insertLink = prepareInsert('links');

const FIND_REPORT_LINK = prepare<{ reportId: string }>()((db, { reportId }) =>
  db
    .selectFrom('links')
    .select('id')
    .where('report_id', '=', reportId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc'),
);

export async function findReportLink(db: Db, reportId: string): Promise<{ id: string } | undefined> {
  return (await FIND_REPORT_LINK.read(db, { reportId }))[0];
}

const REVOKE_REPORT_LINKS = prepare<{ reportId: string; at: string }>()((db, { reportId, at }) =>
  db.updateTable('links').set({ revoked_at: at }).where('revoked_at', 'is', null).where('report_id', '=', reportId),
);
const REVOKE_ORDER_LINKS = prepare<{ workOrderId: string; at: string }>()((db, { workOrderId, at }) =>
  db
    .updateTable('links')
    .set({ revoked_at: at })
    .where('revoked_at', 'is', null)
    .where('work_order_id', '=', workOrderId),
);

export function revokeLinks(db: Db, which: { reportId: string } | { workOrderId: string }, at: string): void {
  if ('reportId' in which) REVOKE_REPORT_LINKS.write(db, { ...which, at });
  else REVOKE_ORDER_LINKS.write(db, { ...which, at });
}
