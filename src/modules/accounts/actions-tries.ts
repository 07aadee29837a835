// Counts tries at a door for all processes together, and makes each further failure wait longer.

import { sql } from 'kysely';

import { problem } from '#problems';
import type { Db } from '#platform/database/connection.ts';
import { CITY } from '#platform/database/database.ts';
import type { Platform } from '#platform/platform.ts';
import type { Instant } from '#shared/time.ts';
import { addMinutes, minutesBetween } from '#shared/time.ts';

import { FORGET_FAILURES_HOURS, FREE_FAILURES, MAX_DELAY_SECONDS } from './rules-sessions.ts';
import type { TrySubject } from './rules-sessions.ts';

/** Something that is being guessed at, or somebody who guesses. Only its keyed hash is stored. */
export interface Try {
  readonly kind: TrySubject;
  readonly subject: string;
}

/** What is counted for one try; sorted, so that two tries at once lock their rows in the same order. */
export async function triesOf(platform: Platform, subjects: Partial<Record<TrySubject, string>>): Promise<Try[]> {
  const safe = await platform.vault.safe(null);
  return (Object.entries(subjects) as [TrySubject, string][])
    .map(([kind, text]) => ({ kind, subject: `${kind}:${safe.index('attempts.subject', `${kind} ${text}`)}` }))
    .sort((left, right) => (left.subject < right.subject ? -1 : 1));
}

/**
 * Counts the tries as failures before they are judged: a thousand guesses at once would else all be judged by the count
 * before them. Whoever was right takes them back with `forgiveTries`. They are counted for the whole city, by the real time.
 *
 * @throws {Problem} `too-many-tries` with `retryAfterSeconds`; nothing is counted then, so waiting always ends
 */
export async function takeTries(platform: Platform, tries: readonly Try[]): Promise<void> {
  const now = platform.clock();
  await platform.database.transaction(CITY, async ({ db }) => {
    for (const each of tries) {
      if (await isCounted(db, each, now)) continue;
      const { blocked_until: until } = await db
        .selectFrom('attempts')
        .select('blocked_until')
        .where('subject', '=', each.subject)
        .executeTakeFirstOrThrow();
      const retryAfterSeconds = Math.max(1, Math.ceil(minutesBetween(now, until) * 60));
      throw problem('too-many-tries', `Wait ${retryAfterSeconds} s before the next try`, { retryAfterSeconds });
    }
  });
}

/** How many more wrong tries cost no waiting, by whichever count is nearest its end. */
export async function freeTriesLeft(platform: Platform, tries: readonly Try[]): Promise<number> {
  const rows = await platform.database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('attempts')
      .select(['subject', 'failures'])
      .where(
        'subject',
        'in',
        tries.map(({ subject }) => subject),
      )
      .execute(),
  );
  const leftOf = ({ kind, subject }: Try) =>
    FREE_FAILURES[kind] - (rows.find((row) => row.subject === subject)?.failures ?? 0);
  return Math.max(0, Math.min(...tries.map(leftOf)));
}

/** After a success. The address keeps its other failures: one good account must not wash a guesser's address clean. */
export async function forgiveTries(db: Db, tries: readonly Try[], now: Instant): Promise<void> {
  for (const { kind, subject } of tries) {
    if (kind === 'ip') {
      await sql`
        update attempts
        set failures = greatest(failures - 1, 0), blocked_until = least(blocked_until, ${now}::timestamptz)
        where subject = ${subject}
      `.execute(db);
    } else {
      await db.deleteFrom('attempts').where('subject', '=', subject).execute();
    }
  }
}

/** One statement: its row lock is what makes two processes count together. False while the subject must wait. */
async function isCounted(db: Db, { kind, subject }: Try, now: Instant): Promise<boolean> {
  const free = FREE_FAILURES[kind];
  const forgottenBefore = addMinutes(now, -FORGET_FAILURES_HOURS * 60);
  const count = sql`case when attempts.blocked_until < ${forgottenBefore}::timestamptz then 1 else attempts.failures + 1 end`;
  const { rows } = await sql`
    insert into attempts (subject, failures, first_at, blocked_until)
    values (${subject}, 1, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (subject) do update set
      failures = ${count},
      blocked_until = ${now}::timestamptz + case
        when ${count} < ${free}::integer then interval '0'
        else least(${MAX_DELAY_SECONDS}::integer, power(2, least(${count} - ${free}::integer, 20))) * interval '1 second'
      end
    where attempts.blocked_until <= ${now}::timestamptz
    returning failures
  `.execute(db);
  return rows.length === 1;
}
