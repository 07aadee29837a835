// The lists of cases and orders: one of an area names it as an equality, and for each an index ends in the wanted order.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { bigrams } from '#shared/chinese.ts';

import type { Page } from './cursors.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';
import type { OrderRow } from '../orders/store-orders.ts';

export interface Area {
  readonly column: 'street_id' | 'community_id' | 'grid_id';
  readonly id: string;
}

/** Served by the partial indexes of open cases by due time; without an area those of the district. */
export async function findOverdue(
  db: Db,
  area: Area | undefined,
  now: string,
  { after, limit }: Page,
): Promise<CaseRow[]> {
  let query = db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('closed_at', 'is', null)
    .where('due_at', 'is not', null)
    .where('due_at', '<', now);
  if (area !== undefined) query = query.where(area.column, '=', area.id);
  if (after !== undefined)
    query = query.where(sql<boolean>`(due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy('due_at').orderBy('id').limit(limit).execute();
}

/** Closed cases drawn for a re-check that nobody has made yet, newest first, along their own partial indexes. */
export async function findDrawn(db: Db, area: Area | undefined, { after, limit }: Page): Promise<CaseRow[]> {
  let query = db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where(sql<boolean>`is_drawn_for_sample`)
    .where('closed_at', 'is not', null);
  if (area !== undefined) query = query.where(area.column, '=', area.id);
  if (after !== undefined)
    query = query.where(sql<boolean>`(closed_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy('closed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** Drawn to be re-checked by this very person, the latest closed first. */
export async function findDrawnFor(db: Db, accountId: string, most: number): Promise<CaseRow[]> {
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('rechecker_id', '=', accountId)
    .where('closed_at', 'is not', null)
    .orderBy('closed_at', 'desc')
    .limit(most)
    .execute();
}

/** Through the named door `search_cases`, which repeats the scope; one Han character or letter alone is not searched. */
export async function findCasesWithWords(
  db: Db,
  words: string,
  path: string,
  { after, limit }: Page,
): Promise<CaseRow[]> {
  const pairs = bigrams(words);
  if (pairs.length === 0) return [];
  const wanted = pairs.map((pair) => `'${pair.replaceAll("'", '')}'`).join(' & ');
  const normalised = words.normalize('NFKC').toLowerCase();
  const { rows } = await sql<{ id: string }>`
    select id from search_cases(${wanted}::tsquery, ${normalised}, ${path}, ${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid, ${limit}::integer)
  `.execute(db);
  if (rows.length === 0) return [];
  return db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export interface OrderLine extends OrderRow {
  readonly number: string;
  readonly summary: string;
  readonly place_words: string | null;
  readonly is_urgent: boolean;
}

/**
 * An organisation's inbox starts from its orders, and from those somebody of it was put on by name. A case it may not see any more is left out. With sections below it each is
 * read along its own index: all at once would sort every order they ever had.
 */
export async function findOrdersOf(
  db: Db,
  { organisationIds, assigneeId }: { organisationIds: readonly string[]; assigneeId: string | null },
  status: string | undefined,
  { after, limit }: Page,
): Promise<OrderLine[]> {
  const lines = new Map<string, OrderLine>();
  const owners = [
    ...organisationIds.map((id) => ['work_orders.organisation_id', id] as const),
    ...(assigneeId === null ? [] : [['work_orders.assigned_account_id', assigneeId] as const]),
  ];
  for (const [column, id] of owners) {
    let query = db
      .selectFrom('work_orders')
      .innerJoin('cases', 'cases.id', 'work_orders.case_id')
      .selectAll('work_orders')
      .select(['cases.number', 'cases.summary', 'cases.place_words', 'cases.is_urgent'])
      .where(column, '=', id);
    if (status !== undefined) query = query.where('work_orders.status', '=', status);
    if (after !== undefined)
      query = query.where(
        sql<boolean>`(work_orders.issued_at, work_orders.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      );
    const found = await query
      .orderBy('work_orders.issued_at', 'desc')
      .orderBy('work_orders.id', 'desc')
      .limit(limit)
      .execute();
    for (const line of found) lines.set(line.id, line);
  }
  return [...lines.values()].sort((one, other) => (isNewer(one, other) ? -1 : 1)).slice(0, limit);
}

function isNewer(one: OrderLine, other: OrderLine): boolean {
  return one.issued_at === other.issued_at ? one.id > other.id : one.issued_at > other.issued_at;
}
