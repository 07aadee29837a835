// Links of calls and what is sent to duty phones, as rows.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export async function findCallLink(db: Db, callId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('links')
    .select('id')
    .where('call_id', '=', callId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return found?.id;
}

export async function insertCallLink(
  db: Db,
  link: { id: string; token_hash: string; call_id: string; made_at: Instant },
): Promise<void> {
  await db
    .insertInto('links')
    .values({ ...link, kind: 'whistleCall' })
    .execute();
}

export async function endCallLinks(
  db: Db,
  which: { callId: string } | { whistleId: string },
  end: { revoked_at: Instant } | { expires_at: Instant },
): Promise<void> {
  const ended = db.updateTable('links').set(end).where('revoked_at', 'is', null);
  if ('callId' in which) await ended.where('call_id', '=', which.callId).execute();
  else
    await ended
      .where('call_id', 'in', (calls) =>
        calls.selectFrom('whistle_calls').select('id').where('whistle_id', '=', which.whistleId),
      )
      .execute();
}

/** Also of a link that is over: whoever holds it is told whom to call. */
export async function findLinkByHash(db: Db, tokenHash: string) {
  return db
    .selectFrom('links')
    .innerJoin('whistle_calls', 'whistle_calls.id', 'links.call_id')
    .innerJoin('organisations', 'organisations.id', 'whistle_calls.organisation_id')
    .select(['links.revoked_at', 'links.expires_at', 'organisations.name', 'organisations.duty_phone'])
    .select('whistle_calls.path')
    .where('links.token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function insertMessage(
  db: Db,
  message: { id: string; link_id: string; to_cipher: string; words_cipher: string; made_at: Instant },
): Promise<void> {
  await db
    .insertInto('messages')
    .values({ ...message, purpose: 'whistleLink' })
    .execute();
}
