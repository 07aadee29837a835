// Cases found by equalities that an index answers: numbers, and the blind index of a reporter's phone.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';

/** Newest first, through the named door `find_numbers`; `isOwnOrder` when one of these organisations holds an order in it. */
export async function findRowsByNumbers(
  db: Db,
  numbers: readonly string[],
  organisationIds: readonly string[],
  most: number,
): Promise<(CaseRow & { isOwnOrder: boolean })[]> {
  const { rows: found } = await sql<{
    id: string;
  }>`select id from find_numbers(${numbers}::text[], ${most}::integer)`.execute(db);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('id', 'in', ids)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const own = organisationIds.length === 0 ? [] : await casesWithOrders(db, ids, organisationIds);
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
