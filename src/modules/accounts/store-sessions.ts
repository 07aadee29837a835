// Sessions, one-time secrets and the audit of the door: rows of the city.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import type { Db } from '#platform/database/connection.ts';
import { CITY } from '#platform/database/database.ts';
import { NO_SCOPE } from '#platform/database/opening.ts';
import { nowIn } from '#platform/district-clock.ts';
import type { Platform } from '#platform/platform.ts';
import { newId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';
import { dayOf } from '#shared/time.ts';

import { isRole } from './rules.ts';
import type { DoorAct, SessionWay } from './rules-sessions.ts';

/** An account as the door sees it. */
export interface DoorAccount {
  readonly id: string;
  readonly name: string;
  readonly signInName: string;
  readonly passwordHash: string | null;
  readonly phoneCipher: string | null;
  readonly isDemo: boolean;
  /** Neither suspended nor left. */
  readonly mayEnter: boolean;
}

const DOOR_COLUMNS = [
  'id',
  'name',
  'sign_in_name',
  'password_hash',
  'phone_cipher',
  'is_demo',
  'suspended_at',
  'left_at',
] as const;

export async function findAccountById(db: Db, id: string): Promise<DoorAccount | undefined> {
  const row = await db.selectFrom('accounts').select(DOOR_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && doorAccount(row);
}

export async function findAccountByPhone(db: Db, phoneIndex: string): Promise<DoorAccount | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(DOOR_COLUMNS)
    .where('phone_index', '=', phoneIndex)
    .executeTakeFirst();
  return row && doorAccount(row);
}

/** A name that is also somebody's phone means the name. */
export async function findAccountByName(
  db: Db,
  signInName: string,
  phoneIndex: string,
): Promise<DoorAccount | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select(DOOR_COLUMNS)
    .where('sign_in_name', '=', signInName)
    .executeTakeFirst();
  return row === undefined ? findAccountByPhone(db, phoneIndex) : doorAccount(row);
}

function doorAccount(row: {
  id: string;
  name: string;
  sign_in_name: string;
  password_hash: string | null;
  phone_cipher: string | null;
  is_demo: boolean;
  suspended_at: string | null;
  left_at: string | null;
}): DoorAccount {
  return {
    id: row.id,
    name: row.name,
    signInName: row.sign_in_name,
    passwordHash: row.password_hash,
    phoneCipher: row.phone_cipher,
    isDemo: row.is_demo,
    mayEnter: row.suspended_at === null && row.left_at === null,
  };
}

export interface HeldPost {
  readonly id: string;
  readonly role: Role;
  readonly path: string;
}

export interface HeldIn {
  readonly key: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly posts: HeldPost[];
}

/** The districts where the account holds a post today. One short transaction a district: signing in is rare. */
export async function postsEverywhere(platform: Platform, accountId: string): Promise<HeldIn[]> {
  const districts = await platform.database.transaction(CITY, ({ db }) =>
    db
      .selectFrom('districts')
      .select(['id', 'key', 'name', 'schema_name', 'time_zone', 'is_demo'])
      .orderBy('key')
      .execute(),
  );
  const held: HeldIn[] = [];
  for (const { id, key, name, schema_name: schema, time_zone: zone, is_demo: isDemo } of districts) {
    const now = await nowIn(platform, { id, isDemo });
    const opening = { schema, scope: { ...NO_SCOPE, writer: 'anonymous' } };
    const { rows } = await platform.database.transaction(opening, ({ db }) =>
      sql<HeldPost>`
        select id, role, path from posts_of(${accountId}::uuid, ${dayOf(now, zone)}::date) order by path, role
      `.execute(db),
    );
    const posts = rows.filter(({ role }) => isRole(role));
    if (posts.length > 0) held.push({ key, name, isDemo, posts });
  }
  return held;
}

export interface NewSession {
  readonly id: string;
  readonly tokenHash: string;
  readonly accountId: string;
  readonly way: SessionWay;
  readonly expiresAt: Instant;
  readonly idleMinutes: number | null;
}

export async function insertSession(db: Db, session: NewSession, now: Instant): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      way: session.way,
      created_at: now,
      seen_at: now,
      expires_at: session.expiresAt,
      idle_minutes: session.idleMinutes,
    })
    .execute();
}

export interface SessionRow {
  readonly id: string;
  readonly accountId: string;
  readonly way: SessionWay;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
}

export async function listLiveSessions(db: Db, accountId: string, now: Instant): Promise<SessionRow[]> {
  const rows = await liveSessions(db, now)
    .where('account_id', '=', accountId)
    .orderBy('seen_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(sessionRow);
}

export async function findLiveSession(db: Db, id: string, now: Instant): Promise<SessionRow | undefined> {
  const row = await liveSessions(db, now).where('id', '=', id).executeTakeFirst();
  return row && sessionRow(row);
}

function liveSessions(db: Db, now: Instant) {
  return db
    .selectFrom('sessions')
    .select(['id', 'account_id', 'way', 'created_at', 'seen_at', 'expires_at'])
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where(sql<boolean>`(idle_minutes is null or seen_at + idle_minutes * interval '1 minute' > ${now}::timestamptz)`);
}

function sessionRow(row: {
  id: string;
  account_id: string;
  way: string;
  created_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
}): SessionRow {
  return {
    id: row.id,
    accountId: row.account_id,
    way: row.way as SessionWay,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}

/** Ends the sessions of an account, all or all but one. Returns how many were open. */
export async function endSessions(
  db: Db,
  which: { accountId: string; exceptId?: string | null } | { id: string },
  endedBy: string | null,
  now: Instant,
): Promise<number> {
  const ending = db.updateTable('sessions').set({ ended_at: now, ended_by: endedBy }).where('ended_at', 'is', null);
  const chosen =
    'id' in which
      ? ending.where('id', '=', which.id)
      : ending
          .where('account_id', '=', which.accountId)
          .$if(typeof which.exceptId === 'string', (query) => query.where('id', '<>', which.exceptId ?? ''));
  const { numUpdatedRows } = await chosen.executeTakeFirst();
  return Number(numUpdatedRows);
}

export interface DoorEvent {
  readonly act: DoorAct;
  readonly way?: SessionWay;
  readonly accountId?: string | null;
  readonly sessionId?: string | null;
  readonly actorId?: string | null;
  readonly subjectHash?: string;
}

export async function noteAtDoor(db: Db, event: DoorEvent, now: Instant): Promise<void> {
  await db
    .insertInto('door_audit')
    .values({
      id: newId(),
      act: event.act,
      way: event.way ?? null,
      account_id: event.accountId ?? null,
      session_id: event.sessionId ?? null,
      actor_id: event.actorId ?? null,
      subject_hash: event.subjectHash ?? null,
      at: now,
    })
    .execute();
}

export async function setPasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await db.updateTable('accounts').set({ password_hash: hash }).where('id', '=', accountId).execute();
}
