// Counts what has changed: by the clock, at night everything once more, and when somebody says 现在算.

import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { turnsOf } from '#platform/turns.ts';
import { addMinutes, dayOf } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import { COUNTERS } from './rules-counters.ts';
import { DEFAULT_DISPATCH_WITHIN, NEVER, ROW_RULES, rowsOf, voiceOf } from './rules-rows.ts';
import type { Around, CaseTold, CountedRow } from './rules-rows.ts';
import { findStale, markAllStale, markMonthsStale, markStale, readState, saveState, sumMonth } from './store-months.ts';
import type { StreetMonth } from './store-months.ts';
import {
  findChanged,
  findCountedDays,
  findUncounted,
  lastRecording,
  readDispatchLimit,
  readTold,
  saveRows,
} from './store-refresh.ts';

/** Small enough that nobody waits long for one of these transactions on the embedded database. */
const CASES_AT_A_TIME = 250;
const CASES_LOOKED_AT = 4_000;
/** Streets of one month are summed in one statement, more of them while it stays short. */
const MOST_TOGETHER = 64;
const SHORT_MS = 100;
const LONG_MS = 300;
/** A move may be recorded by a transaction that began earlier and ends later than the last count. */
const OVERLAP_MINUTES = 10;
/** Sums of other counters are of no use: they are summed again. */
const COUNTED_FOR = COUNTERS.join(' ');

const turns = turnsOf({ mostWaiting: 100 });

/** What has changed since the last time. Answers until when everything is counted. */
export function countChanges(ctx: Context): Promise<{ countedAt: Instant }> {
  return turns.take(async () => {
    const { seen_until: seenUntil } = await within(ctx, ({ db }) => readState(db));
    if (seenUntil === null) return countAll(ctx);
    const seen = await within(ctx, ({ db }) => lastRecording(db, seenUntil));
    const since = addMinutes(seenUntil, -OVERLAP_MINUTES);
    const today = dayOf(ctx.now, ctx.district.timeZone);
    const around = await aroundOf(ctx);
    for (let after: string | null = null; ;) {
      const ids: string[] = await within(ctx, ({ db }) => findChanged(db, { since, today }, after, CASES_AT_A_TIME));
      if (ids.length > 0) await within(ctx, (ctx) => countCases(ctx, ids, around));
      if (ids.length < CASES_AT_A_TIME) break;
      after = ids.at(-1) ?? null;
    }
    return finish(ctx, seen);
  });
}

/** Every case whose row does not stand as the case does: also those whose moves were recorded by a clock that was set back. */
export function countEverything(ctx: Context): Promise<{ countedAt: Instant }> {
  return turns.take(() => countAll(ctx));
}

async function countAll(ctx: Context): Promise<{ countedAt: Instant }> {
  const seen = await within(ctx, ({ db }) => lastRecording(db, null));
  const around = await aroundOf(ctx);
  for (let after: string | null = null; ;) {
    const { ids, lookedAt } = await within(ctx, ({ db }) => findUncounted(db, after, CASES_LOOKED_AT));
    for (let at = 0; at < ids.length; at += CASES_AT_A_TIME)
      await within(ctx, (ctx) => countCases(ctx, ids.slice(at, at + CASES_AT_A_TIME), around));
    if (lookedAt === undefined) break;
    after = lookedAt;
  }
  return finish(ctx, seen ?? ctx.now);
}

async function finish(ctx: Context, seen: Instant | null): Promise<{ countedAt: Instant }> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const before = await within(ctx, async ({ db }) => {
    const state = await readState(db);
    if (state.counted_for !== COUNTED_FOR) await markAllStale(db);
    else if (state.counted_on !== today) await markMonthsStale(db, ...inOrder(state.counted_on ?? today, today));
    return state;
  });
  await sumStale(ctx, today);
  await within(ctx, ({ db }) =>
    saveState(db, {
      counted_at: ctx.now,
      counted_on: today,
      seen_until: seen ?? before.seen_until,
      counted_for: COUNTED_FOR,
    }),
  );
  return { countedAt: ctx.now };
}

/** Many small streets of a month together, a large one alone: as many as a statement sums in the time nobody minds waiting. */
async function sumStale(ctx: Context, today: Day): Promise<void> {
  for (let together = 1; ;) {
    const stale = await within(ctx, ({ db }) => findStale(db, together));
    const month = stale[0]?.month;
    if (month === undefined) return;
    const lines = stale.filter((line) => line.month === month);
    const began = performance.now();
    await within(ctx, ({ db }) => sumMonth(db, month, lines, today));
    const spentMs = performance.now() - began;
    if (spentMs < SHORT_MS) together = Math.min(together * 2, MOST_TOGETHER);
    else if (spentMs > LONG_MS) together = Math.max(1, Math.floor(together / 2));
  }
}

/** A demo's clock may be set back. */
function inOrder(one: Day, other: Day): [Day, Day] {
  return one < other ? [one, other] : [other, one];
}

async function countCases({ db, district }: TransactionContext, ids: readonly string[], around: Around): Promise<void> {
  const touched = await findCountedDays(db, ids);
  const told = await readTold(db, ids);
  const rows = told.flatMap((each) => rowsOf(each, around).map((row) => ({ ...row, ...sharedOf(each) })));
  await saveRows(db, rows);
  touched.push(...rows.map((row) => ({ ...row, days: daysOf(row) })));
  const months = new Map<string, StreetMonth>();
  for (const { path, street_id, days } of touched) {
    const above = streetPathOf(path) ?? district.path;
    for (const day of days) {
      if (day === null || day === NEVER) continue;
      const month = `${day.slice(0, 7)}-01`;
      months.set(`${month} ${above} ${street_id}`, { month, path: above, street_id });
    }
  }
  await markStale(db, [...months.values()]);
}

function daysOf(row: CountedRow): (Day | null)[] {
  const { opened_on, filed_on, due_on, done_on, settled_on, ended_on, reopened_on } = row;
  return [opened_on, filed_on, due_on, done_on, settled_on, ended_on, reopened_on];
}

function sharedOf(told: CaseTold) {
  return {
    case_id: told.id,
    case_version: told.version,
    row_rules: ROW_RULES,
    path: told.path,
    street_id: told.streetId,
    community_id: told.communityId,
    grid_id: told.gridId,
    secrecy: told.secrecy,
    kind: told.kind,
    class_code: told.classCode,
    class_type: told.classType,
    channel: told.channel,
    voice: voiceOf(told),
  };
}

/** '/yunting/jg/cw/g03/' → '/yunting/jg/'; undefined of what the district itself holds. */
function streetPathOf(path: string): string | undefined {
  return /^\/[^/]+\/[^/]+\//.exec(path)?.[0];
}

async function aroundOf(ctx: Context): Promise<Around> {
  const { calendar, firstLookWithin } = await caseSettings(ctx);
  const dispatchWithin = (await within(ctx, ({ db }) => readDispatchLimit(db))) ?? DEFAULT_DISPATCH_WITHIN;
  return { now: ctx.now, timeZone: ctx.district.timeZone, calendar, firstLookWithin, dispatchWithin };
}

/** Counting is the platform's own work, whoever asked for it: the rows of all streets are brought up to date, none is shown. */
function within<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  return inTransaction(ctx, (ctx) => elevated(ctx, 'counting', () => work(ctx)));
}
