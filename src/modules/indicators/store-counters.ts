// Each counter as SQL over indicator_rows: on which day a row is counted, and whether. Sums, months and lists are built from these.

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { CounterKey } from './rules-counters.ts';

type DayColumn = 'opened_on' | 'filed_on' | 'due_on' | 'settled_on' | 'done_on' | 'ended_on' | 'reopened_on';

export interface Counter {
  readonly on: DayColumn;
  readonly is: RawBuilder<boolean>;
}

const IS_CASE = sql`unit = 'case'`;
const IS_ORDER = sql`unit = 'order'`;
const BY_STAFF = sql`channel in ('gridWorker', 'microGridMember', 'mobileReporter')`;
/** Whoever was there besides the grid's own: what they found, nobody of the grid had reported. */
const BY_CROSS_CHECK = sql`channel in ('mobileReporter', 'videoDevice', 'superior')`;
const BY_GRID = sql`channel in ('gridWorker', 'microGridMember')`;
const BY_PUBLIC = sql`channel in ('scan', 'phone', 'visit', 'chatGroup', 'hotline12345')`;
/** What lies open to the eye in a grid. */
const SEEN_IN_GRID = sql`grid_id is not null and class_type in ('asset', 'cityMatter') and ended_as is null`;
const IN_FORCE = sql`ended_as is null and not is_suspended`;
/** What falls due in an hour is not late now. */
const DUE = sql`ended_as is null and not is_suspended and not is_due_later`;
const CLOSED = sql`unit = 'case' and done_on is not null and kind <> 'praise'`;
const FOUND = sql`unit = 'case' and grid_id is not null and ended_as is null`;

const caseOn = (on: DayColumn, condition: RawBuilder<unknown> = sql`true`): Counter => ({
  on,
  is: sql<boolean>`${IS_CASE} and ${condition}`,
});
const orderOn = (on: DayColumn, condition: RawBuilder<unknown> = sql`true`): Counter => ({
  on,
  is: sql<boolean>`${IS_ORDER} and ${condition}`,
});
const closed = (condition: RawBuilder<unknown>): Counter => ({
  on: 'done_on',
  is: sql<boolean>`${CLOSED} and ${condition}`,
});
const found = (condition: RawBuilder<unknown>): Counter => ({
  on: 'opened_on',
  is: sql<boolean>`${FOUND} and ${condition}`,
});

export const COUNTER_SQL: Readonly<Record<CounterKey, Counter>> = {
  received: caseOn('opened_on'),
  receivedFiled: caseOn('opened_on', sql`filed_on is not null`),
  refused: caseOn('ended_on', sql`ended_as = 'rejected'`),
  filed: caseOn('filed_on'),
  filedByStaff: caseOn('filed_on', BY_STAFF),
  filedByStaffOrPublic: caseOn('filed_on', sql`(${BY_STAFF} or ${BY_PUBLIC})`),
  foundOrMissed: caseOn('filed_on', sql`(${BY_GRID} or ${BY_CROSS_CHECK}) and ${SEEN_IN_GRID}`),
  missed: caseOn('filed_on', sql`${BY_CROSS_CHECK} and ${SEEN_IN_GRID}`),
  toDispatch: caseOn('filed_on', sql`is_dispatched_on_time is not null`),
  dispatchedOnTime: caseOn('filed_on', sql`is_dispatched_on_time`),
  filedWithDue: caseOn('filed_on', sql`due_on is not null and ${IN_FORCE}`),
  filedWithoutDue: caseOn('filed_on', sql`due_on is null and ${IN_FORCE}`),
  filedEnded: caseOn('filed_on', sql`ended_as is not null`),
  filedSuspended: caseOn('filed_on', sql`ended_as is null and is_suspended`),
  toAccept: caseOn('opened_on', sql`is_accepted_on_time is not null`),
  acceptedOnTime: caseOn('opened_on', sql`is_accepted_on_time`),
  dueIn: caseOn('due_on', sql`filed_on is not null and ${DUE}`),
  dueOut: caseOn('settled_on', sql`filed_on is not null and ${IN_FORCE}`),
  dueOnTime: caseOn('settled_on', sql`filed_on is not null and is_on_time and ${IN_FORCE}`),
  closed: closed(sql`true`),
  closedInGrid: closed(sql`level in ('microGrid', 'gridSelf', 'gridCoordinated')`),
  closedGridSelf: closed(sql`level in ('microGrid', 'gridSelf')`),
  closedGridCoordinated: closed(sql`level = 'gridCoordinated'`),
  closedCommunity: closed(sql`level = 'community'`),
  closedStreet: closed(sql`level = 'street'`),
  closedDistrict: closed(sql`level = 'district'`),
  asked: closed(sql`is_asked`),
  rated: closed(sql`is_asked and is_solved is not null`),
  solved: closed(sql`is_asked and is_solved`),
  mannerRated: closed(sql`is_asked and manner is not null`),
  mannerGood: closed(sql`is_asked and manner = 'good'`),
  toContact: caseOn('opened_on', sql`is_contacted_on_time is not null`),
  contactedOnTime: caseOn('opened_on', sql`is_contacted_on_time`),
  reopened: caseOn('reopened_on'),
  found: found(sql`true`),
  gathered: found(sql`(filed_on is not null or done_on is not null)`),
  resolved: found(sql`done_on is not null`),
  orders: orderOn('opened_on'),
  ordersReturned: orderOn('opened_on', sql`ended_as = 'sentBack'`),
  ordersKept: orderOn('opened_on', sql`ended_as is distinct from 'sentBack'`),
  ordersDueIn: orderOn('due_on', DUE),
  ordersDueOut: orderOn('settled_on', IN_FORCE),
  ordersOnTime: orderOn('settled_on', sql`is_on_time and ${IN_FORCE}`),
  reworkIn: orderOn('due_on', sql`rework_count > 0 and ${DUE}`),
  reworkOut: orderOn('settled_on', sql`rework_count > 0 and ${IN_FORCE}`),
  reworkDone: orderOn('settled_on', sql`rework_count > 0 and ${IN_FORCE}`),
  extendedIn: orderOn('due_on', sql`extension_count > 0 and ${DUE}`),
  extendedOut: orderOn('settled_on', sql`extension_count > 0 and ${IN_FORCE}`),
  supervisedIn: orderOn('due_on', sql`is_supervised and ${DUE}`),
  supervisedOut: orderOn('settled_on', sql`is_supervised and ${IN_FORCE}`),
  // The only ones that count what is suspended now: a rate of suspension without it would count none.
  ordersAllIn: orderOn('due_on', sql`ended_as is null and not is_due_later`),
  ordersAllOut: orderOn('settled_on', sql`ended_as is null`),
  suspendedIn: orderOn('due_on', sql`suspension_count > 0 and ended_as is null and not is_due_later`),
  suspendedOut: orderOn('settled_on', sql`suspension_count > 0 and ended_as is null`),
};

/** Of a confidential matter nothing is told but that it is one: in every breakdown it stands under one key of its own, `none` being what says nothing. */
export const SECRET_KEY = 'secret';

const told = (column: string) =>
  sql<string>`case when secrecy = 'open' then coalesce(${sql.ref(column)}::text, 'none') else 'secret' end`;

export const DIMENSION_SQL = {
  all: sql<string>`''`,
  community: sql<string>`coalesce(community_id::text, 'none')`,
  organisation: told('organisation_id'),
  class: told('class_code'),
  classType: told('class_type'),
  channel: told('channel'),
  kind: told('kind'),
  post: told('post'),
  voice: told('voice'),
} as const;
export type StoredDimension = keyof typeof DIMENSION_SQL;
export const STORED_DIMENSIONS = Object.keys(DIMENSION_SQL) as StoredDimension[];
