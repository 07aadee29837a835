import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addMinutes } from '#shared/time.ts';
import { LIMIT_UNITS } from '#shared/working-time.ts';
import type { Limit } from '#shared/working-time.ts';

import { district, MORNING } from '../cast-for-tests.ts';
import { consumedAt, isLate, resumeClock, startClock, stopClock } from './clocks.ts';

const { calendar } = district;
const twoHours: Limit = { unit: 'emergencyHour', amount: 2 };
const limits = fc.record<Limit>({ unit: fc.constantFrom(...LIMIT_UNITS), amount: fc.integer({ min: 1, max: 10 }) });
const minutes = fc.integer({ min: 0, max: 5000 });

test('the clock runs from dispatch, whether or not anybody signs', () => {
  const clock = startClock(MORNING, twoHours, calendar);
  expect(clock).toMatchObject({ runningSince: MORNING, dueAt: addMinutes(MORNING, 120) });
  expect(isLate(clock, addMinutes(MORNING, 121))).toBe(true);
});

test('the verifier’s waiting is not charged: the clock goes on where it stopped', () => {
  const stopped = stopClock(startClock(MORNING, twoHours, calendar), addMinutes(MORNING, 47), calendar);
  const resumed = resumeClock(stopped, addMinutes(MORNING, 600), calendar);
  expect(resumed.dueAt).toBe(addMinutes(MORNING, 600 + 73));
});

test('who fed back in time is in time however long the verification takes', () => {
  const stopped = stopClock(startClock(MORNING, twoHours, calendar), addMinutes(MORNING, 119), calendar);
  expect(isLate(stopped, addMinutes(MORNING, 9000))).toBe(false);
});

test('a clock that was over stays due when it was', () => {
  const stopped = stopClock(startClock(MORNING, twoHours, calendar), addMinutes(MORNING, 130), calendar);
  const resumed = resumeClock(stopped, addMinutes(MORNING, 600), calendar);
  expect(isLate(stopped, MORNING)).toBe(true);
  expect(resumed.dueAt).toBe(addMinutes(MORNING, 120));
});

test('two work days, stopped on the first afternoon and resumed after the weekend, leave what was left', () => {
  const started = startClock('2026-11-19T03:05:00.000Z', { unit: 'workDay', amount: 2 }, calendar);
  const stopped = stopClock(started, '2026-11-19T08:00:00.000Z', calendar);
  const resumed = resumeClock(stopped, '2026-11-23T00:30:00.000Z', calendar);
  // Left: Thursday 16:00–17:30, Friday, Monday; from Monday 8:30 that is until Wednesday 10:00.
  expect(resumed.dueAt).toBe('2026-11-25T02:00:00.000Z');
});

test('stopping and resuming at once changes nothing, and what is used never shrinks', () => {
  const keeps = (limit: Limit, worked: number, waited: number, later: number) => {
    const started = startClock(MORNING, limit, calendar);
    const at = addMinutes(MORNING, worked);
    const stopped = stopClock(started, at, calendar);
    const resumedAt = addMinutes(at, waited);
    const resumed = resumeClock(stopped, resumedAt, calendar);
    expect(consumedAt(resumed, resumedAt, calendar)).toBe(stopped.consumedMs);
    const used = consumedAt(resumed, addMinutes(resumedAt, later), calendar);
    expect(used).toBeGreaterThanOrEqual(stopped.consumedMs);
    expect(resumed.dueAt >= started.dueAt).toBe(true);
  };
  fc.assert(fc.property(limits, minutes, minutes, minutes, keeps), { numRuns: 100 });
});
