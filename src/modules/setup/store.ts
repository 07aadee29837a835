// What there is of a new district, counted. The lists are short: names of communities, grids and organisations that lack something.

import { sql } from 'kysely';

import type { TransactionContext } from '#platform/context.ts';

import type { Found } from './rules.ts';

type Counted = Omit<Found, 'servicePhones' | 'hasSponsor'>;

/** @param today in the zone of the district */
export async function countGround({ db, district }: TransactionContext, today: string): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with own_areas as (
      select id, level, name, path, duty_phone from areas where district_id = ${district.id} and valid_to is null
    ), communities as (
      select * from own_areas where level in ('community', 'village')
    ), own_grids as (
      select id, name, path, community_id from grids where valid_to is null and kind <> 'micro'
    ), own_posts as (
      select role, path, account_id, grid_id from posts where ended_at is null and (to_on is null or to_on >= ${today})
    ), codes as (
      select places.path from place_codes join places on places.id = place_codes.place_id
      where place_codes.retired_at is null and places.closed_at is null
    )
    select
      (select count(*)::int from own_areas where level in ('street', 'township')) as streets,
      (select count(*)::int from communities) as communities,
      array(select name from communities c where not exists (
        select from own_areas a where c.path ^@ a.path and a.level <> 'district' and a.duty_phone is not null
      ) order by c.path) as "communitiesWithoutPhone",
      array(select name from communities c where not exists (select from own_grids g where g.path ^@ c.path) order by c.path)
        as "communitiesWithoutGrid",
      (select count(*)::int from own_grids) as grids,
      array(select name from own_grids g where not exists (
        select from own_posts p where p.grid_id = g.id and p.role in ('gridWorker', 'gridLead')
      ) order by g.path) as "gridsWithoutWorker",
      array(select name from own_grids g where not exists (select from codes where codes.path ^@ g.path) order by g.path)
        as "gridsWithoutCode",
      (select count(*)::int from own_posts where role in ('streetDispatcher', 'districtDispatcher', 'dutyChief', 'communityOfficer'))
        as dispatchers,
      (select count(distinct account_id)::int from own_posts) as people,
      (select count(*)::int from organisations where closed_at is null) as organisations,
      array(select name from organisations where closed_at is null and duty_phone is null and not uses_accounts order by name)
        as "organisationsOutOfReach",
      (select count(*)::int from direct_list) as "directLines",
      (select count(*)::int from classes where valid_from <= ${today} and (valid_to is null or valid_to >= ${today})) as classes,
      exists(select from work_calendar where extract(year from day) = extract(year from ${today}::date)) as "knowsThisYear",
      (select count(*)::int from codes) as codes,
      (select count(*)::int from (select from case_reports limit 1000) as first_reports) as reports`.execute(db);
  return rows[0]!;
}

export async function findAnyCode({ db }: TransactionContext): Promise<string | null> {
  const row = await db
    .selectFrom('place_codes')
    .innerJoin('places', 'places.id', 'place_codes.place_id')
    .select('place_codes.code')
    .where('place_codes.retired_at', 'is', null)
    .where('places.closed_at', 'is', null)
    .orderBy('place_codes.issued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.code ?? null;
}
