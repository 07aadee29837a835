// Work cards as rows, each with the post it was printed for and its holder.

import { sql } from 'kysely';
import type { Insertable } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { WorkCards } from '#platform/database/tables.ts';
import type { Day, Instant } from '#shared/time.ts';

/** A post whose holder may carry a card, with the newest card it has. */
export interface HolderRow {
  readonly postId: string;
  readonly accountId: string;
  readonly role: Role;
  readonly path: string;
  readonly gridId: string | null;
  readonly gridName: string | null;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly isEnded: boolean;
  readonly name: string;
  readonly isHolderOut: boolean;
  readonly cardId: string | null;
  readonly validUntil: Day | null;
  readonly issuedAt: Instant | null;
  readonly isRevoked: boolean;
}

/** Open posts in these roles below the path, in the order of places and names. */
export async function listHolders(
  db: Db,
  { path, roles, most }: { path: string; roles: readonly Role[]; most: number },
): Promise<HolderRow[]> {
  const rows = await selectHolders(db)
    .where(sql<boolean>`posts.path ^@ ${path}`)
    .where('posts.role', 'in', roles)
    .where('posts.organisation_id', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('accounts.left_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('work_cards.id', 'is', null),
        eb(
          'work_cards.id',
          '=',
          eb
            .selectFrom('work_cards as newest')
            .select('newest.id')
            .whereRef('newest.post_id', '=', 'posts.id')
            .orderBy('newest.issued_at', 'desc')
            .orderBy('newest.id', 'desc')
            .limit(1),
        ),
      ]),
    )
    .orderBy('posts.path')
    .orderBy('accounts.name')
    .orderBy('posts.id')
    .limit(most)
    .execute();
  return rows.map(toHolder);
}

/** Cards by their ids, in force or not. */
export async function findCards(db: Db, ids: readonly string[]): Promise<HolderRow[]> {
  const rows = await selectHolders(db).where('work_cards.id', 'in', ids).orderBy('posts.path').execute();
  return rows.map(toHolder);
}

export async function findCardByToken(db: Db, tokenHash: string): Promise<HolderRow | undefined> {
  const row = await selectHolders(db).where('work_cards.token_hash', '=', tokenHash).executeTakeFirst();
  return row && toHolder(row);
}

/** The post with its lock: two who make its card at once do so one after the other. */
export async function lockHolder(db: Db, postId: string): Promise<HolderRow | undefined> {
  const locked = db.selectFrom('posts').select('id').where('id', '=', postId).forUpdate();
  if ((await locked.executeTakeFirst()) === undefined) return undefined;
  const row = await selectHolders(db).where('posts.id', '=', postId).executeTakeFirst();
  return row && toHolder(row);
}

export async function insertCard(db: Db, card: Insertable<WorkCards>): Promise<void> {
  await db.insertInto('work_cards').values(card).execute();
}

/** All cards of the post that are in force, or one by its id; a card that was revoked before stays as it was. */
export async function revokeCards(
  db: Db,
  wanted: { postId: string } | { id: string },
  { by, at }: { by: string | null; at: Instant },
): Promise<void> {
  const [column, value] = 'id' in wanted ? (['id', wanted.id] as const) : (['post_id', wanted.postId] as const);
  await db
    .updateTable('work_cards')
    .set({ revoked_at: at, revoked_by: by })
    .where(column, '=', value)
    .where('revoked_at', 'is', null)
    .execute();
}

function selectHolders(db: Db) {
  return db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .leftJoin('work_cards', 'work_cards.post_id', 'posts.id')
    .leftJoin('grids', 'grids.id', 'posts.grid_id')
    .select(['posts.id as post_id', 'posts.account_id', 'posts.role', 'posts.path', 'posts.grid_id'])
    .select(['posts.from_on', 'posts.to_on', 'posts.ended_at', 'grids.name as grid_name'])
    .select(['accounts.name', 'accounts.suspended_at', 'accounts.left_at'])
    .select(['work_cards.id as card_id', 'work_cards.valid_until', 'work_cards.issued_at', 'work_cards.revoked_at']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectHolders>['execute']>>[number];

function toHolder(row: Row): HolderRow {
  return {
    postId: row.post_id,
    accountId: row.account_id,
    role: row.role as Role,
    path: row.path,
    gridId: row.grid_id,
    gridName: row.grid_name,
    fromOn: row.from_on,
    toOn: row.to_on,
    isEnded: row.ended_at !== null,
    name: row.name,
    isHolderOut: row.suspended_at !== null || row.left_at !== null,
    cardId: row.card_id,
    validUntil: row.valid_until,
    issuedAt: row.issued_at,
    isRevoked: row.revoked_at !== null,
  };
}
