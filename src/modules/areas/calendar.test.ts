// The working calendar: a year is written whole as its notice says, by whoever decides for the district, and never over unseen days.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { mistakesIn, readCalendarLines, stateOfYear, wantedYears, writeCalendarLines } from './rules-calendar.ts';

describe('rules', () => {
  test('from October on the year to come is wanted as well', () => {
    expect(wantedYears('2026-09-30')).toEqual([2026]);
    expect(wantedYears('2026-10-01')).toEqual([2026, 2027]);
  });

  test('a year is published, assumed or missing', () => {
    const day = { day: '2027-10-01', kind: 'holiday', isAssumed: false };
    expect(stateOfYear([day])).toBe('published');
    expect(stateOfYear([day, { ...day, isAssumed: true }])).toBe('assumed');
    expect(stateOfYear([{ ...day, day: '2027-01-01' }])).toBe('missing');
    expect(stateOfYear([{ ...day, kind: 'workday' }])).toBe('missing');
  });

  test('a notice is read from lines as people type or paste them, and wrong lines are told by number', () => {
    const text = '2027-10-01 休 国庆节\n2027年10月9日，上班\n\n2027/2/5\t放假\t除夕\n2027-02-30 休\n十月一日 休';
    const { days, wrongLines } = readCalendarLines(text);
    expect(days).toEqual([
      { day: '2027-10-01', kind: 'holiday', note: '国庆节' },
      { day: '2027-10-09', kind: 'workday', note: null },
      { day: '2027-02-05', kind: 'holiday', note: '除夕' },
    ]);
    expect(wrongLines).toEqual([5, 6]);
    expect(readCalendarLines(writeCalendarLines(days))).toEqual({ days, wrongLines: [] });
  });

  test('a day of another year and a day written twice are mistakes', () => {
    const day = (of: string) => ({ day: of, kind: 'holiday' as const, note: null });
    expect(mistakesIn(2027, [day('2027-10-01'), day('2026-10-01'), day('2027-10-01')])).toEqual([
      { at: 1, why: 'otherYear' },
      { at: 2, why: 'twice' },
    ]);
  });
});

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const DAYS = [
  { day: '2027-10-01', kind: 'holiday', note: '国庆节' },
  { day: '2027-10-09', kind: 'workday', note: '国庆节' },
];
const read = async (year = 2027) => (await town.as('lin').get(`/calendar/${year}`)).json;
const write = async (fields: object = {}, year = 2027) => {
  const input = {
    seenTag: (await read(year)).tag,
    source: '国办发明电〔2026〕7 号',
    isAssumed: false,
    days: DAYS,
    ...fields,
  };
  return town.as('admin').put(`/calendar/${year}`, input);
};

test('a year is written whole, read by everybody who serves here, and stands in the audit trail', async () => {
  expect(await write()).toMatchObject({ status: 200, json: { state: 'published', days: DAYS } });
  expect(await read()).toMatchObject({ source: '国办发明电〔2026〕7 号', days: DAYS });
  const { rows } = await town.database.asOwner((connection) =>
    connection.query("select codes from d_yunting.audit where act = 'calendar.write'", []),
  );
  expect(rows).toEqual([{ codes: { year: 2027, days: 2, isAssumed: false } }]);
  expect((await town.as('otherDispatcher', town.otherDistrict).get('/calendar/2027')).json.days).toHaveLength(1);
});

test('what should be known by now and is not is announced', async () => {
  const wanted = async () => (await town.as('zhou').get('/calendar')).json.wanted;
  expect(await wanted()).toEqual([]);
  await write({ isAssumed: true });
  expect(await wanted()).toEqual([{ year: 2027, state: 'assumed' }]);
  await town.database.asOwner((connection) =>
    connection.query("delete from d_yunting.work_calendar where day >= '2027-01-01'", []),
  );
  expect(await wanted()).toEqual([{ year: 2027, state: 'missing' }]);
});

test('only whoever decides for the district writes it, and never over days he has not seen', async () => {
  const seenTag = (await read()).tag;
  expect(
    (await town.as('lin').put('/calendar/2027', { seenTag, source: '通知', isAssumed: false, days: DAYS })).status,
  ).toBe(403);
  expect((await town.stranger().get('/calendar')).status).toBe(401);
  expect((await write()).status).toBe(200);
  expect(await write({ seenTag })).toMatchObject({ status: 409, json: { type: '/problems/changed-meanwhile' } });
});

test('every wrong day is told', async () => {
  const wrong = await write({ days: [DAYS[0], DAYS[0], { ...DAYS[1], day: '2028-10-01' }] });
  expect(wrong.status).toBe(422);
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/days/1/day', '/days/2/day']);
  const unwhole = await write({ days: [{ day: '2027-01-01', kind: 'holiday', note: null }] });
  expect(unwhole.json.errors).toMatchObject([{ pointer: '/days' }]);
  expect((await write({ days: [] })).status).toBe(422);
  expect((await write({}, 1999)).status).toBe(422);
});
