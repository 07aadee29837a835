// Moves the clock of a demo district ahead and makes the district anew; never in a real one.

import { noteChange } from '#modules/areas/actions-ground.ts';
import { calendarWith, findRawSetting } from '#modules/areas/actions-settings.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { once } from '#platform/database/writes.ts';
import { readClock } from '#platform/district-clock.ts';
import { describeError } from '#platform/http/server.ts';
import { millisecondsOf, minutesBetween } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';
import { OFFICE_WEEK } from '#shared/working-time.ts';

import type { DemoKey } from '../../../seeds/load.ts';
import { FURTHEST_AHEAD_MS, LONGEST_REMAKE_MINUTES, movedTo } from './rules.ts';
import type { ClockStep } from './rules.ts';
import { findDemoRow, forgetRemaking, lockDemoRow, saveAhead, saveRemaking } from './store-clock.ts';
import type { DemoRow } from './store-clock.ts';

/** The setting that says a demo district was filled to its end, see seeds/load.ts. */
const MADE_BY_US = 'demo.filled';

export interface DemoState {
  now: Instant;
  aheadMs: number;
  isBeingRemade: boolean;
  remadeAt: Instant | null;
}

/** @throws {Problem} `not-found` outside demo districts */
export async function readDemoState(ctx: Context): Promise<DemoState> {
  guardDemo(ctx);
  const { platform, district } = ctx;
  const row = await platform.database.transaction(CITY, ({ db }) => findDemoRow(db, district.id));
  return {
    ...(await readClock(platform, district)),
    isBeingRemade: row !== undefined && isBeingRemade(row, platform.clock()),
  };
}

/**
 * What falls due by it falls due within a second: the sweep of the timers goes by the same clock.
 *
 * @throws {Problem} `not-found`, `changed-meanwhile`, `demo-clock-at-end`, `demo-being-remade`
 */
export async function moveDemoClock(
  ctx: Context,
  { id, ...wish }: { id: string; step: ClockStep; seenAheadMs: number },
): Promise<DemoState> {
  guardDemo(ctx);
  guardServesHere(ctx);
  const { step, seenAheadMs } = wish;
  await inTransaction(ctx, (ctx) =>
    once(ctx, id, wish, () =>
      elevated(ctx, 'demo', async () => {
        const { platform, district, now, db } = ctx;
        const row = await lockDemoRow(db, district.id);
        if (isBeingRemade(row, platform.clock())) throw beingRemade();
        if (row.ahead_ms !== seenAheadMs)
          throw problem('changed-meanwhile', 'Somebody else has moved the clock', { aheadMs: row.ahead_ms });
        const to = movedTo(step, now, await calendarWith(ctx, OFFICE_WEEK));
        const aheadMs = seenAheadMs + millisecondsOf(to) - millisecondsOf(now);
        if (aheadMs > FURTHEST_AHEAD_MS) throw problem('demo-clock-at-end', 'It runs two months ahead already');
        await saveAhead(db, district.id, aheadMs, platform.clock());
        await noteChange(ctx, {
          act: 'demo.moveClock',
          subjectKind: 'district',
          subjectId: district.id,
          path: district.path,
          codes: { step, aheadMs },
        });
        return { aheadMs };
      }),
    ),
  );
  return readDemoState(ctx);
}

/**
 * Begins to make the district anew and answers at once: it takes about twenty seconds, in which the old one answers.
 *
 * @throws {Problem} `not-found`, `demo-being-remade`, `demo-remade-elsewhere`
 */
export async function remakeDemoDistrict(ctx: Context, id: string): Promise<DemoState> {
  guardDemo(ctx);
  guardServesHere(ctx);
  const { platform, district, actor } = ctx;
  const { beneath } = platform.database;
  if ('pool' in beneath && beneath.migrationUrl === undefined)
    throw problem('demo-remade-elsewhere', 'Run "npm run district -- remake-demo" as the owner of the database');
  const made = await inTransaction(ctx, (ctx) => elevated(ctx, 'demo', () => findRawSetting(ctx, MADE_BY_US)));
  if (made === undefined) throw problem('not-found', 'This demo was not made by the program: it cannot make it again');
  const isNew = await platform.database.transaction(CITY, async ({ db }) => {
    const row = await lockDemoRow(db, district.id);
    if (row.remake_id === id) return false;
    if (isBeingRemade(row, platform.clock())) throw beingRemade();
    await saveRemaking(db, district.id, id, platform.clock());
    return true;
  });
  if (isNew) void remakeNow(ctx, actor.accountId);
  return readDemoState(ctx);
}

async function remakeNow({ platform, district }: Context, byAccountId: string | null): Promise<void> {
  const { database, log } = platform;
  try {
    // Three months of life are large, and a process that never makes a demo needs none of it.
    const { remakeDemo } = await import('../../../seeds/load.ts');
    await remakeDemo(platform, district.key as DemoKey, byAccountId);
    log.info({ district: district.key }, 'the demo was made anew');
  } catch (error) {
    log.error({ district: district.key, error: describeError(error) }, 'the demo was not made anew');
    await database.transaction(CITY, ({ db }) => forgetRemaking(db, district.id));
  }
}

function isBeingRemade({ remaking_since: since }: DemoRow, realNow: Instant): boolean {
  return since !== null && minutesBetween(since, realNow) < LONGEST_REMAKE_MINUTES;
}

function beingRemade(): Error {
  return problem('demo-being-remade', 'It is being made anew at this moment');
}

function guardDemo({ district }: Context): void {
  if (!district.isDemo) throw problem('not-found', 'Only a demo district has a clock of its own');
}

/** Everybody of the demo may: all of them are entered by one click. */
function guardServesHere({ actor }: Context): void {
  if (actor.grants.length === 0) throw problem('signed-out', 'Enter as somebody of this demo first');
}
