// What the stories of a demo ask the database: matters reported since one was begun, and what happened to them.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

export interface Sought {
  /** Of the grid the story plays in; matters of grids below it count too. */
  readonly gridPath: string;
  /** Null for what nobody signed in has reported. */
  readonly reporterSignInName: string | null;
  readonly since: Instant;
  /** What this player has reported: told before what others did. */
  readonly ownIds: readonly string[];
  readonly most: number;
}

export async function findMatters(db: Db, { gridPath, reporterSignInName, since, ownIds, most }: Sought) {
  return db
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('path', 'like', `${gridPath}%`)
    .where('reported_at', '>=', since)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('case_reports')
          // Whoever said it, or whoever wrote it down.
          .leftJoin('accounts', (join) =>
            join.on('accounts.id', '=', (eb) => eb.fn.coalesce('case_reports.reporter_id', 'case_reports.taken_by')),
          )
          .select('case_reports.id')
          // A voice that has joined another matter was filed under this one.
          .where((eb) =>
            eb.or([
              eb('case_reports.case_id', '=', eb.ref('cases.id')),
              eb('case_reports.filed_under_id', '=', eb.ref('cases.id')),
            ]),
          )
          .where('accounts.sign_in_name', reporterSignInName === null ? 'is' : '=', reporterSignInName),
      ),
    )
    .orderBy(sql`id = any(${ownIds}::uuid[])`, 'desc')
    .orderBy('reported_at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** What was done to the whistles of these cases: `whistle.blow`, `whistle.reportIn`, `whistle.close` … */
export async function findWhistleMovesOf(db: Db, caseIds: readonly string[]) {
  if (caseIds.length === 0) return [];
  const rows = await db
    .selectFrom('whistle_lines')
    .innerJoin('whistles', 'whistles.id', 'whistle_lines.whistle_id')
    .select(['whistles.subject_id as case_id', 'whistle_lines.verb', 'whistles.status', 'whistle_lines.at'])
    .where('whistles.subject_id', 'in', caseIds)
    .orderBy('whistle_lines.at')
    .orderBy('whistle_lines.id')
    .execute();
  return rows.map(({ verb, status, ...row }) => ({ ...row, verb: `whistle.${verb.split('.')[0]}`, to_status: status }));
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
