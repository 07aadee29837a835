// How a limit came to its end, day by day; and the laws that hold for every start, limit and calendar.

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { countedOf, explainLimit, tellsAll } from './limit-explained.ts';
import { addDays, addMinutes, dayOf, toInstant } from './time.ts';
import { LIMIT_UNITS, OFFICE_WEEK, countedBetween, dueAt } from './working-time.ts';
import type { Limit, WorkingCalendar } from './working-time.ts';

const office: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  week: OFFICE_WEEK,
  holidays: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  workdays: new Set(['2026-10-10']),
};
const HOUR = 3_600_000;

test('two work days over the national holiday: the day of the start counts as none, days off are named, the made-up Saturday is not reached', () => {
  const start = '2026-09-30T03:05:00.000Z';
  const due = dueAt(start, { unit: 'workDay', amount: 2 }, office);
  const days = explainLimit(start, due, 'workDay', office);
  expect(days.map(({ day, reason, workDay }) => [day, reason, workDay])).toEqual([
    ['2026-09-30', 'service', null],
    ['2026-10-01', 'holiday', null],
    ['2026-10-02', 'holiday', null],
    ['2026-10-03', 'weekend', null],
    ['2026-10-04', 'weekend', null],
    ['2026-10-05', 'holiday', null],
    ['2026-10-06', 'holiday', null],
    ['2026-10-07', 'holiday', null],
    ['2026-10-08', 'service', 1],
    ['2026-10-09', 'service', 2],
  ]);
  expect(days.map(({ countedMs }) => countedMs / HOUR)).toEqual([3.5 + 11 / 12, 0, 0, 0, 0, 0, 0, 0, 7, 7]);
});

test('a made-up Saturday counts, and says why', () => {
  const start = '2026-10-09T08:30:00.000Z';
  const due = dueAt(start, { unit: 'workHour', amount: 4 }, office);
  const days = explainLimit(start, due, 'workHour', office);
  expect(days.map(({ day, reason, countedMs }) => [day, reason, countedMs / HOUR])).toEqual([
    ['2026-10-09', 'service', 1],
    ['2026-10-10', 'madeUp', 3],
  ]);
});

test('an order of Sunday night counts nothing that day, and emergency hours run through the night', () => {
  const night = '2026-11-22T15:00:00.000Z';
  const [sunday, monday] = explainLimit(
    night,
    dueAt(night, { unit: 'workHour', amount: 1 }, office),
    'workHour',
    office,
  );
  expect([sunday?.reason, monday?.countedMs]).toEqual(['weekend', HOUR]);
  const always = explainLimit(
    night,
    dueAt(night, { unit: 'emergencyHour', amount: 2 }, office),
    'emergencyHour',
    office,
  );
  expect(always.map(({ day, reason, countedMs }) => [day, reason, countedMs / HOUR])).toEqual([
    ['2026-11-22', 'always', 1],
    ['2026-11-23', 'always', 1],
  ]);
});

test('more days than anybody reads are told in sums', () => {
  expect(explainLimit('2026-01-01T00:00:00.000Z', '2028-01-01T00:00:00.000Z', 'workHour', office)).toEqual([]);
  expect(explainLimit('2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 'workHour', office)).toEqual([]);
});

const starts = fc.integer({ min: Date.UTC(2026, 7, 1), max: Date.UTC(2026, 11, 31) }).map(toInstant);
const limits = fc.record<Limit>({ unit: fc.constantFrom(...LIMIT_UNITS), amount: fc.integer({ min: 1, max: 30 }) });
const hours = fc.constantFrom(
  [],
  [{ from: 540, to: 1020 }],
  [
    { from: 510, to: 720 },
    { from: 840, to: 1050 },
  ],
);
const days = fc.uniqueArray(fc.integer({ min: 0, max: 160 }), { maxLength: 25 });
const calendars = fc
  .record({ saturday: hours, off: days, madeUp: days })
  .map(({ saturday, off, madeUp }): WorkingCalendar => {
    const dayAt = (at: number) => addDays('2026-08-01', at);
    const week = [...OFFICE_WEEK.slice(0, 6), saturday];
    return { timeZone: 'Asia/Shanghai', week, holidays: new Set(off.map(dayAt)), workdays: new Set(madeUp.map(dayAt)) };
  });

test('for every start, limit and calendar: no day is left out, days off count nothing, and the days add up to what the clock counts', () => {
  fc.assert(
    fc.property(starts, limits, calendars, (start, limit, calendar) => {
      const due = dueAt(start, limit, calendar);
      const told = explainLimit(start, due, limit.unit, calendar);
      expect(told.map(({ day }) => day)).toEqual(told.map((_, at) => addDays(dayOf(start, calendar.timeZone), at)));
      expect(told.at(-1)?.day).toBe(dayOf(due, calendar.timeZone));
      expect(countedOf(told)).toBe(countedBetween(start, due, limit.unit, calendar));
      for (const { reason, countedMs } of told)
        expect(countedMs > 0).toBe(['service', 'madeUp', 'always'].includes(reason) && countedMs > 0);
      expect(
        told.filter(({ reason, countedMs }) => ['holiday', 'weekend', 'outside'].includes(reason) && countedMs > 0),
      ).toEqual([]);
      if (limit.unit === 'workDay') expect(told.at(-1)?.workDay).toBe(limit.amount);
      expect(tellsAll({ from: start, to: due, unit: limit.unit, wantedMs: countedOf(told) }, calendar)).toBe(true);
      expect(
        tellsAll(
          {
            from: start,
            to: addMinutes(due, -1),
            unit: 'emergencyHour',
            wantedMs: Date.parse(due) - Date.parse(start),
          },
          calendar,
        ),
      ).toBe(false);
    }),
    { numRuns: 120 },
  );
});
