// Names and their pinyin beside what they name, written with it; and the doors they are found through.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { NameKeys } from './rules.ts';

export const NAME_KINDS = ['area', 'grid', 'compound', 'building', 'place', 'organisation'] as const;
export type NameKind = (typeof NAME_KINDS)[number];

export interface NameRow {
  readonly id: string;
  readonly kind: NameKind;
  readonly name: string;
  readonly also: string | null;
  readonly phone: string | null;
  readonly path: string;
  readonly street_id: string | null;
  readonly community_id: string | null;
  readonly grid_id: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** What is named now under this id; undefined when it is closed or was never there. */
export async function findNameable(db: Db, districtPath: string, id: string): Promise<NameRow | undefined> {
  const { rows } =
    await sql<NameRow>`select * from nameable(${districtPath}) as standing where standing.id = ${id}`.execute(db);
  return rows[0];
}

/** What stands without its name here, or under another one than it has. */
export async function findUnlikeNames(db: Db, districtPath: string): Promise<NameRow[]> {
  const { rows } = await sql<NameRow>`
    select standing.*
    from nameable(${districtPath}) as standing
    left join names on names.id = standing.id
    where (names.name, names.also, names.phone, names.path, names.street_id, names.community_id, names.grid_id, names.longitude, names.latitude)
      is distinct from (standing.name, standing.also, standing.phone, standing.path, standing.street_id, standing.community_id,
        standing.grid_id, standing.longitude, standing.latitude)
  `.execute(db);
  return rows;
}

/** Names of what is closed or gone. Answers how many. */
export async function removeFallenNames(db: Db, districtPath: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from names where not exists (select from nameable(${districtPath}) as standing where standing.id = names.id)
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function saveNames(db: Db, rows: readonly (NameRow & { spelling: string })[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('names')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        also: eb.ref('excluded.also'),
        spelling: eb.ref('excluded.spelling'),
        phone: eb.ref('excluded.phone'),
        path: eb.ref('excluded.path'),
        street_id: eb.ref('excluded.street_id'),
        community_id: eb.ref('excluded.community_id'),
        grid_id: eb.ref('excluded.grid_id'),
        longitude: eb.ref('excluded.longitude'),
        latitude: eb.ref('excluded.latitude'),
      })),
    )
    .execute();
}

export async function removeName(db: Db, id: string): Promise<void> {
  await db.deleteFrom('names').where('id', '=', id).execute();
}

export async function hasNames(db: Db): Promise<boolean> {
  return (await db.selectFrom('names').select('id').limit(1).execute()).length > 0;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'also',
  'phone',
  'path',
  'street_id',
  'community_id',
  'grid_id',
  'longitude',
  'latitude',
] as const;

/** Through the named door `find_names`, which repeats the scope. */
export async function findNamesBy(
  db: Db,
  keys: NameKeys,
  { paths, most }: { paths: readonly string[]; most: number },
): Promise<NameRow[]> {
  const wanted = queryOf(keys);
  if (wanted === undefined) return [];
  const { rows } = await sql<{ id: string }>`
    select id from find_names(${wanted}::tsquery, ${paths}::text[], ${most}::integer)
  `.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  return (await db.selectFrom('names').select(COLUMNS).where('id', 'in', ids).execute()) as NameRow[];
}

/** Offices and organisations by their duty phone, or by its last four digits. */
export async function findNamesByPhone(
  db: Db,
  by: { phone: string } | { tail: string },
  most: number,
): Promise<NameRow[]> {
  const named = db.selectFrom('names').select(COLUMNS).orderBy('name').limit(most);
  const found = 'phone' in by ? named.where('phone', '=', by.phone) : named.where('phone_tail', '=', by.tail);
  return (await found.execute()) as NameRow[];
}

export interface PersonRow {
  readonly account_id: string;
  readonly name: string;
  readonly role: string;
  readonly path: string;
  readonly organisation_id: string | null;
  readonly grid_id: string | null;
}

/** People with a post today, one row a post. Row security of posts decides which; accounts have none, so their index is used. */
export async function findPeopleBy(
  db: Db,
  by: { keys: NameKeys } | { phoneIndex: string },
  { paths, today, most }: { paths: readonly string[]; today: string; most: number },
): Promise<PersonRow[]> {
  const found = 'keys' in by ? byKeys(by.keys) : sql<boolean>`accounts.phone_index = ${by.phoneIndex}`;
  if (found === undefined) return [];
  const { rows } = await sql<PersonRow>`
    select accounts.id as account_id, accounts.name, posts.role, posts.path, posts.organisation_id, posts.grid_id
    from accounts
    join posts on posts.account_id = accounts.id
    where ${found}
      and accounts.suspended_at is null
      and accounts.left_at is null
      and posts.ended_at is null
      and posts.from_on <= ${today}
      and (posts.to_on is null or posts.to_on >= ${today})
      and posts.path ^@ any (${paths}::text[])
    order by char_length(accounts.name), accounts.name, accounts.id, posts.path
    limit ${most}
  `.execute(db);
  return rows;
}

function byKeys(keys: NameKeys) {
  const wanted = queryOf(keys);
  return wanted === undefined ? undefined : sql<boolean>`accounts.keys @@ ${wanted}::tsquery`;
}

function queryOf({ whole, beginning }: NameKeys): string | undefined {
  if (beginning !== undefined) return `'${beginning}':*`;
  if (whole.length === 0) return undefined;
  return whole.map((key) => `'${key.replaceAll("'", '')}'`).join(' & ');
}

export async function findUnspelledAccounts(db: Db, most: number): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('accounts').select(['id', 'name']).where('spelling', 'is', null).limit(most).execute();
}

export async function saveSpelling(db: Db, id: string, spelling: string): Promise<void> {
  await db.updateTable('accounts').set({ spelling }).where('id', '=', id).execute();
}
