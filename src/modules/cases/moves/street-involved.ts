// Whether anybody of the street is left for a review: asked only when a matter is reopened for the third time.

import { postsHolding } from '#modules/accounts/actions-who-reads.ts';
import type { TransactionContext } from '#platform/context.ts';

import type { MoveInput, Situation } from '../facts.ts';
import { districtPath } from '../kinds.ts';
import { REVIEWED_AFTER } from './effects.ts';
import type { MoveVerb } from './transitions.ts';

/** Nobody of the street who could take it up had no part in it: then the district reviews. */
export async function streetInvolved(
  ctx: TransactionContext,
  verb: MoveVerb,
  { before, actor }: Situation,
): Promise<Pick<MoveInput, 'isStreetInvolved'>> {
  const isReopening = verb === 'reopen' || verb === 'recheck';
  if (!isReopening || before.reopenCount + 1 < REVIEWED_AFTER) return {};
  const posts = await postsHolding(ctx, 'case.dispatch', before.path);
  const involved = new Set([...before.involvedAccountIds, actor.accountId, before.aboutAccountId]);
  const isLeft = posts.some(({ path, accountId }) => path !== districtPath(path) && !involved.has(accountId));
  return isLeft ? {} : { isStreetInvolved: true };
}
