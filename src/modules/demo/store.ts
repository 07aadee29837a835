// What the stories of a demo ask the database: matters reported since one was begun, and what happened to them.

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export interface Sought {
  /** Of the grid the story plays in; matters of grids below it count too. */
  readonly gridPath: string;
  /** Null for what nobody signed in has reported. */
  readonly reporterSignInName: string | null;
  readonly since: Instant;
  readonly most: number;
}

export async function findMatters(db: Db, { gridPath, reporterSignInName, since, most }: Sought) {
  return db
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('path', 'like', `${gridPath}%`)
    .where('reported_at', '>=', since)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('case_reports')
          .leftJoin('accounts', 'accounts.id', 'case_reports.reporter_id')
          .select('case_reports.id')
          .whereRef('case_reports.case_id', '=', 'cases.id')
          .where('accounts.sign_in_name', reporterSignInName === null ? 'is' : '=', reporterSignInName),
      ),
    )
    .orderBy('reported_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function findMovesOf(db: Db, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  return db
    .selectFrom('case_moves')
    .select(['case_id', 'verb', 'to_status', 'at'])
    .where('case_id', 'in', caseIds)
    .orderBy('case_id')
    .orderBy('seq')
    .execute();
}
