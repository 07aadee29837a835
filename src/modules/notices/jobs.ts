// What follows when an order rings, a reply is late or a call escalates: those who are to know it find a notice, each once.

import type { Insertable } from 'kysely';

import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import type { Level } from '#permissions';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import type { PastFact } from '#platform/jobs/register.ts';
import type { Notices } from '#platform/database/tables.ts';
import { newId } from '#shared/ids.ts';

import { letDutyPhonesKnow } from './ring-texts.ts';
import { deskOf, keyOf, personOf, toldOfRing } from './rules.ts';
import type { Address, NoticeKind, Rung } from './rules.ts';
import { closeOver, findDirectives, findLateCalls, findOrders, insertNotices } from './store.ts';

type Row = Insertable<Notices>;

/** 未签收、过半、到期、超期、到复核日 */
export async function tellRings(ctx: Context, facts: readonly PastFact[]): Promise<void> {
  const rings = facts.flatMap((fact) => {
    const rung = rungOf(fact);
    return rung === undefined || !('workOrderId' in fact) ? [] : [{ id: fact.id, orderId: fact.workOrderId, rung }];
  });
  if (rings.length === 0) return;
  const { ringRules } = await caseSettings(ctx);
  await inTransaction({ ...ctx }, async (ctx) => {
    const orders = await findOrders(
      ctx.db,
      rings.map(({ orderId }) => orderId),
    );
    const rows: Row[] = rings.flatMap(({ id, orderId, rung }) => {
      const order = orders.get(orderId);
      if (order === undefined) return [];
      const { case_id, path, due_at, suspended_until } = order;
      const told = toldOfRing(
        rung,
        {
          path,
          organisationId: order.organisation_id,
          issuedBy: order.issued_by,
          suspensionOwnerId: order.suspension_owner_id,
          heldLevel: order.held_level as Level,
        },
        ringRules,
      );
      return told.map((address) => ({
        ...noticeFor(address, { cause: id, kind: rung.kind, at: ctx.now }),
        case_id,
        work_order_id: orderId,
        path,
        due_at: rung.kind === 'review' ? suspended_until : due_at,
        hours_late: rung.kind === 'late' ? rung.hoursLate : null,
      }));
    });
    await insertNotices(ctx.db, rows);
    await letDutyPhonesKnow(
      ctx,
      rows.map(({ id }) => id),
    );
  });
}

/** Whoever asked is told that nobody has replied in time. */
export async function tellLateReplies(ctx: Context, facts: readonly PastFact[]): Promise<void> {
  const ids = facts.flatMap((fact) => (fact.name === 'case.replyLate' ? fact.directiveId : []));
  await inTransaction({ ...ctx }, async ({ db, now }) => {
    const rows: Row[] = (await findDirectives(db, ids)).map(({ id, case_id, issued_by, due_at, path }) => ({
      ...noticeFor(personOf(issued_by), { cause: id, kind: 'replyLate', at: now }),
      case_id,
      subject_id: id,
      path,
      due_at,
    }));
    await insertNotices(db, rows);
  });
}

/** Called and not come: the desks of the level that it has risen to, each level once. */
export async function tellLateCalls(ctx: Context, facts: readonly PastFact[]): Promise<void> {
  const ids = facts.flatMap((fact) => (fact.name === 'whistle.moved' ? fact.whistleId : []));
  await inTransaction({ ...ctx }, async ({ db, now }) => {
    const rows: Row[] = (await findLateCalls(db, ids)).map(({ id, case_id, escalated_level, due_at, path }) => ({
      ...noticeFor(deskOf(path, escalated_level as Level), { cause: id, kind: 'callLate', at: now }),
      case_id,
      subject_id: id,
      path,
      due_at,
    }));
    await insertNotices(db, rows);
  });
}

const MOST_CLOSED_AT_ONCE = 2_000;

/** By the clock: what was fed back, signed or answered meanwhile leaves the lists for good. */
export async function closeOverNotices(ctx: Context): Promise<void> {
  for (let closed = MOST_CLOSED_AT_ONCE; closed === MOST_CLOSED_AT_ONCE;)
    closed = await inTransaction({ ...ctx }, ({ db, now }) => closeOver(db, now, MOST_CLOSED_AT_ONCE));
}

function rungOf(fact: PastFact): Rung | undefined {
  if (fact.name === 'workOrder.due') return { kind: 'due' };
  if (fact.name !== 'workOrder.rang') return undefined;
  return fact.step === 'late' ? { kind: 'late', hoursLate: fact.hoursLate ?? 0 } : { kind: fact.step };
}

function noticeFor(address: Address, { cause, kind, at }: { cause: string; kind: NoticeKind; at: string }) {
  return {
    id: newId(),
    key: `${cause} ${kind} ${keyOf(address)}`,
    kind,
    to_organisation_id: address.organisationId,
    to_level: address.level,
    to_path: address.path,
    to_account_id: address.accountId,
    made_at: at,
  };
}
