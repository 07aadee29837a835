// Texts to duty phones, as rows: each has the id of the notice it tells of, and neither number nor words until it is sent.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { takeWaiting } from '#platform/messages.ts';
import type { Instant } from '#shared/time.ts';

import { IS_STILL, still } from './store.ts';

const PURPOSE = 'orderRang';

/**
 * One text for each of these notices whose organisation has a duty phone, no accounts and a link that opens the order. What was to be
 * told of the same order and has not left yet is overtaken. An urgent matter rings at night too.
 */
export async function insertRingTexts(
  db: Db,
  noticeIds: readonly string[],
  now: Instant,
  morning: Instant,
): Promise<void> {
  if (noticeIds.length === 0) return;
  const ids = sql`any (${[...noticeIds]}::uuid[])`;
  await sql`
    delete from messages using notices
    where notices.id = ${ids} and messages.work_order_id = notices.work_order_id and messages.id <> notices.id
      and messages.purpose = ${PURPOSE} and messages.sent_at is null and messages.sending_since is null
  `.execute(db);
  await sql`
    insert into messages (id, purpose, case_id, work_order_id, link_id, made_at, try_after)
    select notices.id, ${PURPOSE}, notices.case_id, notices.work_order_id, links.id, ${now}::timestamptz,
      case when cases.is_urgent then null else ${morning}::timestamptz end
    from notices
    join cases on cases.id = notices.case_id
    join organisations on organisations.id = notices.to_organisation_id
      and not organisations.uses_accounts and organisations.duty_phone is not null
    join links on links.work_order_id = notices.work_order_id and links.kind = 'workOrder' and links.revoked_at is null
    where notices.id = ${ids}
    on conflict (id) do nothing
  `.execute(db);
}

export interface RingText {
  readonly id: string;
  readonly kind: 'unsigned' | 'half' | 'due' | 'late';
  readonly failures: number;
  readonly dueAt: Instant;
  readonly number: string;
  readonly organisation: string;
  readonly dutyPhone: string;
  readonly linkId: string;
}

/** Takes what waits, as `takeWaiting` does; `over`: taken, and not so any more. */
export async function takeRingTexts(db: Db, now: Instant): Promise<{ texts: RingText[]; over: string[] }> {
  const taken = (await takeWaiting(db, [PURPOSE], now)).map(({ id }) => id);
  if (taken.length === 0) return { texts: [], over: [] };
  const rows = await still(db)
    .innerJoin('messages', 'messages.id', 'notices.id')
    .innerJoin('cases', 'cases.id', 'notices.case_id')
    .innerJoin('organisations', 'organisations.id', 'notices.to_organisation_id')
    .innerJoin('links', 'links.id', 'messages.link_id')
    .select(['notices.id', 'notices.kind', 'messages.failures', 'work_orders.due_at as dueAt', 'cases.number'])
    .select(['organisations.name as organisation', 'organisations.duty_phone as dutyPhone', 'links.id as linkId'])
    .where('notices.id', 'in', taken)
    .where('links.revoked_at', 'is', null)
    .where('organisations.duty_phone', 'is not', null)
    .where(IS_STILL)
    .execute();
  const texts = rows as RingText[];
  const wanted = new Set(texts.map(({ id }) => id));
  return { texts, over: taken.filter((id) => !wanted.has(id)) };
}
