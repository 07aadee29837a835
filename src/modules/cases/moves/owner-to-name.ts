// 挂账: who may be named to look after a matter while it stands still. Whoever it is, is told when its review has come.

import { postsHolding } from '#modules/accounts/actions-who-reads.ts';
import { problem } from '#problems';
import type { Permission } from '#permissions';
import type { TransactionContext } from '#platform/context.ts';

interface Matter {
  readonly path: string;
  readonly secrecy: string;
  /** Of a complaint: nobody looks after the matter about himself. */
  readonly about_account_id: string | null;
}

const READ_BY: Readonly<Record<string, Permission>> = {
  open: 'case.read',
  confidential: 'case.readConfidential',
  restricted: 'case.readRestricted',
};

/** Posts of today that read the matter at its place, the nearest first; each person once. */
export async function ownerPosts(ctx: TransactionContext, { path, secrecy, about_account_id }: Matter) {
  const posts = await postsHolding(ctx, READ_BY[secrecy] ?? 'case.readRestricted', path);
  const nearestFirst = posts
    .filter(({ accountId }) => accountId !== about_account_id)
    .sort((one, other) => other.path.length - one.path.length);
  return nearestFirst.filter(
    ({ accountId }, at) => nearestFirst.findIndex((post) => post.accountId === accountId) === at,
  );
}

/** @throws {Problem} `input-invalid` for somebody who does not read the matter at its place */
export async function checkOwner(ctx: TransactionContext, accountId: string, matter: Matter): Promise<void> {
  if ((await ownerPosts(ctx, matter)).some((post) => post.accountId === accountId)) return;
  throw problem('input-invalid', 'Nobody who reads it', {
    errors: [{ pointer: '/ownerAccountId', in: 'body', detail: 'holds no post that reads this case' }],
  });
}
