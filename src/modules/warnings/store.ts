// Early warnings and the matters they count, as rows; and the matters that may gather to one.

import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';

import type { WarningLevel } from '#modules/cases/reports/warning-rule.ts';
import type { Db } from '#platform/database/connection.ts';
import type { EarlyWarnings } from '#platform/database/tables.ts';

export type WarningRow = Selectable<EarlyWarnings>;

/** What came to nothing warns of nothing. Merged ones stay: each was somebody who spoke up. */
const NOT_COUNTED = ['withdrawn', 'cancelled', 'rejected'];

/** Where something was reported since; few rows, along the index of time. */
export async function findAreasSince(db: Db, since: string, level: WarningLevel): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct ${sql.ref(columnOf(level))} as id
    from cases
    where reported_at >= ${since}
      and secrecy = 'open'
      and kind = 'problem'
      and ${sql.ref(columnOf(level))} is not null
  `.execute(db);
  return rows.map(({ id }) => id);
}

export interface GatheredRow {
  readonly id: string;
  readonly area_id: string;
  readonly micro_grid_id: string | null;
  readonly grid_id: string | null;
  readonly community_id: string | null;
  readonly street_id: string | null;
  readonly path: string;
  readonly class_code: string | null;
  readonly summary: string;
  readonly warning_id: string | null;
}

/** The matters of these areas within the hours, with the warning that waits and counts them already; the newest first. */
export async function findGathered(
  db: Db,
  areaIds: readonly string[],
  { since, level, most }: { since: string; level: WarningLevel; most: number },
): Promise<GatheredRow[]> {
  const column = sql.ref(`cases.${columnOf(level)}`);
  const { rows } = await sql<GatheredRow>`
    select found.*, early_warning_cases.warning_id
    from unnest(${areaIds}::uuid[]) as area (id)
    cross join lateral (
      select cases.id, area.id as area_id, cases.micro_grid_id, cases.grid_id, cases.community_id, cases.street_id, cases.path,
        cases.class_code, cases.summary, cases.reported_at
      from cases
      where ${column} = area.id
        and cases.reported_at >= ${since}
        and cases.secrecy = 'open'
        and cases.kind = 'problem'
        and cases.status <> all (${NOT_COUNTED}::text[])
      order by cases.reported_at desc, cases.id desc
      limit ${most}
    ) as found
    left join early_warning_cases on early_warning_cases.case_id = found.id
    order by found.area_id, found.reported_at desc, found.id desc
  `.execute(db);
  return rows;
}

/** A micro-grid lies in a grid, whose index leads to its matters; which of them are the micro-grid's is told apart after. */
function columnOf(level: WarningLevel): 'grid_id' | 'community_id' {
  return level === 'community' ? 'community_id' : 'grid_id';
}

export async function insertWarning(
  db: Db,
  row: Insertable<EarlyWarnings>,
  caseIds: readonly string[],
  at: string,
): Promise<void> {
  await db.insertInto('early_warnings').values(row).execute();
  await insertWarningCases(db, row.id, caseIds, at);
}

/** A matter that another process has put into a warning meanwhile stays there. */
export async function insertWarningCases(db: Db, warningId: string, caseIds: readonly string[], at: string) {
  await db
    .insertInto('early_warning_cases')
    .values(caseIds.map((case_id) => ({ case_id, warning_id: warningId, added_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One look at a time: of two processes the second finds what the first has written. */
export async function lockLook(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ' early warnings'))`.execute(db);
}

export async function findWaitingIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('early_warnings')
    .select('id')
    .where('id', 'in', [...ids])
    .where('acknowledged_at', 'is', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

export interface WarningLine extends WarningRow {
  readonly class_name: string | null;
  readonly area_name: string | null;
  readonly count: number;
  readonly last_at: string;
}

/** With the matters the actor may see; a warning of which none is left to see is not told. */
export async function findWarnings(
  db: Db,
  { isWaiting, id, most }: { isWaiting: boolean; id: string | null; most: number },
): Promise<WarningLine[]> {
  const { rows } = await sql<WarningLine>`
    select early_warnings.*, classes.name as class_name,
      coalesce(
        (select grids.name from grids where grids.id = coalesce(early_warnings.micro_grid_id, early_warnings.grid_id)),
        (select areas.name from areas where areas.id = early_warnings.community_id)
      ) as area_name,
      seen.count, seen.last_at
    from early_warnings
    left join classes on classes.code = early_warnings.class_code
    cross join lateral (
      select count(*)::integer as count, max(cases.reported_at) as last_at
      from early_warning_cases
      join cases on cases.id = early_warning_cases.case_id
      where early_warning_cases.warning_id = early_warnings.id
        and cases.secrecy = 'open'
    ) as seen
    where seen.count > 0
      and (not ${isWaiting}::boolean or early_warnings.acknowledged_at is null)
      and (${id}::uuid is null or early_warnings.id = ${id}::uuid)
    order by early_warnings.opened_at desc, early_warnings.id desc
    limit ${most}
  `.execute(db);
  return rows;
}

export async function findWarningCases(db: Db, warningId: string) {
  return db
    .selectFrom('early_warning_cases')
    .innerJoin('cases', 'cases.id', 'early_warning_cases.case_id')
    .select(['cases.id', 'cases.number', 'cases.summary', 'cases.place_words', 'cases.status', 'cases.reported_at'])
    .where('early_warning_cases.warning_id', '=', warningId)
    .where('cases.secrecy', '=', 'open')
    .orderBy('cases.reported_at', 'desc')
    .orderBy('cases.id', 'desc')
    .execute();
}

export async function lockWarning(db: Db, id: string): Promise<WarningRow | undefined> {
  return db.selectFrom('early_warnings').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function saveAcknowledgement(
  db: Db,
  { id, version }: WarningRow,
  { by, at, note }: { by: string | null; at: string; note: string },
): Promise<void> {
  await db
    .updateTable('early_warnings')
    .set({ acknowledged_by: by, acknowledged_at: at, note, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

export async function readRule(db: Db): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'warnings.rule').executeTakeFirst();
  return row?.value;
}
