// What the index of grids in memory is made from: the valid grids in pages from west to east, and what changed since.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { prepare } from '#platform/database/prepared.ts';
import type { Corners } from '#shared/grid-index.ts';

import type { GridKind } from './rules.ts';

export interface IndexedGrid {
  readonly id: string;
  readonly parentId: string | null;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly kind: GridKind;
  readonly path: string;
  readonly areaM2: number;
  readonly corners: Corners;
  readonly west: number;
}

export interface ChangedGrid extends IndexedGrid {
  readonly isValid: boolean;
}

const COLUMNS = [
  'id',
  'parent_id',
  'street_id',
  'community_id',
  'kind',
  'path',
  'area_m2',
  'corners',
  'min_longitude',
] as const;

/** One row without row security: cheap enough to ask before every look-up. */
export async function readRevision(db: Db): Promise<number> {
  const [row] = await REVISION.read(db, {});
  return row!.revision;
}

const REVISION = prepare<object>()((db) => db.selectFrom('grid_revision').select('revision'));

/** Locks the one row until commit, so that revisions are in the order in which they become visible. */
export async function nextRevision(db: Db): Promise<number> {
  const { revision } = await db
    .updateTable('grid_revision')
    .set({ revision: sql<number>`revision + 1` })
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}

export async function readPageFromWest(
  db: Db,
  after: Pick<IndexedGrid, 'west' | 'id'> | undefined,
  size: number,
): Promise<IndexedGrid[]> {
  let query = db
    .selectFrom('grids')
    .select(COLUMNS)
    .where('valid_to', 'is', null)
    .orderBy('min_longitude')
    .orderBy('id')
    .limit(size);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(min_longitude, id) > (${after.west}::double precision, ${after.id}::uuid)`);
  }
  return (await query.execute()).map(toIndexed);
}

export async function readChangedSince(db: Db, revision: number): Promise<ChangedGrid[]> {
  const rows = await db
    .selectFrom('grids')
    .select([...COLUMNS, 'valid_to'])
    .where('changed_revision', '>', revision)
    .execute();
  return rows.map((row) => ({ ...toIndexed(row), isValid: row.valid_to === null }));
}

interface Row {
  id: string;
  parent_id: string | null;
  street_id: string | null;
  community_id: string | null;
  kind: string;
  path: string;
  area_m2: number;
  corners: Buffer;
  min_longitude: number;
}

function toIndexed(row: Row): IndexedGrid {
  return {
    id: row.id,
    parentId: row.parent_id,
    streetId: row.street_id,
    communityId: row.community_id,
    kind: row.kind as GridKind,
    path: row.path,
    areaM2: row.area_m2,
    corners: toCorners(row.corners),
    west: row.min_longitude,
  };
}

/** The database keeps the highest byte of a number first. */
export function toCorners(bytes: Buffer): Corners {
  const corners = new Int32Array(bytes.length / 4);
  new Uint8Array(corners.buffer).set(bytes.swap32());
  return corners;
}
