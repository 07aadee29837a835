// Whom an actor may manage, and that the last administrator stays. Called inside an open transaction.

import { grantRefusal, holds } from '#permissions';
import type { Grant, Permission } from '#permissions';
import { problem } from '#problems';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { administratorStays, isCurrent, wantedGrant } from './rules.ts';
import type { AdministratorPost, Override, PostPlace } from './rules.ts';
import { namesOfEntering } from './store-accounts.ts';
import { endedPostsOf, lockAdministrators, openPostsOf, readOverrides } from './store-posts.ts';
import type { Post } from './store-posts.ts';

/**
 * The actor must hold the permission over every post of the person here: who manages one street does not manage the
 * duty chief of the district who also serves in it.
 *
 * @throws {Problem} `not-found`, the same as for an account that does not exist
 */
export async function guardAccount(
  ctx: TransactionContext,
  accountId: string,
  permission: Permission,
): Promise<{ path: string; posts: Post[] }> {
  const posts = await postsThatCount(ctx, accountId);
  const [first] = posts;
  if (first === undefined || !posts.every((post) => holds(ctx.actor, permission, post.path))) throw noSuchAccount();
  return { path: first.path, posts };
}

/**
 * The actor could have given every post of the person. Whoever opens a person's door acts as that person.
 *
 * @throws {Problem} `not-found`, `grant-beyond-own`
 */
export async function guardDoorOf(ctx: TransactionContext, accountId: string): Promise<string> {
  const posts = await postsThatCount(ctx, accountId);
  const [first] = posts;
  if (first === undefined || !posts.some((post) => holds(ctx.actor, 'role.grant', post.path))) throw noSuchAccount();
  const overrides = await elevated(ctx, 'accounts', () => readOverrides(ctx.db));
  const missing = posts.flatMap(
    (post) => grantRefusal(ctx.actor, wantedGrant(post.role, placeOf(post), overrides))?.missing ?? [],
  );
  if (missing.length > 0) {
    throw problem('grant-beyond-own', 'The person holds a post that you could not have given', {
      missing: [...new Set(missing)],
    });
  }
  return first.path;
}

/** @throws {Problem} `last-administrator` when none of those left could give posts any more */
export async function guardLastAdministrator(
  ctx: TransactionContext,
  isGoing: (post: AdministratorPost) => boolean,
): Promise<void> {
  const { district, now } = ctx;
  const today = dayOf(now, district.timeZone);
  const there = await elevated(ctx, 'accounts', () => lockAdministrators(ctx.db, district.path, today));
  const left = there.filter((post) => !isGoing(post));
  if (left.length === there.length || administratorStays(left, district.path)) return;
  throw problem('last-administrator', 'Make somebody else administrator of the district first, without a last day');
}

/** What people may do in this district today; nothing for who is suspended or has left. */
export async function grantsToday(
  ctx: TransactionContext,
  accountIds: readonly string[],
): Promise<{ overrides: Override[]; grantsOf(accountId: string): Grant[]; names: ReadonlyMap<string, string> }> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  return elevated(ctx, 'accounts', async () => {
    const overrides = await readOverrides(ctx.db);
    const names = await namesOfEntering(ctx.db, accountIds);
    const posts = (await openPostsOf(ctx.db, accountIds)).filter(
      (post) => isCurrent(post, today) && names.has(post.accountId),
    );
    const byAccount = Map.groupBy(posts, (post) => post.accountId);
    return {
      overrides,
      names,
      grantsOf: (accountId) =>
        (byAccount.get(accountId) ?? []).map((post) => wantedGrant(post.role, placeOf(post), overrides)),
    };
  });
}

export function placeOf(post: Post): PostPlace {
  if (post.organisationId !== null) return { kind: 'organisation', id: post.organisationId, path: post.path };
  if (post.gridId !== null) return { kind: 'grid', id: post.gridId, path: post.path };
  return { kind: 'area', id: post.areaId ?? '', path: post.path };
}

/** The posts not over yet; of somebody who holds none any more, those held last. */
async function postsThatCount(ctx: TransactionContext, accountId: string): Promise<Post[]> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  return elevated(ctx, 'accounts', async () => {
    const open = await openPostsOf(ctx.db, [accountId]);
    const lasting = open.filter((post) => post.toOn === null || post.toOn >= today);
    if (lasting.length > 0) return lasting;
    return open.length > 0 ? open : endedPostsOf(ctx.db, accountId);
  });
}

function noSuchAccount(): Error {
  return problem('not-found', 'There is no such account among those you manage');
}
