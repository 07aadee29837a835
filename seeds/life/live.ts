// Lets a demo district live up to now: every voice in the order of time, with what people and program do each day besides.

import { sql } from 'kysely';

import { moveCase } from '#modules/cases/actions.ts';
import { inTransaction } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Context } from '#platform/context.ts';
import { closeOverNotices, tellLateReplies, tellRings } from '#modules/notices/jobs.ts';
import { removeOldFacts, removeOldWrites } from '#platform/jobs/keeping.ts';
import type { JobRegister } from '#platform/jobs/register.ts';
import { readFacts } from '#platform/jobs/pump.ts';
import { sweepTimers } from '#platform/jobs/sweep.ts';
import { addMinutes, dayOf, instantAt } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import { JOBS, REACTIONS, TIMERS } from '../../src/reactions.ts';
import { SCHEDULE } from '../../src/schedule.ts';
import type { SeedDistrict } from '../ground.ts';
import { idOf } from '../random.ts';
import { callBack } from './called-back.ts';
import { TIME_ZONE } from './days.ts';
import { giveDirectives } from './directives.ts';
import { handsOf } from './hands.ts';
import { planOf } from './plan.ts';
import { actorsOf, playStep } from './play.ts';
import type { Cast, Played } from './play.ts';
import { keepRules } from './settled.ts';
import { voicesOf } from './told.ts';
import { leaveTrail } from './trail.ts';
import { giveWhistles } from './whistles.ts';

const REGISTER: JobRegister = { jobs: JOBS, reactions: REACTIONS, timers: TIMERS, schedule: SCHEDULE };
/** A sweep each second of ninety days would find the same: what fell due since the last one rings. */
const ROUND_MINUTES = 360;
const DAY_MINUTES = 1_440;
/** A closed case drawn for a re-check waits so long for it; those of the last days wait still. */
const RECHECKED_AFTER_DAYS = 2;
const WAITING_DAYS = 6;

/** The ground has to be there; every row that follows is made by the program's own actions at the moment it tells of. */
export async function letLive(ctx: Context, seed: SeedDistrict): Promise<void> {
  const steps = planOf(seed, voicesOf(seed.key as 'yunting' | 'chengan'), ctx.now);
  const stage = { ctx, seed, cast: actorsOf(seed), played: new Map() as Played };
  let round = instantAt(dayOf(steps[0]?.at ?? ctx.now, TIME_ZONE), 0, TIME_ZONE);
  for (const step of steps) {
    for (; round <= step.at; round = addMinutes(round, ROUND_MINUTES)) await makeRound(stage, round);
    await playStep(ctx, step, stage.cast, stage.played).catch((cause: unknown) => {
      throw new Error(`${step.key}: ${step.what === 'move' ? step.verb : 'report'} at ${step.at}`, { cause });
    });
  }
  await makeRound(stage, ctx.now);
  await giveDirectives(ctx, seed, stage.cast);
  await giveWhistles(ctx, seed, stage.cast);
  await keepRules(ctx, seed, stage.cast);
  await callBack(ctx, seed, stage.cast);
  await leaveTrail(ctx, seed, stage.cast);
  // A reply that did not come in time was told when it was due, and not when the program starts.
  await sweepTimers(ctx, REGISTER);
  await putPastBehind(ctx);
  await tellWhatRang(ctx);
  await inTransaction(ctx, ({ db }) => takeAsSent(db));
}

interface Stage {
  readonly ctx: Context;
  readonly seed: SeedDistrict;
  readonly cast: Cast;
  readonly played: Played;
}

async function makeRound(stage: Stage, at: Instant): Promise<void> {
  await sweepTimers({ ...stage.ctx, now: at }, REGISTER);
  const isMorning = at === instantAt(dayOf(at, TIME_ZONE), 720, TIME_ZONE);
  if (isMorning) await recheckDrawn(stage, at);
}

/** Which cases are drawn is chance, as it should be; somebody has looked at most of them since. */
async function recheckDrawn({ ctx, seed, cast, played }: Stage, at: Instant): Promise<void> {
  if (seed.key !== 'yunting') return;
  const by = handsOf(seed).personCalled('shaoqiushi').id;
  const until = [
    addMinutes(at, -RECHECKED_AFTER_DAYS * DAY_MINUTES),
    addMinutes(ctx.now, -WAITING_DAYS * DAY_MINUTES),
  ].toSorted()[0] as Instant;
  const drawn = await inTransaction({ ...ctx, now: at }, ({ db }) =>
    db
      .selectFrom('cases')
      .select(['id', 'version', 'rechecker_id'])
      .where('is_drawn_for_sample', '=', true)
      .where('secrecy', '<>', 'restricted')
      .where('closed_at', '<', until)
      .execute(),
  );
  for (const { id, version, rechecker_id } of drawn) {
    const actor = cast.get(rechecker_id ?? by) ?? ctx.actor;
    const view = await moveCase({ ...ctx, actor, now: at }, 'recheck', id, {
      moveId: idOf('move', seed.key, `${id} recheck ${at}`),
      seenVersion: version,
      outcome: 'solved',
    });
    const known = played.get(id);
    if (known !== undefined) known.version = view.version;
  }
}

/** What rang while it was played and still runs stands in the lists of those who are to know it. */
async function tellWhatRang(ctx: Context): Promise<void> {
  const batch = await inTransaction({ ...ctx }, async ({ db }) => {
    const { last_batch } = await db.selectFrom('fact_batches').select('last_batch').executeTakeFirstOrThrow();
    return Number(last_batch);
  });
  const facts = await readFacts({ ...ctx }, { batch });
  await tellRings(ctx, facts);
  await tellLateReplies(ctx, facts);
  await closeOverNotices(ctx);
}

/** What has been told is not told again at the start: no message is sent. */
async function takeAsSent(db: Db): Promise<void> {
  await db
    .updateTable('messages')
    .set((eb) => ({ sent_at: eb.ref('made_at'), to_cipher: null, words_cipher: null }))
    .where('sent_at', 'is', null)
    .execute();
}

/** No fact of the past becomes a job when the program starts. */
async function putPastBehind(ctx: Context): Promise<void> {
  await inTransaction(ctx, async ({ db }) => {
    await takeAsSent(db);
    await sql`update fact_batches set last_batch = last_batch + 1`.execute(db);
    await sql`update facts set batch = (select last_batch from fact_batches) where batch is null`.execute(db);
  });
  await removeOldFacts(ctx);
  await removeOldWrites(ctx);
}
