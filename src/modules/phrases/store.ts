// Sentences as rows; row security leaves a person only the own ones.

import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Phrases } from '#platform/database/tables.ts';

export interface PhraseRow {
  readonly id: string;
  readonly words: string;
  readonly position: number;
}

export async function findPhrases(db: Db, accountId: string): Promise<PhraseRow[]> {
  return db
    .selectFrom('phrases')
    .select(['id', 'words', 'position'])
    .where('account_id', '=', accountId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Answers whether it could be saved: an id of somebody else's sentence cannot be written over. */
export async function savePhrase(db: Db, phrase: Insertable<Phrases>): Promise<boolean> {
  const { words, position, changed_at } = phrase;
  const changed = await db
    .updateTable('phrases')
    .set({ words, position, changed_at })
    .where('id', '=', phrase.id)
    .where('account_id', '=', phrase.account_id)
    .returning('id')
    .execute();
  if (changed.length > 0) return true;
  const made = await db
    .insertInto('phrases')
    .values(phrase)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return made.length > 0;
}

export async function deletePhrase(db: Db, id: string, accountId: string): Promise<void> {
  await db.deleteFrom('phrases').where('id', '=', id).where('account_id', '=', accountId).execute();
}
