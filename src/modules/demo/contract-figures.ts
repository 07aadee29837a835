// What crosses the wire for the page 演示数据说明: what was assumed, and what the rows of this moment show.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

const Count = z.int().min(0);
const ShareValue = z.number().min(0).max(1);

export const readDemoFigures = endpoint({
  method: 'GET',
  path: '/demo-figures',
  admission: 'public',
  summary:
    '演示数据说明 Sizes and shares of a demo district: as published or assumed, and as measured now; demo districts only',
  output: z.object({
    cases: Count,
    sizes: z.array(z.object({ area: z.string(), size: z.string(), published: Count, measured: Count })),
    shares: z.array(
      z.object({
        share: z.string(),
        assumed: ShareValue,
        measured: ShareValue.nullable().describe('null: there is nothing it could be a share of'),
        of: Count.describe('how many rows it is a share of'),
      }),
    ),
    channels: z.array(z.object({ channel: z.string(), cases: Count })),
    hours: z.array(Count).length(24).describe('reports by the hour of the district’s day'),
    weekdays: z.array(Count).length(7).describe('reports by weekday, Monday first'),
    busiestDays: z.array(z.object({ day: z.string(), reports: Count })).describe('the two with rain among them'),
    reportsOnUsualDay: Count.describe('the median of the days on which something was reported'),
    classes: z
      .array(z.object({ name: z.string(), cases: Count }))
      .describe('the most frequent first; open matters only'),
    communities: z
      .array(z.object({ name: z.string(), cases: Count, orders: Count, onTime: ShareValue.nullable() }))
      .describe('open matters only; those with most matters first'),
  }),
});
