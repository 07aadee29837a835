// Models, lessons from closed matters, and what was taken, as rows. Read widened: a model is made from the whole district.

import { sql } from 'kysely';
import type { Insertable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { ProposalModels, ProposalTakes } from '#platform/database/tables.ts';

export interface LessonRow {
  readonly id: string;
  readonly reported_at: string;
  readonly summary: string;
  readonly place_words: string | null;
  readonly class_code: string;
  readonly kind: string;
  readonly is_urgent: boolean;
  readonly place_id: string | null;
}

/** Closed, open to all staff, of a class that a person settled; the newest first, along the index of time. */
export async function findLessons(db: Db, after: LessonRow | undefined, most: number): Promise<LessonRow[]> {
  let query = db
    .selectFrom('cases')
    .select(['id', 'reported_at', 'summary', 'place_words', 'class_code', 'kind', 'is_urgent', 'place_id'])
    .where('status', '=', 'closed')
    .where('secrecy', '=', 'open')
    .where('class_confirmed', '=', true)
    .where('class_code', 'is not', null)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most);
  if (after !== undefined) query = query.where(sql<boolean>`(reported_at, id) < (${after.reported_at}, ${after.id})`);
  return (await query.execute()) as LessonRow[];
}

export async function findCatalogueWords(db: Db) {
  return db
    .selectFrom('classes')
    .select(['code', 'name', 'major_name', 'filing_condition'])
    .where('valid_to', 'is', null)
    .orderBy('code')
    .execute();
}

export async function findClassNames(db: Db) {
  return db.selectFrom('classes').select(['code', 'name', 'secrecy', 'valid_to']).orderBy('code').execute();
}

export async function insertModel(db: Db, row: Insertable<ProposalModels>): Promise<void> {
  await db.insertInto('proposal_models').values(row).execute();
}

export async function removeOldModels(db: Db, kept: number): Promise<void> {
  const newest = db
    .selectFrom('proposal_models')
    .select('id')
    .orderBy('trained_at', 'desc')
    .orderBy('id', 'desc')
    .limit(kept);
  await db.deleteFrom('proposal_models').where('id', 'not in', newest).execute();
}

export async function findNewestModel(db: Db) {
  return db
    .selectFrom('proposal_models')
    .select(['id', 'trained_at', 'text_count'])
    .orderBy('trained_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function readModelText(db: Db, id: string) {
  return db.selectFrom('proposal_models').select(['model', 'accuracy']).where('id', '=', id).executeTakeFirst();
}

export async function readIsOn(db: Db): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'proposals.isOn').executeTakeFirst();
  return row === undefined || row.value === true;
}

/** What has a name and a point in a community, and the names it is also known by. */
export async function findLandmarks(db: Db, communityId: string, most: number) {
  return db
    .selectFrom('names')
    .select(['id', 'name', 'also', 'longitude', 'latitude'])
    .where('community_id', '=', communityId)
    .where('kind', 'in', ['place', 'building', 'compound'])
    .where('longitude', 'is not', null)
    .orderBy('name')
    .limit(most)
    .execute();
}

export async function insertTake(db: Db, row: Insertable<ProposalTakes>): Promise<void> {
  await db.insertInto('proposal_takes').values(row).execute();
}

export interface TakeCount {
  readonly part: string;
  readonly room: string;
  readonly shown: number;
  readonly taken: number;
}

export async function countTakes(db: Db, since: string): Promise<TakeCount[]> {
  const { rows } = await sql<TakeCount>`
    select part, room, count(*)::integer as shown, count(*) filter (where was_taken)::integer as taken
    from proposal_takes
    where at >= ${since}
    group by part, room
    order by part, room
  `.execute(db);
  return rows;
}
