// Cases: rows in, the plain facts of the rules out.

import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import { prepare, prepareInsert, prepareUpdate } from '#platform/database/prepared.ts';
import type { Cases } from '#platform/database/tables.ts';

import type { Day } from '#shared/time.ts';

import type { CaseFacts } from './facts.ts';
import type { Secrecy } from './kinds.ts';

export type CaseRow = Omit<Selectable<Cases>, 'search'>;

export const CASE_COLUMNS = [
  'id', 'number', 'kind', 'class_code', 'class_version', 'class_confirmed', 'severity', 'secrecy', 'is_urgent', 'summary', 'status', 'held_level', 'path',
  'street_id', 'community_id', 'grid_id', 'micro_grid_id', 'place_id', 'place_words', 'longitude', 'latitude', 'source_crs',
  'source_longitude', 'source_latitude', 'about_account_id', 'about_organisation_id', 'report_count', 'confirmation',
  'verification', 'verifier_id', 'resolved_on_spot_by', 'resolved_level', 'reopened_at', 'reopen_count', 'review', 'review_due_at',
  'involved_account_ids', 'send_backs_asked', 'send_backs_approved', 'arbitration_at', 'arbitrated_organisation_id', 'has_objected',
  'is_drawn_for_sample', 'rechecker_id', 'rating_answered_at', 'merged_into_id',
  'status_before_merge', 'split_from_id', 'handed_down_due_at', 'reported_at', 'due_at', 'suspended_until', 'closed_at', 'adoption', 'referral',
  'is_solved', 'manner_rating', 'rated_at', 'version',
] as const satisfies readonly (keyof Cases)[]; // prettier-ignore

const LOCK_CASE = prepare<{ id: string }>()((db, { id }) =>
  db.selectFrom('cases').select(CASE_COLUMNS).where('id', '=', id).forUpdate(),
);
const LOCK_CASES = prepare<{ ids: readonly string[] }>()((db, { ids }) =>
  db
    .selectFrom('cases')
    .select(CASE_COLUMNS)
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate(),
);
const FIND_CASE = prepare<{ id: string }>()((db, { id }) =>
  db.selectFrom('cases').select(CASE_COLUMNS).where('id', '=', id),
);

/** The case with its row locked until the transaction ends; undefined when it is not there or not seen. */
export async function lockCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  return (await LOCK_CASE.read(db, { id }))[0];
}

/** Two cases of one move, always locked in the same order, so that two merges against each other do not wait for ever. */
export function lockCaseRows(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  return LOCK_CASES.read(db, { ids });
}

/** After its words were changed otherwise than by a move. */
export function keepSearch(db: Db, ids: readonly string[]): void {
  for (const id of ids) KEEP_SEARCH.write(db, { id });
}

export async function findCaseRow(db: Db, id: string): Promise<CaseRow | undefined> {
  return (await FIND_CASE.read(db, { id }))[0];
}

export async function findCaseRows(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('cases').select(CASE_COLUMNS).where('id', 'in', ids).execute();
}

export async function findCaseIdByNumber(db: Db, number: string): Promise<string | undefined> {
  return (await db.selectFrom('cases').select('id').where('number', '=', number).executeTakeFirst())?.id;
}

const addCase = prepareInsert('cases', { number: (day) => `next_case_number(${day}::date)` });
const updateCase = prepareUpdate('cases');
/** The words by which a case is found stand in a table of their own. */
const KEEP_SEARCH = prepare<{ id: string }>()((_, { id }) => sql`select keep_case_search(${id}::uuid)`);
const FOUND_BY = ['summary', 'place_words'];

/** Under the next number of the day, in the district's time: the numbers of a day have no gaps and are given in order. */
export function insertCase(db: Db, row: Omit<Insertable<Cases>, 'number'> & { id: string }, day: Day): void {
  addCase(db, { ...row, number: day });
  KEEP_SEARCH.write(db, { id: row.id });
}

/** Saves what a move changed. The version was checked under the row's lock. */
export function saveCaseFacts(db: Db, before: CaseRow, after: CaseFacts, also: Partial<CaseRow>): void {
  const all: Partial<CaseRow> = { ...factColumns(after), version: after.version, ...also };
  const changed = Object.entries(all).filter(([column, value]) => !isSame(before[column as keyof CaseRow], value));
  updateCase(db, before.id, Object.fromEntries(changed));
  if (changed.some(([column]) => FOUND_BY.includes(column))) KEEP_SEARCH.write(db, before);
}

function isSame(before: unknown, after: unknown): boolean {
  return before === after || (Array.isArray(before) && JSON.stringify(before) === JSON.stringify(after));
}

/** What the rules decide of a row; the rest of it no rule looks at. */
export function factColumns(after: CaseFacts) {
  return {
    status: after.status,
    kind: after.kind,
    secrecy: after.secrecy,
    class_code: after.classCode,
    severity: after.severity,
    held_level: after.heldLevel,
    path: after.path,
    about_account_id: after.aboutAccountId,
    about_organisation_id: after.aboutOrganisationId,
    report_count: after.reportCount,
    confirmation: after.confirmation,
    verification: after.verification,
    resolved_on_spot_by: after.resolvedOnSpotBy,
    resolved_level: after.resolvedLevel,
    closed_at: after.closedAt,
    reopened_at: after.reopenedAt,
    reopen_count: after.reopenCount,
    review: after.review,
    review_due_at: after.review === null ? null : after.reviewDueAt,
    involved_account_ids: [...after.involvedAccountIds],
    send_backs_asked: after.sendBacksAsked,
    send_backs_approved: after.sendBacksApproved,
    arbitration_at: after.arbitrationAt,
    arbitrated_organisation_id: after.arbitratedOrganisationId,
    has_objected: after.hasObjected,
    verifier_id: after.verifierAccountId,
    is_drawn_for_sample: after.isDrawnForSample,
    rechecker_id: after.recheckerAccountId,
    rating_answered_at: after.ratingAnsweredAt,
    merged_into_id: after.mergedIntoId,
    status_before_merge: after.statusBeforeMerge,
  };
}

export function caseFacts(row: CaseRow): CaseFacts {
  return {
    id: row.id,
    version: row.version,
    status: row.status as CaseFacts['status'],
    kind: row.kind as CaseFacts['kind'],
    secrecy: row.secrecy as Secrecy,
    classCode: row.class_code,
    severity: row.severity as CaseFacts['severity'],
    heldLevel: row.held_level as CaseFacts['heldLevel'],
    path: row.path,
    aboutAccountId: row.about_account_id,
    aboutOrganisationId: row.about_organisation_id,
    reportCount: row.report_count,
    confirmation: row.confirmation as CaseFacts['confirmation'],
    verification: row.verification as CaseFacts['verification'],
    resolvedOnSpotBy: row.resolved_on_spot_by,
    resolvedLevel: row.resolved_level as CaseFacts['resolvedLevel'],
    closedAt: row.closed_at,
    reopenedAt: row.reopened_at,
    reopenCount: row.reopen_count,
    review: row.review as CaseFacts['review'],
    reviewDueAt: row.review_due_at,
    involvedAccountIds: row.involved_account_ids,
    sendBacksAsked: row.send_backs_asked,
    sendBacksApproved: row.send_backs_approved,
    arbitrationAt: row.arbitration_at,
    arbitratedOrganisationId: row.arbitrated_organisation_id,
    hasObjected: row.has_objected,
    verifierAccountId: row.verifier_id,
    isDrawnForSample: row.is_drawn_for_sample,
    recheckerAccountId: row.rechecker_id,
    ratingAnsweredAt: row.rating_answered_at,
    mergedIntoId: row.merged_into_id,
    statusBeforeMerge: row.status_before_merge as CaseFacts['statusBeforeMerge'],
  };
}
