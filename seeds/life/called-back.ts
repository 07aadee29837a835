// 回访 in the demo: whoever left a number and did not rate is called some days after; those of the last days wait still.

import { keepCallback } from '#modules/callbacks/actions.ts';
import type { CallOutcome } from '#modules/callbacks/rules.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { idOf, makeRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { calendarAround, inOffice } from './days.ts';
import { handsOf } from './hands.ts';
import type { Cast } from './play.ts';

const DAY_MINUTES = 1_440;
/** As long as the figures of the page look back. */
const CALLED_FOR_DAYS = 30;
const WAITING_DAYS = 4;
const MOST = 60;
/** Office minutes from one try to the next: those missed last week wait for their second call. */
const AGAIN_AFTER = 1_500;
/** Every third is missed at the first try. */
const MISSED_EVERY = 3;
const LAST_MISSED = 5;

interface Voice {
  readonly caseId: string;
  readonly reportId: string;
  readonly closedAt: Instant;
}

const HEARD: readonly string[] = ['说弄好了，没别的意见', '好了，就是等得久', '已经好了，谢谢社区', '说来的师傅挺客气'];
const HEARD_POORLY: readonly string[] = ['说只弄了一半，剩下的没人管', '说好了两天又坏了，问能不能再来一趟'];

/** Who rated needs no call; what is confidential is not called from a list. */
export async function callBack(ctx: Context, seed: SeedDistrict, cast: Cast): Promise<void> {
  if (seed.key !== 'yunting') return;
  const actor = cast.get(handsOf(seed).personCalled('jichunxiao').id);
  if (actor === undefined) throw new Error('nobody of the cast calls back');
  const calendar = calendarAround(ctx.now);
  const voices = await unrated(ctx);
  for (const [place, voice] of voices.entries()) {
    const random = makeRandom(`call back ${voice.reportId}`);
    let at = inOffice(voice.closedAt, random.between(420, 1_300), calendar);
    for (const [nth, outcome] of outcomesOf(random, missesFirst(place, voices.length)).entries()) {
      if (at >= ctx.now) break;
      const id = idOf('call', seed.key, `${voice.reportId} ${nth}`);
      await keepCallback({ ...ctx, actor, now: at }, voice.caseId, { id, reportId: voice.reportId, ...outcome });
      at = inOffice(at, AGAIN_AFTER + random.between(0, 200), calendar);
    }
  }
}

/** So are the last ones: somebody always waits for a second call. */
function missesFirst(place: number, count: number): boolean {
  return place % MISSED_EVERY === 1 || place >= count - LAST_MISSED;
}

interface Outcome {
  readonly outcome: CallOutcome;
  readonly isSolved?: boolean | undefined;
  readonly manner?: 'good' | 'fair' | 'poor' | undefined;
  readonly words?: string | undefined;
}

/** Most are reached, some at the second try; a few answer that it is not solved, and that is written down as it was said. */
function outcomesOf(random: Random, isMissed: boolean): Outcome[] {
  const drawn = random.share();
  const missed: Outcome[] = isMissed ? [{ outcome: 'noAnswer' }] : [];
  if (drawn < 0.06) return [...missed, { outcome: 'wrongNumber' }];
  if (drawn < 0.14) return [...missed, { outcome: 'declined' }];
  const isSolved = random.share() < 0.86;
  const otherwise = isSolved ? 'fair' : 'poor';
  const manner = random.share() < 0.85 ? 'good' : otherwise;
  const says = !isSolved || random.share() < 0.5;
  const words = says ? random.pick(isSolved ? HEARD : HEARD_POORLY) : undefined;
  return [...missed, { outcome: 'reached', isSolved, manner, words }];
}

/** In the order of their closing, each with the first voice that left a number. */
async function unrated(ctx: Context): Promise<Voice[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('cases')
      .innerJoin('case_reports', 'case_reports.case_id', 'cases.id')
      .innerJoin('case_contacts', 'case_contacts.report_id', 'case_reports.id')
      .select(['cases.id as caseId', 'case_reports.id as reportId', 'cases.closed_at as closedAt'])
      .where('cases.status', '=', 'closed')
      .where('cases.secrecy', '=', 'open')
      .where('case_contacts.phone_cipher', 'is not', null)
      .where('case_reports.is_withdrawn', '=', false)
      .where('cases.closed_at', '>', addMinutes(ctx.now, -CALLED_FOR_DAYS * DAY_MINUTES))
      .where('cases.closed_at', '<', addMinutes(ctx.now, -WAITING_DAYS * DAY_MINUTES))
      .orderBy('cases.closed_at')
      .orderBy('cases.id')
      .orderBy('case_reports.id')
      .limit(MOST)
      .execute(),
  );
  const first = new Map<string, Voice>();
  for (const { caseId, reportId, closedAt } of rows)
    if (closedAt !== null && !first.has(caseId)) first.set(caseId, { caseId, reportId, closedAt });
  return [...first.values()];
}
