// The rows behind a number: exactly those it counts, in pages; what each case is, only as far as the actor may see it.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day } from '#shared/time.ts';

import type { Dimension, Excluded } from './rules.ts';
import { counterOf, isMeasure, stockOf } from './rules-measures.ts';
import type { CounterKey } from './rules-counters.ts';
import type { MeasureKey } from './rules-measures.ts';
import { COUNTER_SQL } from './store-counters.ts';
import { isCarried, isNotYetDue, keyOf, lieIn } from './store-sums.ts';
import type { Asked } from './store-sums.ts';

export interface Listed {
  readonly asked: Asked;
  /** What is listed. */
  readonly measure: MeasureKey | Excluded;
  /** Of these, told row by row whether it counts here too; only with, or only without these. */
  readonly part: MeasureKey | null;
  readonly only: 'with' | 'without' | null;
  readonly by: Dimension | null;
  readonly key: string | null;
}

export interface Cursor {
  readonly on: Day;
  readonly id: string;
}

export interface ListedRow {
  readonly id: string;
  readonly unit: 'case' | 'order';
  readonly case_id: string;
  readonly secrecy: string;
  readonly street_id: string | null;
  readonly community_id: string | null;
  readonly grid_id: string | null;
  readonly kind: string;
  readonly class_code: string | null;
  readonly channel: string;
  readonly organisation_id: string | null;
  readonly opened_on: Day;
  readonly filed_on: Day | null;
  readonly due_on: Day | null;
  readonly done_on: Day | null;
  readonly is_on_time: boolean;
  readonly is_part: boolean;
}

export async function findRows(db: Db, listed: Listed, after: Cursor | undefined, most: number): Promise<ListedRow[]> {
  const { asked, measure, part, only, by, key } = listed;
  const { scope, period, until } = asked;
  const isPart = part === null ? sql<boolean>`true` : isCounted(part, asked);
  const { rows } = await sql<ListedRow>`
    select id, unit, case_id, secrecy, street_id, community_id, grid_id, kind, class_code, channel, organisation_id,
      opened_on, filed_on, due_on, done_on, is_on_time, coalesce(${isPart}, false) as is_part
    from indicator_rows
    where ${lieIn(scope)} and opened_on < ${until}::date and last_on >= ${period.from}::date
      and ${isCounted(measure, asked)}
      and ${only === null ? sql`true` : sql`coalesce(${isPart}, false) = ${only === 'with'}`}
      and ${by === null || key === null ? sql`true` : sql`${keyOf(by, scope)} = ${key}`}
      and ${after === undefined ? sql`true` : sql`(opened_on, id) < (${after.on}::date, ${after.id}::uuid)`}
    order by opened_on desc, id desc
    limit ${most}::integer`.execute(db);
  return rows;
}

/** Whether a row is counted: the same conditions as in the sums. */
function isCounted(measure: MeasureKey | Excluded, { period: { from }, until }: Asked): RawBuilder<boolean> {
  if (measure === 'notYetDue') return sql<boolean>`(${isNotYetDue(until)})`;
  if (!isMeasure(measure)) return within(measure, from, until);
  const stock = stockOf(measure);
  const counted = within(counterOf(measure), from, until);
  return stock === undefined ? counted : sql<boolean>`(${counted} or (${isCarried(stock.in, from)}))`;
}

function within(counter: CounterKey, from: Day, until: Day): RawBuilder<boolean> {
  const { on, is } = COUNTER_SQL[counter];
  return sql<boolean>`(${sql.ref(on)} >= ${from}::date and ${sql.ref(on)} < ${until}::date and ${is})`;
}

/** Those of them the actor may see: row security of cases answers. */
export async function findSeen(
  db: Db,
  caseIds: readonly string[],
): Promise<Map<string, { number: string; status: string }>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db.selectFrom('cases').select(['id', 'number', 'status']).where('id', 'in', caseIds).execute();
  return new Map(rows.map(({ id, number, status }) => [id, { number, status }]));
}

export async function findGridNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('grids').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function findClassNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('classes').select(['code', 'name']).execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}
