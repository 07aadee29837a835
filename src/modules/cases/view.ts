// What an actor is shown of a case: the row in words of the wire, its orders, what may be done now.

import { holds } from '#permissions';
import { problem } from '#problems';
import type { Problem } from '#problems';
import type { Directory } from '#modules/organisations/directory.ts';
import type { TransactionContext } from '#platform/context.ts';
import { daysOffAt } from '#shared/working-time.ts';
import type { WorkingCalendar } from '#shared/working-time.ts';

import { isComplainedAbout, maySee, readsByArea } from './access.ts';
import type { CaseView } from './contract.ts';
import { isLate } from './clocks/clocks.ts';
import type { ActorFacts, WorkOrderFacts } from './facts.ts';
import { verbsFor } from './rules.ts';
import type { Loaded } from './moves/situation.ts';
import type { CaseRow } from './store.ts';
import { findNames } from './store-pages.ts';

export function viewCase(loaded: Loaded, directory: Directory): CaseView {
  const { situation } = loaded;
  const allowed = verbsFor(situation);
  return {
    ...viewAsSeen(loaded),
    ...(isToRecheck(allowed) ? { isSolved: null, manner: null } : {}),
    orders: visibleOrders(loaded).map((order) =>
      viewOrder(order, directory, situation.at, situation.district.calendar),
    ),
    allowed,
  };
}

/** Who re-checks looks for himself: until he answers, neither the first verifier's answer nor the rating is told (W5). */
export function isToRecheck(allowed: CaseView['allowed']): boolean {
  return allowed.includes('recheck');
}

/** What those have answered whom a re-checker must not follow. */
export const ANSWERS_HIDDEN: readonly string[] = ['verify', 'evaluate', 'answerRating'];

/** A reporter reads his own words, not what others made of them or said before; who sees it no more, only that it moved. */
function viewAsSeen({ row, situation, ownWords }: Loaded) {
  const line = viewLine(row);
  const { actor, before, orders } = situation;
  if (!maySee(actor, before, orders)) return { ...line, ...NOTHING_TOLD };
  return ownWords === undefined ? line : { ...line, ...NOTHING_TOLD, summary: ownWords };
}

const NOTHING_TOLD = { summary: '', placeWords: null, longitude: null, latitude: null };

export function viewLine(row: CaseRow) {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind as CaseView['kind'],
    classCode: row.class_code,
    severity: row.severity as CaseView['severity'],
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

export function viewOrder(
  order: WorkOrderFacts,
  directory: Directory,
  now: string,
  calendar: WorkingCalendar,
): CaseView['orders'][number] {
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
    isDueProvisional: order.clock.unit !== 'emergencyHour' && daysOffAt(order.clock.dueAt, calendar) !== 'published',
    isLate: isLate(order.clock, now),
    reworkCount: order.reworkCount,
    application: order.application,
    extensionCount: order.extensionCount,
    suspension: suspensionOf(order, now),
    stage: order.stage,
    stagesDone: order.stagesDone.map((done) => ({ ...done })),
  };
}

/** Who looks after it is told beside the case, to staff alone. */
function suspensionOf({ suspension }: WorkOrderFacts, now: string): CaseView['orders'][number]['suspension'] {
  if (suspension === null) return null;
  const { until, reason } = suspension;
  return { until, reason, isReviewPast: until < now };
}

/** Whoever sees the case by area, verifies or reported it sees every order; an organisation sees its own. */
export function visibleOrders({ row, situation }: Loaded): readonly WorkOrderFacts[] {
  const { actor, orders, before } = situation;
  if (!maySee(actor, before, orders)) return [];
  const isVerifier = before.verifierAccountId !== null && before.verifierAccountId === actor.accountId;
  if (actor.isReporter || isVerifier || holds(actor, 'case.read', row.path)) return orders;
  return orders.filter(
    (order) =>
      order.id === actor.linkWorkOrderId ||
      order.organisationLine.some((id) => actor.grants.some((grant) => grant.organisationId === id)) ||
      isAssignedTo(order, actor),
  );
}

export interface MoveOf {
  readonly verb: string;
  readonly organisation_id: string | null;
  readonly work_order_id: string | null;
}

/** An organisation follows its own order and the case's stage, not what others were asked or why; a note is staff's alone. */
export function isToldOf({ row, situation }: Loaded, directory: Directory, move: MoveOf): boolean {
  const { actor, before } = situation;
  if (move.verb === 'note') return readsByArea(actor, before) && !isComplainedAbout(actor, before);
  if (move.organisation_id === null || actor.isReporter || holds(actor, 'case.read', row.path)) return true;
  if (actor.linkWorkOrderId !== null) return actor.linkWorkOrderId === move.work_order_id;
  const isAssigned = situation.orders.some((order) => order.id === move.work_order_id && isAssignedTo(order, actor));
  return (
    isAssigned ||
    directory.line(move.organisation_id).some((id) => actor.grants.some((grant) => grant.organisationId === id))
  );
}

/** By name; somebody who came by a link has none, and neither has an order nobody was put on. */
function isAssignedTo(order: WorkOrderFacts, { accountId }: Pick<ActorFacts, 'accountId'>): boolean {
  return accountId !== null && order.assignedToAccountId === accountId;
}

/** What happened since the mover last looked, and what may be done now. */
export async function changedSince(
  ctx: TransactionContext,
  loaded: Loaded,
  seenVersion: number,
  directory: Directory,
): Promise<Problem> {
  const { row, situation } = loaded;
  const moves = await ctx.db
    .selectFrom('case_moves')
    .select(['verb', 'to_status', 'at', 'organisation_id', 'work_order_id', 'actor_id', 'seq'])
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .execute();
  // Version and line of history go up together, so what the mover has not seen are the lines past that version.
  const unseen = moves.slice(seenVersion).filter((move) => isToldOf(loaded, directory, move));
  // Colleagues are named to colleagues; an organisation and a reporter read what happened, not by whom.
  const names = readsByArea(situation.actor, situation.before)
    ? await findNames(
        ctx.db,
        unseen.map((move) => move.actor_id),
      )
    : new Map<string, string>();
  const since = unseen.map((move) => ({
    verb: move.verb,
    to: move.to_status,
    at: move.at,
    byName: names.get(move.actor_id ?? '') ?? null,
    organisationName: move.organisation_id === null ? null : (directory.find(move.organisation_id)?.name ?? null),
  }));
  return problem('case-changed', `The case is at version ${row.version}, you have seen ${seenVersion}`, {
    version: row.version,
    caseStatus: row.status,
    since,
    allowed: verbsFor({ ...situation, input: {} }),
  });
}
