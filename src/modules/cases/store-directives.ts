// Directives that wait for a reply, by whom they are asked of; the module supervision gives and answers them.

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
  /** Of the places asked: a level at a place. */
  readonly paths: readonly string[];
  readonly organisationIds: readonly string[];
  /** Whom an organisation has put on the order that is asked about. */
  readonly accountId: string;
}

/**
 * Under the actor's own scope. Each way of being asked is a question of its own along its own index: joined by "or", row security
 * would look at every open directive of the district first.
 */
export async function findOpenDirectives(
  db: Db,
  { paths, organisationIds, accountId }: Whose,
  most: number,
): Promise<OpenDirective[]> {
  const lists: OpenDirective[][] = [];
  if (paths.length > 0)
    lists.push(await open(db, most).where('directives.to_path', 'in', paths).$castTo<OpenDirective>().execute());
  if (organisationIds.length > 0)
    lists.push(
      await open(db, most)
        .where('directives.to_organisation_id', 'in', organisationIds)
        .$castTo<OpenDirective>()
        .execute(),
    );
  const orders = await db
    .selectFrom('work_orders')
    .select('id')
    .where('assigned_account_id', '=', accountId)
    .where('status', 'in', ['acknowledged', 'rework', 'sendBackAsked'])
    .limit(most)
    .execute();
  const orderIds = orders.map(({ id }) => id);
  if (orderIds.length > 0)
    lists.push(
      await open(db, most).where('directives.work_order_id', 'in', orderIds).$castTo<OpenDirective>().execute(),
    );
  const found = new Map(lists.flat().map((directive) => [directive.id, directive]));
  return [...found.values()].sort((one, other) => (one.due_at < other.due_at ? -1 : 1));
}

function open(db: Db, most: number) {
  return db
    .selectFrom('directives')
    .leftJoin('work_orders', 'work_orders.id', 'directives.work_order_id')
    .select([
      'directives.id',
      'directives.case_id',
      'directives.kind',
      'directives.issued_at',
      'directives.due_at',
      'directives.to_level',
      'directives.to_path',
      'directives.to_organisation_id',
      'work_orders.assigned_account_id as assignee_id',
    ])
    .where('directives.replied_at', 'is', null)
    .orderBy('directives.due_at')
    .limit(most);
}

/** Those of the ids that the actor sees. */
export async function findCasesOfIds(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('cases').select(CASE_COLUMNS).where('id', 'in', ids).execute();
}
