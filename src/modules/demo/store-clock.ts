// The row of the city that says how far the clock of a demo district runs ahead, and whether it is being made anew.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export interface DemoRow {
  readonly ahead_ms: number;
  readonly remake_id: string | null;
  readonly remaking_since: Instant | null;
  readonly remade_at: Instant | null;
}

const COLUMNS = ['ahead_ms', 'remake_id', 'remaking_since', 'remade_at'] as const;

/** @throws {Error} of the database for a real district: it can have no such row */
export async function lockDemoRow(db: Db, districtId: string): Promise<DemoRow> {
  await db
    .insertInto('demo_districts')
    .values({ district_id: districtId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db
    .selectFrom('demo_districts')
    .select(COLUMNS)
    .where('district_id', '=', districtId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export function findDemoRow(db: Db, districtId: string): Promise<DemoRow | undefined> {
  return db.selectFrom('demo_districts').select(COLUMNS).where('district_id', '=', districtId).executeTakeFirst();
}

export async function saveAhead(db: Db, districtId: string, aheadMs: number, at: Instant): Promise<void> {
  await db
    .updateTable('demo_districts')
    .set({ ahead_ms: aheadMs, moved_at: at })
    .where('district_id', '=', districtId)
    .execute();
}

export async function saveRemaking(db: Db, districtId: string, remakeId: string, since: Instant): Promise<void> {
  await db
    .updateTable('demo_districts')
    .set({ remake_id: remakeId, remaking_since: since })
    .where('district_id', '=', districtId)
    .execute();
}

/** It came to nothing: whoever asked may ask again. */
export async function forgetRemaking(db: Db, districtId: string): Promise<void> {
  await db
    .updateTable('demo_districts')
    .set({ remake_id: null, remaking_since: null })
    .where('district_id', '=', districtId)
    .execute();
}
