// What leaders have asked about open matters of the demo, and how it was answered: one in time, one late, some still waiting.

import { issueDirective, replyToDirective } from '#modules/supervision/actions.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addDays, addMinutes, dayOf, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { idOf } from '../random.ts';
import { TIME_ZONE } from './days.ts';
import { handsOf } from './hands.ts';
import type { Cast } from './play.ts';

interface Plan {
  readonly kind: 'instruct' | 'supervise' | 'remind';
  readonly by: string;
  /** To the organisation of the open order, else to whoever holds the case. */
  readonly isToOrganisation: boolean;
  /** On the last working day but so many, at this minute of the day. */
  readonly daysBack: number;
  readonly minute: number;
  readonly words: string;
  readonly reply?: { readonly by: string; readonly afterHours: number; readonly words: string };
}

const PLANS: readonly Plan[] = [
  {
    kind: 'supervise',
    by: 'guchangning',
    isToOrganisation: true,
    daysBack: 1,
    minute: 625,
    words: '群众反映多次，请说明原因，拿出办结时间。',
  },
  {
    kind: 'instruct',
    by: 'guchangning',
    isToOrganisation: false,
    daysBack: 1,
    minute: 880,
    words: '请街道现场看一次，把长期措施一并报来。',
    reply: { by: 'linxiaoyun', afterHours: 3, words: '已到现场，先围挡，下周一与单位会商长期办法。' },
  },
  {
    kind: 'supervise',
    by: 'shaoqiushi',
    isToOrganisation: true,
    daysBack: 0,
    minute: 540,
    words: '已临近时限，请当天反馈进度。',
  },
  {
    kind: 'remind',
    by: 'linxiaoyun',
    isToOrganisation: true,
    daysBack: 0,
    minute: 560,
    words: '反映人今天又问了一次，什么时候到现场？',
  },
];

interface Chosen {
  readonly id: string;
  readonly orderId: string | null;
}

/** By the program's own actions, on matters that were open at that moment; fewer where the day has fewer. */
export async function giveDirectives(ctx: Context, seed: SeedDistrict, cast: Cast): Promise<void> {
  if (seed.key !== 'yunting') return;
  const hands = handsOf(seed);
  const taken = new Set<string>();
  for (const plan of PLANS) {
    const at = instantAt(workDayBefore(dayOf(ctx.now, TIME_ZONE), plan.daysBack), plan.minute, TIME_ZONE);
    const matter = (await openAt(ctx, at, plan)).find(({ id }) => !taken.has(id));
    const actor = cast.get(hands.personCalled(plan.by).id);
    if (matter === undefined || actor === undefined) continue;
    taken.add(matter.id);
    const id = idOf('directive', seed.key, `${plan.kind} ${plan.by} ${plan.daysBack} ${plan.minute}`);
    const { kind, words } = plan;
    await issueDirective({ ...ctx, actor, now: at }, matter.id, { id, kind, words, workOrderId: matter.orderId });
    const answering = plan.reply && cast.get(hands.personCalled(plan.reply.by).id);
    if (plan.reply === undefined || answering === undefined) continue;
    await replyToDirective({ ...ctx, actor: answering, now: addMinutes(at, plan.reply.afterHours * 60) }, id, {
      replyId: idOf('directive reply', seed.key, id),
      words: plan.reply.words,
    });
  }
}

/** The last day from Monday to Friday before today, or so many of them earlier. */
function workDayBefore(today: Day, more: number): Day {
  let day = addDays(today, -1);
  for (let left = more; isWeekend(day) || left > 0; day = addDays(day, -1)) if (!isWeekend(day)) left -= 1;
  return day;
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
}

/** Open and public since before that moment; with an order that was out by then, or held by the street. */
async function openAt(ctx: Context, at: Instant, { isToOrganisation, by }: Plan): Promise<Chosen[]> {
  return inTransaction(ctx, async ({ db }) => {
    let open = db
      .selectFrom('cases')
      .select('cases.id')
      .where('cases.secrecy', '=', 'open')
      .where('cases.kind', '=', 'problem')
      .where('cases.reported_at', '<', at)
      .orderBy('cases.reported_at')
      .orderBy('cases.id')
      .limit(PLANS.length * 2);
    if (by === 'linxiaoyun') open = open.where('cases.path', 'like', '/yunting/jg/%');
    if (!isToOrganisation) {
      const held = open
        .where('cases.held_level', '=', 'street')
        .where('cases.path', 'like', '/yunting/jg/%')
        .where('cases.status', 'in', ['filed', 'dispatched', 'handling']);
      return (await held.execute()).map(({ id }) => ({ id, orderId: null }));
    }
    return open
      .innerJoin('work_orders', 'work_orders.case_id', 'cases.id')
      .select('work_orders.id as orderId')
      .where('work_orders.status', 'in', ['issued', 'acknowledged', 'rework'])
      .where('work_orders.issued_at', '<', at)
      .execute();
  });
}
