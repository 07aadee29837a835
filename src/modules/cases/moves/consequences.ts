// What follows from a move beyond the case's own row: who may see it now, links, timers, voices that change cases.

import { isDeepStrictEqual } from 'node:util';

import type { TransactionContext } from '#platform/context.ts';
import { followMovedReports } from '#modules/attachments/actions.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';

import type { MoveDone } from '../actions.ts';
import type { WorkOrderFacts } from '../facts.ts';
import { KINDS } from '../kinds.ts';
import { makeOrderLink } from '../reports/links.ts';
import { lineOf } from '../lines.ts';
import { ringsOf } from '../clocks/order-timers.ts';
import { splitOff } from './splitting.ts';
import { findCaseRow } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { appendHistory, giveAccess, takeAccess } from '../store-history.ts';
import {
  findReports,
  markWithdrawn,
  moveReports,
  moveReportsBack,
  revokeLinks,
  saveReportCount,
} from '../reports/store-reports.ts';
import { letReportersKnow } from '../reports/telling.ts';
import { dropTimers, setTimer, setTimers } from '../clocks/timers.ts';
import { isGivenUp } from '../orders/work-order-rules.ts';

const DAY_MINUTES = 1440;
const ENDED = ['replaced', 'sentBack', 'cancelled', 'done'];

export async function saveConsequences(ctx: TransactionContext, done: MoveDone): Promise<void> {
  const { moved, loaded } = done;
  for (const order of moved.orders.filter(({ id }) => moved.changedOrderIds.includes(id))) {
    const isNew = !loaded.situation.orders.some(({ id }) => id === order.id);
    await (isNew ? orderIssued(ctx, done, order) : orderChanged(ctx, done, order));
  }
  await byVerb(ctx, done);
  await letReportersKnow(ctx, done);
  await rateTimer(ctx, done);
}

async function orderIssued(ctx: TransactionContext, done: MoveDone, order: WorkOrderFacts): Promise<void> {
  const { row } = done.loaded;
  giveAccess(ctx.db, row.id, 'organisation', [order.organisationId], ctx.now);
  setRings(ctx, done, order);
  await tellOrganisation(ctx, done, order);
}

function setRings(ctx: TransactionContext, { loaded, around }: MoveDone, order: WorkOrderFacts): void {
  const { path } = loaded.row;
  const rings = ringsOf(order, ctx.now, around.settings);
  setTimers(
    ctx,
    rings.map((ring) => ({ ...ring, subjectId: order.id, path })),
  );
}

/** A move that leaves the clock as it was, such as signing, leaves its timers alone. */
function changeRings(ctx: TransactionContext, done: MoveDone, order: WorkOrderFacts): void {
  const { loaded, around } = done;
  const before = loaded.situation.orders.find(({ id }) => id === order.id);
  const ringsBefore = before === undefined ? [] : ringsOf(before, ctx.now, around.settings);
  if (isDeepStrictEqual(ringsBefore, ringsOf(order, ctx.now, around.settings))) return;
  dropTimers(ctx, order.id);
  setRings(ctx, done, order);
}

async function tellOrganisation(
  ctx: TransactionContext,
  { loaded, moved, around }: MoveDone,
  order: WorkOrderFacts,
): Promise<void> {
  const { row } = loaded;
  const organisation = around.directory.find(order.organisationId);
  const { path, secrecy } = moved.after;
  await ctx.announce({
    name: 'workOrder.issued',
    caseId: row.id,
    workOrderId: order.id,
    organisationId: order.organisationId,
    path,
    secrecy,
  });
  // Water, gas and property have a duty phone, not accounts: the order goes to the phone as a link.
  if (organisation === undefined || organisation.usesAccounts || organisation.dutyPhone === null) return;
  const linkId = await makeOrderLink(ctx, around.safe, row.id, order.id);
  giveAccess(ctx.db, row.id, 'link', [linkId], ctx.now);
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

async function orderChanged(ctx: TransactionContext, done: MoveDone, order: WorkOrderFacts): Promise<void> {
  const { loaded, request, verb, moved } = done;
  const { row } = loaded;
  changeRings(ctx, done, order);
  if (verb === 'assign' && order.id === request.workOrderId) {
    giveAccess(
      ctx.db,
      row.id,
      'organisation',
      request.organisationId === undefined ? [] : [request.organisationId],
      ctx.now,
    );
    giveAccess(
      ctx.db,
      row.id,
      'person',
      request.assignedToAccountId === undefined ? [] : [request.assignedToAccountId],
      ctx.now,
    );
  }
  if (ENDED.includes(order.status)) revokeLinks(ctx.db, { workOrderId: order.id }, ctx.now);
  const before = loaded.situation.orders.find(({ id }) => id === order.id);
  // Done, and taken up again by a reopening: the link of the first time is over.
  if (before?.status === 'done' && !ENDED.includes(order.status)) await tellOrganisation(ctx, done, order);
  const stillIn = moved.orders.some((each) => each.organisationId === order.organisationId && !isGivenUp(each));
  if (isGivenUp(order) && !stillIn) {
    await takeAccess(ctx.db, row.id, 'organisation', order.organisationId);
    if (order.assignedToAccountId !== null) await takeAccess(ctx.db, row.id, 'person', order.assignedToAccountId);
  }
}

async function byVerb(ctx: TransactionContext, { verb, request, loaded, moved }: MoveDone): Promise<void> {
  const { row } = loaded;
  const { db } = ctx;
  const rechecker = moved.after.recheckerAccountId;
  if (rechecker !== row.rechecker_id) {
    if (row.rechecker_id !== null) await takeAccess(db, row.id, 'person', row.rechecker_id);
    if (rechecker !== null) giveAccess(db, row.id, 'person', [rechecker], ctx.now);
  }
  switch (verb) {
    case 'sendToVerify':
      giveAccess(
        db,
        row.id,
        'person',
        moved.after.verifierAccountId === null ? [] : [moved.after.verifierAccountId],
        ctx.now,
      );
      return;
    case 'verify':
      // Whoever was asked to look has looked, or somebody else goes.
      if (row.verifier_id !== null && row.verifier_id !== moved.after.verifierAccountId)
        await takeAccess(db, row.id, 'person', row.verifier_id);
      if (request.verifierAccountId !== undefined)
        giveAccess(db, row.id, 'person', [request.verifierAccountId], ctx.now);
      return;
    case 'merge': {
      if (request.targetId === undefined) return;
      await moveReports(db, row.id, request.targetId, ctx.now);
      await followMovedReports(ctx, [row.id, request.targetId]);
      await voicesChanged(ctx, request.targetId, 'report', { mergedFromId: row.id });
      return;
    }
    case 'unmerge': {
      const holderId = await holderOf(ctx, row);
      await moveReportsBack(db, row.id, ctx.now);
      if (holderId !== undefined) await followMovedReports(ctx, [holderId, row.id]);
      await saveReportCount(db, row.id);
      if (holderId !== undefined) await voicesChanged(ctx, holderId, 'unmerge', { returnedId: row.id });
      return;
    }
    case 'withdraw': {
      const own =
        ctx.actor.linkReportId ??
        (await findReports(db, row.id)).find(
          ({ reporter_id }) => reporter_id !== null && reporter_id === ctx.actor.accountId,
        )?.id;
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

/** The case that holds the voices of a merged one now: what it was merged into may have been merged on. */
async function holderOf(ctx: TransactionContext, row: CaseRow): Promise<string | undefined> {
  let holder = row;
  while (holder.merged_into_id !== null) {
    const next = await findCaseRow(ctx.db, holder.merged_into_id);
    if (next === undefined) return undefined;
    holder = next;
  }
  return holder.id === row.id ? undefined : holder.id;
}

/** Voices came to another case, or left it: a line of its own history, so that whoever has it open sees that it changed. */
async function voicesChanged(
  ctx: TransactionContext,
  caseId: string,
  verb: 'report' | 'unmerge',
  codes: Record<string, string>,
): Promise<void> {
  const row = await findCaseRow(ctx.db, caseId);
  if (row === undefined) return;
  await saveReportCount(ctx.db, caseId, row.version + 1);
  const moveId = newId();
  appendHistory(ctx.db, moveId, lineOf(ctx, row, verb, codes), { linkId: null, role: null, recordedAt: ctx.now });
  const { status, path } = row;
  const secrecy = row.secrecy as MoveDone['moved']['after']['secrecy'];
  await ctx.announce({ name: 'case.moved', caseId, moveId, verb, from: status, to: status, path, secrecy });
}

/** Who does not rate within the period stays unrated and counts nowhere. */
async function rateTimer(ctx: TransactionContext, { loaded, moved, around }: MoveDone): Promise<void> {
  const { after } = moved;
  if (
    loaded.situation.before.status !== 'closed' &&
    after.status === 'closed' &&
    KINDS[after.kind].endsBy !== 'report'
  ) {
    const dueAt = addMinutes(after.closedAt ?? ctx.now, around.settings.rateWithinDays * DAY_MINUTES);
    setTimer(ctx, { kind: 'case.ratingLapse', subjectId: after.id, path: after.path, dueAt });
  } else if (loaded.situation.before.status === 'closed' && after.status !== 'closed') {
    dropTimers(ctx, after.id);
  }
}
