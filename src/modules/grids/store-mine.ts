// Where somebody serves: the posts of an account in areas and grids, with the places' own names.

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';

export interface OwnPostRow {
  readonly role: Role;
  readonly path: string;
  readonly gridId: string | null;
  readonly gridName: string | null;
  readonly isMicroGrid: boolean;
  readonly isStandBy: boolean;
}

export async function listOwnPosts(db: Db, accountId: string, today: string): Promise<OwnPostRow[]> {
  const rows = await db
    .selectFrom('posts')
    .leftJoin('grids', 'grids.id', 'posts.grid_id')
    .leftJoin('posts as principal', (join) =>
      join
        .onRef('principal.id', '=', 'posts.deputy_of')
        .on('principal.ended_at', 'is', null)
        .on('principal.from_on', '<=', today)
        .on((eb) => eb.or([eb('principal.to_on', 'is', null), eb('principal.to_on', '>=', today)])),
    )
    .select(['posts.role', 'posts.path', 'posts.grid_id', 'grids.name', 'grids.kind', 'principal.id as principal_id'])
    .where('posts.account_id', '=', accountId)
    .where('posts.organisation_id', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .orderBy('posts.path')
    .orderBy('posts.id')
    .execute();
  return rows.map((row) => ({
    role: row.role as Role,
    path: row.path,
    gridId: row.grid_id,
    gridName: row.name,
    isMicroGrid: row.kind === 'micro',
    isStandBy: row.principal_id !== null,
  }));
}

export interface GridBelow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly parentId: string;
}

/** Directly below these, in force, micro-grids left out. */
export async function findGridsBelow(db: Db, gridIds: readonly string[]): Promise<GridBelow[]> {
  const rows = await db
    .selectFrom('grids')
    .select(['id', 'name', 'path', 'parent_id'])
    .where('parent_id', 'in', gridIds)
    .where('kind', '!=', 'micro')
    .where('valid_to', 'is', null)
    .orderBy('path')
    .execute();
  return rows.map(({ parent_id, ...grid }) => ({ ...grid, parentId: parent_id ?? '' }));
}
