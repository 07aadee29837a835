// What crosses the wire about the working calendar (工作日历): year by year, the days that differ from their weekday.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Day } from '#shared/wire.ts';

import { YEAR_STATES } from './rules-calendar.ts';

const MOST_DAYS = 120;

const YearParams = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) });

const CalendarDay = z.strictObject({
  day: Day,
  kind: z.enum(['holiday', 'workday']).describe('off although the weekday works, or worked although it is off'),
  note: z.string().trim().max(40).nullable(),
});

const YearView = z.strictObject({
  year: z.number(),
  state: z.enum(YEAR_STATES).describe('assumed: only what the law names, before the notice is out; missing: nothing'),
  source: z.string().nullable(),
  days: z.array(CalendarDay),
  tag: z.string().describe('to be sent with a change: it says which days were seen'),
});

export const readCalendarYears = endpoint({
  method: 'GET',
  path: '/calendar',
  admission: 'signedIn',
  summary: 'Which years the working calendar knows, and which it should know by now',
  output: z.strictObject({
    years: z.array(z.strictObject({ year: z.number(), state: z.enum(YEAR_STATES), days: z.number() })),
    wanted: z
      .array(z.strictObject({ year: z.number(), state: z.enum(YEAR_STATES) }))
      .describe('of this year, and from October on the next: those not published here'),
  }),
});

export const readCalendarYear = endpoint({
  method: 'GET',
  path: '/calendar/:year',
  admission: 'signedIn',
  summary: 'The days off and the make-up workdays (调休) of a year',
  params: YearParams,
  output: YearView,
});

export const changeCalendarYear = endpoint({
  method: 'PUT',
  path: '/calendar/:year',
  admission: 'district.settings',
  summary: 'Write a year of the working calendar as its notice says; limits already running keep their due date',
  params: YearParams,
  input: z.strictObject({
    seenTag: z.string().max(64),
    source: z.string().trim().min(2).max(200).describe('the notice: who, number, date'),
    isAssumed: z.boolean().describe('the notice is not out yet'),
    days: z.array(CalendarDay).min(1).max(MOST_DAYS),
  }),
  output: YearView,
});
