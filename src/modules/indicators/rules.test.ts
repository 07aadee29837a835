// Periods, rates and rows without a database: what counts when, and that nothing divides by less than it counts.

import { describe, expect, test } from 'vitest';

import { OFFICE_WEEK } from '#shared/working-time.ts';

import {
  CYCLES,
  FEWEST_FOR_A_RATE,
  before,
  isRate,
  periodOf,
  periodsUpTo,
  rateWords,
  toFigure,
  trendOf,
  untilOf,
} from './rules.ts';
import { COUNTERS, STOCK_KEYS } from './rules-counters.ts';
import { MEASURES, MEASURE_KEYS, PARTS_OF, amountOf } from './rules-measures.ts';
import type { CounterKey } from './rules-counters.ts';
import type { MeasureKey, Sums } from './rules-measures.ts';
import { NEVER, rowsOf, voiceOf } from './rules-rows.ts';
import type { CaseTold, OrderTold } from './rules-rows.ts';

const AROUND = {
  now: '2026-11-30T01:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  firstLookWithin: { unit: 'workHour', amount: 4 },
  dispatchWithin: { unit: 'workHour', amount: 2 },
  calendar: { timeZone: 'Asia/Shanghai', week: OFFICE_WEEK, holidays: new Set<string>(), workdays: new Set<string>() },
} as const;

const order: OrderTold = {
  id: 'order',
  organisationId: 'road',
  status: 'done',
  issuedAt: '2026-11-19T01:30:00.000Z',
  dueAt: '2026-11-20T09:30:00.000Z',
  feedbackAt: '2026-11-20T08:00:00.000Z',
  stoppedAt: '2026-11-20T08:00:00.000Z',
  reworkCount: 0,
  extensionCount: 0,
  suspendedUntil: null,
};
const lamp: CaseTold = {
  id: 'lamp',
  version: 7,
  path: '/yunting/jg/cw/g03/',
  streetId: 'jg',
  communityId: 'cw',
  gridId: 'g03',
  secrecy: 'open',
  kind: 'problem',
  classCode: 'stairLamp',
  classType: 'asset',
  channel: 'scan',
  isAtShop: false,
  hasContact: true,
  isUrgent: false,
  status: 'closed',
  level: 'street',
  reportedAt: '2026-11-19T01:14:00.000Z',
  closedAt: '2026-11-23T02:00:00.000Z',
  isSolved: null,
  manner: null,
  isSupervised: false,
  moves: [
    { verb: 'file', at: '2026-11-19T01:20:00.000Z', role: 'streetDispatcher', orderId: null, outcome: null },
    { verb: 'dispatch', at: order.issuedAt, role: 'streetDispatcher', orderId: null, outcome: null },
  ],
  orders: [order],
};
const caseRow = (told: Partial<CaseTold>, now: string = AROUND.now) =>
  rowsOf({ ...lamp, ...told }, { ...AROUND, now })[0]!;
const orderRow = (changed: Partial<OrderTold>) => rowsOf({ ...lamp, orders: [{ ...order, ...changed }] }, AROUND)[1]!;

describe('a row', () => {
  test('is in time by feedback: waiting for verification over the weekend is not charged', () => {
    expect(caseRow({})).toMatchObject({
      due_on: '2026-11-20',
      done_on: '2026-11-23',
      settled_on: '2026-11-23',
      is_on_time: true,
    });
    const late = { ...order, feedbackAt: '2026-11-20T09:30:00.001Z', stoppedAt: '2026-11-20T09:30:00.001Z' };
    expect(caseRow({ orders: [late] })).toMatchObject({ is_on_time: false });
  });

  test('of a refused matter belongs to no organisation and no post', () => {
    const moves = [
      ...lamp.moves,
      { verb: 'reject', at: '2026-11-19T03:00:00.000Z', role: 'streetDispatcher', orderId: null, outcome: null },
    ];
    const refused = caseRow({ status: 'rejected', closedAt: null, moves });
    expect(refused).toMatchObject({ ended_as: 'rejected', ended_on: '2026-11-19', organisation_id: null, post: null });
  });

  test('of what is open ends on a day that never comes, so that every period finds it', () => {
    expect(caseRow({ status: 'handling', closedAt: null }).last_on).toBe(NEVER);
    expect(caseRow({}).last_on).toBe('2026-11-23');
  });

  test('of an order that was sent back counts as dispatched, and never as due', () => {
    expect(orderRow({ status: 'sentBack', feedbackAt: null })).toMatchObject({ ended_as: 'sentBack', done_on: null });
    expect(orderRow({ status: 'rework' })).toMatchObject({ done_on: null, settled_on: null, is_on_time: false });
    expect(orderRow({})).toMatchObject({ done_on: '2026-11-20', is_on_time: true, post: 'streetDispatcher' });
  });

  test('waits while the limit of the first contact runs, and is late once it has passed without one', () => {
    expect(caseRow({}, '2026-11-19T06:00:00.000Z')).toMatchObject({ is_contacted_on_time: null, is_pending: true });
    expect(caseRow({})).toMatchObject({ is_contacted_on_time: false, is_pending: false });
    const reached = {
      verb: 'contactReporter',
      at: '2026-11-20T02:00:00.000Z',
      role: 'gridWorker',
      orderId: null,
      outcome: 'reached',
    };
    expect(caseRow({ moves: [...lamp.moves, reached] }).is_contacted_on_time).toBe(true);
    const missed = { ...reached, outcome: 'noAnswer' };
    expect(caseRow({ moves: [...lamp.moves, missed] }).is_contacted_on_time).toBe(false);
    expect(caseRow({ hasContact: false }).is_contacted_on_time).toBeNull();
  });

  test('waits for its dispatch as long as the limit runs from filing; sent directly or closed before it never had to wait', () => {
    const filed = lamp.moves.slice(0, 1);
    const open = { status: 'filed', closedAt: null, orders: [], moves: filed } as const;
    expect(caseRow({}).is_dispatched_on_time).toBe(true);
    expect(caseRow(open, '2026-11-19T03:20:00.000Z')).toMatchObject({ is_dispatched_on_time: null, is_pending: true });
    expect(caseRow(open, '2026-11-19T05:31:00.000Z').is_dispatched_on_time).toBe(false);
    const late = { ...lamp.moves[1]!, at: '2026-11-20T01:00:00.000Z' };
    expect(caseRow({ moves: [...filed, late] }).is_dispatched_on_time).toBe(false);
    const urgent = { ...lamp.moves[1]!, at: '2026-11-19T01:51:00.000Z' };
    expect(caseRow({ isUrgent: true, moves: [...filed, urgent] }).is_dispatched_on_time).toBe(false);
    const direct = { ...filed[0]!, verb: 'dispatchDirect' };
    expect(caseRow({ moves: [direct] }).is_dispatched_on_time).toBeNull();
    expect(caseRow({ orders: [], moves: filed }).is_dispatched_on_time).toBeNull();
    expect(caseRow({ ...open, status: 'cancelled' }).is_dispatched_on_time).toBeNull();
  });

  test('of an order counts how often it was suspended, of this order alone', () => {
    const suspend = { verb: 'suspend', at: order.issuedAt, role: 'districtLead', orderId: 'order', outcome: null };
    const [, one] = rowsOf({ ...lamp, moves: [...lamp.moves, suspend, { ...suspend, orderId: 'other' }] }, AROUND);
    expect(one).toMatchObject({ suspension_count: 1 });
  });

  test('speaks as a merchant from a shop, as staff for what staff found, else as a resident', () => {
    expect(voiceOf({ channel: 'scan', isAtShop: true })).toBe('merchant');
    expect(voiceOf({ channel: 'scan', isAtShop: false })).toBe('resident');
    expect(voiceOf({ channel: 'gridWorker', isAtShop: true })).toBe('staff');
    expect(voiceOf({ channel: 'superior', isAtShop: false })).toBe('other');
  });
});

describe('a period', () => {
  test('begins on a Monday, a first, a January; and each follows the one before without a gap', () => {
    expect(periodOf('week', '2026-11-22')).toMatchObject({ from: '2026-11-16', next: '2026-11-23' });
    expect(periodOf('month', '2024-02-29')).toMatchObject({ from: '2024-02-01', next: '2024-03-01' });
    expect(periodOf('quarter', '2026-12-31')).toMatchObject({ from: '2026-10-01', next: '2027-01-01' });
    expect(periodOf('year', '2024-12-31')).toMatchObject({ from: '2024-01-01', next: '2025-01-01' });
    const gaps = CYCLES.flatMap((cycle) => {
      const periods = periodsUpTo(periodOf(cycle, '2028-03-01'), 60);
      return periods.slice(1).filter(({ from }, at) => periods[at]?.next !== from);
    });
    expect(gaps).toEqual([]);
    expect(before(periodOf('month', '2026-01-15')).from).toBe('2025-12-01');
  });

  test('under way counts up to today', () => {
    expect(untilOf(periodOf('month', '2026-11-10'), '2026-11-19')).toBe('2026-11-20');
    expect(untilOf(periodOf('month', '2026-10-10'), '2026-11-19')).toBe('2026-11-01');
  });
});

describe('a rate', () => {
  test('of nothing is —, of too few is none, and of enough has two decimals', () => {
    expect(rateWords(toFigure(0, 0))).toBe('—');
    expect(rateWords(toFigure(9, 9))).toBeNull();
    expect(toFigure(9, FEWEST_FOR_A_RATE - 1).isFew).toBe(true);
    expect(rateWords(toFigure(911, 972))).toBe('93.72%');
    expect(rateWords(toFigure(737, 972))).toBe('75.82%');
  });

  test('divides only by what counts its numerator', () => {
    expect(isRate({ numerator: 'dueOnTime', denominator: 'due' })).toBe(true);
    expect(isRate({ numerator: 'solved', denominator: 'asked' })).toBe(false);
    expect(isRate({ numerator: 'solved', denominator: 'closed' })).toBe(false);
    expect(isRate({ numerator: 'received', denominator: null })).toBe(false);
  });

  test('unrated is in no denominator of any rate that may be settled', () => {
    expect(Object.keys(PARTS_OF)).not.toContain('asked');
    expect(PARTS_OF.closed).not.toContain('rated');
  });
});

describe('the measures', () => {
  test('each counts by counters there are, and says so in both languages', () => {
    const said = MEASURE_KEYS.map((key) => MEASURES[key].words);
    expect(said.every(({ zh, en }) => zh.endsWith('。') && en.endsWith('.'))).toBe(true);
    const numbers = Object.fromEntries(COUNTERS.map((key, at) => [key, at + 1])) as Record<CounterKey, number>;
    const sums: Sums = {
      within: numbers,
      carried: Object.fromEntries(STOCK_KEYS.map((key) => [key, 1_000])) as Sums['carried'],
      notYetDue: 0,
    };
    expect(MEASURE_KEYS.filter((key) => !Number.isInteger(amountOf(key, sums)))).toEqual([]);
    expect(amountOf('due', sums)).toBe(numbers.dueIn + 1_000);
    expect(amountOf('dueClosed', sums)).toBe(numbers.dueOut);
  });
});

test('a trend carries what is open from period to period', () => {
  const days = [
    { counter: 'dueIn', day: '2026-10-05', count: 20 },
    { counter: 'dueOut', day: '2026-10-06', count: 15 },
    { counter: 'dueOut', day: '2026-11-02', count: 5 },
    { counter: 'dueIn', day: '2026-11-03', count: 10 },
  ] as const;
  const definition: { numerator: MeasureKey; denominator: MeasureKey } = { numerator: 'dueClosed', denominator: 'due' };
  const periods = periodsUpTo(periodOf('month', '2026-12-01'), 3);
  const trend = trendOf(definition, periods, { days, carried: { dueIn: 2 } });
  expect(trend.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
    [15, 22],
    [5, 17],
    [0, 12],
  ]);
});
