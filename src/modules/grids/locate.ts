// Which grid a point lies in: an index in memory for every district, brought up to date inside the asker's transaction.

import { problem } from '#problems';
import { asSystem, elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Database } from '#platform/database/database.ts';
import { toCgcs2000 } from '#shared/coordinates.ts';
import type { CoordinateSystem, StoredPoint } from '#shared/coordinates.ts';
import { buildGridIndexInBatches } from '#shared/grid-index.ts';
import type { GridIndex, GridShape } from '#shared/grid-index.ts';

import type { GridKind } from './rules.ts';
import { readChangedSince, readPageFromWest, readRevision } from './store-index.ts';
import type { IndexedGrid } from './store-index.ts';

export interface Located extends StoredPoint {
  /** Of the smallest grid, or of the district when the point lies in none. */
  path: string;
  heldLevel: 'microGrid' | 'grid' | 'community' | 'district';
  streetId: string | null;
  communityId: string | null;
  gridId: string | null;
  microGridId: string | null;
}

export interface LocatablePoint {
  longitude: number;
  latitude: number;
  crs: CoordinateSystem;
}

/** A public place as its row says where it is. */
export interface LocatablePlace {
  path: string;
  gridId: string | null;
  streetId: string | null;
  communityId: string | null;
  point: StoredPoint;
}

/** What is kept of a grid beside its boundary. */
interface Entry {
  readonly parentId: string | null;
  readonly streetId: string | null;
  readonly communityId: string | null;
  readonly kind: GridKind;
  readonly path: string;
}

interface Ground {
  readonly revision: number;
  readonly index: GridIndex;
  readonly entries: Map<string, Entry>;
  /** Closed since all was read; still in `entries`. */
  readonly closed: ReadonlySet<string>;
}

interface Kept {
  ground?: Ground;
  loading?: Promise<Ground>;
}

/** Rows of one answer: about 1 MB. */
const PAGE_SIZE = 2_000;
/** Grids of one layer of the index, built in one go. */
const BATCH_SIZE = 10_000;
/** Past it every further edit would cost more than 15 ms; then all is read again. */
const MAX_EDITS = 5_000;

/** About 30 km: a district whose grids are drawn in part only has matters between them. */
const FAR_DEGREES = 0.3;

const grounds = new WeakMap<Database, Map<string, Kept>>();

/**
 * The smallest valid grid at the point; the district's pool outside all grids. To be called in a transaction that has not
 * itself changed grids: what is not committed must not get into the index that all share.
 *
 * @throws {Problem} `input-invalid` when the point is not on the globe
 */
export async function locate(ctx: TransactionContext, point: LocatablePoint): Promise<Located> {
  const stored = storedPoint(point);
  const ground = await currentGround(ctx);
  return { ...placeIn(ctx, ground, stored), ...stored };
}

/** A place that is known to lie in a grid stays there while the grid is valid; any other is looked for. */
export async function locatePlace(ctx: TransactionContext, place: LocatablePlace): Promise<Located> {
  const ground = await currentGround(ctx);
  if (place.gridId !== null && ground.entries.has(place.gridId) && !ground.closed.has(place.gridId)) {
    return { ...describe(ground, place.gridId), ...place.point };
  }
  const found = placeIn(ctx, ground, place.point);
  if (found.gridId !== null || found.microGridId !== null || place.communityId === null)
    return { ...found, ...place.point };
  const { path, streetId, communityId } = place;
  return { path, heldLevel: 'community', streetId, communityId, gridId: null, microGridId: null, ...place.point };
}

/**
 * Whether a point lies so far from all grids that it was hardly meant: a slipped finger on the map, or another city. Nothing is
 * far while the district has no grid.
 */
export async function isFarOutside(
  ctx: TransactionContext,
  { longitude, latitude }: Pick<StoredPoint, 'longitude' | 'latitude'>,
): Promise<boolean> {
  const { index } = await currentGround(ctx);
  return index.size > 0 && !index.isNear(longitude, latitude, FAR_DEGREES);
}

/** For start-up: reads all grids now, so that the first report does not wait for them. Answers how many there are. */
export async function warmGridIndex(ctx: Context): Promise<number> {
  return inTransaction(asSystem(ctx), async (ctx) => (await currentGround(ctx)).index.size);
}

function storedPoint(point: LocatablePoint): StoredPoint {
  try {
    return toCgcs2000(point);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw problem('input-invalid', error.message, {
      errors: [{ pointer: '/longitude', in: 'body', detail: error.message }],
    });
  }
}

function placeIn(ctx: Context, ground: Ground, point: StoredPoint): Omit<Located, keyof StoredPoint> {
  const chain = ground.index.findAllAt(point.longitude, point.latitude);
  const smallest = chain[0];
  if (smallest === undefined) {
    const nowhere = { streetId: null, communityId: null, gridId: null, microGridId: null };
    return { path: ctx.district.path, heldLevel: 'district', ...nowhere };
  }
  return describe(ground, smallest);
}

function describe({ entries }: Ground, id: string): Omit<Located, keyof StoredPoint> {
  const { kind, path, parentId, streetId, communityId } = entries.get(id)!;
  const isMicro = kind === 'micro';
  return {
    path,
    heldLevel: isMicro ? 'microGrid' : 'grid',
    streetId,
    communityId,
    gridId: isMicro ? parentId : id,
    microGridId: isMicro ? id : null,
  };
}

async function currentGround(ctx: TransactionContext): Promise<Ground> {
  const kept = keptFor(ctx);
  const before = kept.ground;
  const revision = await readRevision(ctx.db);
  // What was known before the question can only be newer than the answer if the database was restored meanwhile.
  const wasRestored = before !== undefined && before.revision > revision;
  const ground = kept.ground;
  if (ground !== undefined && !wasRestored) {
    if (ground.revision >= revision) return ground;
    if (ground.index.editCount < MAX_EDITS) return catchUp(ctx, kept, ground, revision);
  }
  const loaded = await loadOnce(ctx, kept, revision);
  return loaded.revision >= revision ? loaded : catchUp(ctx, kept, loaded, revision);
}

async function catchUp(ctx: TransactionContext, kept: Kept, ground: Ground, revision: number): Promise<Ground> {
  const changed = await elevated(ctx, 'locate', () => readChangedSince(ctx.db, ground.revision));
  const valid = changed.filter((grid) => grid.isValid);
  const closed = changed.filter((grid) => !grid.isValid).map(({ id }) => id);
  // The map is shared with the older ground, through which somebody may be looking: a closed grid keeps its entry.
  for (const grid of valid) ground.entries.set(grid.id, toEntry(grid));
  const fresh: Ground = {
    revision,
    index: ground.index.withEdits(valid.map(toShape), closed),
    entries: ground.entries,
    closed: new Set([...ground.closed, ...closed]),
  };
  if (kept.ground === undefined || kept.ground.revision < revision) kept.ground = fresh;
  return fresh;
}

/** Whoever comes while the grids are being read waits for them; if that reading fails, the next one reads for itself. */
async function loadOnce(ctx: TransactionContext, kept: Kept, revision: number): Promise<Ground> {
  if (kept.loading !== undefined) {
    const shared = await kept.loading.catch(() => undefined);
    if (shared !== undefined) return shared;
  }
  const loading = elevated(ctx, 'locate', () => loadAll(ctx.db, revision));
  kept.loading = loading;
  try {
    const ground = await loading;
    kept.ground = ground;
    return ground;
  } finally {
    if (kept.loading === loading) delete kept.loading;
  }
}

async function loadAll(db: Db, revision: number): Promise<Ground> {
  const entries = new Map<string, Entry>();
  const index = await buildGridIndexInBatches(batchesFrom(db, entries));
  return { revision, index, entries, closed: new Set() };
}

async function* batchesFrom(db: Db, entries: Map<string, Entry>): AsyncGenerator<GridShape[]> {
  const known = new Map<string, string>();
  let batch: GridShape[] = [];
  let reading: Promise<IndexedGrid[]> | undefined = readPageFromWest(db, undefined, PAGE_SIZE);
  while (reading !== undefined) {
    const page: IndexedGrid[] = await reading;
    // The database reads the next page while this one is worked on.
    reading = page.length === PAGE_SIZE ? readPageFromWest(db, page.at(-1), PAGE_SIZE) : undefined;
    for (const grid of page) {
      entries.set(grid.id, toEntry(grid, known));
      batch.push(toShape(grid));
    }
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function toShape({ id, path, areaM2, corners }: IndexedGrid): GridShape {
  // Grids of one depth share the ground out between them; those below lie inside them.
  return { id, level: path.split('/').length - 2, areaM2, corners };
}

/** @param known the few ids of areas, so that 150,000 grids do not keep as many copies of them */
function toEntry(grid: IndexedGrid, known = new Map<string, string>()): Entry {
  const once = (id: string | null) => {
    if (id === null) return null;
    if (!known.has(id)) known.set(id, id);
    return known.get(id)!;
  };
  const { kind, path } = grid;
  return {
    kind,
    path,
    parentId: once(grid.parentId),
    streetId: once(grid.streetId),
    communityId: once(grid.communityId),
  };
}

function keptFor(ctx: Context): Kept {
  const { database } = ctx.platform;
  const districts = grounds.get(database) ?? new Map<string, Kept>();
  grounds.set(database, districts);
  const kept = districts.get(ctx.district.schema) ?? {};
  districts.set(ctx.district.schema, kept);
  return kept;
}
