// What the doors without an account ask the database: voices behind a number, codes of an order link, its device.

import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { OneTimeSecrets } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';

/** All voices that were filed under this case or stand in it now. */
export async function findVoicesOf(db: Db, caseId: string) {
  return db
    .selectFrom('case_reports')
    .select(['id', 'case_id', 'origin_id'])
    .where((eb) => eb.or([eb('case_id', '=', caseId), eb('filed_under_id', '=', caseId)]))
    .execute();
}

export async function hasCodeSince(db: Db, linkId: string, since: Instant): Promise<boolean> {
  const recent = await db
    .selectFrom('one_time_secrets')
    .select('id')
    .where('purpose', '=', 'orderLink')
    .where('subject', '=', linkId)
    .where('created_at', '>', since)
    .executeTakeFirst();
  return recent !== undefined;
}

export async function insertCode(db: Db, code: Omit<Insertable<OneTimeSecrets>, 'purpose'>): Promise<void> {
  await db
    .insertInto('one_time_secrets')
    .values({ ...code, purpose: 'orderLink' })
    .execute();
}

export async function forgetCodes(db: Db, linkId: string): Promise<void> {
  await db.deleteFrom('one_time_secrets').where('purpose', '=', 'orderLink').where('subject', '=', linkId).execute();
}

/** The code that is still good, its row locked: of two tries at once the second waits for the first one's count. */
export async function lockCode(db: Db, linkId: string, now: Instant) {
  return db
    .selectFrom('one_time_secrets')
    .select(['id', 'secret_hash', 'tries_left'])
    .where('purpose', '=', 'orderLink')
    .where('subject', '=', linkId)
    .where('expires_at', '>', now)
    .where('used_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveCode(
  db: Db,
  id: string,
  tried: { used_at: Instant } | { tries_left: number },
): Promise<void> {
  await db.updateTable('one_time_secrets').set(tried).where('id', '=', id).execute();
}

export async function bindDevice(db: Db, linkId: string, deviceHash: string, at: Instant): Promise<void> {
  await db.updateTable('links').set({ device_hash: deviceHash, opened_at: at }).where('id', '=', linkId).execute();
}

export async function findDutyPhone(db: Db, organisationId: string): Promise<string | null> {
  const { duty_phone } = await db
    .selectFrom('organisations')
    .select('duty_phone')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return duty_phone;
}
