// Counts of a demo district at this moment, for the page that says how the demo was made.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { Share, Size } from '../../../seeds/assumed.ts';

/** The rows of a month that was published long ago are no part of the life that is described here. */
const LIVED_SINCE = '2020-01-01T00:00:00.000Z';

/** What there is below each of these areas. */
export async function countSizes(
  db: Db,
  names: readonly string[],
): Promise<({ name: string } & Record<Size, number>)[]> {
  const { rows } = await sql<{ name: string } & Record<Size, number>>`
    select area.name,
      (select count(*)::int from areas where level in ('community', 'village') and areas.path ^@ area.path) as communities,
      (select count(*)::int from grids where kind = 'general' and valid_to is null and grids.path ^@ area.path) as "generalGrids",
      (select count(*)::int from grids where kind = 'dedicated' and parent_id is null and valid_to is null
        and grids.path ^@ area.path) as "dedicatedGrids",
      (select count(*)::int from grids where kind = 'dedicated' and parent_id is not null and valid_to is null
        and grids.path ^@ area.path) as "subGrids",
      (select count(*)::int from grids where kind = 'micro' and valid_to is null and grids.path ^@ area.path) as "microGrids",
      (select count(*)::int from compounds where compounds.path ^@ area.path) as courtyards,
      (select count(*)::int from buildings where buildings.path ^@ area.path) as buildings,
      (select coalesce(sum(households), 0)::int from buildings where buildings.path ^@ area.path) as households,
      (select count(distinct account_id)::int from posts where role = 'microGridMember' and ended_at is null
        and posts.path ^@ area.path) as members,
      (select count(*)::int from organisations where kind = 'socialOrganisation' and organisations.path ^@ area.path) as teams
    from areas as area where area.name = any(${names})`.execute(db);
  return rows;
}

/** Each share as how many of how many. */
export async function countShares(db: Db, zone: string): Promise<Record<Share, { count: number; of: number }>> {
  const { rows } = await sql<Record<string, number>>`
    select
      count(*) filter (where resolved_level is not null and kind <> 'praise')::int as resolved,
      count(*) filter (where resolved_level = 'gridSelf' and kind <> 'praise')::int as "gridSelf",
      count(*) filter (where resolved_level = 'gridCoordinated')::int as "gridCoordinated",
      count(*) filter (where resolved_level = 'community')::int as community,
      count(*) filter (where resolved_level = 'street')::int as street,
      count(*) filter (where resolved_level = 'district')::int as district,
      count(*)::int as cases,
      count(*) filter (where status = 'merged')::int as merged,
      count(*) filter (where secrecy <> 'open')::int as confidential,
      count(*) filter (where status = 'rejected' or has_objected)::int as refused,
      count(*) filter (where extract(hour from reported_at at time zone ${zone}) not between 6 and 21)::int as "atNight"
    from cases where reported_at >= ${LIVED_SINCE}::timestamptz`.execute(db);
  const { rows: orders } = await sql<Record<string, number>>`
    select count(*)::int as orders, count(*) filter (where status = 'done')::int as done,
      count(*) filter (where status = 'done' and feedback_at <= due_at)::int as "onTime",
      count(*) filter (where rework_count > 0)::int as reworked,
      count(*) filter (where send_back_reason is not null)::int as "sentBack"
    from work_orders where issued_at >= ${LIVED_SINCE}::timestamptz`.execute(db);
  // Whoever works here and saw it is asked by nobody.
  const { rows: ratings } = await sql<Record<string, number>>`
    select count(*)::int as asked, count(rated_at)::int as rated, count(*) filter (where is_solved)::int as solved,
      count(*) filter (where manner_rating = 'good')::int as "goodManner", count(manner_rating)::int as mannered
    from cases where reported_at >= ${LIVED_SINCE}::timestamptz and status in ('closed', 'evaluated') and kind <> 'praise' and exists (
      select from case_reports where case_reports.case_id = cases.id
        and channel in ('scan', 'phone', 'visit', 'chatGroup', 'hotline12345'))`.execute(db);
  const all = { ...rows[0], ...orders[0], ...ratings[0] };
  const share = (count: string, of: string) => ({ count: all[count] ?? 0, of: all[of] ?? 0 });
  return {
    gridSelf: share('gridSelf', 'resolved'),
    gridCoordinated: share('gridCoordinated', 'resolved'),
    community: share('community', 'resolved'),
    street: share('street', 'resolved'),
    district: share('district', 'resolved'),
    onTime: share('onTime', 'done'),
    reworked: share('reworked', 'orders'),
    sentBack: share('sentBack', 'orders'),
    merged: share('merged', 'cases'),
    confidential: share('confidential', 'cases'),
    refused: share('refused', 'cases'),
    rated: share('rated', 'asked'),
    solved: share('solved', 'rated'),
    goodManner: share('goodManner', 'mannered'),
    atNight: share('atNight', 'cases'),
  };
}

export async function countChannels(db: Db): Promise<{ channel: string; cases: number }[]> {
  const { rows } = await sql<{ channel: string; cases: number }>`
    select channel, count(*)::int as cases from case_reports where reported_at >= ${LIVED_SINCE}::timestamptz
    group by channel order by cases desc, channel`.execute(db);
  return rows;
}

/** When something was reported, by the clock on the wall. */
export async function countMoments(
  db: Db,
  zone: string,
): Promise<{ day: string; hour: number; weekday: number; reports: number }[]> {
  const { rows } = await sql<{ day: string; hour: number; weekday: number; reports: number }>`
    select to_char(local, 'YYYY-MM-DD') as day, extract(hour from local)::int as hour,
      extract(isodow from local)::int as weekday, count(*)::int as reports
    from (select reported_at at time zone ${zone} as local from case_reports
      where reported_at >= ${LIVED_SINCE}::timestamptz) as told
    group by 1, 2, 3`.execute(db);
  return rows;
}

export async function countClasses(db: Db, most: number): Promise<{ name: string; cases: number }[]> {
  const { rows } = await sql<{ name: string; cases: number }>`
    select classes.name, count(*)::int as cases from cases join classes on classes.code = cases.class_code
    where cases.secrecy = 'open' and cases.reported_at >= ${LIVED_SINCE}::timestamptz group by 1 order by cases desc, 1 limit ${most}`.execute(
    db,
  );
  return rows;
}

export async function countCommunities(
  db: Db,
  districtId: string,
): Promise<{ name: string; cases: number; orders: number; onTime: number | null }[]> {
  const { rows } = await sql<{ name: string; cases: number; orders: number; onTime: number | null }>`
    select areas.name, count(distinct cases.id)::int as cases, count(work_orders.id)::int as orders,
      (count(*) filter (where work_orders.feedback_at <= work_orders.due_at)::float8 / nullif(count(work_orders.id), 0)) as "onTime"
    from areas
    left join cases on cases.community_id = areas.id and cases.secrecy = 'open' and cases.reported_at >= ${LIVED_SINCE}::timestamptz
    left join work_orders on work_orders.case_id = cases.id and work_orders.status = 'done'
    where areas.district_id = ${districtId} and areas.level in ('community', 'village') and areas.valid_to is null
    group by areas.id, areas.name order by cases desc, areas.name`.execute(db);
  return rows;
}
