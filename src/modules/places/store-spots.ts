// Places and buildings of a community as one list.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

const MOST = 5_000;

export interface SpotName {
  readonly id: string;
  readonly what: 'place' | 'building';
  readonly name: string;
}

export interface SpotRow {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  readonly gridId: string | null;
  readonly longitude: number;
  readonly latitude: number;
}

/** In the order of their names, numbers by size: 3 栋 before 12 栋. */
export async function listSpotRows(db: Db, communityId: string): Promise<SpotName[]> {
  const { rows } = await sql<SpotName>`
    select id, 'place' as what, name from places where community_id = ${communityId} and closed_at is null
    union all
    select id, 'building', name from buildings where community_id = ${communityId}
    limit ${MOST}
  `.execute(db);
  const order = new Intl.Collator('zh-CN', { numeric: true });
  return rows.sort((one, other) => order.compare(one.name, other.name));
}

export async function findSpotRow(db: Db, id: string): Promise<SpotRow | undefined> {
  const { rows } = await sql<SpotRow>`
    select name, kind, path, grid_id as "gridId", longitude, latitude
    from places where id = ${id} and closed_at is null
    union all
    select name, 'building', path, grid_id, longitude, latitude from buildings where id = ${id}
  `.execute(db);
  return rows[0];
}
