// The pools of 受理台 as rows: along the indexes by area and status, never more than is listed; and how many there are.

import { sql } from 'kysely';

import type { Level } from '#permissions';
import type { Db } from '#platform/database/connection.ts';

import { MOST_COUNTED } from './contract-intake.ts';
import type { CaseStatus, SendBackReason } from '../facts.ts';
import type { Area } from './store-lists.ts';

/** Where one post works at the desk, and what of a pool is its own there. */
export interface PoolPart {
  /** Undefined: the whole district. */
  readonly area: Area | undefined;
  readonly statuses: readonly CaseStatus[];
  readonly levels: readonly Level[];
  /** Of these grids, and outside all of them, the matters held in the grid too: nobody is in post there. Undefined: none of those. */
  readonly vacantGridIds: readonly string[] | undefined;
  readonly isVerified?: boolean;
  /** With a send-back that waits for a decision, for one of these reasons; then the level plays no part. */
  readonly sendBackReasons?: readonly SendBackReason[];
}

export interface PoolRowFound {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: string;
  readonly class_code: string | null;
  readonly secrecy: string;
  readonly is_urgent: boolean;
  readonly summary: string;
  readonly place_words: string | null;
  readonly status: string;
  readonly held_level: string;
  readonly report_count: number;
  readonly community_id: string | null;
  readonly grid_id: string | null;
  readonly confirmation: string | null;
  readonly reported_at: string;
  readonly handed_down_due_at: string | null;
  readonly due_at: string | null;
}

const COLUMNS = [
  'cases.id', 'cases.number', 'cases.version', 'cases.kind', 'cases.class_code', 'cases.secrecy', 'cases.is_urgent', 'cases.summary',
  'cases.place_words', 'cases.status', 'cases.held_level', 'cases.report_count', 'cases.community_id', 'cases.grid_id',
  'cases.confirmation', 'cases.reported_at', 'cases.handed_down_due_at', 'cases.due_at',
] as const; // prettier-ignore

export async function findPool(
  db: Db,
  part: PoolPart,
  most: number,
  ids: readonly string[] | undefined,
): Promise<PoolRowFound[]> {
  return inPool(db, part)
    .select(COLUMNS)
    .$if(ids !== undefined, (query) => query.where('cases.id', 'in', ids ?? []))
    .orderBy('cases.reported_at')
    .orderBy('cases.id')
    .limit(most)
    .execute();
}

/** One more than is counted tells that there are more. */
export async function countPool(db: Db, part: PoolPart): Promise<number> {
  const counted = db.selectFrom(
    inPool(db, part)
      .select('cases.id')
      .limit(MOST_COUNTED + 1)
      .as('counted'),
  );
  const row = await counted.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return Number(row.count);
}

function inPool(db: Db, part: PoolPart) {
  const { area, statuses, levels, vacantGridIds, isVerified, sendBackReasons } = part;
  let query = db.selectFrom('cases').where('cases.status', 'in', statuses);
  if (area !== undefined) query = query.where(`cases.${area.column}`, '=', area.id);
  if (isVerified === true) query = query.where('cases.verification', '=', 'solved');
  if (isVerified === false) query = query.where(sql<boolean>`cases.verification is distinct from 'solved'`);
  if (sendBackReasons !== undefined)
    // One that waits for the district to settle whose it is is not decided on its own.
    return query.where('cases.arbitration_at', 'is', null).where(({ exists, selectFrom }) =>
      exists(
        selectFrom('work_orders')
          .whereRef('work_orders.case_id', '=', 'cases.id')
          .where(sql<boolean>`work_orders.status = 'sendBackAsked'`)
          .where('work_orders.send_back_reason', 'in', sendBackReasons),
      ),
    );
  // What the district holds has an index of its own, which asks for exactly this.
  if (area === undefined) return query.where(sql<boolean>`cases.held_level = 'district'`);
  return query.where((eb) =>
    vacantGridIds === undefined
      ? eb('cases.held_level', 'in', levels)
      : eb.or([
          eb('cases.held_level', 'in', levels),
          eb.and([
            eb('cases.held_level', 'in', ['microGrid', 'grid']),
            eb.or([
              eb('cases.grid_id', 'is', null),
              eb('cases.grid_id', '=', sql<string>`any (${vacantGridIds}::uuid[])`),
            ]),
          ]),
        ]),
  );
}

export interface LeadOrder {
  readonly case_id: string;
  readonly organisation_id: string;
  readonly clock_stopped_at: string | null;
  readonly send_back_reason: string | null;
}

/** The lead handler's order of each: the last one that was not given back. */
export async function findLeadOrders(db: Db, caseIds: readonly string[]): Promise<Map<string, LeadOrder>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('work_orders')
    .select(['case_id', 'organisation_id', 'clock_stopped_at', 'send_back_reason'])
    .where('case_id', 'in', caseIds)
    .where('role', '=', 'leadHandler')
    .where('status', 'not in', ['sentBack', 'replaced', 'cancelled'])
    .orderBy('issued_at')
    .execute();
  return new Map(rows.map((row) => [row.case_id, row]));
}

/** The grids of a community, to be held against those somebody is in post in. */
export async function findGridIds(db: Db, communityId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('grids')
    .select('id')
    .where('community_id', '=', communityId)
    .where('kind', '<>', 'micro')
    .where('valid_to', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

const LOOKED_THROUGH = 2_000;
const MOST_ALIKE = 50;

/** Who had the last cases of the class in this street: the newest are looked through, open to everybody alone. */
export async function findUsual(
  db: Db,
  streetId: string,
  classCode: string,
): Promise<{ organisation_id: string; count: number }[]> {
  const { rows } = await sql<{ organisation_id: string; count: number }>`
    with newest as (
      select id, class_code, secrecy
      from cases
      where street_id = ${streetId}::uuid
      order by reported_at desc, id desc
      limit ${LOOKED_THROUGH}
    ), alike as (
      select id
      from newest
      where class_code = ${classCode} and secrecy = 'open'
      limit ${MOST_ALIKE}
    )
    select work_orders.organisation_id, count(*)::integer as count
    from work_orders
    where work_orders.case_id in (select id from alike)
      and work_orders.role = 'leadHandler'
      and work_orders.status not in ('sentBack', 'replaced', 'cancelled')
    group by work_orders.organisation_id
    order by count desc, work_orders.organisation_id
  `.execute(db);
  return rows;
}

/** Organisations that a direct list of the place or around it names for this very class, the nearest list first. */
export async function findListed(db: Db, path: string, classCode: string): Promise<string[]> {
  const rows = await db
    .selectFrom('direct_list')
    .select(['organisation_id', 'path'])
    .where('class_code', '=', classCode)
    .where(sql<boolean>`${path} ^@ path`)
    .execute();
  return rows
    .toSorted((one, other) => other.path.length - one.path.length)
    .map(({ organisation_id }) => organisation_id);
}
