// People of a district: who serves where, opening a phone number, suspending.

import { ROLES } from '#permissions';
import type { Permission } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Actor, Context } from '#platform/context.ts';
import { maskPhone } from '#shared/identifiers.ts';

import { guardAccount, guardLastAdministrator } from './actions-guards.ts';
import { CODE_ROLES, joinsByCode } from './rules.ts';
import { listAccountIds, readAccounts, setSuspended } from './store-accounts.ts';
import { writeAudit } from './store-audit.ts';
import { openPostsOf } from './store-posts.ts';
import type { Post } from './store-posts.ts';
import { endSessions, findAccountById, noteAtDoor, postsEverywhere } from './store-sessions.ts';

/** @throws {Problem} `permission-missing` for who neither manages accounts, nor gives posts, nor invites anywhere */
export async function listAccounts(ctx: Context, { after, limit }: { after?: string | undefined; limit: number }) {
  const paths = pathsWith(ctx.actor, ['account.manage', 'role.grant']);
  const codePaths = pathsWith(ctx.actor, ['account.invite']);
  if (paths.length + codePaths.length === 0) {
    throw problem('permission-missing', 'This needs account.manage, role.grant or account.invite', {
      permission: 'account.manage',
    });
  }
  const isVisible = (post: Post) =>
    paths.some((path) => post.path.startsWith(path)) ||
    (joinsByCode(post.role) && codePaths.some((path) => post.path.startsWith(path)));

  const safe = await ctx.platform.vault.safe(null);
  const wanted = { paths, codePaths, codeRoles: CODE_ROLES, after: after ?? null, limit: limit + 1 };
  const read = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => {
      const ids = await listAccountIds(ctx.db, wanted);
      const page = ids.slice(0, limit);
      return { ids, accounts: await readAccounts(ctx.db, page), posts: await openPostsOf(ctx.db, page) };
    }),
  );
  const postsByAccount = Map.groupBy(read.posts.filter(isVisible), (post) => post.accountId);
  return {
    accounts: read.accounts.map(({ phoneCipher, ...account }) => ({
      ...account,
      phone: phoneCipher === null ? null : maskPhone(safe.open(`accounts.phone.${account.id}`, phoneCipher)),
      posts: (postsByAccount.get(account.id) ?? []).map(postView),
    })),
    next: read.ids.length > limit ? (read.ids[limit - 1] ?? null) : null,
  };
}

/** @throws {Problem} `not-found` */
export async function revealPhone(ctx: Context, accountId: string): Promise<{ phone: string | null }> {
  const safe = await ctx.platform.vault.safe(null);
  const account = await inTransaction(ctx, async (ctx) => {
    const { path } = await guardAccount(ctx, accountId, 'account.manage');
    await writeAudit(ctx, { act: 'account.revealPhone', subjectKind: 'account', subjectId: accountId, path });
    return findAccountById(ctx.db, accountId);
  });
  const cipher = account?.phoneCipher ?? null;
  return { phone: cipher === null ? null : safe.open(`accounts.phone.${accountId}`, cipher) };
}

/** @throws {Problem} `not-found`, `last-administrator`, `account-serves-elsewhere` */
export async function suspendAccount(ctx: Context, accountId: string, isSuspended: boolean) {
  const held = await postsEverywhere(ctx.platform, accountId);
  const now = ctx.platform.clock();
  return inTransaction(ctx, async (ctx) => {
    const { path } = await guardAccount(ctx, accountId, 'account.manage');
    if (held.some(({ key }) => key !== ctx.district.key)) {
      throw problem('account-serves-elsewhere', 'This person also serves another district: end the posts here instead');
    }
    if (isSuspended) await guardLastAdministrator(ctx, (post) => post.accountId === accountId);
    await setSuspended(ctx.db, accountId, isSuspended ? now : null);
    const endedSessions = isSuspended ? await endSessions(ctx.db, { accountId }, ctx.actor.accountId, now) : 0;
    if (isSuspended) await noteAtDoor(ctx.db, { act: 'forcedOut', accountId, actorId: ctx.actor.accountId }, now);
    await writeAudit(ctx, {
      act: isSuspended ? 'account.suspend' : 'account.restore',
      subjectKind: 'account',
      subjectId: accountId,
      path,
      codes: { endedSessions },
    });
    return { isSuspended, endedSessions };
  });
}

/** Where a post gives the actor one of the permissions; posts in organisations open no area. */
export function pathsWith(actor: Actor, permissions: readonly Permission[]): string[] {
  const grants = actor.grants.filter(
    (grant) => grant.organisationId === null && permissions.some((permission) => grant.permissions.has(permission)),
  );
  return [...new Set(grants.map(({ path }) => path))];
}

export function postView(post: Post) {
  const { id, role, path, gridId, organisationId, fromOn, toOn } = post;
  return { id, role, title: ROLES[role].title, path, gridId, organisationId, from: fromOn, to: toOn };
}
