// 审计日志 of the demo: who opened a reporter's number and what for, what was exported, and who gave whom which post.

import { buffer } from 'node:stream/consumers';

import { revealPhone } from '#modules/accounts/actions-accounts.ts';
import { endPost, grantPost } from '#modules/accounts/actions-posts.ts';
import { changeSetting } from '#modules/areas/actions-settings.ts';
import { exportCases } from '#modules/cases/lists/case-list.ts';
import { PURPOSES } from '#modules/cases/reports/contract-reports.ts';
import { openReporter } from '#modules/cases/reports/reporter.ts';
import type { Role } from '#permissions';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addDays, addMinutes, dayOf, instantAt } from '#shared/time.ts';
import type { Day, Instant } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { idOf, makeRandom } from '../random.ts';
import { TIME_ZONE, calendarAround, inOffice, lastWorkingDay } from './days.ts';
import { handsOf } from './hands.ts';
import type { Hands } from './hands.ts';
import type { Cast } from './play.ts';

interface Stage {
  readonly seed: SeedDistrict;
  readonly hands: Hands;
  readonly last: Day;
  as(signInName: string, now: Instant): Context;
}

export async function leaveTrail(ctx: Context, seed: SeedDistrict, cast: Cast): Promise<void> {
  if (seed.key !== 'yunting') return;
  const hands = handsOf(seed);
  const stage: Stage = {
    seed,
    hands,
    last: lastWorkingDay(ctx.now, calendarAround(ctx.now)),
    as(signInName, now) {
      const actor = cast.get(hands.personCalled(signInName).id);
      if (actor === undefined) throw new Error(`nobody of the cast signs in as ${signInName}`);
      return { ...ctx, actor, now };
    },
  };
  await openNumbers(ctx, stage);
  await takeSheetsAway(stage);
  await giveForAWhile(stage);
  await seeToTheDesk(stage);
}

/** Who may open a number, by the path they serve on; each every so many matters. */
const OPENERS = [
  { by: 'luojianping', under: '/yunting/jg/', community: '船坞新村社区', every: 9 },
  { by: 'lumingyuan', under: '/yunting/jg/', community: undefined, every: 17 },
  { by: 'guominhua', under: '/yunting/', community: undefined, every: 29 },
] as const;

async function openNumbers(ctx: Context, { seed, as }: Stage): Promise<void> {
  const calendar = calendarAround(ctx.now);
  const voices = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('cases')
      .innerJoin('case_reports', 'case_reports.case_id', 'cases.id')
      .innerJoin('case_contacts', 'case_contacts.report_id', 'case_reports.id')
      .leftJoin('areas', 'areas.id', 'cases.community_id')
      .select(['cases.id as caseId', 'case_reports.id as reportId', 'case_reports.reported_at as reportedAt'])
      .select(['cases.path', 'areas.name as community'])
      .where('cases.secrecy', '=', 'open')
      .where('case_contacts.phone_cipher', 'is not', null)
      .orderBy('case_reports.reported_at')
      .orderBy('case_reports.id')
      .execute(),
  );
  for (const { by, under, community, every } of OPENERS) {
    const own = voices.filter(
      (voice) => voice.path.startsWith(under) && (community === undefined || voice.community === community),
    );
    for (const { caseId, reportId, reportedAt } of own.filter((_, at) => at % every === every - 2)) {
      const random = makeRandom(`opens ${by} ${reportId}`);
      const now = inOffice(reportedAt, random.between(20, 260), calendar);
      if (now >= ctx.now) continue;
      const openingId = idOf('opening', seed.key, `${by} ${reportId}`);
      await openReporter(as(by, now), caseId, { openingId, reportId, purpose: random.pick(PURPOSES) });
    }
  }
}

/** Who takes a week away as a workbook, and how long ago. */
const SHEETS = [
  { by: 'linxiaoyun', street: '旧港街道', daysAgo: 4 },
  { by: 'linxiaoyun', street: '旧港街道', daysAgo: 11 },
  { by: 'fangyiwei', street: '锦汀街道', daysAgo: 12 },
  { by: 'shaoqiushi', street: undefined, daysAgo: 18 },
  { by: 'guniance', street: '芷汀街道', daysAgo: 26 },
  { by: 'linxiaoyun', street: '旧港街道', daysAgo: 32 },
] as const;

async function takeSheetsAway({ seed, last, as }: Stage): Promise<void> {
  for (const [nth, { by, street, daysAgo }] of SHEETS.entries()) {
    const day = addDays(last, -daysAgo);
    const streetId = seed.areas.find(({ name }) => name === street)?.id;
    const ctx = as(by, instantAt(day, 530 + 23 * nth, TIME_ZONE));
    const sheet = await exportCases(ctx, {
      from: addDays(day, -7),
      to: addDays(day, -1),
      order: 'newest',
      ...(streetId === undefined ? {} : { streetId }),
    });
    // Read to its end, as whoever saves it does: how many rows were taken is written after the last.
    await buffer(sheet);
  }
}

/** 代班: a post given and taken back, by the administrator, or by the security administrator where more than usual may be seen. */
const FOR_A_WHILE: readonly {
  by: string;
  to: string;
  role: Role;
  on: string;
  daysAgo: number;
  days: number;
}[] = [
  { by: 'shenyian', to: 'tangqian', role: 'gridWorker', on: '榕汀第 3 网格', daysAgo: 41, days: 12 },
  { by: 'daiqinghe', to: 'tianjiahe', role: 'dutyChief', on: '云汀区', daysAgo: 22, days: 3 },
  { by: 'shenyian', to: 'minshu', role: 'communityOfficer', on: '虹榭社区', daysAgo: 15, days: 5 },
];

async function giveForAWhile({ seed, hands, last, as }: Stage): Promise<void> {
  for (const { by, to, role, on, daysAgo, days } of FOR_A_WHILE) {
    const from = addDays(last, -daysAgo);
    const until = addDays(from, days);
    const gridId = seed.grids.find(({ name }) => name === on)?.id;
    const areaId = seed.areas.find(({ name }) => name === on)?.id;
    const id = idOf('post', seed.key, `${to} ${role} for a while`);
    const place = gridId === undefined ? { areaId: areaId ?? '' } : { gridId };
    const given = as(by, instantAt(from, 517, TIME_ZONE));
    await grantPost(given, hands.personCalled(to).id, { id, role, ...place, from, to: until });
    await endPost(as(by, addMinutes(instantAt(until, 1_065, TIME_ZONE), daysAgo)), id);
  }
}

const LOOKED_UP = [
  { whom: 'hongdali', daysAgo: 9 },
  { whom: 'wuguilan', daysAgo: 34 },
] as const;

/** A colleague's number looked up, and a notice on every desk that is over by now. */
async function seeToTheDesk({ hands, last, as }: Stage): Promise<void> {
  for (const { whom, daysAgo } of LOOKED_UP)
    await revealPhone(as('shenyian', instantAt(addDays(last, -daysAgo), 623, TIME_ZONE)), hands.personCalled(whom).id);
  const now = instantAt(addDays(last, -13), 502, TIME_ZONE);
  await changeSetting(as('shenyian', now), 'desk.notice', {
    value: {
      text: '本周五 18 时到 20 时机房检修，来电照常接，请先记在纸上再补录。',
      until: instantAt(addDays(dayOf(now, TIME_ZONE), 4), 1_200, TIME_ZONE),
    },
    source: '区网格事务中心通知',
    version: 0,
  });
}
