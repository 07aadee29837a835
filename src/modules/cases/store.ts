// Cases and work orders: rows in, the plain facts of the rules out.

import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { Directory } from '#modules/organisations/directory.ts';
import type { Db } from '#platform/database/connection.ts';
import type { Cases, Classes, WorkOrders } from '#platform/database/tables.ts';
import type { Limit } from '#shared/working-time.ts';

import type { CaseFacts, ClassRules, WorkOrderFacts } from './facts.ts';
import type { Secrecy } from './kinds.ts';
import type { HistoryLine } from './rules.ts';

export type CaseRow = Omit<Selectable<Cases>, 'search'>;
export type OrderRow = Selectable<WorkOrders>;

export const CASE_COLUMNS = [
  'id', 'number', 'kind', 'class_code', 'class_confirmed', 'secrecy', 'is_urgent', 'summary', 'status', 'held_level', 'path',
  'street_id', 'community_id', 'grid_id', 'micro_grid_id', 'place_id', 'place_words', 'longitude', 'latitude', 'source_crs',
  'source_longitude', 'source_latitude', 'about_account_id', 'about_organisation_id', 'report_count', 'confirmation',
  'verification', 'verifier_id', 'resolved_on_spot_by', 'resolved_level', 'reopened_at', 'reopen_count', 'review',
  'involved_account_ids', 'send_backs_asked', 'send_backs_approved', 'has_objected', 'is_drawn_for_sample', 'merged_into_id',
  'status_before_merge', 'split_from_id', 'handed_down_due_at', 'reported_at', 'due_at', 'closed_at', 'adoption', 'referral',
  'is_solved', 'manner_rating', 'rated_at', 'version',
] as const satisfies readonly (keyof Cases)[]; // prettier-ignore

/** The case with its row locked until the transaction ends; undefined when it is not there or not seen. */
export async function lockCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  return db.selectFrom('cases').select(CASE_COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  return db.selectFrom('cases').select(CASE_COLUMNS).where('id', '=', id).executeTakeFirst();
}

export async function findCaseIdByNumber(db: Db, number: string): Promise<string | undefined> {
  return (await db.selectFrom('cases').select('id').where('number', '=', number).executeTakeFirst())?.id;
}

export async function insertCase(db: Db, row: Omit<CaseRow, 'version'>): Promise<void> {
  await db.insertInto('cases').values(row).execute();
}

/** Saves what a move changed. The version was checked under the row's lock. */
export async function saveCaseFacts(db: Db, after: CaseFacts, also: Partial<CaseRow>): Promise<void> {
  await db
    .updateTable('cases')
    .set({
      status: after.status,
      kind: after.kind,
      secrecy: after.secrecy,
      class_code: after.classCode,
      held_level: after.heldLevel,
      path: after.path,
      about_account_id: after.aboutAccountId,
      about_organisation_id: after.aboutOrganisationId,
      report_count: after.reportCount,
      confirmation: after.confirmation,
      verification: after.verification,
      resolved_on_spot_by: after.resolvedOnSpotBy,
      resolved_level: after.resolvedLevel,
      closed_at: after.closedAt,
      reopened_at: after.reopenedAt,
      reopen_count: after.reopenCount,
      review: after.review,
      involved_account_ids: [...after.involvedAccountIds],
      send_backs_asked: after.sendBacksAsked,
      send_backs_approved: after.sendBacksApproved,
      has_objected: after.hasObjected,
      verifier_id: after.verifierAccountId,
      is_drawn_for_sample: after.isDrawnForSample,
      merged_into_id: after.mergedIntoId,
      status_before_merge: after.statusBeforeMerge,
      version: after.version,
      ...also,
    })
    .where('id', '=', after.id)
    .execute();
}

export function caseFacts(row: CaseRow): CaseFacts {
  return {
    id: row.id,
    version: row.version,
    status: row.status as CaseFacts['status'],
    kind: row.kind as CaseFacts['kind'],
    secrecy: row.secrecy as Secrecy,
    classCode: row.class_code,
    heldLevel: row.held_level as CaseFacts['heldLevel'],
    path: row.path,
    aboutAccountId: row.about_account_id,
    aboutOrganisationId: row.about_organisation_id,
    reportCount: row.report_count,
    confirmation: row.confirmation as CaseFacts['confirmation'],
    verification: row.verification as CaseFacts['verification'],
    resolvedOnSpotBy: row.resolved_on_spot_by,
    resolvedLevel: row.resolved_level as CaseFacts['resolvedLevel'],
    closedAt: row.closed_at,
    reopenedAt: row.reopened_at,
    reopenCount: row.reopen_count,
    review: row.review as CaseFacts['review'],
    involvedAccountIds: row.involved_account_ids,
    sendBacksAsked: row.send_backs_asked,
    sendBacksApproved: row.send_backs_approved,
    hasObjected: row.has_objected,
    verifierAccountId: row.verifier_id,
    isDrawnForSample: row.is_drawn_for_sample,
    mergedIntoId: row.merged_into_id,
    statusBeforeMerge: row.status_before_merge as CaseFacts['statusBeforeMerge'],
  };
}

export async function findOrderRows(db: Db, caseId: string): Promise<OrderRow[]> {
  return db
    .selectFrom('work_orders')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('issued_at')
    .orderBy('id')
    .execute();
}

export function orderFacts(row: OrderRow, directory: Directory): WorkOrderFacts {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationLine: directory.line(row.organisation_id),
    role: row.role as WorkOrderFacts['role'],
    status: row.status as WorkOrderFacts['status'],
    isDirect: row.is_direct,
    issuedAt: row.issued_at,
    acknowledgedAt: row.acknowledged_at,
    assignedToAccountId: row.assigned_account_id,
    handlerAccountIds: row.handler_account_ids,
    sendBackReason: row.send_back_reason as WorkOrderFacts['sendBackReason'],
    reworkCount: row.rework_count,
    reworkCause: row.rework_cause as WorkOrderFacts['reworkCause'],
    chargedTo: row.charged_to as WorkOrderFacts['chargedTo'],
    clock: {
      startedAt: row.clock_started_at,
      unit: row.clock_unit as WorkOrderFacts['clock']['unit'],
      budgetMs: row.clock_budget_ms,
      consumedMs: row.clock_consumed_ms,
      runningSince: row.clock_running_since,
      stoppedAt: row.clock_stopped_at,
      dueAt: row.due_at,
    },
  };
}

/** Inserts a new order or saves a changed one. */
export async function saveOrder(db: Db, caseId: string, order: WorkOrderFacts, also: Partial<OrderRow>): Promise<void> {
  const { clock } = order;
  const changing = {
    status: order.status,
    acknowledged_at: order.acknowledgedAt,
    assigned_account_id: order.assignedToAccountId,
    handler_account_ids: [...order.handlerAccountIds],
    send_back_reason: order.sendBackReason,
    rework_count: order.reworkCount,
    rework_cause: order.reworkCause,
    charged_to: order.chargedTo,
    clock_consumed_ms: clock.consumedMs,
    clock_running_since: clock.runningSince,
    clock_stopped_at: clock.stoppedAt,
    due_at: clock.dueAt,
    ...also,
  };
  await db
    .insertInto('work_orders')
    .values({
      id: order.id,
      case_id: caseId,
      organisation_id: order.organisationId,
      role: order.role,
      is_direct: order.isDirect,
      issued_at: order.issuedAt,
      clock_started_at: clock.startedAt,
      clock_unit: clock.unit,
      clock_budget_ms: clock.budgetMs,
      ...changing,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute();
}

export async function findClassRules(db: Db, code: string): Promise<ClassRules | undefined> {
  const row = await db.selectFrom('classes').selectAll().where('code', '=', code).executeTakeFirst();
  return row === undefined ? undefined : classRules(row);
}

function classRules(row: Selectable<Classes>): ClassRules {
  return {
    code: row.code,
    isDirect: row.is_direct,
    isEmergency: row.is_emergency,
    secrecy: row.secrecy as Secrecy,
    isMinor: row.is_minor,
    acceptedEvidence: row.evidence_kinds as ClassRules['acceptedEvidence'],
    limit: { unit: row.limit_unit as Limit['unit'], amount: row.limit_amount },
    sampleRate: row.sampling_percent / 100,
  };
}

/** Writes one line of history and answers its place in the case's order. */
export async function appendHistory(
  db: Db,
  moveId: string,
  line: HistoryLine,
  extra: { linkId: string | null; role: string | null; recordedAt: string },
): Promise<void> {
  await db
    .insertInto('case_moves')
    .values({
      id: moveId,
      case_id: line.caseId,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from case_moves where case_id = ${line.caseId})`,
      verb: line.verb,
      from_status: line.from,
      to_status: line.to,
      actor_id: line.accountId,
      actor_role: extra.role,
      via_link_id: extra.linkId,
      work_order_id: line.workOrderId,
      organisation_id: line.organisationId,
      held_level: line.heldLevel,
      codes: JSON.stringify(line.codes),
      at: line.at,
      recorded_at: extra.recordedAt,
    })
    .execute();
}

export interface NewText {
  id: string;
  caseId: string;
  moveId: string | null;
  reportId: string | null;
  audience: 'reporter' | 'staff' | 'organisation' | 'public';
  purpose: string;
  words: string;
  writtenBy: string | null;
  at: string;
}

export async function insertText(db: Db, text: NewText): Promise<void> {
  await db
    .insertInto('case_texts')
    .values({
      id: text.id,
      case_id: text.caseId,
      move_id: text.moveId,
      report_id: text.reportId,
      audience: text.audience,
      purpose: text.purpose,
      words: text.words,
      written_by: text.writtenBy,
      written_at: text.at,
    })
    .execute();
}

/** Lets an organisation, a person or a link see the case although no area of theirs holds it. */
export async function giveAccess(
  db: Db,
  caseId: string,
  way: 'organisation' | 'person' | 'link',
  subjectIds: readonly string[],
  since: string,
): Promise<void> {
  if (subjectIds.length === 0) return;
  await db
    .insertInto('case_access')
    .values(subjectIds.map((subject_id) => ({ case_id: caseId, way, subject_id, since })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function takeAccess(
  db: Db,
  caseId: string,
  way: 'organisation' | 'person' | 'link',
  subjectId: string,
): Promise<void> {
  await db
    .deleteFrom('case_access')
    .where('case_id', '=', caseId)
    .where('way', '=', way)
    .where('subject_id', '=', subjectId)
    .execute();
}
