// Who holds a post on one of these paths today, with what each agreed to show.

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';

export interface ServingRow {
  readonly accountId: string;
  readonly role: Role;
  readonly path: string;
  readonly fullTime: boolean;
  readonly name: string;
  readonly phoneCipher: string | null;
  readonly showsName: boolean;
  readonly showsPhone: boolean;
}

export async function listServing(db: Db, paths: readonly string[], today: string): Promise<ServingRow[]> {
  const rows = await db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .select([
      'posts.account_id',
      'posts.role',
      'posts.path',
      'posts.full_time',
      'accounts.name',
      'accounts.phone_cipher',
      'accounts.shows_name',
      'accounts.shows_phone',
    ])
    .where('posts.path', 'in', paths)
    .where('posts.organisation_id', 'is', null)
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.left_at', 'is', null)
    .orderBy('posts.path', 'desc')
    .orderBy('posts.role')
    .orderBy('posts.id')
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    role: row.role as Role,
    path: row.path,
    fullTime: row.full_time,
    name: row.name,
    phoneCipher: row.phone_cipher,
    showsName: row.shows_name,
    showsPhone: row.shows_phone,
  }));
}
