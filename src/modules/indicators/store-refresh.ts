// Brings indicator_rows up to date: which cases have changed, what is told of them, and their rows written in one statement.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Day, Instant } from '#shared/time.ts';
import type { Limit } from '#shared/working-time.ts';

import { ROW_RULES } from './rules-rows.ts';
import type { CaseTold, CountedRow, MoveTold, OrderTold } from './rules-rows.ts';

/** Verbs that a counted row is made from; the others say nothing that is counted. */
const LOOKED_AT = sql`verb <> 'report'`;

/** Cases with a move recorded since, those supervised since, those whose limits still run or end today; each once, in the order of ids. */
export async function findChanged(
  db: Db,
  { since, today }: { since: Instant; today: Day },
  after: string | null,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with moved as (
      select distinct case_id from case_moves where recorded_at >= ${since}::timestamptz
    ), wanted as (
      select cases.id from moved join cases on cases.id = moved.case_id
      left join indicator_rows on indicator_rows.id = cases.id
      where indicator_rows.case_version is distinct from cases.version
      union
      select case_id from directives where kind = 'supervise' and issued_at >= ${since}::timestamptz
      union
      select case_id from indicator_rows where is_pending
      union
      select case_id from indicator_rows where done_on is null and ended_on is null and due_on = ${today}::date
    )
    select id from wanted where ${after}::uuid is null or id > ${after}::uuid order by id limit ${most}::integer`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Of the next cases by id those that are not counted as they stand; and the last that was looked at, undefined at the end. */
export async function findUncounted(
  db: Db,
  after: string | null,
  most: number,
): Promise<{ ids: string[]; lookedAt: string | undefined }> {
  const { rows } = await sql<{ id: string; is_counted: boolean }>`
    with looked as (
      select id, version from cases where ${after}::uuid is null or id > ${after}::uuid order by id limit ${most}::integer
    )
    select looked.id,
      coalesce(indicator_rows.case_version = looked.version and indicator_rows.row_rules = ${ROW_RULES}::integer, false) as is_counted
    from looked left join indicator_rows on indicator_rows.id = looked.id
    order by looked.id`.execute(db);
  return { ids: rows.filter(({ is_counted }) => !is_counted).map(({ id }) => id), lookedAt: rows.at(-1)?.id };
}

/** 派遣: under the limits of our own stages, where the district has set them. */
export async function readDispatchLimit(db: Db): Promise<Limit | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', 'case.stageLimits').executeTakeFirst();
  return (row?.value as { dispatch?: Limit } | undefined)?.dispatch;
}

/** The last moment a move was recorded at, no earlier than `since`: only the end of the index is read. Null while there is none. */
export async function lastRecording(db: Db, since: Instant | null): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(recorded_at) as at from case_moves
    where ${since === null ? sql`true` : sql`recorded_at >= ${since}::timestamptz`}`.execute(db);
  return rows[0]?.at ?? null;
}

export async function readTold(db: Db, ids: readonly string[]): Promise<CaseTold[]> {
  const { rows: cases } = await sql<CaseRow>`
    select cases.id, cases.version, cases.path, cases.street_id, cases.community_id, cases.grid_id, cases.secrecy, cases.kind,
      cases.class_code, classes.class_type, cases.is_urgent, cases.status, cases.resolved_level, cases.reported_at,
      cases.closed_at, cases.is_solved, cases.manner_rating,
      coalesce(places.kind in ('shopfront', 'market'), false) as is_at_shop,
      (select channel from case_reports where case_reports.case_id = cases.id or case_reports.filed_under_id = cases.id
        order by reported_at limit 1) as channel,
      exists (select from case_reports join case_contacts on case_contacts.report_id = case_reports.id
        where case_reports.case_id = cases.id and (phone_cipher is not null or erased_at is not null)) as has_contact,
      exists (select from directives where directives.case_id = cases.id and directives.kind = 'supervise') as is_supervised
    from cases
    left join classes on classes.code = cases.class_code
    left join places on places.id = cases.place_id
    where cases.id = any(${ids}::uuid[])`.execute(db);
  const { rows: moves } = await sql<MoveRow>`
    select case_id, verb, at, actor_role, work_order_id, coalesce(codes->>'contactOutcome', codes->>'outcome') as outcome
    from case_moves where case_id = any(${ids}::uuid[]) and ${LOOKED_AT}
    order by case_id, seq`.execute(db);
  const { rows: orders } = await sql<OrderRow>`
    select id, case_id, organisation_id, status, issued_at, due_at, feedback_at, clock_stopped_at, rework_count, extension_count,
      suspended_until
    from work_orders where case_id = any(${ids}::uuid[]) and role = 'leadHandler'
    order by case_id, issued_at, id`.execute(db);
  const movesOf = Map.groupBy(moves, ({ case_id }) => case_id);
  const ordersOf = Map.groupBy(orders, ({ case_id }) => case_id);
  return cases.map((row) => ({
    ...toTold(row),
    moves: (movesOf.get(row.id) ?? []).map(toMove),
    orders: (ordersOf.get(row.id) ?? []).map(toOrder),
  }));
}

/** What a row of either unit shares with its case. */
export interface SharedColumns {
  readonly case_id: string;
  readonly case_version: number;
  readonly row_rules: number;
  readonly path: string;
  readonly street_id: string | null;
  readonly community_id: string | null;
  readonly grid_id: string | null;
  readonly secrecy: string;
  readonly kind: string;
  readonly class_code: string | null;
  readonly class_type: string | null;
  readonly channel: string;
  readonly voice: string;
}

const TYPE_SQL = {
  uuid: sql`uuid`,
  text: sql`text`,
  integer: sql`integer`,
  date: sql`date`,
  boolean: sql`boolean`,
} as const;
// prettier-ignore
const COLUMN_TYPES: Readonly<Record<keyof (CountedRow & SharedColumns), keyof typeof TYPE_SQL>> = {
  id: 'uuid', unit: 'text', case_id: 'uuid', case_version: 'integer', path: 'text', street_id: 'uuid', community_id: 'uuid',
  grid_id: 'uuid', secrecy: 'text', kind: 'text', class_code: 'text', class_type: 'text', channel: 'text', voice: 'text',
  organisation_id: 'uuid', post: 'text', opened_on: 'date', filed_on: 'date', due_on: 'date', done_on: 'date',
  settled_on: 'date', ended_on: 'date', reopened_on: 'date', last_on: 'date', ended_as: 'text', level: 'text',
  is_on_time: 'boolean', is_suspended: 'boolean', is_asked: 'boolean', is_solved: 'boolean', manner: 'text',
  is_contacted_on_time: 'boolean', is_accepted_on_time: 'boolean', is_dispatched_on_time: 'boolean', rework_count: 'integer',
  extension_count: 'integer', suspension_count: 'integer', row_rules: 'integer',
  is_supervised: 'boolean', is_due_later: 'boolean', is_pending: 'boolean',
};
const COLUMNS = Object.keys(COLUMN_TYPES) as (keyof typeof COLUMN_TYPES)[];
const NAMES = sql.join(COLUMNS.map((name) => sql.ref(name)));
const GIVEN = sql.join(COLUMNS.map((name) => sql`${sql.ref(name)} ${TYPE_SQL[COLUMN_TYPES[name]]}`));
const RENEWED = sql.join(
  COLUMNS.filter((name) => name !== 'id').map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
);

export async function saveRows(db: Db, rows: readonly (CountedRow & SharedColumns)[]): Promise<void> {
  await sql`
    insert into indicator_rows (${NAMES})
    select ${NAMES} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (${GIVEN})
    on conflict (id) do update set ${RENEWED}`.execute(db);
}

/** The days on which these are counted now, by street: their months have to be summed again. */
export async function findCountedDays(
  db: Db,
  caseIds: readonly string[],
): Promise<{ path: string; street_id: string | null; days: (Day | null)[] }[]> {
  const rows = await db
    .selectFrom('indicator_rows')
    .select([
      'path',
      'street_id',
      'opened_on',
      'filed_on',
      'due_on',
      'done_on',
      'settled_on',
      'ended_on',
      'reopened_on',
    ])
    .where('case_id', 'in', caseIds)
    .execute();
  return rows.map(({ path, street_id, ...days }) => ({ path, street_id, days: Object.values(days) }));
}

interface CaseRow {
  id: string;
  version: number;
  path: string;
  street_id: string | null;
  community_id: string | null;
  grid_id: string | null;
  secrecy: string;
  kind: string;
  class_code: string | null;
  class_type: string | null;
  is_urgent: boolean;
  status: CaseTold['status'];
  resolved_level: CaseTold['level'];
  reported_at: Instant;
  closed_at: Instant | null;
  is_solved: boolean | null;
  manner_rating: string | null;
  is_at_shop: boolean;
  channel: string | null;
  has_contact: boolean;
  is_supervised: boolean;
}

function toTold(row: CaseRow): Omit<CaseTold, 'moves' | 'orders'> {
  return {
    id: row.id,
    version: row.version,
    path: row.path,
    streetId: row.street_id,
    communityId: row.community_id,
    gridId: row.grid_id,
    secrecy: row.secrecy,
    kind: row.kind,
    classCode: row.class_code,
    classType: row.class_type,
    channel: row.channel ?? 'interface',
    isAtShop: row.is_at_shop,
    hasContact: row.has_contact,
    isUrgent: row.is_urgent,
    status: row.status,
    level: row.resolved_level,
    reportedAt: row.reported_at,
    closedAt: row.closed_at,
    isSolved: row.is_solved,
    manner: row.manner_rating,
    isSupervised: row.is_supervised,
  };
}

interface MoveRow {
  case_id: string;
  verb: string;
  at: Instant;
  actor_role: string | null;
  work_order_id: string | null;
  outcome: string | null;
}

function toMove({ verb, at, actor_role: role, work_order_id: orderId, outcome }: MoveRow): MoveTold {
  return { verb, at, role, orderId, outcome };
}

interface OrderRow {
  id: string;
  case_id: string;
  organisation_id: string;
  status: OrderTold['status'];
  issued_at: Instant;
  due_at: Instant;
  feedback_at: Instant | null;
  clock_stopped_at: Instant | null;
  rework_count: number;
  extension_count: number;
  suspended_until: Instant | null;
}

function toOrder(row: OrderRow): OrderTold {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    status: row.status,
    issuedAt: row.issued_at,
    dueAt: row.due_at,
    feedbackAt: row.feedback_at,
    stoppedAt: row.clock_stopped_at,
    reworkCount: row.rework_count,
    extensionCount: row.extension_count,
    suspendedUntil: row.suspended_until,
  };
}
