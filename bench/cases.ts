// Two years of cases, always the same: streets of different size, few frequent and many rare classes, 3 % overdue.

import type { Connection } from '#platform/database/connection.ts';
import type { Database } from '#platform/database/database.ts';

import { COMMUNITIES, ORGANISATIONS, STREETS, organisationIdOf } from './town.ts';

/** In falling frequency: the first is said in about every fourth case, the last in less than one of a hundred. */
export const TOPICS = [
  '楼道堆物', '垃圾满溢', '车辆乱停', '路灯不亮', '井盖松动', '噪声扰民', '占道经营', '树枝过长', '水管渗漏', '电梯故障',
  '犬只未牵绳', '墙皮脱落', '飞线充电', '下水堵塞', '围挡破损', '油烟扰邻', '护栏歪斜', '宠物粪便', '广告乱贴', '消防通道被占',
  '健身器材损坏', '化粪池外溢', '门禁失灵', '空调滴水', '屋顶漏雨', '绿化带踩踏', '工地扬尘', '窨井异味', '邻里争吵', '快递柜挡路',
  '楼顶种菜', '阳台杂物', '公厕缺水', '座椅断裂', '站牌看不清', '鸽舍异味', '桥栏生锈', '砖块松脱', '地锁私装', '晾衣遮窗',
] as const; // prettier-ignore

const CHUNK = 50_000;

export async function loadCases(database: Database, count: number, say: (line: string) => void): Promise<void> {
  for (let first = 1; first <= count; first += CHUNK) {
    const last = Math.min(count, first + CHUNK - 1);
    await database.asOwner(async (connection) => {
      await connection.exec('set local search_path = d_yunting, shared');
      await insertCases(connection, { first, last, count });
      for (const statement of FOLLOWING) await connection.query(statement, [first, last]);
    });
    if (count > CHUNK) say(`  ${last} of ${count} cases loaded`);
  }
  await database.asOwner(({ exec }) => exec('analyze'));
}

/** Numbers begin two years back and end yesterday: those of today are given by the server under test. */
async function insertCases(
  { query, exec }: Connection,
  { first, last, count }: { first: number; last: number; count: number },
): Promise<void> {
  await exec(`select setseed(${(first % 1_000) / 1_000})`);
  await query(
    `with drawn as materialized (
       select n,
         1 + floor(${STREETS} * power(random(), 1.3))::integer as street,
         1 + floor(random() * ${COMMUNITIES})::integer as community,
         1 + floor(random() * 10)::integer as grid,
         -- Zipf by its inverse: rank r about 1/r as often as the first.
         least(floor(exp(random() * ln($4::integer + 1)))::integer, $4::integer) as topic,
         random() as fate, random() as late,
         chr(19968 + floor(random() * 500)::integer) || chr(19968 + floor(random() * 500)::integer)
           || chr(19968 + floor(random() * 500)::integer) || chr(19968 + floor(random() * 500)::integer) as rare
       from generate_series($1::integer, $2::integer) as n
     ), placed as (
       select drawn.*, path.street as street_path, path.street || 'c' || community || '/' as community_path,
         date_trunc('day', now()) - interval '730 days' + interval '729 days' * (n::float8 / $3::float8) as at
       from drawn, lateral (select '/yunting/s' || lpad(drawn.street::text, 2, '0') || '/' as street) as path
     )
     insert into cases (id, number, kind, class_code, class_confirmed, secrecy, is_urgent, summary, status, held_level, path,
       street_id, community_id, grid_id, place_words, longitude, latitude, source_crs, reported_at, due_at, closed_at, is_solved)
     select ${idFrom('8000', 'n')},
       -- As many digits as a serial may have, so that no day of any count repeats one.
       to_char(at, 'YYMMDD') || lpad((1000000 + n)::text, 7, '0'),
       'problem', case when fate < 0.9 then 'manholeCover' end, fate < 0.9, 'open', fate > 0.995,
       ($5::text[])[topic] || '，' || rare || '，请尽快处理',
       case when fate < 0.88 then 'closed' when fate < 0.94 then 'dispatched' else 'collected' end,
       'street', community_path || 'g' || lpad(grid::text, 2, '0') || '/',
       street.id, community.id, overlay(overlay(md5(community_path || grid) placing '8' from 13) placing '9' from 17)::uuid,
       '第' || street || '街道' || (n % 900 + 1) || '号', 95 + late / 10, 40 + fate / 10, 'CGCS2000', at,
       -- 3 % of all: dispatched long ago and still open; another 3 % has time left.
       case when fate between 0.88 and 0.91 then least(at + interval '2 days', now() - interval '1 hour') when fate between 0.91 and 0.94 then now() + late * interval '5 days' + interval '1 day' end,
       case when fate < 0.88 then at + late * interval '3 days' end, case when fate < 0.5 then late < 0.93 end
     from placed
     join areas as street on street.path = street_path
     join areas as community on community.path = community_path`,
    [first, last, count, TOPICS.length, [...TOPICS]],
  );
}

const CHUNK_OF_CASES = `cases.id between ${idFrom('8000', '$1::integer')} and ${idFrom('8000', '$2::integer')}`;
const NUMBER_OF_CASE = "('x' || right(cases.id::text, 12))::bit(48)::bigint::integer";

const FOLLOWING = [
  `insert into case_search (case_id, search) select id, found_by(search, street_id, community_id) from cases where ${CHUNK_OF_CASES}`,
  `insert into case_reports (id, case_id, channel, reported_at, received_at)
   select ${idFrom('9000', NUMBER_OF_CASE)}, id, 'scan', reported_at, reported_at from cases where ${CHUNK_OF_CASES}`,
  `insert into case_texts (id, case_id, report_id, audience, purpose, words, written_at)
   select ${idFrom('9000', NUMBER_OF_CASE)}, id, ${idFrom('9000', NUMBER_OF_CASE)}, 'reporter', 'report', summary, reported_at
   from cases where ${CHUNK_OF_CASES}`,
  `insert into work_orders (id, case_id, organisation_id, role, status, is_direct, issued_at, charged_to, clock_started_at, clock_unit,
     clock_budget_ms, clock_consumed_ms, clock_running_since, clock_stopped_at, due_at)
   select ${idFrom('a000', NUMBER_OF_CASE)}, cases.id, organisations.id, 'leadHandler', case when closed_at is null then 'acknowledged' else 'done' end,
     false, reported_at + interval '10 minutes', 'organisation', reported_at + interval '10 minutes', 'workDay', 57600000, 0,
     case when closed_at is null then reported_at end, closed_at, coalesce(due_at, reported_at + interval '2 days')
   from cases
   -- A few organisations do most of the work.
   join lateral (select ('{${Array.from({ length: ORGANISATIONS }, (_, at) => organisationIdOf(at + 1)).join(',')}}'::uuid[])
     [1 + floor(${ORGANISATIONS} * power((hashint4(${NUMBER_OF_CASE}) & 65535) / 65536.0, 2))::integer] as id) as organisations on true
   where ${CHUNK_OF_CASES} and status <> 'collected'`,
  `insert into case_access (case_id, way, subject_id, since)
   select case_id, 'organisation', organisation_id, issued_at from work_orders
   where case_id between ${idFrom('8000', '$1::integer')} and ${idFrom('8000', '$2::integer')}`,
  `insert into case_moves (id, case_id, seq, verb, from_status, to_status, held_level, codes, at, recorded_at)
   select ${idFrom('b000', `${NUMBER_OF_CASE} * 2`)}, id, 1, 'report', null, 'collected', 'grid', '{}', reported_at, reported_at
   from cases where ${CHUNK_OF_CASES}`,
  `insert into case_moves (id, case_id, seq, verb, from_status, to_status, held_level, codes, at, recorded_at)
   select ${idFrom('b000', `${NUMBER_OF_CASE} * 2 + 1`)}, id, 2, 'close', 'collected', status, 'street', '{}', closed_at, closed_at
   from cases where ${CHUNK_OF_CASES} and closed_at is not null`,
];

/** An id that looks like every other; `kind` keeps those of one table apart from another's. */
function idFrom(kind: '8000' | '9000' | 'a000' | 'b000', number: string): string {
  return `('01900000-0000-7000-${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}
