// What crosses the wire about indicators: the figures of a place and a period, each with its formula, parts, trend and rows.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Day, Id, Instant } from '#shared/wire.ts';

import { CYCLES, DIMENSIONS, EXCLUDED, FAMILIES } from './rules.ts';
import { MEASURE_KEYS } from './rules-measures.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const MeasureKey = z.enum(MEASURE_KEYS);
const Code = z.string().regex(/^[a-zA-Z]{2,40}$/);

export const PLACE_QUERY = {
  areaId: Id.optional(),
  gridId: Id.optional(),
  cycle: z.enum(CYCLES).default('month'),
  on: Day.optional().describe('any day of the period; absent: the period under way'),
};
const onePlace = ({ areaId, gridId }: { areaId?: string | undefined; gridId?: string | undefined }) =>
  (areaId === undefined) !== (gridId === undefined);
const ONE_PLACE = { message: 'name either areaId or gridId', path: ['areaId'] };

const Figure = z.object({
  numerator: z.int(),
  denominator: z.int().nullable().describe('null for a plain count'),
  rate: z.number().nullable().describe('between 0 and 1; null for a plain count, of nothing, and of fewer than ten'),
  isFew: z.boolean().describe('there is something, and too little for a rate'),
});

const Measure = z.object({ key: MeasureKey, name: Words, words: Words });

const Head = z.object({
  place: z.object({ name: z.string(), level: z.enum(['district', 'street', 'community', 'grid']) }),
  period: z.object({ cycle: z.enum(CYCLES), from: Day, to: Day.describe('its last day') }),
  countedTo: Day.describe('the last day that counts: today, of a period under way'),
  countedAt: Instant.describe('what happened since is not counted yet'),
});

const Tile = z.object({
  code: Code,
  family: z.enum(FAMILIES),
  name: Words,
  figure: Figure,
});

export const listIndicators = endpoint({
  method: 'GET',
  path: '/indicators',
  admission: 'figure.read',
  summary: '统计指标 All indicators of a place and a period, counted in one pass; nobody is a row of them',
  query: z.strictObject(PLACE_QUERY).refine(onePlace, ONE_PLACE),
  output: Head.extend({ indicators: z.array(Tile) }),
});

export const readIndicator = endpoint({
  method: 'GET',
  path: '/indicators/:code',
  admission: 'figure.read',
  summary: 'One indicator: formula, source and version, what is not counted, the trend, and its parts by one dimension',
  params: z.strictObject({ code: Code }),
  query: z.strictObject({ ...PLACE_QUERY, by: z.enum(DIMENSIONS).default('area') }).refine(onePlace, ONE_PLACE),
  output: Head.extend({
    code: Code,
    name: Words,
    figure: Figure,
    numerator: Measure,
    denominator: Measure.nullable(),
    version: z.int(),
    validFrom: Day,
    source: z.string(),
    reason: z.string().nullable(),
    changedByName: z.string().nullable(),
    beside: z
      .array(z.object({ measure: MeasureKey, name: Words, count: z.int() }))
      .describe('told beside the rate, so that it cannot be read alone: how many could have answered, and did not'),
    excluded: z.array(z.object({ key: z.enum(EXCLUDED), count: z.int() })).describe('not in the denominator, and why'),
    funnel: z
      .array(
        z.object({
          measure: MeasureKey,
          name: Words,
          words: Words,
          count: z.int(),
          ofBefore: Figure.nullable().describe('of the step before it; null of the first'),
        }),
      )
      .describe('发现 → 整合 → 解决, of an indicator that is a step of it; empty for the others'),
    trend: z.array(
      z.object({ from: Day, to: Day, figure: Figure, version: z.int().describe('the formula in force at its end') }),
    ),
    issue: z
      .object({
        number: z.int().describe('1 as issued, each correction one more'),
        issuedAt: Instant,
        figure: Figure.describe('as last issued; the figure above is counted now'),
        correction: z
          .object({ at: Instant, was: Figure, reason: z.string() })
          .nullable()
          .describe('更正: the last that changed this figure'),
      })
      .nullable()
      .describe('定稿, of a month of an area; null of one that was not issued'),
    lastYear: Figure.nullable().describe('the same period a year before; null where nothing was counted'),
    by: z.enum(DIMENSIONS),
    parts: z.array(
      z.object({ key: z.string(), name: Words, areaId: Id.nullable(), gridId: Id.nullable(), figure: Figure }),
    ),
    choices: z
      .array(z.object({ numerator: MeasureKey, denominator: MeasureKey, name: Words }))
      .describe('what it may be divided by instead, for who may settle that'),
  }),
});

export const changeIndicator = endpoint({
  method: 'POST',
  path: '/indicators/:code/versions',
  admission: 'district.settings',
  summary: '口径变更 Settle what an indicator divides by, as a new version with its reason; earlier versions stay',
  params: z.strictObject({ code: Code }),
  input: z.strictObject({
    id: Id.describe('made by the sender; the same change sent twice is one'),
    seenVersion: z.int().min(1),
    numerator: MeasureKey,
    denominator: MeasureKey,
    reason: z.string().trim().min(2).max(200),
  }),
  output: z.object({ code: Code, version: z.int(), validFrom: Day }),
  status: 201,
});

export const countNow = endpoint({
  method: 'POST',
  path: '/indicators/count',
  admission: 'figure.read',
  summary: '现在算 Count what has happened since the last time; doing it twice does nothing more',
  input: z.strictObject({}),
  output: z.object({ countedAt: Instant }),
});

export const listFigureIssues = endpoint({
  method: 'GET',
  path: '/figure-issues',
  admission: 'figure.read',
  summary: '定稿 How the figures of an area and a month were issued and corrected, and which are other by now',
  query: z.strictObject({ areaId: Id, on: Day.describe('any day of the month') }),
  output: z.object({
    month: Day.describe('its first day'),
    isOver: z.boolean().describe('only a month that is over is issued'),
    issues: z
      .array(
        z.object({
          number: z.int(),
          issuedAt: Instant,
          issuedByName: z.string().nullable(),
          reason: z.string().nullable().describe('of a correction'),
        }),
      )
      .describe('newest first'),
    changed: z.array(z.object({ code: Code, name: Words, was: Figure, is: Figure })).describe('since the last issue'),
  }),
});

export const issueFigures = endpoint({
  method: 'POST',
  path: '/figure-issues',
  admission: 'case.supervise',
  summary: '定稿、更正 Issue the figures of an area and a month that is over; once more with a reason corrects them',
  input: z.strictObject({
    id: Id.describe('made by the sender; the same issue sent twice is one'),
    areaId: Id,
    month: Day.describe('its first day'),
    seenNumber: z.int().min(0).describe('of the last issue; 0 when there is none'),
    reason: z.string().trim().min(2).max(200).optional().describe('of a correction'),
  }),
  output: z.object({ number: z.int() }),
  status: 201,
});

const ROWS_QUERY = {
  ...PLACE_QUERY,
  part: MeasureKey.optional().describe('told for each row whether it counts here too'),
  only: z.enum(['with', 'without']).optional().describe('only those that count in `part`, or only those that do not'),
  by: z.enum(DIMENSIONS).optional(),
  key: z.string().max(60).optional().describe('of a part of that dimension'),
};
const Listed = z.enum([...MEASURE_KEYS, ...EXCLUDED]);

const Row = z.object({
  id: Id,
  unit: z.enum(['case', 'order']),
  caseId: Id.nullable().describe('null for a matter the actor may not open'),
  number: z.string().nullable(),
  isSecret: z.boolean().describe('counted; what it is, only those may see whom it concerns'),
  className: z.string().nullable(),
  areaName: z.string().nullable(),
  organisationName: z.string().nullable(),
  openedOn: Day.nullable(),
  filedOn: Day.nullable(),
  dueOn: Day.nullable(),
  doneOn: Day.nullable(),
  isOnTime: z.boolean().nullable(),
  isPart: z.boolean(),
});

export const listIndicatorRows = endpoint({
  method: 'GET',
  path: '/indicator-rows/:measure',
  admission: 'figure.read',
  summary: 'The rows behind a number, exactly those it counts, newest first; each opens its case for who may see it',
  params: z.strictObject({ measure: Listed }),
  query: z
    .strictObject({
      ...ROWS_QUERY,
      after: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    })
    .refine(onePlace, ONE_PLACE),
  output: z.object({ rows: z.array(Row), next: z.string().nullable() }),
});

export const getIndicatorSheet = endpoint({
  method: 'GET',
  path: '/indicators/:code/sheet',
  admission: 'figure.read',
  summary:
    '下载行 The rows of an indicator as a workbook whose formulas give its figure again; nothing secret is named',
  params: z.strictObject({ code: Code }),
  query: z.strictObject({ ...PLACE_QUERY, by: ROWS_QUERY.by, key: ROWS_QUERY.key }).refine(onePlace, ONE_PLACE),
});

export const readSupervision = endpoint({
  method: 'GET',
  path: '/indicator-supervision',
  admission: 'figure.read',
  summary:
    '督查 By organisation: orders, overdue, sent back, reworked, reopened, directives not answered; each with how many it is of',
  query: z.strictObject(PLACE_QUERY).refine(onePlace, ONE_PLACE),
  output: Head.extend({
    organisations: z.array(
      z.object({
        organisationId: Id.nullable().describe('null for confidential matters, whose organisation is not told'),
        name: z.string(),
        orders: z.int(),
        due: z.int(),
        overdue: z.int().describe('due, and not handled in time'),
        returned: z.int(),
        reworked: z.int(),
        reopened: z.int(),
        asked: z.int().describe('directives of the period'),
        unanswered: z.int(),
      }),
    ),
  }),
});

export const listUnanswered = endpoint({
  method: 'GET',
  path: '/indicator-directives',
  admission: 'figure.read',
  summary: 'The directives behind the number of those not answered, with the case each is about',
  query: z.strictObject({ ...PLACE_QUERY, organisationId: Id }).refine(onePlace, ONE_PLACE),
  output: z.object({
    directives: z.array(
      z.object({ id: Id, kind: z.string(), caseId: Id, number: z.string(), issuedAt: Instant, dueAt: Instant }),
    ),
  }),
});
