// What the registers reactions.ts and schedule.ts are made of: the platform runs them and knows none of them by name.

import type { Fact, FactName } from '#shared/facts.ts';
import type { Instant } from '#shared/time.ts';

import type { Context, District, TransactionContext } from '../context.ts';
import type { Platform } from '../platform.ts';

/** A fact that was announced and committed. */
export type PastFact = Fact & { readonly id: string; readonly actorId: string | null; readonly at: Instant };

/**
 * What follows a fact. It acts for the platform in the fact's district and may run twice for the same fact: the process may
 * end after the work and before it is noted. `each` runs once a fact; `batch` once for all facts of a batch that name it.
 */
export type Job =
  | { readonly takes: 'each'; run(ctx: Context, fact: PastFact): Promise<void> }
  | { readonly takes: 'batch'; run(ctx: Context, facts: readonly PastFact[]): Promise<void> };

export interface DueTimer {
  readonly id: string;
  readonly subjectId: string;
  readonly path: string;
  readonly dueAt: Instant;
}

/** The facts that due timers of one kind stand for; a timer whose matter no longer waits stands for none. */
export type TimerReaction = (ctx: TransactionContext, timers: readonly DueTimer[]) => Promise<Fact[]>;

/** What runs by the clock. It may run twice, and runs late rather than not at all when the machine was off. */
export type ScheduleEntry = {
  /** The reason, for whoever reads the page. */
  readonly why: string;
  /** Every so many minutes, or once a day at this time on the district's clock (the city's: Asia/Shanghai), `HH:MM`. */
  readonly every: { readonly minutes: number } | { readonly dayAt: string };
} & (
  | { readonly inEach: 'district'; run(ctx: Context): Promise<void> }
  | { readonly inEach: 'city'; run(platform: Platform): Promise<void> }
);

export interface JobRegister {
  readonly reactions: Readonly<Record<FactName, readonly string[]>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly timers: Readonly<Record<string, TimerReaction>>;
  readonly schedule: Readonly<Record<string, ScheduleEntry>>;
}

/** The districts this process may work in: `find` refuses one whose schema and the code differ. */
export interface OpenDistricts {
  all(): Promise<District[]>;
  find(key: string): Promise<District>;
}
