// Which place and which period a figure is asked for, and how its keys are called.

import { getArea, listAreas } from '#modules/areas/actions.ts';
import { readGround } from '#modules/areas/actions-ground.ts';
import { guardHolds, isCommunity } from '#modules/areas/rules.ts';
import { getGridHere, listGrids } from '#modules/grids/actions.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addDays, dayOf } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import { countChanges } from './actions-refresh.ts';
import { isOfMonths, periodOf, untilOf } from './rules.ts';
import type { Cycle, Period } from './rules.ts';
import { readState } from './store-months.ts';
import type { Asked, Scope } from './store-sums.ts';

export interface PlaceQuery {
  readonly areaId?: string | undefined;
  readonly gridId?: string | undefined;
  readonly cycle: Cycle;
  readonly on?: Day | undefined;
}

export interface Place {
  readonly name: string;
  readonly path: string;
  readonly scope: Scope;
  /** The areas or grids directly below, by name. */
  readonly parts: readonly { readonly id: string; readonly name: string; readonly isGrid: boolean }[];
}

/** @throws {Problem} `permission-missing` for who may not see the figures there, or the cases they open down to; `not-found` */
export async function placeAsked(ctx: Context, { areaId, gridId }: PlaceQuery): Promise<Place> {
  if (gridId !== undefined) {
    const { id, name, path } = await readGround(ctx, (ctx) => getGridHere(ctx, gridId));
    guardSees(ctx, path);
    return { name, path, scope: { level: 'grid', id }, parts: [] };
  }
  const { id, name, path, level } = await readGround(ctx, (ctx) => getArea(ctx, areaId ?? ''));
  guardSees(ctx, path);
  if (isCommunity(level)) {
    const { grids } = await listGrids(ctx, { areaId: id, withBoundary: 'no' });
    const parts = grids
      .filter(({ kind }) => kind !== 'micro')
      .map((grid) => ({ id: grid.id, name: grid.name, isGrid: true }));
    return { name, path, scope: { level: 'community', id }, parts };
  }
  const below = (await listAreas(ctx)).filter(({ parentId }) => parentId === id);
  const parts = below.map((each) => ({ id: each.id, name: each.name, isGrid: false }));
  return { name, path, scope: { level: level === 'district' ? 'district' : 'street', id }, parts };
}

function guardSees({ actor }: Context, path: string): void {
  guardHolds(actor, 'figure.read', path);
  guardHolds(actor, 'case.read', path);
}

/** @throws {Problem} `input-invalid` for a period that has not begun */
export function periodAsked({ now, district }: Context, { cycle, on }: PlaceQuery): { period: Period; until: Day } {
  const today = dayOf(now, district.timeZone);
  const period = periodOf(cycle, on ?? today);
  if (period.from > today || period.from < '2000-01-01') {
    throw problem('input-invalid', '1 field(s) are wrong: /on', {
      errors: [{ pointer: '/on', in: 'query', detail: 'has not begun, or is too long ago' }],
    });
  }
  return { period, until: untilOf(period, today) };
}

export function askedFor({ scope }: Place, period: Pick<Period, 'from' | 'next' | 'cycle'>, until: Day): Asked {
  return { scope, period, until, isOfMonths: isOfMonths(period.cycle) };
}

/** Counts everything when nothing has been counted yet: the first to look waits for it, nobody after. */
export async function countedAt(ctx: Context): Promise<Instant> {
  const { counted_at: at } = await inTransaction(ctx, ({ db }) => readState(db));
  return at ?? (await countChanges(ctx)).countedAt;
}

export function headOf(place: Place, period: Period, until: Day, at: Instant) {
  return {
    place: { name: place.name, level: place.scope.level },
    period: { cycle: period.cycle, from: period.from, to: addDays(period.next, -1) },
    countedTo: addDays(until, -1),
    countedAt: at,
  };
}
