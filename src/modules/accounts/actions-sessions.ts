// Signing in and out: by password, by a code sent to the phone, as a demo person; and ending sessions.

import { problem } from '#problems';
import type { CityContext, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Db } from '#platform/database/connection.ts';
import { CITY } from '#platform/database/database.ts';
import { hashPassword, needsRehash, verifyPassword } from '#platform/password.ts';
import type { Platform } from '#platform/platform.ts';
import { normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';
import type { Instant } from '#shared/time.ts';
import { addMinutes } from '#shared/time.ts';
import { ROLES } from '#permissions';

import { guardAccount } from './actions-guards.ts';
import { forgiveTries, takeTries, triesOf } from './actions-tries.ts';
import type { Try } from './actions-tries.ts';
import type { HeldDistrictView, SignedInView } from './contract-sessions.ts';
import { DEMO_LIFE, STAFF_LIFE, normaliseSignInName } from './rules-sessions.ts';
import type { SessionLife, SessionWay } from './rules-sessions.ts';
import { writeAudit } from './store-audit.ts';
import {
  endSessions,
  findAccountById,
  findAccountByName,
  findLiveSession,
  insertSession,
  listLiveSessions,
  noteAtDoor,
  postsEverywhere,
  setPasswordHash,
} from './store-sessions.ts';
import type { DoorAccount, HeldIn, SessionRow } from './store-sessions.ts';

const DAY_MINUTES = 24 * 60;

/**
 * The same refusal and the same work whether the name, the password or the account is wrong.
 *
 * @throws {Problem} `sign-in-refused`, `too-many-tries`
 */
export async function signInByPassword(
  ctx: CityContext,
  { signInName, password }: { signInName: string; password: string },
  ip: string,
): Promise<SignedInView> {
  const { platform, now } = ctx;
  const name = normaliseSignInName(signInName);
  const safe = await platform.vault.safe(null);
  const tries = await triesOf(platform, { name, ip });
  await takeTries(platform, tries);

  const phoneIndex = safe.index('accounts.phone', normalisePhone(signInName));
  const account = await platform.database.transaction(CITY, ({ db }) => findAccountByName(db, name, phoneIndex));
  const fits = await verifyPassword(password, account?.passwordHash ?? undefined);
  if (account === undefined || !fits || !account.mayEnter) throw await refuse(ctx, 'password', tries);

  // Costs were raised since it was set: the only moment the password itself is at hand.
  const newHash = needsRehash(account.passwordHash ?? '') ? await hashPassword(password) : undefined;
  return enter(ctx, account, 'password', STAFF_LIFE, async (db) => {
    await forgiveTries(db, tries, now);
    if (newHash !== undefined) await setPasswordHash(db, account.id, newHash);
  });
}

/** @throws {Problem} `demo-only` unless the account is a demo one with posts in demo districts alone */
export async function signInAsDemo(
  ctx: CityContext,
  who: { accountId: string } | { signInName: string },
): Promise<SignedInView> {
  const { platform } = ctx;
  const account = await platform.database.transaction(CITY, ({ db }) =>
    'accountId' in who
      ? findAccountById(db, who.accountId)
      : findAccountByName(db, normaliseSignInName(who.signInName), ''),
  );
  const held = account === undefined ? [] : await postsEverywhere(platform, account.id);
  if (account === undefined || !account.mayEnter || !isDemoOnly(account, held)) {
    throw problem('demo-only', 'This is not a demo account of demo districts');
  }
  return enter(ctx, account, 'demo', DEMO_LIFE);
}

export function isDemoOnly(account: DoorAccount, held: readonly HeldIn[]): boolean {
  return account.isDemo && held.length > 0 && held.every((district) => district.isDemo);
}

/** Opens a session and tells who entered; `alsoWrite` runs in the same transaction. */
export async function enter(
  ctx: CityContext,
  account: Pick<DoorAccount, 'id' | 'name' | 'signInName'>,
  way: SessionWay,
  life: SessionLife,
  alsoWrite: (db: Db) => Promise<void> = async () => {},
): Promise<SignedInView> {
  const { platform, now } = ctx;
  const session = newSession(account.id, way, life, now);
  await platform.database.transaction(CITY, async ({ db }) => {
    await alsoWrite(db);
    await saveSession(db, session, now);
  });
  const { id, name, signInName } = account;
  return {
    token: session.token,
    expiresAt: session.expiresAt,
    account: { id, name, signInName },
    districts: await districtsOf(platform, id),
  };
}

/** A session that is not saved yet, with the one sight of its token. */
export function newSession(accountId: string, way: SessionWay, life: SessionLife, now: Instant) {
  const token = newToken();
  const expiresAt = addMinutes(now, life.days * DAY_MINUTES);
  return {
    id: newId(),
    token,
    tokenHash: hashToken(token),
    accountId,
    way,
    expiresAt,
    idleMinutes: life.idleMinutes,
  };
}

export async function saveSession(db: Db, session: ReturnType<typeof newSession>, now: Instant): Promise<void> {
  await insertSession(db, session, now);
  const { accountId, id: sessionId, way } = session;
  await noteAtDoor(db, { act: 'signedIn', way, accountId, sessionId, actorId: accountId }, now);
}

/** Notes the failure by the keyed hash of what was tried, and gives the refusal to throw. */
export async function refuse(ctx: CityContext, way: SessionWay, tries: readonly Try[]): Promise<Error> {
  const subjectHash = tries.find(({ kind }) => kind !== 'ip')?.subject;
  await ctx.platform.database.transaction(CITY, ({ db }) =>
    noteAtDoor(db, { act: 'refused', way, subjectHash }, ctx.now),
  );
  return problem('sign-in-refused', 'This does not open an account');
}

export async function signOut({ platform, actor, now }: CityContext): Promise<void> {
  const { sessionId, accountId } = actor;
  if (sessionId === null) return;
  await platform.database.transaction(CITY, async ({ db }) => {
    await endSessions(db, { id: sessionId }, accountId, now);
    await noteAtDoor(db, { act: 'signedOut', accountId, sessionId, actorId: accountId }, now);
  });
}

export async function whoAmI({ platform, actor, now }: CityContext) {
  const { accountId, sessionId } = actor;
  const found = await platform.database.transaction(CITY, async ({ db }) => ({
    account: accountId === null ? undefined : await findAccountById(db, accountId),
    session: sessionId === null ? undefined : await findLiveSession(db, sessionId, now),
  }));
  const { account, session } = found;
  if (account === undefined || session === undefined) throw problem('signed-out', 'Sign in first');
  const { id, name, signInName, passwordHash } = account;
  return {
    account: { id, name, signInName, hasPassword: passwordHash !== null },
    session: { id: session.id, way: session.way, expiresAt: session.expiresAt },
    districts: await districtsOf(platform, id),
  };
}

export async function listOwnSessions(ctx: Context) {
  const rows = await inTransaction(ctx, ({ db }) =>
    listLiveSessions(db, ctx.actor.accountId ?? '', ctx.platform.clock()),
  );
  return { sessions: rows.map((row) => sessionView(row, ctx)) };
}

/** @throws {Problem} `not-found` when the person serves nowhere the actor manages accounts */
export async function listSessionsOf(ctx: Context, accountId: string) {
  const rows = await inTransaction(ctx, async (ctx) => {
    await guardAccount(ctx, accountId, 'account.manage');
    return listLiveSessions(ctx.db, accountId, ctx.platform.clock());
  });
  return { sessions: rows.map((row) => sessionView(row, ctx)) };
}

/** @throws {Problem} `not-found` for a session of somebody whom the actor does not manage */
export async function endSession(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.platform.clock();
    const session = await findLiveSession(ctx.db, id, now);
    if (session === undefined) throw problem('not-found', 'There is no such open session');
    const { accountId } = session;
    const isOwn = accountId === ctx.actor.accountId;
    const path = isOwn ? null : (await guardAccount(ctx, accountId, 'account.manage')).path;
    await endSessions(ctx.db, { id }, ctx.actor.accountId, now);
    const act = isOwn ? 'signedOut' : 'forcedOut';
    await noteAtDoor(ctx.db, { act, accountId, sessionId: id, actorId: ctx.actor.accountId }, now);
    if (!isOwn) await writeAudit(ctx, { act: 'session.end', subjectKind: 'account', subjectId: accountId, path });
  });
}

async function districtsOf(platform: Platform, accountId: string): Promise<HeldDistrictView[]> {
  const held = await postsEverywhere(platform, accountId);
  return held.map(({ key, name, isDemo, posts }) => ({
    key,
    name,
    isDemo,
    posts: posts.map(({ id, role, path }) => ({ id, role, title: ROLES[role].title, path })),
  }));
}

function sessionView({ id, way, createdAt, seenAt, expiresAt }: SessionRow, ctx: Context) {
  return { id, way, createdAt, seenAt, expiresAt, isThis: id === ctx.actor.sessionId };
}
