// Every write carries the id of what it makes: the same again gives the same answer, anything else under that id is refused.

import { createHash } from 'node:crypto';

import { problem } from '#problems';

import type { TransactionContext } from '../context.ts';

/**
 * Runs work once for this id. A second call with the same content by the same writer answers what the first one did,
 * without running work again. The answer is kept, so it may hold ids and codes only, no words and no personal data.
 *
 * @throws {Problem} `id-taken` when the id was used with other content or by somebody else
 */
export async function once<Answer extends object | void>(
  ctx: TransactionContext,
  id: string,
  content: unknown,
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; isReplay: boolean }> {
  const madeBy = ctx.actor.accountId ?? (ctx.actor.linkId === null ? 'anonymous' : `link:${ctx.actor.linkId}`);
  const hash = createHash('sha256').update(canonical(content)).digest('base64url');
  // The row is claimed first: of two equal requests at once the second waits here and then finds the first one's answer.
  const claimed = await ctx.db
    .insertInto('writes')
    .values({ id, made_by: madeBy, content_hash: hash, answer: '{}', at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((claimed.numInsertedOrUpdatedRows ?? 0n) === 0n) {
    const before = await ctx.db
      .selectFrom('writes')
      .select(['content_hash', 'answer'])
      .where('id', '=', id)
      .where('made_by', '=', madeBy)
      .executeTakeFirst();
    if (before?.content_hash === hash) return { answer: before.answer as Answer, isReplay: true };
    throw problem('id-taken', 'This id was used before with other content or by somebody else; make a new one', { id });
  }
  const answer = await work();
  // Most writes answer what they made, read again: nothing to keep.
  if (answer === undefined) return { answer, isReplay: false };
  await ctx.db
    .updateTable('writes')
    .set({ answer: JSON.stringify(answer) })
    .where('id', '=', id)
    .execute();
  return { answer, isReplay: false };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
