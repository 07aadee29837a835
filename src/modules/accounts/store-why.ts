// What a question about a permission can be about: a case, a place, an organisation. Row security says what is seen.

import { sql } from 'kysely';

import type { District } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';

/** Where the case lies, and the organisations whose posts count in it: its handlers with all above them. */
export async function findCase(db: Db, id: string): Promise<{ path: string; organisationIds: string[] } | undefined> {
  const found = await db.selectFrom('cases').select('path').where('id', '=', id).executeTakeFirst();
  if (found === undefined) return undefined;
  const orders = await db.selectFrom('work_orders').select('organisation_id').where('case_id', '=', id).execute();
  const organisationIds: string[] = [];
  for (const { organisation_id: organisationId } of orders)
    organisationIds.push(...(await withAllAbove(db, organisationId)));
  return { path: found.path, organisationIds };
}

export async function findOrganisation(
  db: Db,
  id: string,
): Promise<{ path: string; organisationIds: string[] } | undefined> {
  const found = await db.selectFrom('organisations').select('path').where('id', '=', id).executeTakeFirst();
  return found && { path: found.path, organisationIds: await withAllAbove(db, id) };
}

export async function isPlace(db: Db, district: District, path: string): Promise<boolean> {
  const area = db.selectFrom('areas').select('id').where('path', '=', path).where('district_id', '=', district.id);
  if ((await area.executeTakeFirst()) !== undefined) return true;
  const grid = db.selectFrom('grids').select('id').where('path', '=', path).where('valid_to', 'is', null);
  return (await grid.executeTakeFirst()) !== undefined;
}

async function withAllAbove(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive line as (
      select id, parent_id from organisations where id = ${id}
      union all
      select above.id, above.parent_id from organisations as above join line on line.parent_id = above.id
    )
    select id from line
  `.execute(db);
  return rows.map((row) => row.id);
}
