// Shifts and patterns as rows, and the people who can be put on a shift.

import { sql } from 'kysely';
import type { Insertable, Updateable } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import type { DutyPatterns, DutyShifts } from '#platform/database/tables.ts';
import type { Day, Instant } from '#shared/time.ts';

import type { ShiftKind, Slot } from './rules.ts';

export interface Shift {
  readonly id: string;
  readonly version: number;
  readonly path: string;
  readonly organisationId: string | null;
  readonly kind: ShiftKind;
  readonly accountId: string | null;
  readonly answeringId: string | null;
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** Of the person, or of the organisation that answers. */
  readonly name: string;
  readonly phoneCipher: string | null;
  readonly showsName: boolean;
  readonly showsPhone: boolean;
  /** The duty phone of the organisation that answers. */
  readonly answeringPhone: string | null;
  /** Whoever was put on it serves no longer. */
  readonly isVoid: boolean;
}

/** Where is looked: some areas and grids by path, a whole community with its grids, or one organisation. */
export type PlaceWithin =
  { readonly paths: readonly string[] } | { readonly communityId: string } | { readonly organisationId: string };
export type Within = PlaceWithin | { readonly accountId: string };

/** Shifts that touch the time between two instants, with who is behind each. */
export async function findShifts(db: Db, within: Within, from: Instant, to: Instant): Promise<Shift[]> {
  let query = db
    .selectFrom('duty_shifts as shift')
    .leftJoin('accounts', 'accounts.id', 'shift.account_id')
    .leftJoin('organisations', 'organisations.id', 'shift.answering_id')
    .select([
      'shift.id',
      'shift.version',
      'shift.path',
      'shift.organisation_id',
      'shift.kind',
      'shift.account_id',
      'shift.answering_id',
      'shift.from_at',
      'shift.to_at',
      'accounts.name',
      'accounts.phone_cipher',
      'accounts.shows_name',
      'accounts.shows_phone',
      'organisations.name as answering_name',
      'organisations.duty_phone as answering_phone',
    ])
    .select(
      sql<boolean>`case
        when shift.account_id is null then organisations.id is null or organisations.closed_at is not null
        else accounts.suspended_at is not null or accounts.left_at is not null
          or not exists (select from posts where posts.account_id = shift.account_id and posts.ended_at is null)
      end`.as('is_void'),
    )
    .where('shift.removed_at', 'is', null)
    .where('shift.from_at', '<', to)
    .where('shift.to_at', '>', from)
    .orderBy('shift.from_at')
    .orderBy('shift.id');
  if ('organisationId' in within) query = query.where('shift.organisation_id', '=', within.organisationId);
  else if ('accountId' in within) query = query.where('shift.account_id', '=', within.accountId);
  else {
    query = query.where('shift.organisation_id', 'is', null);
    if ('paths' in within) query = query.where('shift.path', 'in', [...within.paths]);
    else query = query.where('shift.community_id', '=', within.communityId);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    path: row.path,
    organisationId: row.organisation_id,
    kind: row.kind as ShiftKind,
    accountId: row.account_id,
    answeringId: row.answering_id,
    fromAt: row.from_at,
    toAt: row.to_at,
    name: row.name ?? row.answering_name ?? '',
    phoneCipher: row.phone_cipher,
    showsName: row.shows_name ?? false,
    showsPhone: row.shows_phone ?? false,
    answeringPhone: row.answering_phone,
    isVoid: row.is_void,
  }));
}

export async function findShift(db: Db, id: string): Promise<Shift | undefined> {
  const row = await lockShift(db, id);
  if (row === undefined) return undefined;
  const within = row.organisationId === null ? { paths: [row.path] } : { organisationId: row.organisationId };
  return (await findShifts(db, within, row.fromAt, row.toAt)).find((shift) => shift.id === id);
}

export async function lockShift(db: Db, id: string) {
  const row = await db
    .selectFrom('duty_shifts')
    .select(['id', 'version', 'path', 'organisation_id', 'kind', 'account_id', 'answering_id', 'from_at', 'to_at'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      version: row.version,
      path: row.path,
      organisationId: row.organisation_id,
      kind: row.kind as ShiftKind,
      accountId: row.account_id,
      answeringId: row.answering_id,
      fromAt: row.from_at,
      toAt: row.to_at,
    }
  );
}

export async function insertShifts(db: Db, shifts: readonly Insertable<DutyShifts>[]): Promise<void> {
  await db
    .insertInto('duty_shifts')
    .values([...shifts])
    .execute();
}

export async function updateShift(db: Db, id: string, changes: Updateable<DutyShifts>): Promise<void> {
  await db.updateTable('duty_shifts').set(changes).where('id', '=', id).execute();
}

export interface Pattern {
  readonly id: string;
  readonly path: string;
  readonly organisationId: string | null;
  readonly slots: readonly Slot[];
  readonly version: number;
}

export async function findPatterns(db: Db, within: PlaceWithin): Promise<Pattern[]> {
  let query = db.selectFrom('duty_patterns').select(['id', 'path', 'organisation_id', 'slots', 'version']);
  if ('organisationId' in within) query = query.where('organisation_id', '=', within.organisationId);
  else {
    query = query.where('organisation_id', 'is', null);
    if ('paths' in within) query = query.where('path', 'in', [...within.paths]);
    else query = query.where('community_id', '=', within.communityId);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    path: row.path,
    organisationId: row.organisation_id,
    slots: row.slots as readonly Slot[],
    version: row.version,
  }));
}

/** False when it does not stand at the version seen; 0 means it was never said. */
export async function savePattern(db: Db, row: Insertable<DutyPatterns>, seen: number): Promise<boolean> {
  if (seen === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('duty_patterns')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('duty_patterns')
    .set({ slots: row.slots, changed_by: row.changed_by ?? null, changed_at: row.changed_at, version: seen + 1 })
    .where('path', '=', row.path)
    .where('organisation_id', row.organisation_id == null ? 'is' : '=', row.organisation_id ?? null)
    .where('version', '=', seen)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export interface GridPlace {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly streetId: string | null;
  readonly communityId: string | null;
}

/** The valid grid of a path, or all of a community but its micro-grids. */
export async function findGrids(db: Db, wanted: { path: string } | { communityId: string }): Promise<GridPlace[]> {
  let query = db
    .selectFrom('grids')
    .select(['id', 'path', 'name', 'street_id as streetId', 'community_id as communityId'])
    .where('valid_to', 'is', null)
    .orderBy('path');
  query =
    'path' in wanted
      ? query.where('path', '=', wanted.path)
      : query.where('community_id', '=', wanted.communityId).where('kind', '!=', 'micro');
  return query.execute();
}

export interface Candidate {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly path: string;
  readonly phoneCipher: string | null;
  readonly organisationId: string | null;
}

/** Who holds a post at these paths or under one of them, or in these organisations, today. */
export async function findCandidates(
  db: Db,
  wanted: { paths: readonly string[]; under: string } | { organisationIds: readonly string[] },
  { today, most }: { today: Day; most: number },
): Promise<Candidate[]> {
  let query = db
    .selectFrom('posts')
    .innerJoin('accounts', 'accounts.id', 'posts.account_id')
    .select([
      'posts.account_id as accountId',
      'accounts.name',
      'posts.role',
      'posts.path',
      'posts.organisation_id as organisationId',
      'accounts.phone_cipher as phoneCipher',
    ])
    .where('posts.ended_at', 'is', null)
    .where('posts.from_on', '<=', today)
    .where((eb) => eb.or([eb('posts.to_on', 'is', null), eb('posts.to_on', '>=', today)]))
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.left_at', 'is', null)
    .orderBy('posts.path')
    .orderBy('accounts.name')
    .orderBy('posts.id')
    .limit(most);
  query =
    'organisationIds' in wanted
      ? query.where('posts.organisation_id', 'in', [...wanted.organisationIds])
      : query
          .where('posts.organisation_id', 'is', null)
          .where((eb) =>
            eb.or([eb('posts.path', 'in', [...wanted.paths]), eb('posts.path', 'like', `${wanted.under}%`)]),
          );
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** More than all people of a street have in a month. */
const MOST_SHIFTS_OF_PEOPLE = 3000;

/** Shifts of persons that touch a time, among those of these people: to see who is on two at once. */
export async function findShiftsOf(db: Db, accountIds: readonly string[], from: Instant, to: Instant) {
  if (accountIds.length === 0) return [];
  return db
    .selectFrom('duty_shifts')
    .select(['id', 'account_id as accountId', 'kind', 'from_at as fromAt', 'to_at as toAt'])
    .select(sql<string>`coalesce(organisation_id::text, path)`.as('place'))
    .where('account_id', 'in', accountIds)
    .where('removed_at', 'is', null)
    .where('from_at', '<', to)
    .where('to_at', '>', from)
    .orderBy('from_at')
    .limit(MOST_SHIFTS_OF_PEOPLE)
    .execute();
}
