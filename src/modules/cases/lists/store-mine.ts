// What may wait for somebody: the person's posts, the open cases where they lie, and what the rules look at beside them.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

import type { ClassRules } from '../facts.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';
import type { Area } from './store-lists.ts';
import { findClassRules } from '../orders/store-orders.ts';
import type { OrderRow } from '../orders/store-orders.ts';
import { WAITING_STATUSES } from './waiting.ts';

export interface OwnPost {
  readonly role: Role;
  readonly path: string;
  /** Of a micro-grid the grid it lies in: a case is filed under that. */
  readonly gridId: string | null;
  readonly isMicroGrid: boolean;
  readonly area: { readonly id: string; readonly level: string } | null;
  /** A deputy whose principal is in post: nothing is the deputy's yet. */
  readonly isStandBy: boolean;
}

/** The posts of an account in areas and grids; those for an organisation have their own inbox. */
export async function findOwnPosts(db: Db, accountId: string, today: Day): Promise<OwnPost[]> {
  const rows = await db
    .selectFrom('posts')
    .leftJoin('grids', 'grids.id', 'posts.grid_id')
    .leftJoin('areas', 'areas.id', 'posts.area_id')
    .leftJoin('posts as principal', (join) =>
      join
        .onRef('principal.id', '=', 'posts.deputy_of')
        .on('principal.ended_at', 'is', null)
        .on('principal.from_on', '<=', today)
        .on((eb) => eb.or([eb('principal.to_on', 'is', null), eb('principal.to_on', '>=', today)])),
    )
    .select(['posts.role', 'posts.path', 'posts.grid_id', 'grids.kind', 'grids.parent_id', 'areas.id as area_id'])
    .select(['areas.level', 'principal.id as principal_id'])
    .where('posts.account_id', '=', accountId)
    .where('posts.organisation_id', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .orderBy('posts.path')
    .execute();
  return rows.map((row) => ({
    role: row.role as Role,
    path: row.path,
    gridId: row.kind === 'micro' ? row.parent_id : row.grid_id,
    isMicroGrid: row.kind === 'micro',
    area: row.area_id === null || row.level === null ? null : { id: row.area_id, level: row.level },
    isStandBy: row.principal_id !== null,
  }));
}

/** Open cases of one grid, community or street, oldest first: each along its own index. */
export async function findWaiting(db: Db, { column, id }: Area, most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where(column, '=', id)
    .where('status', 'in', WAITING_STATUSES)
    .orderBy('reported_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** What the district itself holds: few, with an index of their own. */
export async function findWaitingAtDistrict(db: Db, most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where(sql<boolean>`held_level = 'district'`)
    .where('status', 'in', WAITING_STATUSES)
    .orderBy('reported_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Send-backs the district alone decides, wherever their case is held; few, with an index of their own. */
export async function findSendBacksForDistrict(db: Db, reasons: readonly string[], most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .select(CASE_COLUMNS.map((column) => `cases.${column}` as const))
    .where(sql<boolean>`work_orders.status = 'sendBackAsked'`)
    .where('work_orders.send_back_reason', 'in', reasons)
    .orderBy('work_orders.issued_at')
    .orderBy('work_orders.id')
    .limit(most)
    .execute();
}

/** Cases whose owner the district is to settle, the longest waiting first; few, with an index of their own. */
export async function findArbitrations(db: Db, most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('arbitration_at', 'is not', null)
    .orderBy('arbitration_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** Of these accounts, those that hold no post today. */
export async function findGone(db: Db, accountIds: readonly string[], today: Day): Promise<Set<string>> {
  if (accountIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('posts')
    .select('account_id')
    .where('account_id', 'in', accountIds)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', today)]))
    .execute();
  const serving = new Set(rows.map(({ account_id }) => account_id));
  return new Set(accountIds.filter((id) => !serving.has(id)));
}

/** Cases somebody was asked into by name: to verify, or to handle. */
export async function findWaitingByName(db: Db, accountId: string, most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('case_access')
    .innerJoin('cases', 'cases.id', 'case_access.case_id')
    .select(CASE_COLUMNS.map((column) => `cases.${column}` as const))
    .where('case_access.way', '=', 'person')
    .where('case_access.subject_id', '=', accountId)
    .where('cases.status', 'in', WAITING_STATUSES)
    .orderBy('case_access.since', 'desc')
    .limit(most)
    .execute();
}

export async function findOrdersOfCases(db: Db, caseIds: readonly string[]): Promise<Map<string, OrderRow[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('work_orders')
    .selectAll()
    .where('case_id', 'in', caseIds)
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, ({ case_id }) => case_id);
}

export async function findRulesOf(db: Db, codes: ReadonlySet<string>): Promise<Map<string, ClassRules>> {
  const found = new Map<string, ClassRules>();
  for (const code of codes) {
    const rules = await findClassRules(db, code);
    if (rules !== undefined) found.set(code, rules);
  }
  return found;
}

/** In which of these cases the account itself has a voice. */
export async function findOwnVoices(db: Db, caseIds: readonly string[], accountId: string): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('case_reports')
    .select('case_id')
    .where('case_id', 'in', caseIds)
    .where('reporter_id', '=', accountId)
    .where('is_withdrawn', '=', false)
    .execute();
  return new Set(rows.map(({ case_id }) => case_id));
}

/** How the first voice of each came in. */
export async function findChannels(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('case_reports')
    .select(['case_id', 'channel'])
    .distinctOn('case_id')
    .where('case_id', 'in', caseIds)
    .orderBy('case_id')
    .orderBy('reported_at')
    .execute();
  return new Map(rows.map(({ case_id, channel }) => [case_id, channel]));
}

/** Of these grids, those with a worker in post. */
export async function findStaffedGrids(db: Db, gridIds: readonly string[], today: Day): Promise<Set<string>> {
  if (gridIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .select('posts.grid_id')
    .where('posts.grid_id', 'in', gridIds)
    .where('posts.role', '=', 'gridWorker')
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.left_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ grid_id }) => (grid_id === null ? [] : [grid_id])));
}

export interface OwnMove {
  readonly verb: string;
  readonly at: string;
  readonly case_id: string;
  readonly number: string;
  readonly summary: string;
  readonly status: string;
}

/** Along the index by actor; a case that may not be seen any more is left out. */
export async function findOwnMoves(db: Db, accountId: string, most: number): Promise<OwnMove[]> {
  return db
    .selectFrom('case_moves')
    .innerJoin('cases', 'cases.id', 'case_moves.case_id')
    .select(['case_moves.verb', 'case_moves.at', 'case_moves.case_id', 'cases.number', 'cases.summary', 'cases.status'])
    .where('case_moves.actor_id', '=', accountId)
    .orderBy('case_moves.at', 'desc')
    .limit(most)
    .execute();
}
