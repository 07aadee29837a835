// Sign-in codes: six digits sent to the phone, once, for a few minutes.

import { randomInt } from 'node:crypto';

import type { CityContext } from '#platform/context.ts';
import { safeEqual } from '#platform/crypto.ts';
import { CITY } from '#platform/database/database.ts';
import { normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { addMinutes } from '#shared/time.ts';
import { messageWords } from '#shared/words/messages.ts';

import { enter, isDemoOnly, refuse } from './actions-sessions.ts';
import { forgiveTries, takeTries, triesOf } from './actions-tries.ts';
import type { SignedInView } from './contract-sessions.ts';
import { CODE_MINUTES, CODE_TRIES, STAFF_LIFE } from './rules-sessions.ts';
import { findAccountById, findAccountByPhone, postsEverywhere } from './store-sessions.ts';
import type { DoorAccount } from './store-sessions.ts';
import { replaceSecret, spendCode, tryCode } from './store-secrets.ts';

/**
 * The same rows are written for a phone nobody has, and nothing is sent before the answer has gone: neither words nor
 * time tell whether there is an account.
 *
 * @throws {Problem} `too-many-tries`
 */
export async function sendSignInCode(ctx: CityContext, input: { phone: string }, ip: string) {
  const { platform, now } = ctx;
  const phone = normalisePhone(input.phone);
  await takeTries(platform, await triesOf(platform, { code: phone, ip }));

  const safe = await platform.vault.safe(null);
  const subject = safe.index('accounts.phone', phone);
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const account = await platform.database.transaction(CITY, async ({ db }) => {
    const found = await findAccountByPhone(db, subject);
    const expiresAt = addMinutes(now, CODE_MINUTES);
    const secretHash = hashOf(safe, id, code);
    const accountId = found?.mayEnter === true ? found.id : null;
    await replaceSecret(
      db,
      { id, purpose: 'signIn', subject, secretHash, accountId, expiresAt, tries: CODE_TRIES },
      now,
    );
    return found;
  });
  if (account?.mayEnter === true) void deliver(ctx, account, phone, code);
  return { expiresInSeconds: CODE_MINUTES * 60 };
}

/** @throws {Problem} `sign-in-refused` for a wrong, used, expired or never sent code; `too-many-tries` */
export async function signInByCode(
  ctx: CityContext,
  input: { phone: string; code: string },
  ip: string,
): Promise<SignedInView> {
  const { platform, now } = ctx;
  const phone = normalisePhone(input.phone);
  const tries = await triesOf(platform, { phone, ip });
  await takeTries(platform, tries);

  const safe = await platform.vault.safe(null);
  const code = input.code.normalize('NFKC').replace(/\s/g, '');
  const account = await platform.database.transaction(CITY, async ({ db }) => {
    const sent = await tryCode(db, safe.index('accounts.phone', phone), now);
    const fits = sent !== undefined && safeEqual(hashOf(safe, sent.id, code), sent.secretHash);
    if (!fits || sent.accountId === null || !(await spendCode(db, sent.id, now))) return undefined;
    return findAccountById(db, sent.accountId);
  });
  if (account === undefined || !account.mayEnter) throw await refuse(ctx, 'phoneCode', tries);

  const sends = await triesOf(platform, { code: phone });
  return enter(ctx, account, 'phoneCode', STAFF_LIFE, (db) => forgiveTries(db, [...tries, ...sends], now));
}

/** Six digits are guessed quickly from a plain hash: the city's key is part of it. */
function hashOf(safe: { index(column: string, text: string): string }, id: string, code: string): string {
  return safe.index('one_time_secrets.secret', `${id} ${code}`);
}

/** After the answer has gone. A failure is logged without the number; the person asks for another code. */
async function deliver({ platform }: CityContext, account: DoorAccount, phone: string, code: string): Promise<void> {
  try {
    // Without a gateway words appear where the program was started: good for invented people only.
    if (!platform.phones.isReal && !isDemoOnly(account, await postsEverywhere(platform, account.id))) {
      platform.log.warn({ accountId: account.id }, 'no phone gateway is set: a sign-in code was not sent');
      return;
    }
    // At the city's door no district is known yet whose terms it could be said in.
    await platform.phones.send(phone, messageWords('codeToSignIn', { code, minutes: CODE_MINUTES }, {}));
  } catch (error) {
    platform.log.error({ accountId: account.id, error: (error as Error).name }, 'a sign-in code was not sent');
  }
}
