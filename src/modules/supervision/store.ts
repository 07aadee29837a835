// Directives as rows, the words behind them, and the orders of a case that one can be asked about.

import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Directives } from '#platform/database/tables.ts';

export type DirectiveRow = Selectable<Directives> & { readonly assignee_id: string | null };

const COLUMNS = [
  'directives.id',
  'directives.case_id',
  'directives.kind',
  'directives.issued_by',
  'directives.issued_role',
  'directives.issued_path',
  'directives.issued_at',
  'directives.due_at',
  'directives.to_level',
  'directives.to_path',
  'directives.to_organisation_id',
  'directives.work_order_id',
  'directives.text_id',
  'directives.replied_by',
  'directives.replied_at',
  'directives.is_relayed',
  'directives.reply_text_id',
] as const;

const rows = (db: Db) =>
  db
    .selectFrom('directives')
    .leftJoin('work_orders', 'work_orders.id', 'directives.work_order_id')
    .select(COLUMNS)
    .select('work_orders.assigned_account_id as assignee_id');

export async function findDirectives(db: Db, caseId: string): Promise<DirectiveRow[]> {
  return rows(db).where('directives.case_id', '=', caseId).orderBy('directives.issued_at').execute();
}

export async function findDirective(db: Db, id: string): Promise<DirectiveRow | undefined> {
  return rows(db).where('directives.id', '=', id).executeTakeFirst();
}

export async function insertDirective(db: Db, row: Insertable<Directives>): Promise<void> {
  await db.insertInto('directives').values(row).execute();
}

/** False when somebody has answered it meanwhile. */
export async function saveReply(db: Db, id: string, reply: Updateable<Directives>): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('directives')
    .set(reply)
    .where('id', '=', id)
    .where('replied_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export interface Issued {
  readonly accountId: string;
  readonly state: 'waiting' | 'answered' | undefined;
  readonly afterId: string | undefined;
  readonly most: number;
}

/** Those of cases the issuer does not see any more are left out by row security. */
export async function findIssued(db: Db, { accountId, state, afterId, most }: Issued): Promise<DirectiveRow[]> {
  let query = rows(db)
    .where('directives.issued_by', '=', accountId)
    .orderBy('directives.issued_at', 'desc')
    .orderBy('directives.id', 'desc')
    .limit(most);
  if (state !== undefined) query = query.where('directives.replied_at', state === 'waiting' ? 'is' : 'is not', null);
  if (afterId !== undefined)
    query = query.where(
      sql<boolean>`(directives.issued_at, directives.id) < (
        select after.issued_at, after.id from directives as after where after.id = ${afterId}::uuid)`,
    );
  return query.execute();
}

export async function countWaiting(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('directives')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('issued_by', '=', accountId)
    .where('replied_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export interface TextRow {
  readonly id: string;
  readonly words: string;
  readonly erased_at: string | null;
}

export async function findTexts(db: Db, ids: readonly string[]): Promise<Map<string, TextRow>> {
  if (ids.length === 0) return new Map();
  const found = await db.selectFrom('case_texts').select(['id', 'words', 'erased_at']).where('id', 'in', ids).execute();
  return new Map(found.map((row) => [row.id, row]));
}

export async function findNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db.selectFrom('accounts').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(found.map(({ id, name }) => [id, name]));
}

export interface OrderOfCase {
  readonly id: string;
  readonly organisation_id: string;
  readonly status: string;
}

export async function findOrdersOfCase(db: Db, caseId: string): Promise<OrderOfCase[]> {
  return db
    .selectFrom('work_orders')
    .select(['id', 'organisation_id', 'status'])
    .where('case_id', '=', caseId)
    .orderBy('issued_at')
    .execute();
}

/** What areas and grids of these paths are called. */
export async function findPlaceNames(
  db: Db,
  districtId: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const areas = await db
    .selectFrom('areas')
    .select(['path', 'name'])
    .where('district_id', '=', districtId)
    .where('path', 'in', paths)
    .execute();
  const grids = await db.selectFrom('grids').select(['path', 'name']).where('path', 'in', paths).execute();
  return new Map([...grids, ...areas].map(({ path, name }) => [path, name]));
}

/** Of these, the ones nobody has answered, with where and how secret their case is. */
export async function findUnanswered(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('directives')
    .innerJoin('cases', 'cases.id', 'directives.case_id')
    .select(['directives.id', 'directives.case_id as caseId', 'cases.path', 'cases.secrecy'])
    .where('directives.id', 'in', ids)
    .where('directives.replied_at', 'is', null)
    .execute();
}
