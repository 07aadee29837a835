// One-time secrets: codes sent to a phone, links that activate an account. Each is spent by one statement.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export interface NewSecret {
  readonly id: string;
  readonly purpose: 'signIn' | 'activate';
  readonly subject: string;
  readonly secretHash: string;
  readonly accountId: string | null;
  readonly expiresAt: Instant;
  readonly tries: number;
}

/** Takes the place of what was sent for this subject before: only the newest one opens. */
export async function replaceSecret(db: Db, secret: NewSecret, now: Instant): Promise<void> {
  await db
    .deleteFrom('one_time_secrets')
    .where('purpose', '=', secret.purpose)
    .where('subject', '=', secret.subject)
    .where('used_at', 'is', null)
    .execute();
  await db
    .insertInto('one_time_secrets')
    .values({
      id: secret.id,
      purpose: secret.purpose,
      subject: secret.subject,
      secret_hash: secret.secretHash,
      account_id: secret.accountId,
      created_at: now,
      expires_at: secret.expiresAt,
      tries_left: secret.tries,
    })
    .execute();
}

/** Uses up one try at the code that was sent last; undefined when there is none left to try. */
export async function tryCode(
  db: Db,
  subject: string,
  now: Instant,
): Promise<{ id: string; secretHash: string; accountId: string | null } | undefined> {
  const row = await db
    .updateTable('one_time_secrets')
    .set((eb) => ({ tries_left: eb('tries_left', '-', 1) }))
    .where('purpose', '=', 'signIn')
    .where('subject', '=', subject)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries_left', '>', 0)
    .returning(['id', 'secret_hash', 'account_id'])
    .executeTakeFirst();
  return row && { id: row.id, secretHash: row.secret_hash, accountId: row.account_id };
}

/** False when somebody else was faster. */
export async function spendCode(db: Db, id: string, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('one_time_secrets')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findLink(db: Db, secretHash: string, now: Instant): Promise<string | undefined> {
  const row = await db
    .selectFrom('one_time_secrets')
    .select('account_id')
    .where('purpose', '=', 'activate')
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.account_id ?? undefined;
}

/** The account the link was for; undefined when it was used meanwhile, or has expired. */
export async function spendLink(db: Db, secretHash: string, now: Instant): Promise<string | undefined> {
  const row = await db
    .updateTable('one_time_secrets')
    .set({ used_at: now })
    .where('purpose', '=', 'activate')
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id ?? undefined;
}
