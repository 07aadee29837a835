// What the page of an order link asks the database: whose link a token was, and what the order's class wants.

import type { Db } from '#platform/database/connection.ts';

/** Also of a link that is over: whoever holds it is told whom to call. */
export async function findOrderLink(db: Db, tokenHash: string) {
  return db
    .selectFrom('links')
    .innerJoin('work_orders', 'work_orders.id', 'links.work_order_id')
    .innerJoin('organisations', 'organisations.id', 'work_orders.organisation_id')
    .innerJoin('cases', 'cases.id', 'links.case_id')
    .select(['links.revoked_at', 'links.expires_at', 'organisations.name', 'organisations.duty_phone', 'cases.path'])
    .where('links.token_hash', '=', tokenHash)
    .where('links.kind', '=', 'workOrder')
    .executeTakeFirst();
}

export async function findWantedOfOrder(db: Db, orderId: string) {
  return db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .leftJoin('classes', 'classes.code', 'cases.class_code')
    .select(['work_orders.organisation_id', 'work_orders.issued_at', 'work_orders.phoned_at', 'cases.path'])
    .select(['classes.name', 'classes.closing_condition', 'classes.evidence_kinds'])
    .where('work_orders.id', '=', orderId)
    .executeTakeFirst();
}
