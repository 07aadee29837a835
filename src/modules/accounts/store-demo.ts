// The demo accounts of a district with their first post.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';

export interface DemoPersonRow {
  readonly account_id: string;
  readonly name: string;
  readonly role: Role;
  readonly place: string;
  readonly is_of_the_cast: boolean;
}

/** One line a person; those who only fill the other grids have numbers in their sign-in names and come last. */
export async function findDemoPeople(db: Db, today: string, most: number): Promise<DemoPersonRow[]> {
  const { rows } = await sql<DemoPersonRow>`
    select person.account_id, person.name, person.role, person.place, person.is_of_the_cast
    from (
      select distinct on (posts.account_id) posts.account_id, accounts.name, posts.role, posts.path,
        accounts.sign_in_name !~ '[0-9]' as is_of_the_cast,
        coalesce(grids.name, organisations.name, areas.name) as place
      from posts
      join accounts on accounts.id = posts.account_id
      left join grids on grids.id = posts.grid_id
      left join organisations on organisations.id = posts.organisation_id
      left join areas on areas.id = posts.area_id
      where accounts.is_demo and accounts.suspended_at is null and accounts.left_at is null
        and posts.ended_at is null and posts.from_on <= ${today}::date and (posts.to_on is null or posts.to_on >= ${today}::date)
      order by posts.account_id, (posts.deputy_of is not null), (posts.organisation_id is not null), posts.path
    ) as person
    where person.place is not null
    order by person.is_of_the_cast desc, person.path, person.role, person.name
    limit ${most}::integer
  `.execute(db);
  return rows;
}
