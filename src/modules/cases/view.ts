// What an actor is shown of a case: the row in words of the wire, its orders, what may be done now.

import { problem } from '#problems';
import type { Problem } from '#problems';
import type { Directory } from '#modules/organisations/directory.ts';
import type { TransactionContext } from '#platform/context.ts';

import type { CaseView } from './contract.ts';
import { isLate } from './clocks.ts';
import type { WorkOrderFacts } from './facts.ts';
import { verbsFor } from './rules.ts';
import type { Loaded } from './situation.ts';
import type { CaseRow } from './store.ts';

export function viewCase({ row, situation }: Loaded, directory: Directory): CaseView {
  return {
    ...viewLine(row),
    orders: visibleOrders(situation.orders, situation.actor).map((order) => viewOrder(order, directory, situation.at)),
    allowed: verbsFor(situation),
  };
}

export function viewLine(row: CaseRow) {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind as CaseView['kind'],
    classCode: row.class_code,
    secrecy: row.secrecy as CaseView['secrecy'],
    isUrgent: row.is_urgent,
    summary: row.summary,
    placeWords: row.place_words,
    status: row.status as CaseView['status'],
    heldLevel: row.held_level as CaseView['heldLevel'],
    reportCount: row.report_count,
    reportedAt: row.reported_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    resolvedLevel: row.resolved_level,
    gridId: row.grid_id,
    communityId: row.community_id,
    streetId: row.street_id,
    longitude: row.longitude,
    latitude: row.latitude,
    isSolved: row.is_solved,
    manner: row.manner_rating,
    mergedIntoId: row.merged_into_id,
    splitFromId: row.split_from_id,
  };
}

export function viewOrder(order: WorkOrderFacts, directory: Directory, now: string): CaseView['orders'][number] {
  return {
    id: order.id,
    organisationId: order.organisationId,
    organisationName: directory.find(order.organisationId)?.name ?? '',
    role: order.role,
    status: order.status,
    isDirect: order.isDirect,
    issuedAt: order.issuedAt,
    acknowledgedAt: order.acknowledgedAt,
    dueAt: order.clock.dueAt,
    isLate: isLate(order.clock, now),
    reworkCount: order.reworkCount,
  };
}

/** Whoever sees the case by area or reported it sees every order; an organisation sees its own. */
function visibleOrders(orders: readonly WorkOrderFacts[], actor: Loaded['situation']['actor']): readonly WorkOrderFacts[] {
  const isInside = actor.isReporter || actor.grants.some((grant) => grant.organisationId === null && grant.permissions.has('case.read'));
  if (isInside) return orders;
  return orders.filter(
    (order) =>
      order.id === actor.linkWorkOrderId ||
      order.organisationLine.some((id) => actor.grants.some((grant) => grant.organisationId === id)) ||
      order.assignedToAccountId === actor.accountId,
  );
}

/** What happened since the mover last looked, and what may be done now. */
export async function changedSince(ctx: TransactionContext, { row, situation }: Loaded, seenVersion: number, directory: Directory): Promise<Problem> {
  const moves = await ctx.db
    .selectFrom('case_moves')
    .select(['verb', 'to_status', 'at', 'organisation_id', 'seq'])
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .execute();
  // Version and line of history go up together, so what the mover has not seen are the lines past that version.
  const since = moves.slice(seenVersion).map((move) => ({
    verb: move.verb,
    to: move.to_status,
    at: move.at,
    organisationName: move.organisation_id === null ? null : (directory.find(move.organisation_id)?.name ?? null),
  }));
  return problem('case-changed', `The case is at version ${row.version}, you have seen ${seenVersion}`, {
    version: row.version,
    status: row.status,
    since,
    allowed: verbsFor({ ...situation, input: {} }),
  });
}
