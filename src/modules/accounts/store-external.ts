// Which account is the same person in a system outside.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export async function findBound(db: Db, provider: string, externalId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('external_identities')
    .select('account_id')
    .where('provider', '=', provider)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row?.account_id;
}

/** An identity that is bound already stays with its account. */
export async function bindIdentity(
  db: Db,
  { provider, externalId, accountId }: { provider: string; externalId: string; accountId: string },
  now: Instant,
): Promise<void> {
  await db
    .insertInto('external_identities')
    .values({ provider, external_id: externalId, account_id: accountId, bound_at: now })
    .onConflict((conflict) => conflict.columns(['provider', 'external_id']).doNothing())
    .execute();
}
