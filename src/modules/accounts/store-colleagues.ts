// Who holds a post today in some organisations or in those below them.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

export interface ColleagueRow {
  readonly account_id: string;
  readonly name: string;
  readonly role: string;
  readonly organisation_id: string;
  readonly organisation_name: string;
}

export async function findColleagues(
  db: Db,
  organisationIds: readonly string[],
  { today, most }: { today: string; most: number },
): Promise<ColleagueRow[]> {
  const { rows } = await sql<ColleagueRow>`
    with recursive inside as (
      select id, name
      from organisations
      where id = any(${organisationIds}::uuid[]) and closed_at is null
      union
      select below.id, below.name
      from organisations below
      join inside on below.parent_id = inside.id
      where below.closed_at is null
    )
    select posts.account_id, accounts.name, posts.role, inside.id as organisation_id, inside.name as organisation_name
    from inside
    join posts on posts.organisation_id = inside.id
    join accounts on accounts.id = posts.account_id
    where posts.ended_at is null
      and posts.from_on <= ${today}
      and (posts.to_on is null or posts.to_on >= ${today})
      and accounts.suspended_at is null
      and accounts.left_at is null
    order by inside.name, accounts.name, posts.id
    limit ${most}
  `.execute(db);
  return rows;
}
