// Matters on the map: pins while they can be told apart, cells beyond that; never a secret one.

import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { dayOf, instantAt } from '#shared/time.ts';

import type { CaseStatus } from '../facts.ts';
import { MOST_PINS, PIN_STATES, cellAt, pinState } from './pins.ts';
import type { PinState } from './pins.ts';
import { countByCell, countCases, findPinIds, findPins } from './store-map.ts';
import type { CountedPlace, MapBox } from './store-map.ts';

export interface PinQuery extends MapBox {
  zoom: number;
  states?: PinState[] | undefined;
}

export function readPins(ctx: Context, query: PinQuery) {
  const { west, south, east, north, zoom, states = PIN_STATES } = query;
  const sought = { box: { west, south, east, north }, now: ctx.now, states };
  return inTransaction(ctx, async ({ db }) => {
    const ids = await findPinIds(db, sought, MOST_PINS + 1);
    if (ids.length <= MOST_PINS) {
      const pins = (await findPins(db, ids)).flatMap((row) => {
        const { longitude, latitude } = row;
        if (longitude === null || latitude === null) return [];
        return [
          {
            id: row.id,
            number: row.number,
            summary: row.summary,
            placeWords: row.place_words,
            status: row.status as CaseStatus,
            state: pinState({ isUrgent: row.is_urgent, dueAt: row.due_at }, ctx.now),
            gridId: row.grid_id,
            reportedAt: row.reported_at,
            dueAt: row.due_at,
            longitude,
            latitude,
          },
        ];
      });
      return { total: pins.length, pins, cells: [] };
    }
    const rows = await countByCell(db, sought, cellAt(zoom, (south + north) / 2));
    const cells = rows.map((row) => ({
      longitude: row.longitude,
      latitude: row.latitude,
      count: Number(row.case_count),
      urgent: Number(row.urgent_count),
      overdue: Number(row.overdue_count),
    }));
    return { total: cells.reduce((sum, { count }) => sum + count, 0), pins: [], cells };
  });
}

/** Past it the figure says "1000+". */
const MOST_COUNTED = 1_000;

export interface FigureQuery {
  streetId?: string | undefined;
  communityId?: string | undefined;
  gridId?: string | undefined;
  microGridId?: string | undefined;
}

export function readCaseFigures(ctx: Context, query: FigureQuery) {
  const monthFrom = instantAt(`${dayOf(ctx.now, ctx.district.timeZone).slice(0, 8)}01`, 0, ctx.district.timeZone);
  return inTransaction(ctx, async ({ db }) => {
    const counts = await countCases(db, placeOf(query), { now: ctx.now, monthFrom }, MOST_COUNTED + 1);
    return {
      open: figure(counts.open),
      overdue: figure(counts.overdue),
      thisMonth: figure(counts.thisMonth),
      monthFrom,
    };
  });
}

function figure(count: number) {
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

function placeOf({ streetId, communityId, gridId, microGridId }: FigureQuery): CountedPlace {
  if (streetId !== undefined) return { column: 'street_id', id: streetId, microGridId: undefined };
  if (communityId !== undefined) return { column: 'community_id', id: communityId, microGridId: undefined };
  // The contract asks for one of the three.
  return { column: 'grid_id', id: gridId!, microGridId };
}
