// Notices as rows, the orders, replies and calls they tell of, and whether there is still something to look after.

import { sql } from 'kysely';
import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Notices } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';

/** Below the number of values one statement takes. */
const ROWS_AT_ONCE = 500;

export async function insertNotices(db: Db, rows: readonly Insertable<Notices>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('notices')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
}

export interface OrderTold {
  readonly id: string;
  readonly case_id: string;
  readonly organisation_id: string;
  readonly issued_by: string | null;
  readonly suspension_owner_id: string | null;
  readonly suspended_until: Instant | null;
  readonly due_at: Instant;
  readonly path: string;
  readonly held_level: string;
}

export async function findOrders(db: Db, ids: readonly string[]): Promise<Map<string, OrderTold>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .select(['work_orders.id', 'work_orders.case_id', 'work_orders.organisation_id', 'work_orders.issued_by'])
    .select(['work_orders.suspension_owner_id', 'work_orders.suspended_until', 'work_orders.due_at'])
    .select(['cases.path', 'cases.held_level'])
    .where('work_orders.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface DirectiveTold {
  readonly id: string;
  readonly case_id: string;
  readonly issued_by: string;
  readonly due_at: Instant;
  readonly path: string;
}

export async function findDirectives(db: Db, ids: readonly string[]): Promise<DirectiveTold[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('directives')
    .innerJoin('cases', 'cases.id', 'directives.case_id')
    .select(['directives.id', 'directives.case_id', 'directives.issued_by', 'directives.due_at', 'cases.path'])
    .where('directives.id', 'in', ids)
    .execute();
}

export interface CallTold {
  readonly id: string;
  readonly case_id: string;
  readonly escalated_level: string;
  readonly due_at: Instant | null;
  readonly path: string;
}

/** Calls of these whistles that nobody has answered in time, with the level that was told of it last. */
export async function findLateCalls(db: Db, whistleIds: readonly string[]): Promise<CallTold[]> {
  if (whistleIds.length === 0) return [];
  const rows = await db
    .selectFrom('whistle_calls')
    .innerJoin('whistles', 'whistles.id', 'whistle_calls.whistle_id')
    .innerJoin('cases', 'cases.id', 'whistles.subject_id')
    .select(['whistle_calls.id', 'cases.id as case_id', 'whistle_calls.escalated_level', 'whistle_calls.due_at'])
    .select('cases.path')
    .where('whistles.id', 'in', whistleIds)
    .where('whistles.status', '=', 'open')
    .where('whistles.subject_kind', '=', 'case')
    .where('whistle_calls.escalated_level', 'is not', null)
    .where('whistle_calls.status', 'in', ['called', 'answered', 'returnAsked'])
    .execute();
  return rows.flatMap(({ escalated_level, ...row }) => (escalated_level === null ? [] : [{ ...row, escalated_level }]));
}

/** Somebody still has to do what is told of. */
export const IS_STILL = sql<boolean>`case notices.kind
  when 'unsigned' then work_orders.status = 'issued' and work_orders.acknowledged_at is null
  when 'review' then work_orders.suspended_until = notices.due_at
  when 'replyLate' then directives.id is not null and directives.replied_at is null
  when 'callLate' then whistle_calls.status in ('called', 'answered', 'returnAsked')
  else work_orders.clock_stopped_at is null and work_orders.suspended_until is null
    and work_orders.status in ('issued', 'acknowledged', 'sendBackAsked', 'rework')
end`;

/** With what may be asked of whether it is. */
export function still(db: Db) {
  return db
    .selectFrom('notices')
    .leftJoin('work_orders', 'work_orders.id', 'notices.work_order_id')
    .leftJoin('directives', 'directives.id', 'notices.subject_id')
    .leftJoin('whistle_calls', 'whistle_calls.id', 'notices.subject_id')
    .where('notices.known_at', 'is', null)
    .where('notices.over_at', 'is', null);
}

/** What went on meanwhile waits for nobody; answers how many that were. */
export async function closeOver(db: Db, now: Instant, most: number): Promise<number> {
  const over = await still(db)
    .select('notices.id')
    .where(sql<boolean>`(${IS_STILL}) is not true`)
    .orderBy('notices.made_at')
    .limit(most)
    .execute();
  if (over.length === 0) return 0;
  await db
    .updateTable('notices')
    .set({ over_at: now })
    .where(
      'id',
      'in',
      over.map(({ id }) => id),
    )
    .execute();
  return over.length;
}

/** Whom somebody reads as. */
export type Reader =
  | { readonly paths: readonly string[] }
  | { readonly organisationIds: readonly string[] }
  | { readonly accountId: string };

/** The newest first, along the index of those who are told. */
export async function findNotices(db: Db, reader: Reader, most: number) {
  let query = still(db)
    .innerJoin('cases', 'cases.id', 'notices.case_id')
    .leftJoin('organisations', 'organisations.id', 'work_orders.organisation_id')
    .select(['notices.id', 'notices.kind', 'notices.case_id', 'notices.work_order_id', 'notices.path'])
    .select(['notices.hours_late', 'notices.due_at', 'notices.made_at', 'notices.to_level', 'notices.to_path'])
    .select(['notices.to_organisation_id', 'notices.to_account_id'])
    .select(['cases.number', 'cases.summary', 'cases.place_words', 'cases.about_account_id'])
    .select(['organisations.name as organisation_name', 'whistle_calls.whistle_id'])
    .where(IS_STILL)
    .orderBy('notices.made_at', 'desc')
    .limit(most);
  if ('paths' in reader) query = query.where('notices.to_path', 'in', reader.paths);
  else if ('accountId' in reader) query = query.where('notices.to_account_id', '=', reader.accountId);
  else query = query.where('notices.to_organisation_id', 'in', reader.organisationIds);
  return query.execute();
}

export type NoticeRow = Awaited<ReturnType<typeof findNotices>>[number];

export async function findKnown(db: Db, id: string): Promise<{ readonly known_at: Instant | null } | undefined> {
  return db.selectFrom('notices').select('known_at').where('id', '=', id).executeTakeFirst();
}

/** With it what the same ones were told of the same order before. */
export async function saveKnown(db: Db, id: string, by: string | null, at: Instant): Promise<void> {
  await sql`
    update notices set known_by = ${by}::uuid, known_at = ${at}::timestamptz
    from notices as told
    where told.id = ${id}::uuid
      and notices.known_at is null
      and notices.made_at <= told.made_at
      and (
        notices.id = told.id
        or (notices.work_order_id = told.work_order_id
          and notices.to_organisation_id is not distinct from told.to_organisation_id
          and notices.to_path is not distinct from told.to_path
          and notices.to_level is not distinct from told.to_level
          and notices.to_account_id is not distinct from told.to_account_id)
      )
  `.execute(db);
}
