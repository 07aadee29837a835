// What the duty lists and the dispatch rules do alike: rows saved under the version that was seen, and withdrawn, never deleted.

import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Tables } from '#platform/database/tables.ts';

type Kept = 'duty_items' | 'dispatch_rules';
type RowOf<T extends Kept> = Omit<Insertable<Tables[T]>, 'id' | 'version' | 'withdrawn_at'>;

/** False when it does not stand at the version seen; 0 means that there is none of this id. */
export async function saveSeen<T extends Kept>(
  db: Db,
  table: T,
  { id, version }: { readonly id: string; readonly version: number },
  row: RowOf<T>,
): Promise<boolean> {
  if (version > 0) return update(db, table, { id, version }, row);
  const made = await db
    .insertInto(table as 'duty_items')
    .values({ id, ...row } as unknown as Insertable<Tables['duty_items']>)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return made.numInsertedOrUpdatedRows === 1n;
}

export function withdrawSeen(
  db: Db,
  table: Kept,
  { id, version, at }: { readonly id: string; readonly version: number; readonly at: string },
): Promise<boolean> {
  return update(db, table, { id, version }, { withdrawn_at: at });
}

async function update(
  db: Db,
  table: Kept,
  { id, version }: { readonly id: string; readonly version: number },
  row: object,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable(table as 'duty_items')
    .set({ ...row, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
