// 事件: the cases of one area along an index in the wanted order. What no index serves is picked out along that order, within a
// bounded read: a filter that hits seldom answers what it has met and where it stopped, never by reading a whole table.

import { sql } from 'kysely';
import type { SelectQueryBuilder } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Tables } from '#platform/database/tables.ts';
import { addMinutes } from '#shared/time.ts';

import { SOON_MINUTES } from './contract-figures.ts';
import type { Cursor, Page } from './cursors.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';
import type { Area } from './store-lists.ts';
import { WAITING_STATUSES } from './waiting.ts';

export interface CaseFilter {
  /** Undefined: the whole district. */
  readonly area: Area | undefined;
  readonly status: string | undefined;
  readonly kind: string | undefined;
  readonly classCode: string | undefined;
  readonly channel: string | undefined;
  readonly level: string | undefined;
  readonly organisationId: string | undefined;
  /** Reported at this instant or later, and before that one. */
  readonly from: string | undefined;
  readonly before: string | undefined;
  /** Closed at this instant or later. */
  readonly closedFrom?: string | undefined;
  readonly isUrgent: boolean;
  readonly isOpenOnly: boolean;
  readonly order: 'newest' | 'oldest' | 'due';
}

/** As many rows of the order are looked at for one answer. */
export const LOOKED_AT = 3_000;

/** Whether something is wanted that the order's own index does not serve. */
export function picksOut(filter: CaseFilter): boolean {
  const { status, kind, classCode, channel, level, organisationId, from, before, isUrgent, isOpenOnly } = filter;
  const isByDue = (status === 'overdue' || status === 'soon') && filter.order === 'due';
  const isServed = status === undefined || isByDue || isStatusServed(filter);
  const picked = [kind, classCode, channel, level, organisationId, filter.closedFrom].some(
    (each) => each !== undefined,
  );
  const isRangeServed = filter.order !== 'due' || (from === undefined && before === undefined);
  return !isServed || picked || isUrgent || isOpenOnly || !isRangeServed;
}

/** An index ends in the newest of one status for streets and communities. */
function isStatusServed({ status, area, order }: CaseFilter): boolean {
  const isOne = status !== undefined && !['open', 'overdue', 'soon', 'suspended'].includes(status);
  return isOne && order !== 'due' && area !== undefined && area.column !== 'grid_id';
}

export interface Listed {
  readonly rows: CaseRow[];
  /** Where the read was left off although the page is not full. */
  readonly stoppedAt: Cursor | undefined;
}

export async function findListed(db: Db, filter: CaseFilter, page: Page, now: string): Promise<Listed> {
  const rows = await listedQuery(db, filter, page, now).execute();
  if (!picksOut(filter) || rows.length === page.limit) return { rows, stoppedAt: undefined };
  return { rows, stoppedAt: await findEnd(db, filter, page.after, now) };
}

/** What one page asks for; separate, so that its plan can be looked at. */
export function listedQuery(db: Db, filter: CaseFilter, page: Page, now: string) {
  if (!picksOut(filter)) return along(db, filter, page.after, now).select(CASE_COLUMNS).limit(page.limit);
  const column = orderColumn(filter);
  const looked = along(db, filter, page.after, now).select(CASE_COLUMNS).limit(LOOKED_AT).as('looked');
  const picked = db.selectFrom(looked).select(CASE_COLUMNS.map((name) => `looked.${name}` as const));
  return pickOut(picked, filter, now)
    .orderBy(`looked.${column}`, filter.order === 'newest' ? 'desc' : 'asc')
    .orderBy('looked.id', filter.order === 'newest' ? 'desc' : 'asc')
    .limit(page.limit);
}

/** At most `most` and one more; with `isCut` when the read was left off before the end. */
export async function countListed(
  db: Db,
  filter: CaseFilter,
  most: number,
  now: string,
): Promise<{ count: number; isCut: boolean }> {
  const isPicked = picksOut(filter);
  const looked = along(db, filter, undefined, now)
    .select(CASE_COLUMNS)
    .limit(isPicked ? LOOKED_AT : most + 1)
    .as('looked');
  const picked = db.selectFrom(looked).select('looked.id');
  const met = (isPicked ? pickOut(picked, filter, now) : picked).limit(most + 1).as('met');
  const { count } = await db
    .selectFrom(met)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (!isPicked || Number(count) > most) return { count: Number(count), isCut: false };
  return { count: Number(count), isCut: (await findEnd(db, filter, undefined, now)) !== undefined };
}

/** The last row that was looked at, when more lie behind it. */
async function findEnd(
  db: Db,
  filter: CaseFilter,
  after: Cursor | undefined,
  now: string,
): Promise<Cursor | undefined> {
  const column = orderColumn(filter);
  const rows = await along(db, filter, after, now)
    .select([`cases.${column} as at`, 'cases.id'])
    .offset(LOOKED_AT - 1)
    .limit(2)
    .execute();
  const [last, next] = rows;
  return last === undefined || next === undefined || last.at === null ? undefined : { at: last.at, id: last.id };
}

function orderColumn({ order }: CaseFilter): 'reported_at' | 'due_at' {
  return order === 'due' ? 'due_at' : 'reported_at';
}

/** The rows of the area in the wanted order, from the cursor on: nothing here that an index does not serve. */
function along(db: Db, filter: CaseFilter, after: Cursor | undefined, now: string) {
  const { area, status, order, from, before } = filter;
  let query = db.selectFrom('cases');
  if (area !== undefined) query = query.where(`cases.${area.column}`, '=', area.id);
  if (isStatusServed(filter)) query = query.where('cases.status', '=', status ?? '');
  if (order === 'due') {
    query = query.where('cases.closed_at', 'is', null).where('cases.due_at', 'is not', null);
    if (status === 'overdue') query = query.where('cases.due_at', '<', now);
    if (status === 'soon')
      query = query.where('cases.due_at', '>=', now).where('cases.due_at', '<', addMinutes(now, SOON_MINUTES));
  } else {
    if (from !== undefined) query = query.where('cases.reported_at', '>=', from);
    if (before !== undefined) query = query.where('cases.reported_at', '<', before);
  }
  if (after !== undefined) {
    const start = sql`(${after.at}::timestamptz, ${after.id}::uuid)`;
    if (order === 'due') query = query.where(sql<boolean>`(cases.due_at, cases.id) > ${start}`);
    else if (order === 'oldest') query = query.where(sql<boolean>`(cases.reported_at, cases.id) > ${start}`);
    else query = query.where(sql<boolean>`(cases.reported_at, cases.id) < ${start}`);
  }
  const direction = order === 'newest' ? 'desc' : 'asc';
  return query.orderBy(`cases.${orderColumn(filter)}`, direction).orderBy('cases.id', direction);
}

type Looked<O> = SelectQueryBuilder<Tables & { looked: CaseRow }, 'looked', O>;

/** A subquery that stops at its first row is asked for each row that was looked at, and for no other. */
function pickOut<O>(query: Looked<O>, filter: CaseFilter, now: string): Looked<O> {
  const { status, kind, classCode, channel, level, organisationId, from, before, isUrgent, isOpenOnly, order } = filter;
  let picked = query;
  if (status === 'open') picked = picked.where('looked.status', 'in', WAITING_STATUSES);
  else if (status === 'overdue') picked = picked.where('looked.closed_at', 'is', null).where('looked.due_at', '<', now);
  else if (status === 'suspended') picked = picked.where('looked.suspended_until', 'is not', null);
  // What is due soon is looked along already.
  else if (status !== undefined && status !== 'soon') picked = picked.where('looked.status', '=', status);
  if (kind !== undefined) picked = picked.where('looked.kind', '=', kind);
  if (classCode !== undefined) picked = picked.where('looked.class_code', '=', classCode);
  if (level !== undefined) picked = picked.where('looked.held_level', '=', level);
  if (filter.closedFrom !== undefined) picked = picked.where('looked.closed_at', '>=', filter.closedFrom);
  if (isUrgent) picked = picked.where('looked.is_urgent', '=', true);
  if (isOpenOnly) picked = picked.where('looked.secrecy', '=', 'open');
  if (order === 'due' && from !== undefined) picked = picked.where('looked.reported_at', '>=', from);
  if (order === 'due' && before !== undefined) picked = picked.where('looked.reported_at', '<', before);
  if (channel !== undefined)
    picked = picked.where(sql<boolean>`(
      select true from case_reports where case_reports.case_id = looked.id and case_reports.channel = ${channel} limit 1
    )`);
  if (organisationId !== undefined)
    picked = picked.where(sql<boolean>`(
      select true from work_orders
      where work_orders.case_id = looked.id and work_orders.organisation_id = ${organisationId}::uuid
        and work_orders.status not in ('sentBack', 'replaced', 'cancelled')
      limit 1
    )`);
  return picked;
}

/** Chosen by their numbers, in the order of the newest. */
export async function findByNumbers(db: Db, numbers: readonly string[]): Promise<CaseRow[]> {
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('number', 'in', numbers)
    .where('secrecy', '=', 'open')
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Who leads the work on each, by the last order that was not given back. */
export async function findLeads(db: Db, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('work_orders')
    .select(['case_id', 'organisation_id'])
    .where('case_id', 'in', caseIds)
    .where('role', '=', 'leadHandler')
    .where('status', 'not in', ['sentBack', 'replaced', 'cancelled'])
    .orderBy('issued_at')
    .execute();
  return new Map(rows.map(({ case_id, organisation_id }) => [case_id, organisation_id]));
}

export async function findGridNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('grids').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function findClassNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('classes').select(['code', 'major_name', 'name']).execute();
  return new Map(rows.map(({ code, major_name, name }) => [code, `${major_name} / ${name}`]));
}
