// Posts of a district, what the district changed in its roles, and the places a post can be held in.

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { District } from '#platform/context.ts';
import type { Day, Instant } from '#shared/time.ts';

import { isRole } from './rules.ts';
import type { AdministratorPost, Override, PlaceKind, PostPlace } from './rules.ts';

export interface Post {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  readonly path: string;
  readonly areaId: string | null;
  readonly gridId: string | null;
  readonly organisationId: string | null;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

const COLUMNS = [
  'id',
  'account_id',
  'role',
  'path',
  'area_id',
  'grid_id',
  'organisation_id',
  'from_on',
  'to_on',
] as const;

interface PostRow {
  id: string;
  account_id: string;
  role: string;
  path: string;
  area_id: string | null;
  grid_id: string | null;
  organisation_id: string | null;
  from_on: Day;
  to_on: Day | null;
}

/** A role that this version of the program no longer knows gives nothing and is not shown. */
function known(rows: readonly PostRow[]): Post[] {
  return rows.flatMap((row) => (isRole(row.role) ? [postOf(row, row.role)] : []));
}

function postOf(row: PostRow, role: Role): Post {
  return {
    id: row.id,
    accountId: row.account_id,
    role,
    path: row.path,
    areaId: row.area_id,
    gridId: row.grid_id,
    organisationId: row.organisation_id,
    fromOn: row.from_on,
    toOn: row.to_on,
  };
}

/** All that were not ended, also those whose last day has passed or whose first has not come. */
export async function openPostsOf(db: Db, accountIds: readonly string[]): Promise<Post[]> {
  if (accountIds.length === 0) return [];
  return known(
    await db
      .selectFrom('posts')
      .select(COLUMNS)
      .where('account_id', 'in', accountIds)
      .where('ended_at', 'is', null)
      .orderBy('granted_at')
      .orderBy('id')
      .execute(),
  );
}

/** Of this path or one above it. */
export async function openPostsAbove(db: Db, path: string): Promise<Post[]> {
  const parts = path.split('/').filter((part) => part !== '');
  const paths = parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}/`);
  return known(
    await db
      .selectFrom('posts')
      .select(COLUMNS)
      .where('path', 'in', paths)
      .where('ended_at', 'is', null)
      .orderBy('path')
      .orderBy('role')
      .orderBy('id')
      .execute(),
  );
}

export async function endedPostsOf(db: Db, accountId: string): Promise<Post[]> {
  const ended = db.selectFrom('posts').select(COLUMNS).where('account_id', '=', accountId);
  return known(await ended.where('ended_at', 'is not', null).execute());
}

export async function lockOpenPost(db: Db, id: string): Promise<Post | undefined> {
  const row = await db
    .selectFrom('posts')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && known([row])[0];
}

export async function insertPosts(
  db: Db,
  posts: readonly Post[],
  { by, at }: { by: string | null; at: Instant },
): Promise<void> {
  const rows = posts.map((post) => ({
    id: post.id,
    account_id: post.accountId,
    role: post.role,
    path: post.path,
    area_id: post.areaId,
    grid_id: post.gridId,
    organisation_id: post.organisationId,
    from_on: post.fromOn,
    to_on: post.toOn,
    granted_by: by,
    granted_at: at,
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('posts')
      .values(rows.slice(start, start + 500))
      .execute();
  }
}

export async function setPeriod(db: Db, id: string, fromOn: Day, toOn: Day | null): Promise<void> {
  await db.updateTable('posts').set({ from_on: fromOn, to_on: toOn }).where('id', '=', id).execute();
}

export async function endPosts(
  db: Db,
  ids: readonly string[],
  { by, at }: { by: string | null; at: Instant },
): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('posts').set({ ended_at: at, ended_by: by }).where('id', 'in', ids).execute();
}

/**
 * Locks the posts of the district's administrators: of two who end each other's post at once, the second waits here and
 * then sees what the first has left.
 */
export async function lockAdministrators(db: Db, districtPath: string, today: Day): Promise<AdministratorPost[]> {
  const posts = await db
    .selectFrom('posts')
    .select(['id', 'account_id', 'path', 'to_on'])
    .where('role', '=', 'districtAdmin')
    .where('path', '=', districtPath)
    .where('ended_at', 'is', null)
    .where('from_on', '<=', today)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (posts.length === 0) return [];
  // Read after the lock is held, so that a suspension that was just committed is seen.
  const accounts = await db
    .selectFrom('accounts')
    .select('id')
    .where(
      'id',
      'in',
      posts.map((post) => post.account_id),
    )
    .where('suspended_at', 'is', null)
    .where('left_at', 'is', null)
    .execute();
  const entering = new Set(accounts.map(({ id }) => id));
  return posts.map((post) => ({
    postId: post.id,
    accountId: post.account_id,
    path: post.path,
    toOn: post.to_on,
    mayEnter: entering.has(post.account_id),
  }));
}

export async function readOverrides(db: Db): Promise<Override[]> {
  const rows = await db.selectFrom('role_permissions').select(['role', 'permission', 'is_granted']).execute();
  return rows.flatMap(({ role, permission, is_granted: isGranted }) =>
    isRole(role) ? [{ role, permission, isGranted }] : [],
  );
}

export async function saveOverride(db: Db, override: Override, { by, at }: { by: string; at: Instant }): Promise<void> {
  const changed = { is_granted: override.isGranted, changed_by: by, changed_at: at };
  await db
    .insertInto('role_permissions')
    .values({ role: override.role, permission: override.permission, ...changed })
    .onConflict((conflict) => conflict.columns(['role', 'permission']).doUpdateSet(changed))
    .execute();
}

export async function findPlace(
  db: Db,
  district: District,
  wanted: { kind: PlaceKind; id: string },
): Promise<PostPlace | undefined> {
  const { kind, id } = wanted;
  const row = await {
    area: () =>
      db
        .selectFrom('areas')
        .select('path')
        .where('id', '=', id)
        .where('district_id', '=', district.id)
        .executeTakeFirst(),
    grid: () =>
      db.selectFrom('grids').select('path').where('id', '=', id).where('valid_to', 'is', null).executeTakeFirst(),
    organisation: () =>
      db
        .selectFrom('organisations')
        .select('path')
        .where('id', '=', id)
        .where('closed_at', 'is', null)
        .executeTakeFirst(),
  }[kind]();
  return row && { kind, id, path: row.path };
}

export interface NamedPlace extends PostPlace {
  readonly name: string;
  readonly code: string | null;
  /** The organisation above; of areas and grids the path says it. */
  readonly parentId: string | null;
}

/** Every area, grid and organisation of the district in which a post may be held today. */
export async function listPlaces(db: Db, district: District, today: Day): Promise<NamedPlace[]> {
  const areas = await db
    .selectFrom('areas')
    .select(['id', 'path', 'name', 'code'])
    .where('district_id', '=', district.id)
    .where('valid_from', '<=', today)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', today)]))
    .orderBy('path')
    .execute();
  const grids = await db
    .selectFrom('grids')
    .select(['id', 'path', 'name', 'code'])
    .where('valid_to', 'is', null)
    .orderBy('path')
    .execute();
  const organisations = await db
    .selectFrom('organisations')
    .select(['id', 'path', 'name', 'unified_code as code', 'parent_id as parentId'])
    .where('closed_at', 'is', null)
    .orderBy('name')
    .execute();
  return [
    ...areas.map((row) => ({ kind: 'area' as const, parentId: null, ...row })),
    ...grids.map((row) => ({ kind: 'grid' as const, parentId: null, ...row })),
    ...organisations.map((row) => ({ kind: 'organisation' as const, ...row })),
  ];
}

/** Accounts with an open post, not in an organisation, whose place holds this path. */
export async function accountsAbove(db: Db, path: string): Promise<string[]> {
  const parts = path.split('/').slice(1, -1);
  const above = parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`);
  const rows = await db
    .selectFrom('posts')
    .select('account_id')
    .where('path', 'in', above)
    .where('organisation_id', 'is', null)
    .where('ended_at', 'is', null)
    .groupBy('account_id')
    .orderBy('account_id')
    .execute();
  return rows.map((row) => row.account_id);
}
