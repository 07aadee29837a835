// The dispatch rules as rows.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';

import type { DispatchRule } from './rules-dispatch.ts';
import { saveSeen, withdrawSeen } from './store-withdrawn.ts';

const COLUMNS = ['id', 'class_code', 'path', 'organisation_id', 'clause', 'source', 'case_id', 'starts_on', 'ends_on', 'version'] as const; // prettier-ignore

export async function listRuleRows(db: Db, { classCode }: { classCode?: string } = {}): Promise<DispatchRule[]> {
  let query = db.selectFrom('dispatch_rules').select(COLUMNS).where('withdrawn_at', 'is', null);
  if (classCode !== undefined) query = query.where('class_code', '=', classCode);
  const rows = await query.orderBy('starts_on', 'desc').orderBy('id').execute();
  return rows.map(toRule);
}

export async function findRuleRow(db: Db, id: string): Promise<DispatchRule | undefined> {
  const row = await db
    .selectFrom('dispatch_rules')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row && toRule(row);
}

export async function findRuleOfCase(db: Db, caseId: string): Promise<DispatchRule | undefined> {
  const row = await db
    .selectFrom('dispatch_rules')
    .select(COLUMNS)
    .where('case_id', '=', caseId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row && toRule(row);
}

/** Two writing about one class wait for each other, so that each sees the other's rule: until the transaction ends. */
export async function lockRulesOf(db: Db, classCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`dispatch rules ${classCode}`}))`.execute(db);
}

/** False when it does not stand at the version seen; 0 means that there is none of this id. */
export function saveRuleRow(db: Db, rule: DispatchRule): Promise<boolean> {
  return saveSeen(db, 'dispatch_rules', rule, {
    class_code: rule.classCode,
    path: rule.path,
    organisation_id: rule.organisationId,
    clause: rule.clause,
    source: rule.source,
    case_id: rule.caseId,
    starts_on: rule.startsOn,
    ends_on: rule.endsOn,
  });
}

export function withdrawRuleRow(db: Db, seen: { id: string; version: number; at: string }): Promise<boolean> {
  return withdrawSeen(db, 'dispatch_rules', seen);
}

function toRule(row: {
  id: string;
  class_code: string;
  path: string;
  organisation_id: string;
  clause: string;
  source: string;
  case_id: string | null;
  starts_on: string;
  ends_on: string | null;
  version: number;
}): DispatchRule {
  return {
    id: row.id,
    classCode: row.class_code,
    path: row.path,
    organisationId: row.organisation_id,
    clause: row.clause,
    source: row.source,
    caseId: row.case_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    version: row.version,
  };
}
