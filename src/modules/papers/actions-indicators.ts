// 指标月报: the indicators of an area and a month, counted once, laid out as an official paper.

import { countBelow, countPage } from '#modules/indicators/actions.ts';
import { correctionsOf } from '#modules/indicators/issued.ts';
import type { Context } from '#platform/context.ts';
import { problem } from '#problems';
import { isDay } from '#shared/time.ts';

import { monthBlocks, monthTitle } from './indicator-document.ts';
import type { BlockPaper } from './paper-data.ts';
import { lastPeriod } from './rules.ts';

export interface MonthQuery {
  readonly areaId?: string | undefined;
  readonly gridId?: string | undefined;
  readonly on?: string | undefined;
}

/** @throws {Problem} `permission-missing`, `not-found`, `input-invalid` for a month that has not begun */
export async function readMonthlyIndicators(ctx: Context, { on, ...place }: MonthQuery): Promise<BlockPaper> {
  const month = on ?? lastPeriod('monthly', ctx.now, ctx.district.timeZone);
  if (!isDay(`${month}-01`)) {
    throw problem('input-invalid', '1 field(s) are wrong: /on', {
      errors: [{ pointer: '/on', in: 'query', detail: 'is no month' }],
    });
  }
  const page = await countPage(ctx, { ...place, cycle: 'month', on: `${month}-01` });
  const parts = await countBelow(ctx, page);
  const issued = await correctionsOf(ctx, page);
  return {
    on: month,
    title: monthTitle(page.place.name),
    takenAt: page.countedAt,
    blocks: monthBlocks({ page, parts, issued, month, now: ctx.now, timeZone: ctx.district.timeZone }),
    isDemo: ctx.district.isDemo,
  };
}
