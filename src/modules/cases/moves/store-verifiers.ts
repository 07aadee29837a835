// Who could look whether a case is solved: posts in the grids and the office of one community.

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

export interface VerifierPost {
  readonly accountId: string;
  /** Null for the office of the community. */
  readonly gridId: string | null;
  readonly isDeputy: boolean;
  readonly middle: Middle | undefined;
}

export interface Middle {
  readonly longitude: number;
  readonly latitude: number;
}

/** Everybody there is in force on the day; a community has a few dozen. */
export async function findVerifierPosts(db: Db, communityId: string, day: Day): Promise<VerifierPost[]> {
  const inForce = db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .where('accounts.left_at', 'is', null)
    .where('accounts.suspended_at', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', day)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', day)]));
  const workers = await inForce
    .innerJoin('grids', 'grids.id', 'posts.grid_id')
    .select(['posts.account_id', 'posts.grid_id', 'posts.deputy_of'])
    .select(['min_longitude', 'max_longitude', 'min_latitude', 'max_latitude'])
    .where('posts.role', '=', 'gridWorker')
    .where('grids.community_id', '=', communityId)
    .where('grids.valid_to', 'is', null)
    .execute();
  const officers = await inForce
    .select(['posts.account_id', 'posts.deputy_of'])
    .where('posts.role', '=', 'communityOfficer')
    .where('posts.area_id', '=', communityId)
    .execute();
  return [
    ...workers.map((post) => ({
      accountId: post.account_id,
      gridId: post.grid_id,
      isDeputy: post.deputy_of !== null,
      middle: middleOf(post),
    })),
    ...officers.map((post) => ({
      accountId: post.account_id,
      gridId: null,
      isDeputy: post.deputy_of !== null,
      middle: undefined,
    })),
  ];
}

export async function findGridMiddle(db: Db, gridId: string): Promise<Middle | undefined> {
  const grid = await db
    .selectFrom('grids')
    .select(['min_longitude', 'max_longitude', 'min_latitude', 'max_latitude'])
    .where('id', '=', gridId)
    .executeTakeFirst();
  return grid === undefined ? undefined : middleOf(grid);
}

function middleOf(grid: Record<'min_longitude' | 'max_longitude' | 'min_latitude' | 'max_latitude', number>): Middle {
  return {
    longitude: (grid.min_longitude + grid.max_longitude) / 2,
    latitude: (grid.min_latitude + grid.max_latitude) / 2,
  };
}

/** For which organisations these people work, beside what else they do. */
export async function findOrganisationsOfAccounts(
  db: Db,
  accountIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (accountIds.length === 0) return new Map();
  const posts = await db
    .selectFrom('posts')
    .select(['account_id', 'organisation_id'])
    .where('account_id', 'in', accountIds)
    .where('organisation_id', 'is not', null)
    .where('ended_at', 'is', null)
    .execute();
  const byAccount = new Map<string, string[]>();
  for (const { account_id, organisation_id } of posts)
    byAccount.set(account_id, [...(byAccount.get(account_id) ?? []), organisation_id ?? '']);
  return byAccount;
}

/** The workers in force of a street's grids, without those of one of them. */
export async function findStreetWorkers(
  db: Db,
  streetId: string,
  exceptGridId: string | null,
  day: Day,
): Promise<string[]> {
  const rows = await db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .innerJoin('grids', 'grids.id', 'posts.grid_id')
    .select(['posts.account_id', 'posts.grid_id'])
    .where('posts.role', '=', 'gridWorker')
    .where('grids.street_id', '=', streetId)
    .where('grids.valid_to', 'is', null)
    .where('accounts.left_at', 'is', null)
    .where('accounts.suspended_at', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', day)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', day)]))
    .execute();
  const own = new Set(rows.filter(({ grid_id }) => grid_id === exceptGridId).map(({ account_id }) => account_id));
  return [...new Set(rows.map(({ account_id }) => account_id))].filter((id) => !own.has(id));
}
