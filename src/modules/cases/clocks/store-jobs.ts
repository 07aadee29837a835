// What jobs and timers of cases read and write: order links that wait, and the matters that due timers are about.

import type { Db } from '#platform/database/connection.ts';
import { takeWaiting } from '#platform/messages.ts';
import type { Instant } from '#shared/time.ts';

export interface WaitingMessage {
  readonly id: string;
  readonly linkId: string;
  readonly toCipher: string;
  /** Written when it was made, sealed; of an order they are put together when it is sent. */
  readonly wordsCipher: string | null;
  readonly organisation: string;
  readonly caseNumber: string;
  readonly failures: number;
}

/** Takes links for duty phones that wait and marks them as being sent, so that no other sender takes them. */
export async function takeMessages(db: Db, now: Instant): Promise<WaitingMessage[]> {
  const taken = await takeWaiting(db, ['orderLink', 'whistleLink'], now);
  if (taken.length === 0) return [];
  const byOrder = await findOrderNames(
    db,
    taken.flatMap(({ work_order_id }) => work_order_id ?? []),
  );
  return taken.flatMap(({ id, link_id: linkId, to_cipher: toCipher, words_cipher, work_order_id, failures }) => {
    const order = byOrder.get(work_order_id ?? '');
    if (linkId === null || toCipher === null || (order === undefined && words_cipher === null)) return [];
    const { name = '', number = '' } = order ?? {};
    return [{ id, linkId, toCipher, wordsCipher: words_cipher, failures, organisation: name, caseNumber: number }];
  });
}

async function findOrderNames(db: Db, ids: readonly string[]): Promise<Map<string, { name: string; number: string }>> {
  if (ids.length === 0) return new Map();
  const orders = await db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .innerJoin('organisations', 'organisations.id', 'work_orders.organisation_id')
    .select(['work_orders.id', 'cases.number', 'organisations.name'])
    .where('work_orders.id', 'in', ids)
    .execute();
  return new Map(orders.map(({ id, ...order }) => [id, order]));
}

export interface TimedMatter {
  readonly subjectId: string;
  readonly caseId: string;
  readonly path: string;
  readonly secrecy: string;
}

export interface TimedOrder extends TimedMatter {
  readonly limitEnd: Instant;
  readonly stoppedAt: Instant | null;
  readonly status: string;
  readonly acknowledgedAt: Instant | null;
  readonly suspendedUntil: Instant | null;
}

/** The cases of these work orders, as they stand now: the path of a timer may be one the case has left. */
export async function casesOfOrders(db: Db, workOrderIds: readonly string[]): Promise<TimedOrder[]> {
  return db
    .selectFrom('work_orders')
    .innerJoin('cases', 'cases.id', 'work_orders.case_id')
    .select([
      'work_orders.id as subjectId',
      'cases.id as caseId',
      'cases.path',
      'cases.secrecy',
      'work_orders.due_at as limitEnd',
      'work_orders.clock_stopped_at as stoppedAt',
      'work_orders.status',
      'work_orders.acknowledged_at as acknowledgedAt',
      'work_orders.suspended_until as suspendedUntil',
    ])
    .where('work_orders.id', 'in', workOrderIds)
    .execute();
}

export async function casesById(db: Db, ids: readonly string[]): Promise<TimedMatter[]> {
  return db
    .selectFrom('cases')
    .select(['id as subjectId', 'id as caseId', 'path', 'secrecy'])
    .where('id', 'in', ids)
    .execute();
}
