// Messages that wait to leave for phones: taken by one sender at a time, marked as sent, or tried again later.

import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { Db } from './database/connection.ts';

const MOST_AT_ONCE = 20;
/** A sender that has not said how it went for so long is gone: a message sent twice is better than one never sent. */
const GIVEN_TO_A_SENDER_MINUTES = 10;
const MOST_FAILURES = 10;

/** Marks the oldest that wait as being sent, so that no other sender, here or in another process, takes them. */
export async function takeWaiting(db: Db, purposes: readonly string[], now: Instant) {
  const taken = await db
    .selectFrom('messages')
    .select(['id', 'link_id', 'to_cipher', 'words_cipher', 'work_order_id', 'failures'])
    .where('purpose', 'in', purposes)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((eb) => eb.or([eb('try_after', 'is', null), eb('try_after', '<=', now)]))
    .where((eb) =>
      eb.or([eb('sending_since', 'is', null), eb('sending_since', '<=', addMinutes(now, -GIVEN_TO_A_SENDER_MINUTES))]),
    )
    .orderBy('made_at')
    .limit(MOST_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  if (taken.length === 0) return [];
  await db
    .updateTable('messages')
    .set({ sending_since: now })
    .where(
      'id',
      'in',
      taken.map(({ id }) => id),
    )
    .execute();
  return taken;
}

/** Sent: the phone number has served and goes. */
export async function markSent(db: Db, id: string, now: Instant): Promise<void> {
  await db
    .updateTable('messages')
    .set({ sent_at: now, sending_since: null, to_cipher: null, words_cipher: null, last_failure: null })
    .where('id', '=', id)
    .execute();
}

/** Not sent: tried again after 1, 2, 4 … minutes, at most an hour apart, and given up after the tenth time. */
export async function markNotSent(
  db: Db,
  { id, failures }: { readonly id: string; readonly failures: number },
  why: string,
  now: Instant,
): Promise<void> {
  const isLast = failures + 1 >= MOST_FAILURES;
  await db
    .updateTable('messages')
    .set({
      failures: failures + 1,
      last_failure: why,
      sending_since: null,
      try_after: addMinutes(now, Math.min(60, 2 ** failures)),
      ...(isLast ? { given_up_at: now, to_cipher: null, words_cipher: null } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Taken and not sent, because it is not so any more: nothing of it is left. */
export async function dropMessages(db: Db, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('messages').where('id', 'in', ids).execute();
}
