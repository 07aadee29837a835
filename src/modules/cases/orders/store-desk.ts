// Whom organisations have put on their orders.

import type { Db } from '#platform/database/connection.ts';

export interface AssignmentRow {
  readonly id: string;
  readonly assigned_account_id: string | null;
  readonly assigned_organisation_id: string | null;
  readonly inner_due_at: string | null;
}

export async function findAssignments(db: Db, orderIds: readonly string[]): Promise<AssignmentRow[]> {
  return db
    .selectFrom('work_orders')
    .select(['id', 'assigned_account_id', 'assigned_organisation_id', 'inner_due_at'])
    .where('id', 'in', orderIds)
    .where('assigned_account_id', 'is not', null)
    .execute();
}
