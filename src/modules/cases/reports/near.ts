// 附近同类: matters near by that may be the same, for staff who would merge them; each may be looked at before.

import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';

import { gatherAround } from '../actions.ts';
import { loadForStaff } from '../lists/beside.ts';
import type { listNear } from '../lists/contract-beside.ts';
import { neighbourhoodAround } from './neighbourhood.ts';
import { distanceBetween, likenessOf, reasonsOf } from './near-rules.ts';
import { refusalOf } from '../rules.ts';
import { caseFacts } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { findNeighboursOf } from './store-similar.ts';

type Near = NonNullable<(typeof listNear)['output']> extends { _zod: { input: infer I } } ? I : never;

/** As W7 has it: one of three weeks ago belongs there, one of the year before does not. */
const DAYS_AROUND = 30;
const DAY_MINUTES = 1440;
const MOST_SHOWN = 5;

/** The likeliest first. @throws {Problem} `not-found` */
export async function listNeighbours(ctx: Context, caseId: string): Promise<Near> {
  const around = await gatherAround(ctx);
  return inTransaction(ctx, async (ctx) => {
    const loaded = await loadForStaff(ctx, caseId, around);
    const { row, situation } = loaded;
    if (row.secrecy !== 'open') return { near: [] };
    const since = addMinutes(row.reported_at, -DAYS_AROUND * DAY_MINUTES);
    const until = addMinutes(row.reported_at, DAYS_AROUND * DAY_MINUTES);
    const nearby = await neighbourhoodAround(ctx, row);
    const found = (await findNeighboursOf(ctx.db, nearby, row, { since, until }))
      .map((other) => ({ other, distanceM: distanceBetween(row, other) }))
      .map((each) => ({ ...each, likeness: likenessOf(row, each.other, each.distanceM) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((one, other) => other.likeness - one.likeness)
      .slice(0, MOST_SHOWN);
    return {
      near: found.map(({ other, distanceM }) => ({
        id: other.id,
        number: other.number,
        summary: other.summary,
        placeWords: other.place_words,
        status: other.status as Near['near'][number]['status'],
        reportedAt: other.reported_at,
        distanceM: distanceM === undefined ? null : Math.round(distanceM),
        because: because(row, other),
        isNextGrid: row.grid_id !== null && other.grid_id !== null && row.grid_id !== other.grid_id,
        mayTakeIn: refusalOf('merge', { ...situation, input: { target: caseFacts(other) } }) === undefined,
      })),
    };
  });
}

function because(row: CaseRow, other: CaseRow): { isSameClass: boolean; words: string[] } {
  const { isSameClass, words } = reasonsOf(row, other);
  return { isSameClass, words: [...words] };
}
