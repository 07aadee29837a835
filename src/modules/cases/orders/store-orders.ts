// Work orders and the class rules they follow: rows in, the plain facts of the rules out.

import type { Selectable } from 'kysely';

import type { Directory } from '#modules/organisations/directory.ts';
import type { Db } from '#platform/database/connection.ts';
import { prepare, prepareInsert, prepareUpdate } from '#platform/database/prepared.ts';
import type { Classes, WorkOrders } from '#platform/database/tables.ts';
import { gradedLimitsOf, limitOn, stagesOf } from '#modules/catalogue/rules.ts';
import type { AreaGrade, CatalogueClass, ClassStage, Graded, GradedLimit, Severity } from '#modules/catalogue/rules.ts';
import type { Limit } from '#shared/working-time.ts';

import type { ClassRules, WorkOrderFacts } from '../facts.ts';
import type { Secrecy } from '../kinds.ts';

export type OrderRow = Selectable<WorkOrders>;

const FIND_ORDERS = prepare<{ caseId: string }>()((db, { caseId }) =>
  db.selectFrom('work_orders').selectAll().where('case_id', '=', caseId).orderBy('issued_at').orderBy('id'),
);

export function findOrderRows(db: Db, caseId: string): Promise<OrderRow[]> {
  return FIND_ORDERS.read(db, { caseId });
}

export function orderFacts(row: OrderRow, directory: Directory): WorkOrderFacts {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationLine: [
      // The crew it was assigned to inside the organisation works on it as the organisation does.
      ...new Set(
        [row.organisation_id, row.assigned_organisation_id ?? row.organisation_id].flatMap((id) => directory.line(id)),
      ),
    ],
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
    application:
      row.asked_what === null
        ? null
        : {
            what: row.asked_what as 'extension' | 'suspension',
            until: row.asked_until ?? row.due_at,
            reason: row.asked_reason ?? '',
          },
    extensionCount: row.extension_count,
    suspension:
      row.suspended_until === null
        ? null
        : {
            until: row.suspended_until,
            reason: row.suspension_reason ?? '',
            ownerAccountId: row.suspension_owner_id,
          },
    stage: row.stage as WorkOrderFacts['stage'],
    stagesDone: row.stages_done as unknown as WorkOrderFacts['stagesDone'],
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

const insertRow = prepareInsert('work_orders');
const updateRow = prepareUpdate('work_orders');

/** Fails when the id is taken: an order of another case must not be written over. */
export function insertOrder(db: Db, caseId: string, order: WorkOrderFacts, also: Partial<OrderRow>): void {
  insertRow(db, {
    id: order.id,
    case_id: caseId,
    organisation_id: order.organisationId,
    role: order.role,
    is_direct: order.isDirect,
    issued_at: order.issuedAt,
    ...changingColumns(order),
    ...also,
  });
}

/** Of an order that was found in its case. */
export function updateOrder(db: Db, order: WorkOrderFacts, also: Partial<OrderRow>): void {
  updateRow(db, order.id, { ...changingColumns(order), ...also });
}

function changingColumns(order: WorkOrderFacts) {
  const { clock } = order;
  return {
    status: order.status,
    acknowledged_at: order.acknowledgedAt,
    assigned_account_id: order.assignedToAccountId,
    handler_account_ids: [...order.handlerAccountIds],
    send_back_reason: order.sendBackReason,
    rework_count: order.reworkCount,
    rework_cause: order.reworkCause,
    charged_to: order.chargedTo,
    asked_what: order.application?.what ?? null,
    asked_until: order.application?.until ?? null,
    asked_reason: order.application?.reason ?? null,
    extension_count: order.extensionCount,
    suspended_until: order.suspension?.until ?? null,
    suspension_reason: order.suspension?.reason ?? null,
    suspension_owner_id: order.suspension?.ownerAccountId ?? null,
    stage: order.stage === null ? null : JSON.stringify(order.stage),
    stages_done: JSON.stringify(order.stagesDone),
    clock_started_at: clock.startedAt,
    clock_unit: clock.unit,
    clock_budget_ms: clock.budgetMs,
    clock_consumed_ms: clock.consumedMs,
    clock_running_since: clock.runningSince,
    clock_stopped_at: clock.stoppedAt,
    due_at: clock.dueAt,
  };
}

const FIND_CLASS = prepare<{ code: string }>()((db, { code }) =>
  db.selectFrom('classes').selectAll().where('code', '=', code),
);
const FIND_CLASS_OF_CASE = prepare<{ caseId: string }>()((db, { caseId }) =>
  db
    .selectFrom('cases')
    .leftJoin('classes', 'classes.code', 'cases.class_code')
    .leftJoin('grids', 'grids.id', 'cases.grid_id')
    .leftJoin('class_versions', (join) =>
      join
        .onRef('class_versions.class_code', '=', 'cases.class_code')
        .onRef('class_versions.version', '=', 'cases.class_version'),
    )
    .selectAll('classes')
    .select(['class_versions.content as kept', 'grids.area_grade as grade', 'cases.severity as said'])
    .where('cases.id', '=', caseId),
);

export async function findClassRules(db: Db, code: string): Promise<ClassRules | undefined> {
  const [row] = await FIND_CLASS.read(db, { code });
  return row && classRules(row);
}

export interface RulesOfCase {
  /** With the limit for this case's ground and severity; undefined while no class is settled. */
  readonly rules: ClassRules | undefined;
  readonly graded: Graded;
}

export async function findClassRulesOfCase(db: Db, caseId: string): Promise<RulesOfCase> {
  const [row] = await FIND_CLASS_OF_CASE.read(db, { caseId });
  const graded = { grade: (row?.grade ?? null) as AreaGrade | null, severity: (row?.said ?? null) as Severity | null };
  const rules = row === undefined || row.code === null ? undefined : rulesOf(row as typeof row & Selectable<Classes>);
  return { rules: rules && gradedRules(rules, graded), graded };
}

export function gradedRules(rules: ClassRules, graded: Graded): ClassRules {
  return { ...rules, limit: limitOn({ ...rules, limit: rules.stages[0]?.limit ?? rules.limit }, graded) };
}

/** The version a case was filed under may have been followed by another since. */
function rulesOf(row: Selectable<Classes> & { readonly kept: unknown }): ClassRules {
  return row.kept === null ? classRules(row) : keptRules(row.kept as CatalogueClass);
}

const FIND_DIRECT_LIST = prepare<{ organisationId: string }>()((db, { organisationId }) =>
  db.selectFrom('direct_list').select(['path', 'class_code']).where('organisation_id', '=', organisationId),
);

/** Where the organisation takes orders directly, and of which class; no class means all. */
export function findDirectList(
  db: Db,
  organisationId: string,
): Promise<{ readonly path: string; readonly class_code: string | null }[]> {
  return FIND_DIRECT_LIST.read(db, { organisationId });
}

function keptRules(kept: CatalogueClass): ClassRules {
  return {
    ...kept,
    gradedLimits: gradedLimitsOf(kept.gradedLimits),
    acceptedEvidence: kept.evidenceKinds as ClassRules['acceptedEvidence'],
    sampleRate: kept.samplingPercent / 100,
  };
}

function classRules(row: Selectable<Classes>): ClassRules {
  const limit = { unit: row.limit_unit as Limit['unit'], amount: row.limit_amount };
  return {
    code: row.code,
    isDirect: row.is_direct,
    isEmergency: row.is_emergency,
    secrecy: row.secrecy as Secrecy,
    isMinor: row.is_minor,
    acceptedEvidence: row.evidence_kinds as ClassRules['acceptedEvidence'],
    limit,
    stages: stagesOf(row.stages as unknown as ClassStage[], limit),
    severity: row.severity as Severity,
    gradedLimits: gradedLimitsOf(row.graded_limits as unknown as GradedLimit[]),
    version: row.version,
    isAdmitted: row.is_admitted,
    sampleRate: row.sampling_percent / 100,
    verifiedBy: row.verified_by as ClassRules['verifiedBy'],
  };
}
