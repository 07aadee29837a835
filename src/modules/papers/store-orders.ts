// What a sheet of one order asks the database, under the scope of who prints it.

import type { Db } from '#platform/database/connection.ts';

/** Undefined when it is not there, or its case is out of sight. */
export async function findOrderForSheet(db: Db, id: string) {
  return db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .leftJoin('classes', 'classes.code', 'cases.class_code')
    .select(['work_orders.id', 'work_orders.case_id', 'work_orders.organisation_id', 'work_orders.issued_at'])
    .select(['cases.path', 'classes.major_name', 'classes.name as class_name'])
    .select(['classes.source', 'classes.closing_condition'])
    .where('work_orders.id', '=', id)
    .executeTakeFirst();
}

/** The link that opens the order now; whoever sees the case only as a handler sees none. */
export async function findLinkInForce(db: Db, orderId: string, now: string): Promise<string | undefined> {
  const link = await db
    .selectFrom('links')
    .select('id')
    .where('work_order_id', '=', orderId)
    .where('kind', '=', 'workOrder')
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('made_at', 'desc')
    .executeTakeFirst();
  return link?.id;
}
