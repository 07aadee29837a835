// Which posts may see something at a place: told beside a secret matter, so that whoever writes there knows who reads it.

import { ROLES } from '#permissions';
import type { Permission } from '#permissions';
import { elevated } from '#platform/context.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { isCurrent, overridesOf, permissionsHere } from './rules.ts';
import { openPostsAbove, readOverrides } from './store-posts.ts';
import type { Post } from './store-posts.ts';

/** Posts of today over this path whose role holds the permission in this district; posts in organisations open no area. */
export async function postsHolding(ctx: TransactionContext, permission: Permission, path: string) {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const { posts, overrides } = await elevated(ctx, 'accounts', async () => ({
    posts: await openPostsAbove(ctx.db, path),
    overrides: await readOverrides(ctx.db),
  }));
  const holding = (post: Post) => permissionsHere(post.role, overridesOf(post.role, overrides)).has(permission);
  return posts
    .filter((post) => post.organisationId === null && isCurrent(post, today) && holding(post))
    .map(({ id, role, accountId, path: over }) => ({ id, accountId, title: ROLES[role].title, path: over }));
}
