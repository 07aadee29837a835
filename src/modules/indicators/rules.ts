/** Periods and rates: which days a figure is about, what stands beside it, and when there is too little for a rate. */
import { addDays } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import { STOCK_KEYS } from './rules-counters.ts';
import { PARTS_OF, amountOf, counterOf, stockOf } from './rules-measures.ts';
import type { CounterKey, StockIn } from './rules-counters.ts';
import type { MeasureKey, Sums } from './rules-measures.ts';

export const CYCLES = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Cycle = (typeof CYCLES)[number];

export const DIMENSIONS = ['area', 'organisation', 'class', 'classType', 'channel', 'kind', 'post', 'voice'] as const;
/** By what a figure is split. There is none by person: nobody is ranked here. */
export type Dimension = (typeof DIMENSIONS)[number];

export const FAMILIES = ['intake', 'closing', 'handling', 'quality', 'felt', 'grid'] as const;

/** Not in 应结案数, each with its reason; they open like every other number. */
export const EXCLUDED = ['notYetDue', 'filedWithoutDue', 'filedSuspended', 'filedEnded'] as const;
export type Excluded = (typeof EXCLUDED)[number];

/** Below it a rate says more about chance than about work: the counts are shown, not the rate. */
export const FEWEST_FOR_A_RATE = 10;
export const TREND_PERIODS = 12;

export interface Period {
  readonly cycle: Cycle;
  readonly from: Day;
  /** The first day after it. */
  readonly next: Day;
}

/** The period of this cycle that a day lies in; weeks begin on Monday. */
export function periodOf(cycle: Cycle, day: Day): Period {
  const from = firstOf(cycle, day);
  return { cycle, from, next: nextOf(cycle, from) };
}

export function before({ cycle, from }: Period): Period {
  return periodOf(cycle, addDays(from, -1));
}

/** Up to this one, oldest first. */
export function periodsUpTo(period: Period, count = TREND_PERIODS): Period[] {
  const periods = [period];
  while (periods.length < count) periods.unshift(before(periods[0] as Period));
  return periods;
}

/** A period under way is counted up to today: what falls due tomorrow is not missing today. */
export function untilOf({ next }: Period, today: Day): Day {
  const tomorrow = addDays(today, 1);
  return next < tomorrow ? next : tomorrow;
}

/** Whole months are summed in advance. */
export function isOfMonths(cycle: Cycle): boolean {
  return cycle === 'month' || cycle === 'quarter' || cycle === 'year';
}

function firstOf(cycle: Cycle, day: Day): Day {
  switch (cycle) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((weekdayOf(day) + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter': {
      const month = Number(day.slice(5, 7));
      return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    }
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

const LONGEST_DAYS: Readonly<Record<Cycle, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

function nextOf(cycle: Cycle, from: Day): Day {
  const beyond = addDays(from, LONGEST_DAYS[cycle]);
  // The longest of each reaches at most a day or three into the next.
  return cycle === 'day' || cycle === 'week' ? beyond : firstOf('month', beyond);
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export interface Definition {
  readonly numerator: MeasureKey;
  readonly denominator: MeasureKey | null;
}

/** May this be divided by that? Only what the denominator counts itself: no rate exceeds one. */
export function isRate({ numerator, denominator }: Definition): boolean {
  return denominator !== null && (PARTS_OF[denominator] ?? []).includes(numerator);
}

export interface Figure {
  readonly numerator: number;
  /** Null for a plain count. */
  readonly denominator: number | null;
  /** Between 0 and 1; null for a plain count, of nothing, and of too few. */
  readonly rate: number | null;
  readonly isFew: boolean;
}

export function figureOf({ numerator, denominator }: Definition, sums: Sums): Figure {
  return toFigure(amountOf(numerator, sums), denominator === null ? null : amountOf(denominator, sums));
}

export function toFigure(numerator: number, denominator: number | null): Figure {
  const isEnough = denominator !== null && denominator >= FEWEST_FOR_A_RATE;
  return {
    numerator,
    denominator,
    rate: isEnough ? numerator / denominator : null,
    isFew: denominator !== null && denominator > 0 && !isEnough,
  };
}

/** `93.72%`; `—` of nothing, and never 100 % of it; null when there are too few. */
export function rateWords({ rate, denominator }: Figure): string | null {
  if (rate !== null) return `${(rate * 100).toFixed(2)}%`;
  return denominator === 0 ? '—' : null;
}

export function excludedOf({ within, notYetDue }: Sums): Record<Excluded, number> {
  return {
    notYetDue,
    filedWithoutDue: within.filedWithoutDue,
    filedSuspended: within.filedSuspended,
    filedEnded: within.filedEnded,
  };
}

/** How often each counter counted on a day (or in the month that begins on it), and what was carried into the first period. */
export interface Series {
  readonly days: readonly { readonly counter: CounterKey; readonly day: Day; readonly count: number }[];
  readonly carried: Readonly<Partial<Record<StockIn, number>>>;
}

/** The counters an indicator needs. */
export function countersFor({ numerator, denominator }: Definition): CounterKey[] {
  const measures = denominator === null ? [numerator] : [numerator, denominator];
  const counters = measures.flatMap((key) => {
    const stock = stockOf(key);
    return stock === undefined ? [counterOf(key)] : [stock.in, stock.out];
  });
  return [...new Set(counters)];
}

export function trendOf(definition: Definition, periods: readonly Period[], { days, carried }: Series): Figure[] {
  const first = periods[0]?.from ?? '';
  const sum = (counter: CounterKey, from: Day, next: Day) =>
    days.reduce(
      (all, each) => all + (each.counter === counter && from <= each.day && each.day < next ? each.count : 0),
      0,
    );
  return periods.map(({ from, next }) => {
    const amount = (key: MeasureKey) => {
      const stock = stockOf(key);
      if (stock === undefined) return sum(counterOf(key), from, next);
      const open = (carried[stock.in] ?? 0) + sum(stock.in, first, from) - sum(stock.out, first, from);
      return open + sum(stock.in, from, next);
    };
    const { numerator, denominator } = definition;
    return toFigure(amount(numerator), denominator === null ? null : amount(denominator));
  });
}

export function isStockIn(key: CounterKey): key is StockIn {
  return (STOCK_KEYS as readonly string[]).includes(key);
}
