// The posts somebody acts in, in areas and grids: whoever serves a market serves its parts too.

import { gridsInside } from '#modules/grids/inside.ts';
import type { TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { findOwnPosts } from './store-mine.ts';
import type { OwnPost } from './store-mine.ts';

/** A post in a grid that has parts stands once for the grid and once for each part: a case is filed under the part it lies in. */
export async function ownPosts(ctx: TransactionContext): Promise<OwnPost[]> {
  const posts = await findOwnPosts(ctx.db, ctx.actor.accountId ?? '', dayOf(ctx.now, ctx.district.timeZone));
  const whole = posts.flatMap(({ gridId, isMicroGrid }) => (gridId === null || isMicroGrid ? [] : gridId));
  const inside = await gridsInside(ctx, [...new Set(whole)]);
  const partsOf = ({ gridId, isMicroGrid }: OwnPost) => (isMicroGrid ? [] : (inside.get(gridId ?? '') ?? []));
  return posts.flatMap((post) => [post, ...partsOf(post).map(({ id, path }) => ({ ...post, gridId: id, path }))]);
}
