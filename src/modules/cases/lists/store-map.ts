// Matters for the map, through the two doors that repeat the scope; and capped counts of one area or grid.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { PinState } from './pins.ts';
import { WAITING_STATUSES } from './waiting.ts';

export interface MapBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface PinRow {
  readonly id: string;
  readonly number: string;
  readonly summary: string;
  readonly place_words: string | null;
  readonly status: string;
  readonly is_urgent: boolean;
  readonly grid_id: string | null;
  readonly reported_at: string;
  readonly due_at: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

export interface Sought {
  readonly box: MapBox;
  readonly now: string;
  readonly states: readonly PinState[];
}

/** Rows of ids that the door gave, under the actor's own policies. */
export async function findPins(db: Db, ids: readonly string[]): Promise<PinRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('cases')
    .select(['id', 'number', 'summary', 'place_words', 'status', 'is_urgent', 'grid_id', 'reported_at', 'due_at'])
    .select(['longitude', 'latitude'])
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .where('secrecy', '=', 'open')
    .orderBy('due_at')
    .orderBy('id')
    .execute();
}

export async function findPinIds(db: Db, { box, now, states }: Sought, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from open_cases_in_box(${box.west}, ${box.south}, ${box.east}, ${box.north}, ${now}::timestamptz, ${states}::text[], ${most}::integer)
  `.execute(db);
  return rows.map(({ id }) => id);
}

export interface CellRow {
  readonly longitude: number;
  readonly latitude: number;
  readonly case_count: number;
  readonly urgent_count: number;
  readonly overdue_count: number;
}

export async function countByCell(
  db: Db,
  { box, now, states }: Sought,
  { width, height }: { width: number; height: number },
): Promise<CellRow[]> {
  const { rows } = await sql<CellRow>`
    select longitude, latitude, case_count, urgent_count, overdue_count
    from open_cases_by_cell(${box.west}, ${box.south}, ${box.east}, ${box.north}, ${now}::timestamptz, ${states}::text[], ${width}, ${height})
  `.execute(db);
  return rows;
}

export interface CountedPlace {
  readonly column: 'street_id' | 'community_id' | 'grid_id';
  readonly id: string;
  readonly microGridId: string | undefined;
}

/** At most `most` rows are looked at for each figure. */
export async function countCases(
  db: Db,
  { column, id, microGridId }: CountedPlace,
  { now, monthFrom }: { now: string; monthFrom: string },
  most: number,
): Promise<{ open: number; overdue: number; thisMonth: number }> {
  const here = () => {
    const rows = db.selectFrom('cases').select('id').where(column, '=', id).limit(most);
    return microGridId === undefined ? rows : rows.where('micro_grid_id', '=', microGridId);
  };
  const counted = (rows: ReturnType<typeof here>) =>
    db.selectFrom(rows.as('counted')).select(({ fn }) => fn.countAll<number>().as('count'));
  const [open, overdue, thisMonth] = [
    await counted(here().where('status', 'in', WAITING_STATUSES)).executeTakeFirstOrThrow(),
    await counted(
      here().where('closed_at', 'is', null).where('due_at', 'is not', null).where('due_at', '<', now),
    ).executeTakeFirstOrThrow(),
    await counted(here().where('reported_at', '>=', monthFrom)).executeTakeFirstOrThrow(),
  ];
  return { open: Number(open.count), overdue: Number(overdue.count), thisMonth: Number(thisMonth.count) };
}
