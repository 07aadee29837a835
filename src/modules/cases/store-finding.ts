// Cases found by equalities that an index answers: numbers, and the blind index of a reporter's phone.

import type { Db } from '#platform/database/connection.ts';

import { CASE_COLUMNS } from './store.ts';
import type { CaseRow } from './store.ts';

/** Newest first, under the actor's own scope; `isOwnOrder` when one of these organisations holds an order in it. */
export async function findRowsByNumbers(
  db: Db,
  numbers: readonly string[],
  organisationIds: readonly string[],
  most: number,
): Promise<(CaseRow & { isOwnOrder: boolean })[]> {
  const rows = await db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('number', 'in', numbers)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  const ids = rows.map(({ id }) => id);
  const own = organisationIds.length === 0 || ids.length === 0 ? [] : await casesWithOrders(db, ids, organisationIds);
  return rows.map((row) => ({ ...row, isOwnOrder: own.includes(row.id) }));
}

async function casesWithOrders(db: Db, ids: readonly string[], organisationIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('work_orders')
    .select('case_id')
    .where('case_id', 'in', ids)
    .where('organisation_id', 'in', organisationIds)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** The voices this phone was left with, and the cases they stand in, newest first. What was split off names its first case. */
export async function findVoicesByPhone(
  db: Db,
  phoneIndex: string,
  most: number,
): Promise<{ voiceId: string; row: CaseRow }[]> {
  const rows = await db
    .selectFrom('case_contacts')
    .innerJoin('case_reports', 'case_reports.id', 'case_contacts.report_id')
    .innerJoin('cases', 'cases.id', 'case_reports.case_id')
    .select('case_contacts.report_id')
    .select(CASE_COLUMNS.map((column) => `cases.${column}` as const))
    .where('case_contacts.phone_index', '=', phoneIndex)
    .orderBy('cases.reported_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ report_id: voiceId, ...row }) => ({ voiceId, row }));
}
