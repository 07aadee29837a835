// Who settled a formula, by name; and what was asked of organisations from above in a period.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import { lieIn } from './store-sums.ts';
import type { Scope } from './store-sums.ts';

export async function findAccountName(db: Db, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const row = await db.selectFrom('accounts').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? null;
}

interface Within {
  readonly scope: Scope;
  readonly from: Instant;
  readonly until: Instant;
}

/** Directives to organisations about cases the actor may see: counted and listed alike. */
const asked = ({ scope, from, until }: Within) => sql`
  from directives
  join (select id, number from cases where ${lieIn(scope)}) as cases on cases.id = directives.case_id
  where directives.to_organisation_id is not null
    and directives.issued_at >= ${from}::timestamptz and directives.issued_at < ${until}::timestamptz`;

export async function countDirectives(
  db: Db,
  within: Within,
): Promise<{ organisation_id: string; asked: number; unanswered: number }[]> {
  const { rows } = await sql<{ organisation_id: string; asked: number; unanswered: number }>`
    select directives.to_organisation_id as organisation_id, count(*)::int as asked,
      (count(*) filter (where directives.replied_at is null))::int as unanswered
    ${asked(within)}
    group by 1`.execute(db);
  return rows;
}

export async function findUnanswered(db: Db, within: Within, organisationId: string, most: number) {
  const { rows } = await sql<{
    id: string;
    kind: string;
    case_id: string;
    number: string;
    issued_at: Instant;
    due_at: Instant;
  }>`
    select directives.id, directives.kind, directives.case_id, cases.number, directives.issued_at, directives.due_at
    ${asked(within)} and directives.to_organisation_id = ${organisationId}::uuid and directives.replied_at is null
    order by directives.issued_at desc, directives.id limit ${most}::integer`.execute(db);
  return rows;
}
