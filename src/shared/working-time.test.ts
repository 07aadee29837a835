import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addMinutes, toInstant } from './time.ts';
import type { Instant } from './time.ts';
import { addCounted, countedBetween, daysOffAt, dueAt, isOpen, LIMIT_UNITS, OFFICE_WEEK } from './working-time.ts';
import type { Limit, WorkingCalendar } from './working-time.ts';

const office: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  week: OFFICE_WEEK,
  holidays: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  workdays: new Set(['2026-10-10']),
};

const instants = fc
  .integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 11, 31) })
  .map((milliseconds): Instant => toInstant(milliseconds));
const limits = fc.record<Limit>({ unit: fc.constantFrom(...LIMIT_UNITS), amount: fc.integer({ min: 1, max: 40 }) });
const few = { numRuns: 60 };

test('two work days from Thursday morning end with the service of Monday', () => {
  const due = dueAt('2026-11-19T03:05:00.000Z', { unit: 'workDay', amount: 2 }, office);
  expect(due).toBe('2026-11-23T09:30:00.000Z');
});

test('four work hours from the afternoon end on the next morning', () => {
  const due = dueAt('2026-11-19T08:30:00.000Z', { unit: 'workHour', amount: 4 }, office);
  expect(due).toBe('2026-11-20T03:30:00.000Z');
});

test('emergency hours run through the night', () => {
  const due = dueAt('2026-11-21T15:00:00.000Z', { unit: 'emergencyHour', amount: 2 }, office);
  expect(due).toBe('2026-11-21T17:00:00.000Z');
});

test('a limit jumps over the national holiday and counts the Saturday worked instead', () => {
  const due = dueAt('2026-09-30T01:00:00.000Z', { unit: 'workDay', amount: 3 }, office);
  expect(due).toBe('2026-10-10T09:30:00.000Z');
});

test('a year whose days off nobody has published yet is not taken for a year without any', () => {
  const known = ['2026-01-01T00:00:00.000Z', '2026-12-31T15:59:59.000Z'];
  const unknown = ['2026-12-31T16:00:00.000Z', '2027-01-04T09:30:00.000Z', '2025-12-31T15:59:59.000Z'];
  expect(known.map((at) => daysOffAt(at, office))).toEqual(['published', 'published']);
  expect(unknown.map((at) => daysOffAt(at, office))).toEqual(['missing', 'missing', 'missing']);
  expect(daysOffAt(unknown[1]!, { ...office, assumedYears: new Set(['2027']) })).toBe('assumed');
});

test('a calendar without service hours is refused instead of searched for ever', () => {
  const closed: WorkingCalendar = { ...office, week: [[], [], [], [], [], [], []] };
  const never = () => dueAt('2026-11-19T03:05:00.000Z', { unit: 'workHour', amount: 1 }, closed);
  expect(never).toThrow('no service hours');
});

test('a later start is never due earlier', () => {
  const isMonotone = (start: Instant, minutes: number, limit: Limit) =>
    dueAt(start, limit, office) <= dueAt(addMinutes(start, minutes), limit, office);
  fc.assert(fc.property(instants, fc.integer({ min: 0, max: 20_000 }), limits, isMonotone), few);
});

test('a longer limit ends later', () => {
  const isLater = (start: Instant, limit: Limit) =>
    dueAt(start, limit, office) < dueAt(start, { ...limit, amount: limit.amount + 1 }, office);
  fc.assert(fc.property(instants, limits, isLater), few);
});

test('no counted minute is closed', () => {
  const counts = (start: Instant, minutes: number) => {
    const to = addMinutes(start, minutes);
    const open = Array.from({ length: minutes }, (_, passed) => isOpen(addMinutes(start, passed), office));
    expect(countedBetween(start, to, 'workHour', office)).toBe(open.filter(Boolean).length * 60_000);
  };
  const wholeMinutes = instants.map((instant) => `${instant.slice(0, 17)}00.000Z`);
  fc.assert(fc.property(wholeMinutes, fc.integer({ min: 1, max: 400 }), counts), { numRuns: 40 });
});

test('splitting a limit gives the same end', () => {
  const same = (start: Instant, unit: Limit['unit'], first: number, second: number) => {
    const inOne = addCounted(start, (first + second) * 60_000, unit, office);
    expect(addCounted(addCounted(start, first * 60_000, unit, office), second * 60_000, unit, office)).toBe(inOne);
  };
  const minutes = fc.integer({ min: 1, max: 3000 });
  fc.assert(fc.property(instants, fc.constantFrom(...LIMIT_UNITS), minutes, minutes, same), few);
});

test('counting back what was added gives the same', () => {
  const agrees = (start: Instant, countedMs: number) => {
    const end = addCounted(start, countedMs, 'workHour', office);
    expect(countedBetween(start, end, 'workHour', office)).toBe(countedMs);
  };
  fc.assert(fc.property(instants, fc.integer({ min: 1, max: 200_000_000 }), agrees), few);
});
