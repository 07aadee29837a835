// The steps of 多方联动 as rows.

import type { Selectable, Updateable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { CollaborationSteps } from '#platform/database/tables.ts';

import { COLLABORATION_ROLES } from './rules.ts';
import type { CollaborationRole, Decision, Filler, Step } from './rules.ts';

export type StepRow = Selectable<CollaborationSteps>;
type Act = Updateable<CollaborationSteps>;

/** In the order of the roles; none while nobody has started it. */
export async function findSteps(db: Db, caseId: string): Promise<StepRow[]> {
  const rows = await db.selectFrom('collaboration_steps').selectAll().where('case_id', '=', caseId).execute();
  return COLLABORATION_ROLES.flatMap((role) => rows.find((row) => row.role === role) ?? []);
}

/** Started twice at once, it is one. */
export async function insertSteps(db: Db, caseId: string): Promise<void> {
  await db
    .insertInto('collaboration_steps')
    .values(COLLABORATION_ROLES.map((role) => ({ case_id: caseId, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All of a case, so that two who write at once wait for each other. */
export async function lockSteps(db: Db, caseId: string): Promise<void> {
  await db
    .selectFrom('collaboration_steps')
    .select('role')
    .where('case_id', '=', caseId)
    .orderBy('role')
    .forUpdate()
    .execute();
}

export async function saveStep(db: Db, caseId: string, role: CollaborationRole, act: Act): Promise<void> {
  await db.updateTable('collaboration_steps').set(act).where('case_id', '=', caseId).where('role', '=', role).execute();
}

export async function findWords(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const texts = await db
    .selectFrom('case_texts')
    .select(['id', 'words'])
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
  return new Map(texts.map(({ id, words }) => [id, words]));
}

export function stepOf(row: StepRow): Step {
  const isDecided = row.decided_on !== null && row.evidence !== null && row.is_agreed !== null;
  return {
    role: row.role as CollaborationRole,
    filledBy: row.filled_by as Filler | null,
    beganAt: row.began_at,
    doneAt: row.done_at,
    decision: isDecided
      ? {
          decidedOn: row.decided_on ?? '',
          evidence: row.evidence as Decision['evidence'],
          isAgreed: row.is_agreed === true,
        }
      : null,
  };
}
