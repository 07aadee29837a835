// Whistles of the demo, blown and answered through the program's own actions: one accepted, one where they came, one nobody has
// answered yet, one rated, and one whose rating was answered.

import { reportCase } from '#modules/cases/reports/reporting.ts';
import { addNote, blow, closeWhistle } from '#modules/whistles/actions.ts';
import { moveCall } from '#modules/whistles/actions-moves.ts';
import type { CallMove } from '#modules/whistles/actions-moves.ts';
import type { NewWhistle } from '#modules/whistles/actions.ts';
import { readWhistle } from '#modules/whistles/views.ts';
import type { Level } from '#permissions';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addMinutes } from '#shared/time.ts';
import type { Instant } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { idOf } from '../random.ts';
import { handsOf } from './hands.ts';
import type { Cast } from './play.ts';

type Target = { readonly level: Level } | { readonly organisation: string };

interface Step {
  readonly by: string;
  /** Minutes after it was blown. */
  readonly after: number;
  readonly act:
    Omit<CallMove, 'moveId' | 'seenVersion'> | { readonly note: string } | { readonly result: 'solved' | 'toDaily' };
}

interface Plan {
  readonly key: string;
  readonly by: string;
  readonly minutesAgo: number;
  readonly kind: NewWhistle['kind'];
  readonly reason: NewWhistle['reason'];
  readonly target: Target;
  readonly words: string;
  /** In whose reach an open matter is sought; the market's is told by its own worker. */
  readonly under: string;
  readonly steps: readonly Step[];
}

const DAY = 1_440;
const GRID_3 = '旧港第 3 网格';
/** Where nobody has told anything yet: the worker there tells it. */
const IN_MARKET = { place: '芷汀大市场家电城东门', words: '家电城东门货架倾斜，靠着顾客通道，怕要倒下来' } as const;

const PLANS: readonly Plan[] = [
  {
    key: 'accepted',
    by: 'zhoumin',
    minutesAgo: 50,
    kind: 'daily',
    reason: 'beyondPowers',
    target: { level: 'grid' },
    words: '劝了两次都说不动，请网格长来一起说。',
    under: GRID_3,
    steps: [{ by: 'luojianping', after: 9, act: { verb: 'answer' } }],
  },
  {
    key: 'arrived',
    by: 'linxiaoyun',
    minutesAgo: DAY + 120,
    kind: 'hard',
    reason: 'severalNeeded',
    target: { organisation: '市政养护所' },
    words: '要几家一起定长期办法，请带图纸来。',
    under: '旧港街道',
    steps: [
      { by: 'guchangning', after: 25, act: { verb: 'approve' } },
      { by: 'qiuzijian', after: 48, act: { verb: 'answer' } },
      { by: 'qiuzijian', after: 170, act: { verb: 'reportIn', manner: 'onSite' } },
      { by: 'linxiaoyun', after: 175, act: { verb: 'confirm', manner: 'onSite' } },
      { by: 'qiuzijian', after: 190, act: { verb: 'handle' } },
      { by: 'qiuzijian', after: 240, act: { note: '管线图已核对，明天上午开挖看一处。' } },
    ],
  },
  {
    key: 'unanswered',
    by: 'jianmingxi',
    minutesAgo: 12,
    kind: 'emergency',
    reason: 'danger',
    target: { level: 'grid' },
    words: '已拉警戒线，请快来，还要叫商户搬货。',
    under: '芷汀大市场家电城',
    steps: [],
  },
  {
    key: 'rated',
    by: 'linxiaoyun',
    minutesAgo: 3 * DAY,
    kind: 'emergency',
    reason: 'danger',
    target: { organisation: '旧港街道环卫站' },
    words: '路面湿滑，有人摔过，请派人派车来先清一遍。',
    under: '旧港街道',
    steps: [
      { by: 'yinlidong', after: 3, act: { verb: 'answer' } },
      { by: 'yinlidong', after: 22, act: { verb: 'reportIn', manner: 'onSite' } },
      { by: 'linxiaoyun', after: 24, act: { verb: 'confirm', manner: 'onSite' } },
      { by: 'yinlidong', after: 70, act: { verb: 'finish', words: '已冲洗、撒沙，放了提示牌；其余走工单。' } },
      { by: 'linxiaoyun', after: 75, act: { result: 'toDaily' } },
      {
        by: 'linxiaoyun',
        after: 80,
        act: { verb: 'rate', rating: { wasQuick: true, wasThere: true, didSolve: true } },
      },
    ],
  },
  {
    key: 'answeredRating',
    by: 'linxiaoyun',
    minutesAgo: 5 * DAY,
    kind: 'daily',
    reason: 'severalNeeded',
    target: { organisation: '旧港街道城管一中队' },
    words: '三家都说不归自己管，请来现场认一认。',
    under: '旧港街道',
    steps: [
      { by: 'kelan', after: 20, act: { verb: 'answer' } },
      { by: 'kelan', after: 95, act: { verb: 'reportIn', manner: 'online' } },
      { by: 'kelan', after: 130, act: { verb: 'finish', words: '边界已在图上划定，各管一段。' } },
      { by: 'linxiaoyun', after: 140, act: { result: 'solved' } },
      {
        by: 'linxiaoyun',
        after: 150,
        act: { verb: 'rate', rating: { wasQuick: true, wasThere: false, didSolve: true } },
      },
      { by: 'kelan', after: 300, act: { verb: 'answerRating', words: '当天在另一处处置，改为线上会商，图纸已补签。' } },
    ],
  },
];

/** On matters that were open at that moment and still are; a whistle whose ground has none today is left out. */
export async function giveWhistles(ctx: Context, seed: SeedDistrict, cast: Cast): Promise<void> {
  if (seed.key !== 'yunting') return;
  const hands = handsOf(seed);
  const taken = new Set<string>();
  const as = (signInName: string, now: Instant): Context => {
    const actor = cast.get(hands.personCalled(signInName).id);
    if (actor === undefined) throw new Error(`nobody of the cast signs in as ${signInName}`);
    return { ...ctx, actor, now };
  };
  for (const plan of PLANS) {
    const at = addMinutes(ctx.now, -plan.minutesAgo);
    const caseId =
      plan.key === 'unanswered'
        ? await toldInMarket(as(plan.by, addMinutes(at, -3)), seed)
        : (await openUnder(ctx, placeOf(seed, plan.under), at)).find((id) => !taken.has(id));
    if (caseId === undefined) continue;
    taken.add(caseId);
    await play(plan, { seed, caseId, at, as });
  }
}

interface Ground {
  readonly seed: SeedDistrict;
  readonly caseId: string;
  readonly at: Instant;
  readonly as: (signInName: string, now: Instant) => Context;
}

async function play(
  { key, by, kind, reason, target, words, steps }: Plan,
  { seed, caseId, at, as }: Ground,
): Promise<void> {
  const id = idOf('whistle', seed.key, key);
  const callId = idOf('whistle call', seed.key, key);
  const targets =
    'level' in target ? [{ callId, level: target.level }] : [{ callId, organisationId: organisationOf(seed, target) }];
  await blow(as(by, at), { kind: 'case', id: caseId }, { id, kind, reason, targets, words });
  for (const [step, { by: who, after, act }] of steps.entries()) {
    const ctx = as(who, addMinutes(at, after));
    const moveId = idOf('whistle move', seed.key, `${key} ${step}`);
    const { version, calls } = await readWhistle(ctx, id);
    if ('note' in act) await addNote(ctx, id, { id: moveId, words: act.note });
    else if ('result' in act) await closeWhistle(ctx, id, { moveId, seenVersion: version, result: act.result });
    else await moveCall(ctx, callId, { moveId, seenVersion: calls[0]?.version ?? 0, ...act });
  }
}

async function toldInMarket(ctx: Context, seed: SeedDistrict): Promise<string> {
  const caseId = idOf('case', seed.key, 'whistle in the market');
  const spot = handsOf(seed).spot(IN_MARKET.place);
  await reportCase(ctx, {
    id: caseId,
    reportId: idOf('report', seed.key, 'whistle in the market'),
    words: IN_MARKET.words,
    channel: 'gridWorker',
    ...spot.said,
  });
  return caseId;
}

function organisationOf(seed: SeedDistrict, { organisation }: { organisation: string }): string {
  const found = seed.organisations.find(({ name }) => name === organisation);
  if (found === undefined) throw new Error(`there is no organisation ${organisation}`);
  return found.id;
}

function placeOf(seed: SeedDistrict, name: string): { column: 'street_id' | 'grid_id'; id: string } {
  const grid = seed.grids.find((each) => each.name === name);
  const area = seed.areas.find((each) => each.name === name);
  const id = grid?.id ?? area?.id;
  if (id === undefined) throw new Error(`there is no ${name}`);
  return { column: grid === undefined ? 'street_id' : 'grid_id', id };
}

async function openUnder(ctx: Context, { column, id }: ReturnType<typeof placeOf>, at: Instant): Promise<string[]> {
  return inTransaction(ctx, async ({ db }) => {
    const found = await db
      .selectFrom('cases')
      .select('id')
      .where(column, '=', id)
      .where('secrecy', '=', 'open')
      .where('kind', '=', 'problem')
      .where('reported_at', '<', at)
      .where('closed_at', 'is', null)
      .where('status', 'in', ['filed', 'dispatched', 'handling', 'feedback', 'verifying'])
      .orderBy('reported_at', 'desc')
      .orderBy('id')
      .limit(PLANS.length)
      .execute();
    return found.map((each) => each.id);
  });
}
