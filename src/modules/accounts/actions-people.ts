// People and their posts as wanted by a workbook or one by one: whom a phone belongs to, what changes, and carrying it out.

import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { isTaken } from '#platform/database/failures.ts';
import { once } from '#platform/database/writes.ts';
import { readySpelling, spell } from '#platform/spelling.ts';
import type { Safe } from '#platform/vault.ts';
import { isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { newId } from '#shared/ids.ts';
import { dayOf } from '#shared/time.ts';

import { pathsWith } from './actions-accounts.ts';
import { guardLastAdministrator, placeOf } from './actions-guards.ts';
import { newSignInName } from './actions-joining.ts';
import { getPlace, guardGrant, noteChanged, postIn, savePosts } from './actions-posts.ts';
import type { GrantInput } from './actions-posts.ts';
import { planEntries } from './rules-sheets.ts';
import type { HolderFacts, SheetEntry, SheetPlan } from './rules-sheets.ts';
import { findPhoneHolders, insertAccounts, rename } from './store-accounts.ts';
import { openPostsOf, setPeriod } from './store-posts.ts';

export interface PlannedPeople {
  readonly plan: SheetPlan;
  /** By phone. */
  readonly holders: ReadonlyMap<string, HolderFacts>;
}

/**
 * One person with one post, by the rules of the sheet: a phone that is known is that person, who then holds the post too.
 *
 * @throws {Problem} `input-invalid`, `not-found` for the place, `grant-beyond-own`, `id-taken`, `last-administrator`
 */
export async function createAccount(ctx: Context, input: GrantInput & { name: string; phone: string }) {
  const { id, name, role, from, to } = input;
  const phone = normalisePhone(input.phone);
  if (!isMobilePhone(phone, { demo: ctx.district.isDemo })) throw wrongField('/phone', 'is not a mobile number');
  if (to !== null && to < (from ?? dayOf(ctx.now, ctx.district.timeZone)))
    throw wrongField('/to', 'is before the first day');
  const safe = await ctx.platform.vault.safe(null);
  await readySpelling();
  // What is kept to know the same request again must not be a hash from which a number can be guessed.
  const sealed = { ...input, name: safe.index('writes.name', name), phone: safe.index('writes.phone', phone) };
  try {
    return await inTransaction(ctx, async (ctx) => {
      const { answer } = await once(ctx, id, sealed, async () => {
        const place = await elevated(ctx, 'accounts', () => getPlace(ctx, input));
        await guardGrant(ctx, role, place);
        const people = await planPeople(ctx, [{ name, phone, role, place, fromOn: from, toOn: to }], safe);
        await carryOut(ctx, people, safe, () => id);
        const holder = people.holders.get(phone);
        return { id: holder?.id ?? id, isNew: holder === undefined };
      });
      return answer;
    });
  } catch (error) {
    // Somebody joined with this phone at the same moment, or the id names somebody else.
    if (isTaken(error, 'accounts_phone_unique') || isTaken(error, 'accounts_pkey'))
      throw problem('id-taken', 'An account was made meanwhile, or the id names another one; look, and send it again');
    throw error;
  }
}

/** Who has these phones already, and what the entries change then. */
export async function planPeople(
  ctx: TransactionContext,
  entries: readonly SheetEntry[],
  safe: Safe,
): Promise<PlannedPeople> {
  const phones = [...new Set(entries.map(({ phone }) => phone))];
  const indexes = new Map(phones.map((phone) => [safe.index('accounts.phone', phone), phone]));
  const rows = await findPhoneHolders(ctx.db, [...indexes.keys()]);
  const posts = await elevated(ctx, 'accounts', () =>
    openPostsOf(
      ctx.db,
      rows.map(({ id }) => id),
    ),
  );
  const byAccount = Map.groupBy(posts, ({ accountId }) => accountId);
  const paths = pathsWith(ctx.actor, ['role.grant']);
  const holders = new Map<string, HolderFacts>(
    rows.map(({ id, name, phoneIndex }) => {
      const held = byAccount.get(id) ?? [];
      const mayRename = held.length > 0 && held.every((post) => paths.some((path) => post.path.startsWith(path)));
      return [
        indexes.get(phoneIndex) ?? '',
        { id, name, mayRename, posts: held.map((post) => ({ ...post, place: placeOf(post) })) },
      ];
    }),
  );
  return { holders, plan: planEntries(entries, holders, dayOf(ctx.now, ctx.district.timeZone)) };
}

/**
 * `readySpelling` has to be awaited before the transaction.
 *
 * @param makeId for each new person
 * @throws {Problem} `last-administrator`
 */
export async function carryOut(
  ctx: TransactionContext,
  { plan, holders }: PlannedPeople,
  safe: Safe,
  makeId: () => string = newId,
): Promise<void> {
  const by = ctx.actor.accountId;
  const ids = new Map([...holders].map(([phone, { id }]) => [phone, id]));
  const made = plan.newPeople.map(({ phone, name }) => {
    const id = makeId();
    ids.set(phone, id);
    return {
      id,
      name,
      spelling: spell(name, { isPerson: true }),
      signInName: newSignInName(),
      phoneCipher: safe.seal(`accounts.phone.${id}`, phone),
      phoneIndex: safe.index('accounts.phone', phone),
      isDemo: ctx.district.isDemo,
    };
  });
  await insertAccounts(ctx.db, made, { by, at: ctx.platform.clock() });
  for (const { id, name } of plan.renamed) await rename(ctx.db, id, name, spell(name, { isPerson: true }));

  const shortened = new Set(plan.changedPosts.filter(({ entry }) => entry.toOn !== null).map(({ id }) => id));
  await guardLastAdministrator(ctx, (post) => shortened.has(post.postId));
  const postOf = (id: string, { entry, fromOn }: { entry: SheetEntry; fromOn: string }) =>
    postIn(entry.place, { id, accountId: ids.get(entry.phone) ?? '', role: entry.role, fromOn, toOn: entry.toOn });
  await elevated(ctx, 'accounts', async () => {
    for (const { id, entry, fromOn } of plan.changedPosts) await setPeriod(ctx.db, id, fromOn, entry.toOn);
  });
  await noteChanged(
    ctx,
    'post.period',
    plan.changedPosts.map((changed) => postOf(changed.id, changed)),
  );
  await savePosts(
    ctx,
    plan.newPosts.map((added) => postOf(newId(), added)),
    by,
  );
}

function wrongField(pointer: string, detail: string): Error {
  return problem('input-invalid', `1 field(s) are wrong: ${pointer}`, { errors: [{ pointer, in: 'body', detail }] });
}
