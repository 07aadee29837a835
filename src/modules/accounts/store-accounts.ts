// Accounts: rows of the city, listed by the posts they hold in one district.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly phoneCipher: string | null;
  readonly hasPassword: boolean;
  readonly isSuspended: boolean;
}

/** Accounts with an open post below one of the paths, or below one of `codePaths` in a role joined by a code. */
export async function listAccountIds(
  db: Db,
  wanted: {
    paths: readonly string[];
    codePaths: readonly string[];
    codeRoles: readonly Role[];
    after: string | null;
    limit: number;
  },
): Promise<string[]> {
  const rows = await db
    .selectFrom('posts')
    .select('account_id')
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        ...wanted.paths.map((path) => sql<boolean>`path ^@ ${path}`),
        ...wanted.codePaths.map((path) => eb.and([sql<boolean>`path ^@ ${path}`, eb('role', 'in', wanted.codeRoles)])),
      ]),
    )
    .$if(wanted.after !== null, (query) => query.where('account_id', '>', wanted.after ?? ''))
    .groupBy('account_id')
    .orderBy('account_id')
    .limit(wanted.limit)
    .execute();
  return rows.map((row) => row.account_id);
}

export async function readAccounts(db: Db, ids: readonly string[]): Promise<AccountRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'phone_cipher', 'suspended_at', 'password_hash'])
    .where('id', 'in', ids)
    .where('left_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    phoneCipher: row.phone_cipher,
    hasPassword: row.password_hash !== null,
    isSuspended: row.suspended_at !== null,
  }));
}

export async function accountExists(db: Db, id: string): Promise<boolean> {
  const found = db.selectFrom('accounts').select('id').where('id', '=', id).where('left_at', 'is', null);
  return (await found.executeTakeFirst()) !== undefined;
}

/** Names by id of those who are neither suspended nor left. */
export async function namesOfEntering(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('suspended_at', 'is', null)
    .where('left_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface NewAccount {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  /** Pinyin, see platform/spelling.ts. */
  readonly spelling: string;
  readonly phoneCipher: string | null;
  readonly phoneIndex: string | null;
  readonly isDemo: boolean;
}

export async function insertAccounts(
  db: Db,
  accounts: readonly NewAccount[],
  { by, at }: { by: string | null; at: Instant },
): Promise<void> {
  const rows = accounts.map((account) => ({
    id: account.id,
    sign_in_name: account.signInName,
    name: account.name,
    spelling: account.spelling,
    phone_cipher: account.phoneCipher,
    phone_index: account.phoneIndex,
    is_demo: account.isDemo,
    created_at: at,
    created_by: by,
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('accounts')
      .values(rows.slice(start, start + 500))
      .execute();
  }
}

export interface PhoneHolder {
  readonly id: string;
  readonly name: string;
  readonly phoneIndex: string;
}

export async function findPhoneHolders(db: Db, phoneIndexes: readonly string[]): Promise<PhoneHolder[]> {
  const holders: PhoneHolder[] = [];
  for (let start = 0; start < phoneIndexes.length; start += 1_000) {
    const rows = await db
      .selectFrom('accounts')
      .select(['id', 'name', 'phone_index'])
      .where('phone_index', 'in', phoneIndexes.slice(start, start + 1_000))
      .execute();
    holders.push(...rows.map(({ id, name, phone_index: phoneIndex }) => ({ id, name, phoneIndex: phoneIndex ?? '' })));
  }
  return holders;
}

export async function rename(db: Db, id: string, name: string, spelling: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set((eb) => ({ name, spelling, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function setSuspended(db: Db, id: string, at: Instant | null): Promise<void> {
  await db
    .updateTable('accounts')
    .set((eb) => ({ suspended_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** The person has left: the number and the outside identities are erased, the id stays for the history. */
export async function markLeft(db: Db, id: string, at: Instant): Promise<void> {
  await db
    .updateTable('accounts')
    .set((eb) => ({
      left_at: at,
      phone_cipher: null,
      phone_index: null,
      password_hash: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('external_identities').where('account_id', '=', id).execute();
  await db.deleteFrom('one_time_secrets').where('account_id', '=', id).where('used_at', 'is', null).execute();
}
