// The rows behind the three figures of a desk. What is counted and what is listed are one query.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import type { FIGURES } from './contract-figures.ts';
import { CASE_COLUMNS } from '../store.ts';
import type { CaseRow } from '../store.ts';
import type { Page } from './cursors.ts';
import type { Area } from './store-lists.ts';

export interface Wanted {
  readonly figure: (typeof FIGURES)[number];
  /** Without an area those of the whole district; of a grid with parts those of the parts too. */
  readonly area: FigurePlace['area'];
  readonly now: Instant;
  /** When today began on the wall, and until when something falls due soon. */
  readonly todayFrom: Instant;
  readonly soonUntil: Instant;
}

/** Along the index of the area that ends in the order wanted; open ones by due time along their partial index. */
function rowsOf(db: Db, { figure, area, now, todayFrom, soonUntil }: Wanted) {
  let query = db.selectFrom('cases');
  // One id of a list is an equality to the planner: only a market reads several.
  if (area !== undefined) query = query.where(area.column, 'in', area.ids);
  if (figure === 'today') return query.where('reported_at', '>=', todayFrom);
  const open = query.where('closed_at', 'is', null).where('due_at', 'is not', null);
  return figure === 'overdue'
    ? open.where('due_at', '<', now)
    : open.where('due_at', '>=', now).where('due_at', '<', soonUntil);
}

/** How many, and when the first of open ones is or was due. */
export async function countFigure(
  db: Db,
  wanted: Wanted,
  most: number,
): Promise<{ count: number; firstDueAt: Instant | null }> {
  const found = await db
    .selectFrom(
      rowsOf(db, wanted)
        .select('due_at')
        .$if(wanted.figure !== 'today', (query) => query.orderBy('due_at'))
        .limit(most + 1)
        .as('counted'),
    )
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('counted.due_at').as('firstDueAt')])
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), firstDueAt: found.firstDueAt };
}

export async function findFigureRows(db: Db, wanted: Wanted, { after, limit }: Page): Promise<CaseRow[]> {
  let query = rowsOf(db, wanted).select(CASE_COLUMNS);
  if (wanted.figure === 'today') {
    if (after !== undefined)
      query = query.where(sql<boolean>`(reported_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
    return query.orderBy('reported_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  }
  if (after !== undefined)
    query = query.where(sql<boolean>`(due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy('due_at').orderBy('id').limit(limit).execute();
}

export interface FigurePlace {
  readonly path: string;
  readonly name: string;
  /** Undefined for the whole district. */
  readonly area: { readonly column: Area['column']; readonly ids: readonly string[] } | undefined;
}

const COLUMN_OF: Record<string, Area['column']> = {
  community: 'community_id',
  village: 'community_id',
  street: 'street_id',
  township: 'street_id',
};

/** The areas and grids of these paths. */
export async function findFigurePlaces(db: Db, districtId: string, paths: readonly string[]): Promise<FigurePlace[]> {
  if (paths.length === 0) return [];
  const areas = await db
    .selectFrom('areas')
    .select(['id', 'path', 'name', 'level'])
    .where('district_id', '=', districtId)
    .where('valid_to', 'is', null)
    .where('path', 'in', paths)
    .execute();
  const grids = await db
    .selectFrom('grids')
    .select(['id', 'path', 'name'])
    .where('valid_to', 'is', null)
    .where('path', 'in', paths)
    .execute();
  return [...areas.map(ofArea), ...grids.map(ofGrid)].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The areas directly below one. */
export async function findPlacesBelow(db: Db, districtId: string, path: string): Promise<FigurePlace[]> {
  const areas = await db
    .selectFrom('areas')
    .innerJoin('areas as above', 'above.id', 'areas.parent_id')
    .select(['areas.id', 'areas.path', 'areas.name', 'areas.level'])
    .where('areas.district_id', '=', districtId)
    .where('areas.valid_to', 'is', null)
    .where('above.path', '=', path)
    .where('above.district_id', '=', districtId)
    .orderBy('areas.path')
    .execute();
  return areas.map(ofArea);
}

function ofArea({ id, path, name, level }: { id: string; path: string; name: string; level: string }): FigurePlace {
  const column = COLUMN_OF[level];
  return { path, name, area: column === undefined ? undefined : { column, ids: [id] } };
}

function ofGrid({ id, path, name }: { id: string; path: string; name: string }): FigurePlace {
  return { path, name, area: { column: 'grid_id', ids: [id] } };
}

export async function findLines(db: Db, ids: readonly string[], numbers: readonly string[]): Promise<CaseRow[]> {
  let query = db.selectFrom('cases').select(CASE_COLUMNS);
  query = query.where((eb) =>
    eb.or([
      ...(ids.length > 0 ? [eb('id', 'in', ids)] : []),
      ...(numbers.length > 0 ? [eb('number', 'in', numbers)] : []),
    ]),
  );
  return query.execute();
}
