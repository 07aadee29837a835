// Hand-overs as rows: the desk, what was open, and the words apart from both.

import { sql } from 'kysely';
import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { HandoverItems, Handovers } from '#platform/database/tables.ts';
import type { Instant } from '#shared/time.ts';

import type { Desk } from './rules.ts';

export interface HandoverRow {
  readonly id: string;
  readonly path: string;
  readonly organisation_id: string | null;
  readonly written_by: string;
  readonly written_by_name: string;
  readonly written_at: Instant;
  readonly to_account_id: string | null;
  readonly to_name: string | null;
  readonly next_until: Instant | null;
  readonly confirmed_by: string | null;
  readonly confirmed_by_name: string | null;
  readonly confirmed_at: Instant | null;
  readonly words: string | null;
  readonly erased_at: Instant | null;
  readonly items: number;
}

const rows = (db: Db) =>
  db
    .selectFrom('handovers')
    .innerJoin('accounts as writer', 'writer.id', 'handovers.written_by')
    .leftJoin('accounts as named', 'named.id', 'handovers.to_account_id')
    .leftJoin('accounts as confirmer', 'confirmer.id', 'handovers.confirmed_by')
    .leftJoin('handover_texts', 'handover_texts.handover_id', 'handovers.id')
    .select([
      'handovers.id',
      'handovers.path',
      'handovers.organisation_id',
      'handovers.written_by',
      'writer.name as written_by_name',
      'handovers.written_at',
      'handovers.to_account_id',
      'named.name as to_name',
      'handovers.next_until',
      'handovers.confirmed_by',
      'confirmer.name as confirmed_by_name',
      'handovers.confirmed_at',
      'handover_texts.words',
      'handover_texts.erased_at',
    ])
    .select(
      sql<number>`(select count(*) from handover_items where handover_items.handover_id = handovers.id)::integer`.as(
        'items',
      ),
    );

/** Newest first; one more than a page shows that there is another. */
export async function findHandovers(
  db: Db,
  { path, organisationId }: Desk,
  { afterId, most }: { afterId: string | undefined; most: number },
): Promise<HandoverRow[]> {
  let query = rows(db).orderBy('handovers.written_at', 'desc').orderBy('handovers.id', 'desc').limit(most);
  query =
    organisationId === null
      ? query.where('handovers.path', '=', path).where('handovers.organisation_id', 'is', null)
      : query.where('handovers.organisation_id', '=', organisationId);
  if (afterId !== undefined)
    query = query.where(
      sql<boolean>`(handovers.written_at, handovers.id) < (
        select after.written_at, after.id from handovers as after where after.id = ${afterId}::uuid)`,
    );
  return query.execute();
}

export async function findHandover(db: Db, id: string): Promise<HandoverRow | undefined> {
  return rows(db).where('handovers.id', '=', id).executeTakeFirst();
}

export interface ItemRow {
  readonly case_id: string;
  readonly reason: string;
  readonly due_at: Instant | null;
}

export async function findItems(db: Db, handoverId: string): Promise<ItemRow[]> {
  return db
    .selectFrom('handover_items')
    .select(['case_id', 'reason', 'due_at'])
    .where('handover_id', '=', handoverId)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

export async function insertHandover(
  db: Db,
  handover: Insertable<Handovers>,
  items: readonly Insertable<HandoverItems>[],
  text: { id: string; words: string } | undefined,
): Promise<void> {
  await db.insertInto('handovers').values(handover).execute();
  for (let start = 0; start < items.length; start += 200)
    await db
      .insertInto('handover_items')
      .values(items.slice(start, start + 200))
      .execute();
  if (text === undefined) return;
  const { written_by, written_at, id } = handover;
  await db
    .insertInto('handover_texts')
    .values({ ...text, handover_id: id, written_by, written_at })
    .execute();
}

/** False when somebody has confirmed it before. */
export async function saveConfirmation(db: Db, id: string, by: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('handovers')
    .set({ confirmed_by: by, confirmed_at: at })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function eraseText(db: Db, handoverId: string, rule: string, at: Instant): Promise<void> {
  await db
    .updateTable('handover_texts')
    .set({ words: '', erased_at: at, erased_by_rule: rule })
    .where('handover_id', '=', handoverId)
    .where('erased_at', 'is', null)
    .execute();
}
