// Organisations and direct lists as rows.

import type { Db } from '#platform/database/connection.ts';
import { newId } from '#shared/ids.ts';

export interface Organisation {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly areaId: string | null;
  readonly path: string;
  readonly dutyPhone: string | null;
  readonly unifiedCode: string | null;
  readonly usesAccounts: boolean;
  readonly closedAt: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'parent_id',
  'kind',
  'name',
  'area_id',
  'path',
  'duty_phone',
  'unified_code',
  'uses_accounts',
  'closed_at',
  'version',
] as const;

export async function listOrganisationRows(db: Db): Promise<Organisation[]> {
  const rows = await db.selectFrom('organisations').select(COLUMNS).orderBy('name').orderBy('id').execute();
  return rows.map(toOrganisation);
}

/** Locks the tree against a second change of parents: two moves at once could make a ring. */
export async function lockOrganisationRows(db: Db): Promise<Organisation[]> {
  const rows = await db.selectFrom('organisations').select(COLUMNS).orderBy('id').forUpdate().execute();
  return rows.map(toOrganisation);
}

export async function insertOrganisation(db: Db, organisation: Organisation): Promise<void> {
  await db
    .insertInto('organisations')
    .values({ id: organisation.id, ...columnsOf(organisation) })
    .execute();
}

export async function updateOrganisation(db: Db, organisation: Organisation): Promise<void> {
  await db
    .updateTable('organisations')
    .set({ ...columnsOf(organisation), version: organisation.version + 1 })
    .where('id', '=', organisation.id)
    .execute();
}

/** Orders whose clock has not stopped: somebody still waits for them. */
export async function countOpenOrders(db: Db, organisationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('work_orders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organisation_id', '=', organisationId)
    .where('clock_stopped_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export interface DirectEntry {
  readonly organisationId: string;
  readonly classCode: string | null;
}

export async function readDirectRows(db: Db, path: string): Promise<(DirectEntry & { name: string })[]> {
  const rows = await db
    .selectFrom('direct_list')
    .innerJoin('organisations', 'organisations.id', 'direct_list.organisation_id')
    .select(['direct_list.organisation_id', 'direct_list.class_code', 'organisations.name'])
    .where('direct_list.path', '=', path)
    .orderBy('organisations.name')
    .orderBy('direct_list.class_code')
    .execute();
  return rows.map((row) => ({ organisationId: row.organisation_id, name: row.name, classCode: row.class_code }));
}

/** The places on whose direct lists an organisation stands, by name. */
export async function readDirectPlaces(db: Db, districtId: string, organisationId: string) {
  const entries = await db
    .selectFrom('direct_list')
    .leftJoin('classes', 'classes.code', 'direct_list.class_code')
    .select(['direct_list.path', 'classes.name as className'])
    .where('direct_list.organisation_id', '=', organisationId)
    .orderBy('direct_list.path')
    .orderBy('classes.name')
    .execute();
  const paths = [...new Set(entries.map(({ path }) => path))];
  if (paths.length === 0) return [];
  const areas = await db
    .selectFrom('areas')
    .select(['path', 'name'])
    .where('district_id', '=', districtId)
    .where('path', 'in', paths)
    .execute();
  const grids = await db.selectFrom('grids').select(['path', 'name']).where('path', 'in', paths).execute();
  const names = new Map([...grids, ...areas].map(({ path, name }) => [path, name]));
  return entries.map(({ path, className }) => ({ path, placeName: names.get(path) ?? '', className }));
}

/** Who holds one of these roles in the organisation today. */
export async function readSigners(db: Db, organisationId: string, roles: readonly string[], today: string) {
  return db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .select(['accounts.name', 'posts.role'])
    .where('posts.organisation_id', '=', organisationId)
    .where('posts.role', 'in', roles)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.left_at', 'is', null)
    .orderBy('accounts.name')
    .execute();
}

export async function replaceDirectRows(db: Db, path: string, entries: readonly DirectEntry[]): Promise<void> {
  await db.deleteFrom('direct_list').where('path', '=', path).execute();
  if (entries.length === 0) return;
  await db
    .insertInto('direct_list')
    .values(
      entries.map(({ organisationId, classCode }) => ({
        id: newId(),
        path,
        organisation_id: organisationId,
        class_code: classCode,
      })),
    )
    .execute();
}

export async function knownClassCodes(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('classes').select('code').execute();
  return new Set(rows.map(({ code }) => code));
}

/** Whether an area or a valid grid of the district stands at the path. */
export async function isPathOfGround(db: Db, districtId: string, path: string): Promise<boolean> {
  const area = await db
    .selectFrom('areas')
    .select('id')
    .where('district_id', '=', districtId)
    .where('path', '=', path)
    .executeTakeFirst();
  if (area !== undefined) return true;
  const grid = await db
    .selectFrom('grids')
    .select('id')
    .where('path', '=', path)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return grid !== undefined;
}

function columnsOf(organisation: Organisation) {
  return {
    parent_id: organisation.parentId,
    kind: organisation.kind,
    name: organisation.name,
    area_id: organisation.areaId,
    path: organisation.path,
    duty_phone: organisation.dutyPhone,
    unified_code: organisation.unifiedCode,
    uses_accounts: organisation.usesAccounts,
    closed_at: organisation.closedAt,
  };
}

function toOrganisation(row: {
  id: string;
  parent_id: string | null;
  kind: string;
  name: string;
  area_id: string | null;
  path: string;
  duty_phone: string | null;
  unified_code: string | null;
  uses_accounts: boolean;
  closed_at: string | null;
  version: number;
}): Organisation {
  return {
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    areaId: row.area_id,
    path: row.path,
    dutyPhone: row.duty_phone,
    unifiedCode: row.unified_code,
    usesAccounts: row.uses_accounts,
    closedAt: row.closed_at,
    version: row.version,
  };
}
