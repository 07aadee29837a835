// One month as a county city published it (December 2016), as rows under an invented place: the figures are real, every matter is not.

import { sql } from 'kysely';

import type { TransactionContext } from '#platform/context.ts';
import { addDays, addMinutes, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import { idOf, makeRandom } from './random.ts';

/** As printed: 结案率 911 ÷ 972 = 93.72 %, 按期结案率 737 ÷ 972 = 75.82 %; 事件 902 ÷ 956, 部件 9 ÷ 16; 953 of 996 found by staff. */
export const PUBLISHED_MONTH = {
  month: '2016-12',
  received: 1_054,
  filed: 996,
  filedByStaff: 953,
  due: 972,
  closed: 911,
  onTime: 737,
  assets: { filed: 25, due: 16, closed: 9, onTime: 6 },
} as const;

/** Where the rows of the month are put. */
export interface MonthGround {
  readonly timeZone: string;
  readonly spots: readonly {
    readonly path: string;
    readonly streetId: string | null;
    readonly communityId: string;
    readonly gridId: string;
    readonly longitude: number;
    readonly latitude: number;
  }[];
  readonly assetClasses: readonly { readonly code: string; readonly name: string }[];
  readonly matterClasses: readonly { readonly code: string; readonly name: string }[];
  readonly organisationIds: readonly string[];
}

type Fate = 'refused' | 'onTime' | 'late' | 'openAtEnd' | 'dueLater';

interface Plan {
  readonly fate: Fate;
  readonly isAsset: boolean;
  readonly channel: string;
}

/** Which row stands for what, in an order without a pattern. */
export function planOfMonth(): Plan[] {
  const { received, filed, filedByStaff, due, closed, onTime, assets } = PUBLISHED_MONTH;
  const fates = (counts: { filed: number; due: number; closed: number; onTime: number }, isAsset: boolean) => [
    ...many(counts.onTime, { fate: 'onTime' as Fate, isAsset }),
    ...many(counts.closed - counts.onTime, { fate: 'late' as Fate, isAsset }),
    ...many(counts.due - counts.closed, { fate: 'openAtEnd' as Fate, isAsset }),
    ...many(counts.filed - counts.due, { fate: 'dueLater' as Fate, isAsset }),
  ];
  const matters = {
    filed: filed - assets.filed,
    due: due - assets.due,
    closed: closed - assets.closed,
    onTime: onTime - assets.onTime,
  };
  const random = makeRandom('published month');
  const shuffled = [...fates(assets, true), ...fates(matters, false)]
    .map((plan) => ({ plan, at: random.share() }))
    .sort((one, other) => one.at - other.at)
    .map(({ plan }, at) => ({ ...plan, channel: at < filedByStaff ? 'gridWorker' : 'chatGroup' }));
  const refused = many(received - filed, { fate: 'refused' as Fate, isAsset: false, channel: 'phone' });
  return [...shuffled, ...refused]
    .map((plan) => ({ plan, at: random.share() }))
    .sort((one, other) => one.at - other.at)
    .map(({ plan }) => plan);
}

function many<T>(count: number, thing: T): T[] {
  return Array.from({ length: count }, () => thing);
}

/** What is left open at the end of the month is closed in January: nothing of it waits today. */
export async function writePublishedMonth({ db, district }: TransactionContext, ground: MonthGround): Promise<void> {
  const random = makeRandom(`published month of ${district.key}`);
  const lastDay: Day = `${PUBLISHED_MONTH.month}-31`;
  const serials = new Map<Day, number>();
  const rows = planOfMonth().map((plan, index) => {
    const { fate, isAsset } = plan;
    const day = dayFor(fate, random.between(0, 100));
    const serial = (serials.get(day) ?? 0) + 1;
    serials.set(day, serial);
    const reportedAt = addMinutes(instantAt(day, 480, ground.timeZone), random.between(0, 560));
    const dueOn = fate === 'dueLater' ? addDays(lastDay, random.between(2, 8)) : addDays(day, random.between(1, 3));
    const due = instantAt(dueOn, 1_050, ground.timeZone);
    const done = doneFor(fate, { reportedAt, due, dueOn, lastDay, random, timeZone: ground.timeZone });
    const kind = isAsset ? ground.assetClasses : ground.matterClasses;
    const chosen = random.pick(kind);
    return {
      ...moments(reportedAt, done),
      ...random.pick(ground.spots),
      index,
      id: idOf('case', district.key, `published ${index}`),
      reportId: idOf('report', district.key, `published ${index}`),
      orderId: idOf('order', district.key, `published ${index}`),
      textId: idOf('text', district.key, `published ${index}`),
      moveIds: [1, 2, 3, 4, 5, 6].map((seq) => idOf('move', district.key, `published ${index} ${seq}`)),
      number: `${day.slice(2).replaceAll('-', '')}${String(serial).padStart(4, '0')}`,
      channel: plan.channel,
      isRefused: fate === 'refused',
      classCode: chosen.code,
      summary: `${chosen.name}（按公开月报复原的演示数据）`,
      organisationId: random.pick(ground.organisationIds),
      due,
    };
  });
  const given = JSON.stringify(rows);
  for (const statement of statements(given)) await statement.execute(db);
}

/** Late ones began early enough to be late within the month; those due later began near its end. */
function dayFor(fate: Fate, share: number): Day {
  const first: Day = `${PUBLISHED_MONTH.month}-01`;
  const spread = { refused: 29, onTime: 26, late: 16, openAtEnd: 22, dueLater: 3 }[fate];
  return addDays(first, (fate === 'dueLater' ? 26 : 0) + Math.floor((share * spread) / 101));
}

interface Ahead {
  reportedAt: Instant;
  due: Instant;
  dueOn: Day;
  lastDay: Day;
  random: ReturnType<typeof makeRandom>;
  timeZone: string;
}

function doneFor(fate: Fate, { reportedAt, due, dueOn, lastDay, random, timeZone }: Ahead): Instant {
  switch (fate) {
    case 'refused':
      return addMinutes(reportedAt, 35);
    case 'onTime':
    case 'dueLater':
      return addMinutes(due, -random.between(45, 300));
    case 'late':
      return instantAt(addDays(dueOn, random.between(1, 9)), 990 - random.between(0, 300), timeZone);
    case 'openAtEnd':
      return instantAt(addDays(lastDay, random.between(4, 18)), 900, timeZone);
  }
}

function moments(reportedAt: Instant, done: Instant) {
  return {
    reportedAt,
    filedAt: addMinutes(reportedAt, 12),
    issuedAt: addMinutes(reportedAt, 20),
    feedbackAt: addMinutes(done, -20),
    closedAt: done,
  };
}

const statements = (given: string) => {
  const from = sql`jsonb_to_recordset(${given}::jsonb) as given (
    id uuid, "reportId" uuid, "orderId" uuid, "textId" uuid, "moveIds" uuid[], number text, channel text, "isRefused" boolean,
    "classCode" text, summary text, "organisationId" uuid, due timestamptz, "reportedAt" timestamptz, "filedAt" timestamptz,
    "issuedAt" timestamptz, "feedbackAt" timestamptz, "closedAt" timestamptz, path text, "streetId" uuid, "communityId" uuid,
    "gridId" uuid, longitude double precision, latitude double precision)`;
  return [
    sql`insert into cases (id, number, kind, class_code, class_confirmed, secrecy, is_urgent, summary, status, held_level, path,
        street_id, community_id, grid_id, longitude, latitude, source_crs, reported_at, closed_at, resolved_level, version)
      select id, number, 'problem', "classCode", true, 'open', false, summary, case when "isRefused" then 'rejected' else 'closed' end,
        'street', path, "streetId", "communityId", "gridId", longitude, latitude, 'CGCS2000', "reportedAt",
        case when not "isRefused" then "closedAt" end, case when not "isRefused" then 'street' end, 6
      from ${from}`,
    sql`select keep_case_search(id) from ${from}`,
    sql`insert into case_reports (id, case_id, channel, reported_at, received_at)
      select "reportId", id, channel, "reportedAt", "reportedAt" from ${from}`,
    sql`insert into case_texts (id, case_id, report_id, audience, purpose, words, written_at)
      select "textId", id, "reportId", 'reporter', 'report', summary, "reportedAt" from ${from}`,
    sql`insert into work_orders (id, case_id, organisation_id, role, status, is_direct, issued_at, acknowledged_at, charged_to,
        clock_started_at, clock_unit, clock_budget_ms, clock_consumed_ms, clock_stopped_at, due_at, feedback_at)
      select "orderId", id, "organisationId", 'leadHandler', 'done', false, "issuedAt", "issuedAt", 'organisation', "issuedAt", 'workDay',
        57600000, 0, "feedbackAt", due, "feedbackAt"
      from ${from} where not "isRefused"`,
    sql`insert into case_moves (id, case_id, seq, verb, from_status, to_status, held_level, actor_role, work_order_id,
        organisation_id, codes, at, recorded_at)
      select "moveIds"[step.seq], id, step.seq, step.verb, step.before, step.after, 'street', step.role,
        case when step.seq > 2 then "orderId" end, case when step.seq > 2 then "organisationId" end, '{}', step.at, step.at
      from ${from} cross join lateral (values
        (1, 'report', null, 'collected', case when channel = 'gridWorker' then 'gridWorker' end, "reportedAt"),
        (2, case when "isRefused" then 'reject' else 'file' end, 'collected', case when "isRefused" then 'rejected' else 'filed' end,
          'streetDispatcher', case when "isRefused" then "closedAt" else "filedAt" end),
        (3, 'dispatch', 'filed', 'dispatched', 'streetDispatcher', "issuedAt"),
        (4, 'acknowledge', 'dispatched', 'handling', 'orgReceiver', "issuedAt"),
        (5, 'feedback', 'handling', 'feedback', 'orgReceiver', "feedbackAt"),
        (6, 'close', 'feedback', 'closed', 'streetDispatcher', "closedAt")
      ) as step (seq, verb, before, after, role, at)
      where step.seq <= 2 or not "isRefused"`,
  ];
};
