// 演示数据说明: what was published, what was assumed, and what the rows of this moment show beside it.

import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { ASSUMED_SHARES, PUBLISHED_SIZES, SHARES } from '../../../seeds/assumed.ts';
import {
  countChannels,
  countClasses,
  countCommunities,
  countMoments,
  countShares,
  countSizes,
} from './store-figures.ts';

const MOST_CLASSES = 15;
const BUSIEST = 3;

/** @throws {Problem} `not-found` outside demo districts */
export function readDemoFigures(ctx: Context) {
  const { district } = ctx;
  if (!district.isDemo) throw problem('not-found', 'Only a demo district says how it was made');
  const published = PUBLISHED_SIZES[district.key] ?? [];
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'demo', async () => {
      const { db } = ctx;
      const sizes = await countSizes(db, [...new Set(published.map(({ area }) => area))]);
      const shares = await countShares(db, district.timeZone);
      const moments = await countMoments(db, district.timeZone);
      const byDay = Map.groupBy(moments, ({ day }) => day);
      const days = [...byDay]
        .map(([day, rows]) => ({ day, reports: sumOf(rows) }))
        .toSorted((one, other) => other.reports - one.reports || (one.day < other.day ? -1 : 1));
      return {
        cases: shares.merged.of,
        sizes: published.map(({ area, size, published: wanted }) => ({
          area,
          size,
          published: wanted,
          measured: sizes.find(({ name }) => name === area)?.[size] ?? 0,
        })),
        shares: SHARES.map((share) => {
          const { count, of } = shares[share];
          return { share, assumed: ASSUMED_SHARES[share], measured: of === 0 ? null : count / of, of };
        }),
        channels: await countChannels(db),
        hours: Array.from({ length: 24 }, (_, hour) => sumOf(moments.filter((row) => row.hour === hour))),
        weekdays: Array.from({ length: 7 }, (_, at) => sumOf(moments.filter(({ weekday }) => weekday === at + 1))),
        busiestDays: days.slice(0, BUSIEST),
        reportsOnUsualDay: days[Math.floor(days.length / 2)]?.reports ?? 0,
        classes: await countClasses(db, MOST_CLASSES),
        communities: await countCommunities(db, district.id),
      };
    }),
  );
}

function sumOf(rows: readonly { reports: number }[]): number {
  return rows.reduce((sum, { reports }) => sum + reports, 0);
}
