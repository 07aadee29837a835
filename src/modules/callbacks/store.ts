// Calls back as rows, the closed cases they are about, and how many of how many.

import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Callbacks } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';

export type CallbackRow = Selectable<Callbacks>;

export interface Area {
  readonly column: 'street_id' | 'community_id';
  readonly id: string;
}

export interface ClosedCase {
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly place_words: string | null;
  readonly closed_at: Instant;
}

/** Along the index of closed cases of the area; the oldest first, whose time for reopening ends first. */
export async function findUnrated(db: Db, area: Area, since: Instant, most: number): Promise<ClosedCase[]> {
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'number', 'summary', 'place_words', 'closed_at'])
    .where(area.column, '=', area.id)
    .where('closed_at', '>=', since)
    .where('status', '=', 'closed')
    .where('kind', '<>', 'praise')
    .orderBy('closed_at')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.flatMap(({ closed_at, ...row }) => (closed_at === null ? [] : [{ ...row, closed_at }]));
}

/** Of each case the first voice that left a number; one that was withdrawn is called by nobody. */
export async function findVoicesWithPhone(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_reports')
    .innerJoin('case_contacts', (join) =>
      join.on('case_contacts.report_id', '=', sql<string>`coalesce(case_reports.origin_id, case_reports.id)`),
    )
    .select(['case_reports.case_id', 'case_reports.id'])
    .where('case_reports.case_id', 'in', caseIds)
    .where('case_reports.is_withdrawn', '=', false)
    .where('case_contacts.phone_cipher', 'is not', null)
    .orderBy('case_reports.reported_at', 'desc')
    .orderBy('case_reports.id', 'desc')
    .execute();
  return new Map(rows.map(({ case_id, id }) => [case_id, id]));
}

export async function findCalls(db: Db, caseIds: readonly string[]): Promise<CallbackRow[]> {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom('callbacks')
    .selectAll()
    .where('case_id', 'in', caseIds)
    .orderBy('called_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export interface ClaimRow {
  readonly case_id: string;
  readonly organisation_id: string | null;
  readonly at: Instant;
}

/** The last time whoever worked on it said that it is done. */
export async function findClaims(db: Db, caseIds: readonly string[]): Promise<Map<string, ClaimRow>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_moves')
    .select(['case_id', 'organisation_id', 'at'])
    .where('case_id', 'in', caseIds)
    .where('verb', 'in', ['feedback', 'resolveOnSpot'])
    .orderBy('seq')
    .execute();
  return new Map(rows.map((row) => [row.case_id, row]));
}

export async function insertCall(db: Db, row: Insertable<Callbacks>): Promise<void> {
  await db.insertInto('callbacks').values(row).execute();
}

export async function findVoice(db: Db, caseId: string, reportId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('case_reports')
    .select('id')
    .where('id', '=', reportId)
    .where('case_id', '=', caseId)
    .where('is_withdrawn', '=', false)
    .executeTakeFirst();
}

/** What was said on these calls, by the call's id. */
export async function findSaid(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_texts')
    .select(['id', 'words'])
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, words }) => [id, words]));
}

export async function findCallers(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface CallCounts {
  n: number;
  reached: number;
  noAnswer: number;
  wrongNumber: number;
  declined: number;
  solved: number;
  good: number;
  fair: number;
  poor: number;
  claimed: number;
  claimedSolved: number;
}

/** Calls of an area since a moment; `claimed` those reached about work an organisation held an order for. */
export async function countCalls(db: Db, area: Area, since: Instant): Promise<CallCounts> {
  const of = (outcome: string) => sql<number>`(count(*) filter (where outcome = ${outcome}))::int`;
  const heard = (manner: string) => sql<number>`(count(*) filter (where manner = ${manner}))::int`;
  const hasOrder = sql`exists (select from work_orders where work_orders.case_id = callbacks.case_id)`;
  return db
    .selectFrom('callbacks')
    .select([
      sql<number>`count(*)::int`.as('n'),
      of('reached').as('reached'),
      of('noAnswer').as('noAnswer'),
      of('wrongNumber').as('wrongNumber'),
      of('declined').as('declined'),
      sql<number>`(count(*) filter (where is_solved))::int`.as('solved'),
      heard('good').as('good'),
      heard('fair').as('fair'),
      heard('poor').as('poor'),
      sql<number>`(count(*) filter (where outcome = 'reached' and ${hasOrder}))::int`.as('claimed'),
      sql<number>`(count(*) filter (where is_solved and ${hasOrder}))::int`.as('claimedSolved'),
    ])
    .where(area.column, '=', area.id)
    .where('called_at', '>=', since)
    .executeTakeFirstOrThrow();
}

/** Who did not rate is in no numerator and in no denominator but that of all. */
export async function countRatings(
  db: Db,
  area: Area,
  since: Instant,
): Promise<{ closed: number; rated: number; solved: number }> {
  return db
    .selectFrom('cases')
    .select([
      sql<number>`count(*)::int`.as('closed'),
      sql<number>`count(is_solved)::int`.as('rated'),
      sql<number>`(count(*) filter (where is_solved))::int`.as('solved'),
    ])
    .where(area.column, '=', area.id)
    .where('closed_at', '>=', since)
    .where('kind', '<>', 'praise')
    .executeTakeFirstOrThrow();
}
