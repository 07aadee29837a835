// Passwords: set by a one-time link, changed by their owner.

import { problem } from '#problems';
import type { CityContext, Context } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import { hashToken } from '#platform/crypto.ts';
import type { Db } from '#platform/database/connection.ts';
import { CITY } from '#platform/database/database.ts';
import { once } from '#platform/database/writes.ts';
import { hashPassword, verifyPassword } from '#platform/password.ts';
import type { Platform } from '#platform/platform.ts';
import type { Instant } from '#shared/time.ts';
import { addMinutes, minutesBetween } from '#shared/time.ts';

import { guardDoorOf } from './actions-guards.ts';
import { enter } from './actions-sessions.ts';
import { forgiveTries, takeTries, triesOf } from './actions-tries.ts';
import type { SignedInView } from './contract-sessions.ts';
import {
  CODE_TRIES,
  FRESH_PROOF_MINUTES,
  LINK_HOURS,
  MIN_PASSWORD_CHARACTERS,
  STAFF_LIFE,
  passwordFaults,
} from './rules-sessions.ts';
import { writeAudit } from './store-audit.ts';
import {
  endSessions,
  findAccountById,
  findLiveSession,
  noteAtDoor,
  postsEverywhere,
  setPasswordHash,
} from './store-sessions.ts';
import type { DoorAccount } from './store-sessions.ts';
import { findLink, replaceSecret, spendLink } from './store-secrets.ts';

export interface ActivationLink {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Instant;
}

/**
 * Makes the one-time link of an account; an unused older one no longer opens. The token can be computed again from `id`
 * and is stored nowhere. For the first administrator of a new district too: whoever calls it decides that it may be made.
 */
export async function makeActivation(
  platform: Platform,
  { id, accountId, now }: { id: string; accountId: string; now: Instant },
): Promise<ActivationLink> {
  const token = await tokenOf(platform, id);
  const expiresAt = addMinutes(now, LINK_HOURS * 60);
  await platform.database.transaction(CITY, ({ db }) => saveLink(db, { id, accountId, token, expiresAt, now }, null));
  return { id, token, expiresAt };
}

/**
 * Whoever could have given all the posts of a person may open that person's door, nobody else: the link lets its bearer
 * act as the person.
 *
 * @throws {Problem} `not-found`, `grant-beyond-own`, `account-serves-elsewhere`
 */
export async function makeActivationLink(ctx: Context, accountId: string, id: string): Promise<ActivationLink> {
  const { platform, district } = ctx;
  const now = platform.clock();
  const token = await tokenOf(platform, id);
  const held = await postsEverywhere(platform, accountId);
  const { answer } = await inTransaction(ctx, (ctx) =>
    once(ctx, id, { accountId }, async () => {
      const path = await guardDoorOf(ctx, accountId);
      if (held.some(({ key }) => key !== district.key)) {
        throw problem(
          'account-serves-elsewhere',
          'This person also serves another district; a code to the phone opens the account',
        );
      }
      const expiresAt = addMinutes(now, LINK_HOURS * 60);
      await saveLink(ctx.db, { id, accountId, token, expiresAt, now }, ctx.actor.accountId);
      await writeAudit(ctx, { act: 'account.activationLink', subjectKind: 'account', subjectId: accountId, path });
      return { id, expiresAt };
    }),
  );
  return { ...answer, token };
}

/** @throws {Problem} `one-time-link-spent`, `input-invalid` with what is wrong with the password */
export async function activate(
  ctx: CityContext,
  { token, password }: { token: string; password: string },
  ip: string,
): Promise<SignedInView> {
  const { platform, now } = ctx;
  const tries = await triesOf(platform, { ip });
  await takeTries(platform, tries);
  const secretHash = hashToken(token);
  const account = await platform.database.transaction(CITY, async ({ db }) => {
    const accountId = await findLink(db, secretHash, now);
    return accountId === undefined ? undefined : findAccountById(db, accountId);
  });
  if (account === undefined || !account.mayEnter) throw spent();
  await checkPassword(platform, account, password);
  const hash = await hashPassword(password);
  return enter(ctx, account, 'activation', STAFF_LIFE, async (db) => {
    if ((await spendLink(db, secretHash, now)) !== account.id) throw spent();
    await savePassword(db, account.id, hash, null, now);
    await forgiveTries(db, tries, now);
  });
}

/** @throws {Problem} `sign-in-refused` when the current password is wrong; `too-many-tries`; `input-invalid` */
export async function changePassword(
  ctx: CityContext,
  { currentPassword, password }: { currentPassword?: string | undefined; password: string },
  ip: string,
): Promise<{ endedSessions: number }> {
  const { platform, actor, now } = ctx;
  const { account, session } = await platform.database.transaction(CITY, async ({ db }) => ({
    account: await findAccountById(db, actor.accountId ?? ''),
    session: await findLiveSession(db, actor.sessionId ?? '', now),
  }));
  if (account === undefined || session === undefined) throw problem('signed-out', 'Sign in first');
  const isFreshProof =
    (session.way === 'phoneCode' || session.way === 'activation') &&
    minutesBetween(session.createdAt, now) < FRESH_PROOF_MINUTES;
  if (!isFreshProof) await proveCurrent(ctx, account, currentPassword, ip);
  await checkPassword(platform, account, password);
  const hash = await hashPassword(password);
  return platform.database.transaction(CITY, async ({ db }) => ({
    endedSessions: await savePassword(db, account.id, hash, actor.sessionId, now),
  }));
}

async function proveCurrent(
  ctx: CityContext,
  account: DoorAccount,
  given: string | undefined,
  ip: string,
): Promise<void> {
  const { platform, now } = ctx;
  const tries = await triesOf(platform, { name: account.signInName, ip });
  await takeTries(platform, tries);
  if (!(await verifyPassword(given ?? '', account.passwordHash ?? undefined))) {
    throw problem(
      'sign-in-refused',
      'The current password is wrong, or there is none yet: sign in by a code to the phone first',
    );
  }
  await platform.database.transaction(CITY, ({ db }) => forgiveTries(db, tries, now));
}

async function checkPassword(platform: Platform, account: DoorAccount, password: string): Promise<void> {
  const safe = await platform.vault.safe(null);
  const phone = account.phoneCipher === null ? null : safe.open(`accounts.phone.${account.id}`, account.phoneCipher);
  const faults = passwordFaults(password, { signInName: account.signInName, phone });
  if (faults.length === 0) return;
  const errors = faults.map((reason) => ({ pointer: '/password', in: 'body', detail: DETAILS[reason], reason }));
  throw problem('input-invalid', 'The password is not accepted', { errors });
}

const DETAILS = {
  'too-short': `has fewer than ${MIN_PASSWORD_CHARACTERS} characters`,
  'same-as-name': 'is the sign-in name',
  'same-as-phone': 'holds the phone number',
  'too-common': 'is among the first that anybody would guess',
};

/** Ends every other session: whoever knew the old password is out. */
async function savePassword(
  db: Db,
  accountId: string,
  hash: string,
  keptId: string | null,
  now: Instant,
): Promise<number> {
  await setPasswordHash(db, accountId, hash);
  await noteAtDoor(db, { act: 'passwordSet', accountId, sessionId: keptId, actorId: accountId }, now);
  return endSessions(db, { accountId, exceptId: keptId }, accountId, now);
}

async function saveLink(
  db: Db,
  { id, accountId, token, expiresAt, now }: ActivationLink & { accountId: string; now: Instant },
  actorId: string | null,
): Promise<void> {
  const secretHash = hashToken(token);
  await replaceSecret(
    db,
    { id, purpose: 'activate', subject: accountId, secretHash, accountId, expiresAt, tries: CODE_TRIES },
    now,
  );
  await noteAtDoor(db, { act: 'linkMade', accountId, actorId }, now);
}

async function tokenOf(platform: Platform, id: string): Promise<string> {
  return (await platform.vault.safe(null)).derive('activate', id);
}

function spent(): Error {
  return problem('one-time-link-spent', 'Ask for a new link');
}
