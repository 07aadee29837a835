// What follows from a move beyond the case's own row: who may see it now, links, timers, voices that change cases.

import type { TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import type { MoveDone } from './actions.ts';
import type { WorkOrderFacts } from './facts.ts';
import { makeOrderLink } from './links.ts';
import { nextNumber } from './numbers.ts';
import { giveAccess, insertCase, insertText, takeAccess } from './store.ts';
import { changeReportCount, findReports, insertReport, markWithdrawn, moveReports, moveReportsBack, revokeLinks } from './store-reports.ts';
import { dropTimers, setTimer } from './timers.ts';

const DAY_MINUTES = 1440;
const ENDED = ['replaced', 'sentBack', 'cancelled', 'done'];
const GIVEN_UP = ['replaced', 'sentBack', 'cancelled'];

export async function saveConsequences(ctx: TransactionContext, done: MoveDone): Promise<void> {
  const { moved, loaded } = done;
  for (const order of moved.orders.filter(({ id }) => moved.changedOrderIds.includes(id))) {
    const isNew = !loaded.situation.orders.some(({ id }) => id === order.id);
    await (isNew ? orderIssued(ctx, done, order) : orderChanged(ctx, done, order));
  }
  await byVerb(ctx, done);
  await rateTimer(ctx, done);
}

async function orderIssued(ctx: TransactionContext, { loaded, around }: MoveDone, order: WorkOrderFacts): Promise<void> {
  const { row } = loaded;
  const organisation = around.directory.find(order.organisationId);
  await giveAccess(ctx.db, row.id, 'organisation', [order.organisationId], ctx.now);
  await setTimer(ctx, { kind: 'workOrder.due', subjectId: order.id, path: row.path, dueAt: order.clock.dueAt });
  await ctx.announce({ name: 'workOrder.issued', caseId: row.id, workOrderId: order.id, organisationId: order.organisationId, path: row.path, secrecy: loaded.situation.before.secrecy });
  // Water, gas and property have a duty phone, not accounts: the order goes to the phone as a link.
  if (organisation === undefined || organisation.usesAccounts || organisation.dutyPhone === null) return;
  const linkId = await makeOrderLink(ctx, around.safe, row.id, order.id);
  await giveAccess(ctx.db, row.id, 'link', [linkId], ctx.now);
  const id = newId();
  await ctx.db
    .insertInto('messages')
    .values({
      id,
      purpose: 'orderLink',
      case_id: row.id,
      work_order_id: order.id,
      link_id: linkId,
      to_cipher: around.safe.seal(`messages.to.${id}`, organisation.dutyPhone),
      made_at: ctx.now,
    })
    .execute();
}

async function orderChanged(ctx: TransactionContext, { loaded, request, verb, moved }: MoveDone, order: WorkOrderFacts): Promise<void> {
  const { row } = loaded;
  await dropTimers(ctx, order.id);
  if (order.clock.stoppedAt === null && !ENDED.includes(order.status)) {
    await setTimer(ctx, { kind: 'workOrder.due', subjectId: order.id, path: row.path, dueAt: order.clock.dueAt });
  }
  if (verb === 'assign' && order.id === request.workOrderId) {
    await giveAccess(ctx.db, row.id, 'organisation', request.organisationId === undefined ? [] : [request.organisationId], ctx.now);
    await giveAccess(ctx.db, row.id, 'person', request.assignedToAccountId === undefined ? [] : [request.assignedToAccountId], ctx.now);
  }
  if (ENDED.includes(order.status)) await revokeLinks(ctx.db, { workOrderId: order.id }, ctx.now);
  const stillIn = moved.orders.some((each) => each.organisationId === order.organisationId && !GIVEN_UP.includes(each.status));
  if (GIVEN_UP.includes(order.status) && !stillIn) {
    await takeAccess(ctx.db, row.id, 'organisation', order.organisationId);
    if (order.assignedToAccountId !== null) await takeAccess(ctx.db, row.id, 'person', order.assignedToAccountId);
  }
}

async function byVerb(ctx: TransactionContext, { verb, request, loaded, moved }: MoveDone): Promise<void> {
  const { row } = loaded;
  const { db } = ctx;
  switch (verb) {
    case 'sendToVerify':
      await giveAccess(db, row.id, 'person', request.verifierAccountId === undefined ? [] : [request.verifierAccountId], ctx.now);
      return;
    case 'verify':
      // Whoever was asked to look has looked.
      if (row.verifier_id !== null && moved.after.verifierAccountId === null) await takeAccess(db, row.id, 'person', row.verifier_id);
      return;
    case 'merge': {
      if (request.targetId === undefined) return;
      await changeReportCount(db, request.targetId, await moveReports(db, row.id, request.targetId));
      return;
    }
    case 'unmerge': {
      const count = await moveReportsBack(db, row.id);
      if (row.merged_into_id !== null) await changeReportCount(db, row.merged_into_id, -count);
      return;
    }
    case 'withdraw': {
      const own = ctx.actor.linkReportId ?? (await findReports(db, row.id)).find(({ reporter_id }) => reporter_id !== null && reporter_id === ctx.actor.accountId)?.id;
      if (own !== undefined && loaded.situation.actor.isReporter) await markWithdrawn(db, own);
      return;
    }
    case 'split':
      await splitOff(ctx, { loaded, moved, words: request.words });
      return;
    default:
      return;
  }
}

/** The voice that spoke of two things stays with the first; the second gets a voice of its own that remembers it. */
async function splitOff(ctx: TransactionContext, { loaded, moved, words }: Pick<MoveDone, 'loaded' | 'moved'> & { words: string | undefined }): Promise<void> {
  const { newCase } = moved;
  if (newCase === undefined) return;
  const { row } = loaded;
  const [first] = await findReports(ctx.db, row.id);
  const { version: _version, ...same } = row;
  await insertCase(ctx.db, {
    ...same,
    id: newCase.id,
    number: await nextNumber(ctx),
    status: newCase.status,
    class_code: null,
    class_confirmed: false,
    summary: words ?? row.summary,
    report_count: 1,
    confirmation: null,
    verification: null,
    verifier_id: null,
    resolved_on_spot_by: null,
    involved_account_ids: [],
    send_backs_asked: 0,
    send_backs_approved: 0,
    due_at: null,
    split_from_id: row.id,
  });
  const reportId = newId();
  await insertReport(ctx.db, {
    id: reportId,
    case_id: newCase.id,
    origin_id: first?.id ?? null,
    channel: first?.channel ?? 'superior',
    reporter_id: first?.reporter_id ?? null,
    taken_by: ctx.actor.accountId,
    on_behalf: first?.on_behalf ?? false,
    wants_secrecy: first?.wants_secrecy ?? false,
    follows_only: false,
    reported_at: first?.reported_at ?? ctx.now,
    received_at: ctx.now,
  });
  await insertText(ctx.db, {
    id: newId(),
    caseId: newCase.id,
    moveId: null,
    reportId,
    audience: 'staff',
    purpose: 'split',
    words: words ?? row.summary,
    writtenBy: ctx.actor.accountId,
    at: ctx.now,
  });
}

/** Who does not rate within the period stays unrated and counts nowhere. */
async function rateTimer(ctx: TransactionContext, { loaded, moved, around }: MoveDone): Promise<void> {
  const { after } = moved;
  if (loaded.situation.before.status !== 'closed' && after.status === 'closed') {
    const dueAt = addMinutes(after.closedAt ?? ctx.now, around.settings.rateWithinDays * DAY_MINUTES);
    await setTimer(ctx, { kind: 'case.ratingLapse', subjectId: after.id, path: after.path, dueAt });
  } else if (loaded.situation.before.status === 'closed' && after.status !== 'closed') {
    await dropTimers(ctx, after.id);
  }
}
