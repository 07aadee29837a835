// Directives that wait for a reply, by whom they are asked of; the module supervision gives and answers them.

import { sql } from 'kysely';

import type { Level } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import type { DirectiveKind } from './rules-directives.ts';
import { CASE_COLUMNS } from './store.ts';
import type { CaseRow } from './store.ts';

export interface OpenDirective {
  readonly id: string;
  readonly case_id: string;
  readonly kind: DirectiveKind;
  readonly issued_at: Instant;
  readonly due_at: Instant;
  readonly to_level: Level | null;
  readonly to_path: string | null;
  readonly to_organisation_id: string | null;
  readonly assignee_id: string | null;
}

interface Whose {
  readonly paths: readonly string[];
  /** Leads of grids: what a grid without a worker is asked falls to them. */
  readonly leadPaths: readonly string[];
  readonly organisationIds: readonly string[];
  readonly accountId: string;
}

/** Under the actor's own scope; the first due first. */
export async function findOpenDirectives(db: Db, whose: Whose, most: number): Promise<OpenDirective[]> {
  const { paths, leadPaths, organisationIds, accountId } = whose;
  const { rows } = await sql<OpenDirective>`
    select directives.id, directives.case_id, directives.kind, directives.issued_at, directives.due_at, directives.to_level,
      directives.to_path, directives.to_organisation_id, work_orders.assigned_account_id as assignee_id
    from directives
    left join work_orders on work_orders.id = directives.work_order_id
    where directives.replied_at is null
      and (
        directives.to_path = any(${[...paths]}::text[])
        or (directives.to_level in ('grid', 'microGrid') and directives.to_path ^@ any(${[...leadPaths]}::text[]))
        or directives.to_organisation_id = any(${[...organisationIds]}::uuid[])
        or work_orders.assigned_account_id = ${accountId}::uuid
      )
    order by directives.due_at, directives.id
    limit ${most}
  `.execute(db);
  return rows;
}

/** Those of the ids that the actor sees. */
export async function findCasesOfIds(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('cases').select(CASE_COLUMNS).where('id', 'in', ids).execute();
}
