// Signing in through a system outside (政务统一身份认证, WeCom, DingTalk): what an adapter must offer, and the binding.

import type { CityContext } from '#platform/context.ts';
import { CITY } from '#platform/database/database.ts';
import { normalisePhone } from '#shared/identifiers.ts';

import { enter, refuse } from './actions-sessions.ts';
import type { SignedInView } from './contract-sessions.ts';
import { STAFF_LIFE } from './rules-sessions.ts';
import { bindIdentity, findBound } from './store-external.ts';
import { findAccountById, findAccountByPhone } from './store-sessions.ts';

/** One provider. An adapter talks to the vendor and knows nothing of accounts. */
export interface ExternalIdentity {
  /** Short and for ever: bindings are kept under it. */
  readonly provider: string;
  /** Where the browser is sent. `state` must be bound to the browser and compared when it comes back. */
  authorizeUrl(state: string): string;
  /** @throws {Error} when the vendor does not take the code */
  exchange(code: string): Promise<{ externalId: string; phone?: string }>;
}

/** Trades the vendor's code; the first time a person comes, the phone the vendor vouches for finds the account. */
export async function signInThrough(ctx: CityContext, identity: ExternalIdentity, code: string): Promise<SignedInView> {
  const { externalId, phone } = await identity.exchange(code);
  if (phone !== undefined) await bindByPhone(ctx, identity.provider, externalId, phone);
  return signInExternally(ctx, identity.provider, externalId);
}

/** @throws {Problem} `sign-in-refused` when nobody is bound to this identity, or may not enter */
export async function signInExternally(ctx: CityContext, provider: string, externalId: string): Promise<SignedInView> {
  const account = await ctx.platform.database.transaction(CITY, async ({ db }) => {
    const accountId = await findBound(db, provider, externalId);
    return accountId === undefined ? undefined : findAccountById(db, accountId);
  });
  if (account === undefined || !account.mayEnter) throw await refuse(ctx, 'external', []);
  return enter(ctx, account, 'external', STAFF_LIFE);
}

async function bindByPhone(ctx: CityContext, provider: string, externalId: string, phone: string): Promise<void> {
  const safe = await ctx.platform.vault.safe(null);
  const phoneIndex = safe.index('accounts.phone', normalisePhone(phone));
  await ctx.platform.database.transaction(CITY, async ({ db }) => {
    const account = await findAccountByPhone(db, phoneIndex);
    if (account?.mayEnter === true) await bindIdentity(db, { provider, externalId, accountId: account.id }, ctx.now);
  });
}
