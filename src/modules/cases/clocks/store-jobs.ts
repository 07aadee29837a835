// What jobs and timers of cases read and write: messages that wait, and the matters that due timers are about.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';
import { addMinutes } from '#shared/time.ts';

import { TOLD } from '../reports/telling-rules.ts';

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

const MOST_AT_ONCE = 20;
/** A sender that has not said how it went for so long is gone: an order sent twice is better than one never sent. */
const GIVEN_TO_A_SENDER_MINUTES = 10;
const MOST_FAILURES = 10;

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

/** Takes what waits to be told to reporters, in the same way. */
export async function takeTold(db: Db, now: Instant): Promise<string[]> {
  return (await takeWaiting(db, TOLD, now)).map(({ id }) => id);
}

/** Marks the oldest that wait as being sent, so that no other sender, here or in another process, takes them. */
export async function takeWaiting(db: Db, purposes: readonly string[], now: Instant) {
  const taken = await db
    .selectFrom('messages')
    .select(['id', 'link_id', 'to_cipher', 'words_cipher', 'work_order_id', 'failures'])
    .where('purpose', 'in', purposes)
    .where('sent_at', 'is', null)
    .where('given_up_at', 'is', null)
    .where((eb) => eb.or([eb('try_after', 'is', null), eb('try_after', '<=', now)]))
    .where((eb) =>
      eb.or([eb('sending_since', 'is', null), eb('sending_since', '<=', addMinutes(now, -GIVEN_TO_A_SENDER_MINUTES))]),
    )
    .orderBy('made_at')
    .limit(MOST_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  if (taken.length === 0) return [];
  await db
    .updateTable('messages')
    .set({ sending_since: now })
    .where(
      'id',
      'in',
      taken.map(({ id }) => id),
    )
    .execute();
  return taken;
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

/** Sent: the phone number has served and goes. */
export async function markSent(db: Db, id: string, now: Instant): Promise<void> {
  await db
    .updateTable('messages')
    .set({ sent_at: now, sending_since: null, to_cipher: null, words_cipher: null, last_failure: null })
    .where('id', '=', id)
    .execute();
}

/** Not sent: tried again after 1, 2, 4 … minutes, at most an hour apart, and given up after the tenth time. */
export async function markNotSent(
  db: Db,
  { id, failures }: Pick<WaitingMessage, 'id' | 'failures'>,
  why: string,
  now: Instant,
): Promise<void> {
  const isLast = failures + 1 >= MOST_FAILURES;
  await db
    .updateTable('messages')
    .set({
      failures: failures + 1,
      last_failure: why,
      sending_since: null,
      try_after: addMinutes(now, Math.min(60, 2 ** failures)),
      ...(isLast ? { given_up_at: now, to_cipher: null, words_cipher: null } : {}),
    })
    .where('id', '=', id)
    .execute();
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
