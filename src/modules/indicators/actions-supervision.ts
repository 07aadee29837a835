// 督查: by organisation what is late, sent back, done again, reopened and left unanswered; of organisations, never of persons.

import { organisationDirectory } from '#modules/organisations/directory.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { instantAt } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import { askedFor, countedAt, headOf, periodAsked, placeAsked } from './actions-place.ts';
import type { Place, PlaceQuery } from './actions-place.ts';
import { amountOf } from './rules-measures.ts';
import type { Period } from './rules.ts';
import { SECRET_KEY } from './store-counters.ts';
import { countDirectives, findUnanswered } from './store-names.ts';
import { sumBy } from './store-sums.ts';

const MOST_DIRECTIVES = 200;

export async function readSupervision(ctx: Context, query: PlaceQuery) {
  const place = await placeAsked(ctx, query);
  const { period, until } = periodAsked(ctx, query);
  const [at, directory] = await Promise.all([countedAt(ctx), organisationDirectory(ctx)]);
  return inTransaction(ctx, async ({ db }) => {
    const groups = await sumBy(db, askedFor(place, period, until), 'organisation');
    const directives = await countDirectives(db, withinOf(ctx, place, period, until));
    const asked = new Map(directives.map((row) => [row.organisation_id, row]));
    const keys = new Set([...groups.map(({ key }) => key), ...asked.keys()]);
    const organisations = [...keys]
      .flatMap((key) => {
        const sums = groups.find((group) => group.key === key)?.sums;
        const count = (measure: Parameters<typeof amountOf>[0]) => (sums === undefined ? 0 : amountOf(measure, sums));
        const name = key === SECRET_KEY ? '保密事项' : directory.find(key)?.name;
        // Matters that no organisation has are nobody's to be late with.
        if (name === undefined) return [];
        const line = {
          organisationId: key === SECRET_KEY ? null : key,
          name,
          orders: count('orders'),
          due: count('ordersDue'),
          overdue: count('ordersDue') - count('ordersOnTime'),
          returned: count('ordersReturned'),
          reworked: count('ordersReworked'),
          reopened: count('reopened'),
          asked: asked.get(key)?.asked ?? 0,
          unanswered: asked.get(key)?.unanswered ?? 0,
        };
        return line.orders + line.due + line.reopened + line.asked === 0 ? [] : [line];
      })
      .sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
    return { ...headOf(place, period, until, at), organisations };
  });
}

export async function listUnanswered(
  ctx: Context,
  { organisationId, ...query }: PlaceQuery & { organisationId: string },
) {
  const place = await placeAsked(ctx, query);
  const { period, until } = periodAsked(ctx, query);
  return inTransaction(ctx, async ({ db }) => {
    const rows = await findUnanswered(db, withinOf(ctx, place, period, until), organisationId, MOST_DIRECTIVES);
    return {
      directives: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        caseId: row.case_id,
        number: row.number,
        issuedAt: row.issued_at,
        dueAt: row.due_at,
      })),
    };
  });
}

function withinOf({ district }: Context, { scope }: Place, { from }: Period, until: Day) {
  return { scope, from: instantAt(from, 0, district.timeZone), until: instantAt(until, 0, district.timeZone) };
}
