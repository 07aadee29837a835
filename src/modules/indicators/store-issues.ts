// figure_issues: what was issued of an area and a month, and by whom.

import type { Db } from '#platform/database/connection.ts';
import type { Day, Instant } from '#shared/time.ts';

import type { Issue, IssuedFigures } from './rules-issues.ts';

export interface IssueRow extends Issue {
  readonly issued_by: string;
}

/** Newest first. */
export async function findIssues(db: Db, areaId: string, month: Day): Promise<IssueRow[]> {
  const rows = await db
    .selectFrom('figure_issues')
    .select(['number', 'figures', 'reason', 'issued_at', 'issued_by'])
    .where('area_id', '=', areaId)
    .where('month', '=', month)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, figures: row.figures as unknown as IssuedFigures }));
}

interface NewIssue {
  readonly id: string;
  readonly areaId: string;
  readonly path: string;
  readonly month: Day;
  readonly number: number;
  readonly figures: IssuedFigures;
  readonly reason: string | null;
  readonly issuedBy: string;
  readonly at: Instant;
}

/** False when somebody has issued this number meanwhile. */
export async function insertIssue(db: Db, issue: NewIssue): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('figure_issues')
    .values({
      id: issue.id,
      area_id: issue.areaId,
      path: issue.path,
      month: issue.month,
      number: issue.number,
      figures: JSON.stringify(issue.figures),
      reason: issue.reason,
      issued_by: issue.issuedBy,
      issued_at: issue.at,
    })
    .onConflict((conflict) => conflict.constraint('figure_issues_once').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
