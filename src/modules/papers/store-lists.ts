// The rows of a list, read along indexes in small pages: each is a query of its own, so that others get their turn between them.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { ListRow } from './list-figures.ts';
import type { Period } from './rules.ts';

/** Whose cases: an equality, as every list names its scope; null are those that lie in no street. */
export interface Scope {
  readonly column: 'street_id' | 'community_id' | 'grid_id';
  readonly id: string | null;
}

/** Where the next page begins. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

export interface Asked {
  readonly scope: Scope;
  readonly period: Period;
  readonly now: string;
  readonly after: Cursor | undefined;
}

export interface Page {
  readonly rows: ListRow[];
  readonly next: Cursor | undefined;
}

/** With the history looked up for each, a page takes some 20 ms on the embedded database. */
export const PAGE_SIZE = 250;

/** Open cases of one status that were reported before the period ends, oldest first. */
export async function readOpen(db: Db, { scope, period, now, after }: Asked, status: string): Promise<Page> {
  const rows = await selectRows(db, period, now)
    .where(...within(scope))
    .where('cases.status', '=', status)
    .where('cases.closed_at', 'is', null)
    .where('cases.reported_at', '<', period.to)
    .where(...beyond('reported_at', after))
    .orderBy('cases.reported_at')
    .orderBy('cases.id')
    .limit(PAGE_SIZE)
    .execute();
  return pageOf(rows, ({ reported_at }) => reported_at);
}

/** Closed since the period began, reported before it ends. */
export async function readClosed(db: Db, { scope, period, now, after }: Asked): Promise<Page> {
  const rows = await selectRows(db, period, now)
    .where(...within(scope))
    .where('cases.closed_at', 'is not', null)
    .where('cases.closed_at', '>=', period.from)
    .where('cases.reported_at', '<', period.to)
    .where(...beyond('closed_at', after))
    .orderBy('cases.closed_at')
    .orderBy('cases.id')
    .limit(PAGE_SIZE)
    .execute();
  return pageOf(rows, ({ closed_at }) => closed_at ?? '');
}

/** Reported within the period, whatever became of them. */
export async function readReceived(db: Db, { scope, period, now, after }: Asked): Promise<Page> {
  const rows = await selectRows(db, period, now)
    .where(...within(scope))
    .where('cases.reported_at', '>=', period.from)
    .where('cases.reported_at', '<', period.to)
    .where(...beyond('reported_at', after))
    .orderBy('cases.reported_at')
    .orderBy('cases.id')
    .limit(PAGE_SIZE)
    .execute();
  return pageOf(rows, ({ reported_at }) => reported_at);
}

/** Refused, cancelled, withdrawn or merged since the period began: by their moves, for no column of a case says when. */
export async function readEnded(
  db: Db,
  { period, now, after }: Omit<Asked, 'scope'>,
  scope: Scope | undefined,
): Promise<Page> {
  const { rows: moves } = await sql<{ id: string; at: string; case_id: string }>`
    select id, at, case_id
    from case_moves
    where verb in ('reject', 'cancel', 'withdraw', 'merge')
      and at >= ${period.from}::timestamptz
      and (${after?.at ?? null}::timestamptz is null or (at, id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by at, id
    limit ${PAGE_SIZE}::integer
  `.execute(db);
  const last = moves.at(-1);
  if (last === undefined) return { rows: [], next: undefined };
  const ids = [...new Set(moves.map(({ case_id }) => case_id))];
  let query = selectRows(db, period, now).where('cases.id', 'in', ids).where('cases.reported_at', '<', period.to);
  if (scope !== undefined) query = query.where(...within(scope));
  const rows = await query.execute();
  return { rows: rows.map(toRow), next: moves.length < PAGE_SIZE ? undefined : { at: last.at, id: last.id } };
}

function within({ column, id }: Scope): [`cases.${Scope['column']}`, '=' | 'is', string | null] {
  return [`cases.${column}`, id === null ? 'is' : '=', id];
}

function beyond(column: 'reported_at' | 'closed_at', after: Cursor | undefined) {
  const { at, id } = after ?? { at: null, id: null };
  return [
    sql<boolean>`(${at}::timestamptz is null or (${sql.ref(`cases.${column}`)}, cases.id) > (${at}::timestamptz, ${id}::uuid))`,
  ] as const;
}

/** Given up, an order says nothing about the organisation any more. */
const IN_FORCE = sql`('issued', 'acknowledged', 'sendBackAsked', 'feedback', 'rework', 'done')`;

function selectRows(db: Db, { from, to }: Period, now: string) {
  return db
    .selectFrom('cases')
    .select(['cases.id', 'cases.number', 'cases.kind', 'cases.class_code', 'cases.secrecy', 'cases.status'])
    .select(['cases.street_id', 'cases.community_id', 'cases.grid_id', 'cases.summary', 'cases.place_words'])
    .select(['cases.reported_at', 'cases.closed_at', 'cases.due_at', 'cases.is_solved'])
    .select([
      sql<string | null>`(
        select min(case_moves.at) from case_moves
        where case_moves.case_id = cases.id and case_moves.verb in ('file', 'dispatchDirect')
      )`.as('filed_at'),
      sql<string | null>`(
        select max(case_moves.at) from case_moves
        where case_moves.case_id = cases.id and case_moves.verb = 'reject'
      )`.as('refused_at'),
      sql<number>`(
        select count(*) from case_moves
        where case_moves.case_id = cases.id and case_moves.verb = 'approveSendBack'
          and case_moves.at >= ${from}::timestamptz and case_moves.at < ${to}::timestamptz
      )`.as('returned_times'),
      sql<string | null>`(
        select max(work_orders.due_at) from work_orders
        where work_orders.case_id = cases.id and work_orders.role = 'leadHandler' and work_orders.status in ${IN_FORCE}
          and work_orders.due_at >= ${from}::timestamptz and work_orders.due_at < ${to}::timestamptz
          and coalesce(work_orders.clock_stopped_at, ${now}::timestamptz) > work_orders.due_at
      )`.as('late_since'),
      sql<string | null>`(
        select work_orders.organisation_id from work_orders
        where work_orders.case_id = cases.id and work_orders.role = 'leadHandler' and work_orders.status in ${IN_FORCE}
        order by work_orders.issued_at desc limit 1
      )`.as('organisation_id'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function pageOf(rows: Row[], at: (row: Row) => string): Page {
  const last = rows.at(-1);
  const next = last === undefined || rows.length < PAGE_SIZE ? undefined : { at: at(last), id: last.id };
  return { rows: rows.map(toRow), next };
}

function toRow(row: Row): ListRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as ListRow['kind'],
    classCode: row.class_code,
    secrecy: row.secrecy as ListRow['secrecy'],
    status: row.status as ListRow['status'],
    streetId: row.street_id,
    communityId: row.community_id,
    gridId: row.grid_id,
    summary: row.summary,
    placeWords: row.place_words,
    reportedAt: row.reported_at,
    filedAt: row.filed_at,
    refusedAt: row.refused_at,
    closedAt: row.closed_at,
    dueAt: row.due_at,
    lateSince: row.late_since,
    returnedTimes: row.returned_times,
    organisationId: row.organisation_id,
    isSolved: row.is_solved,
  };
}

/** Names of classes, also of those that are no longer valid: a list of last year names what was then. */
export async function readClassNames(db: Db): Promise<{ code: string; name: string }[]> {
  const rows = await db
    .selectFrom('classes')
    .select(['code', 'major_name', 'name'])
    .orderBy('class_type')
    .orderBy('major_name')
    .orderBy('code')
    .execute();
  return rows.map(({ code, major_name, name }) => ({ code, name: `${major_name} / ${name}` }));
}
