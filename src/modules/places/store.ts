// Public places and their printed codes as rows. A code is inserted once and never deleted.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CoordinateSystem, StoredPoint } from '#shared/coordinates.ts';

export interface PlaceCode {
  readonly code: string;
  readonly placeId: string;
  readonly issuedAt: string;
  readonly pointedAt: string;
  readonly retiredAt: string | null;
  readonly version: number;
}

export interface Place {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly buildingId: string | null;
  readonly gridId: string | null;
  readonly communityId: string | null;
  readonly streetId: string | null;
  readonly path: string;
  readonly point: StoredPoint;
  readonly closedAt: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'building_id',
  'grid_id',
  'community_id',
  'street_id',
  'path',
  'longitude',
  'latitude',
  'source_crs',
  'source_longitude',
  'source_latitude',
  'closed_at',
  'version',
] as const;

export async function listPlaceRows(db: Db, communityId: string): Promise<Place[]> {
  const rows = await db
    .selectFrom('places')
    .select(COLUMNS)
    .where('community_id', '=', communityId)
    .orderBy('name')
    .orderBy('id')
    .limit(5_000)
    .execute();
  return rows.map(toPlace);
}

export async function findPlaceRow(db: Db, id: string): Promise<Place | undefined> {
  const row = await db.selectFrom('places').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && toPlace(row);
}

export async function lockPlaceRow(db: Db, id: string): Promise<Place | undefined> {
  const row = await db.selectFrom('places').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toPlace(row);
}

export async function insertPlace(db: Db, place: Place): Promise<void> {
  await db
    .insertInto('places')
    .values({ id: place.id, building_id: place.buildingId, ...columnsOf(place) })
    .execute();
}

export async function updatePlace(db: Db, place: Place): Promise<void> {
  await db
    .updateTable('places')
    .set({ ...columnsOf(place), version: place.version + 1 })
    .where('id', '=', place.id)
    .execute();
}

const CODE_COLUMNS = ['code', 'place_id', 'issued_at', 'pointed_at', 'retired_at', 'version'] as const;

export async function listCodeRows(db: Db, placeIds: readonly string[]): Promise<PlaceCode[]> {
  if (placeIds.length === 0) return [];
  const rows = await db
    .selectFrom('place_codes')
    .select(CODE_COLUMNS)
    .where('place_id', 'in', placeIds)
    .orderBy('issued_at')
    .orderBy('code')
    .execute();
  return rows.map(toCode);
}

export async function lockCodeRow(db: Db, code: string): Promise<PlaceCode | undefined> {
  const row = await db
    .selectFrom('place_codes')
    .select(CODE_COLUMNS)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  return row && toCode(row);
}

/** False when the code has been printed before. */
export async function insertCode(db: Db, code: string, placeId: string, at: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('place_codes')
    .values({ code, place_id: placeId, issued_at: at, pointed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateCode(db: Db, { code, placeId, pointedAt, retiredAt, version }: PlaceCode): Promise<void> {
  await db
    .updateTable('place_codes')
    .set({ place_id: placeId, pointed_at: pointedAt, retired_at: retiredAt, version: version + 1 })
    .where('code', '=', code)
    .execute();
}

/** Until when somebody who tried too many codes has to wait. */
export async function isWaiting(db: Db, subjects: readonly string[], now: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 as waiting from attempts
    where subject = any (${subjects}::text[]) and blocked_until > ${now}::timestamptz
    limit 1
  `.execute(db);
  return rows.length > 0;
}

function columnsOf({ kind, name, gridId, communityId, streetId, path, point, closedAt }: Place) {
  return {
    kind,
    name,
    grid_id: gridId,
    community_id: communityId,
    street_id: streetId,
    path,
    longitude: point.longitude,
    latitude: point.latitude,
    source_crs: point.sourceCrs,
    source_longitude: point.sourceLongitude,
    source_latitude: point.sourceLatitude,
    closed_at: closedAt,
  };
}

function toPlace(row: {
  id: string;
  kind: string;
  name: string;
  building_id: string | null;
  grid_id: string | null;
  community_id: string | null;
  street_id: string | null;
  path: string;
  longitude: number;
  latitude: number;
  source_crs: string;
  source_longitude: number;
  source_latitude: number;
  closed_at: string | null;
  version: number;
}): Place {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    buildingId: row.building_id,
    gridId: row.grid_id,
    communityId: row.community_id,
    streetId: row.street_id,
    path: row.path,
    point: {
      longitude: row.longitude,
      latitude: row.latitude,
      sourceCrs: row.source_crs as CoordinateSystem,
      sourceLongitude: row.source_longitude,
      sourceLatitude: row.source_latitude,
    },
    closedAt: row.closed_at,
    version: row.version,
  };
}

function toCode(row: {
  code: string;
  place_id: string;
  issued_at: string;
  pointed_at: string;
  retired_at: string | null;
  version: number;
}): PlaceCode {
  return {
    code: row.code,
    placeId: row.place_id,
    issuedAt: row.issued_at,
    pointedAt: row.pointed_at,
    retiredAt: row.retired_at,
    version: row.version,
  };
}
