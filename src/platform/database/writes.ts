// Every write carries the id of what it makes: the same again gives the same answer, anything else under that id is refused.

import { createHash } from 'node:crypto';

import { problem } from '#problems';

import type { Instant } from '#shared/time.ts';

import type { TransactionContext } from '../context.ts';
import { prepare } from './prepared.ts';

const CLAIM = prepare<{ id: string; madeBy: string; hash: string; at: Instant }>()((db, { id, madeBy, hash, at }) =>
  db
    .insertInto('writes')
    .values({ id, made_by: madeBy, content_hash: hash, answer: '{}', at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id'),
);
const FIND_WRITE = prepare<{ id: string; madeBy: string }>()((db, { id, madeBy }) =>
  db.selectFrom('writes').select(['content_hash', 'answer']).where('id', '=', id).where('made_by', '=', madeBy),
);
const KEEP_ANSWER = prepare<{ id: string; answer: string }>()((db, { id, answer }) =>
  db.updateTable('writes').set({ answer }).where('id', '=', id),
);

/**
 * Runs work once for this id. A second call with the same content by the same writer answers what the first one did,
 * without running work again. The answer is kept, so it may hold ids and codes only, no words and no personal data.
 *
 * @param ahead what work reads first: asked for together with the claim, and of no account when the write was made before
 * @throws {Problem} `id-taken` when the id was used with other content or by somebody else
 */
export async function once<Answer extends object | void, Ahead = undefined>(
  ctx: TransactionContext,
  id: string,
  content: unknown,
  work: (ahead: Ahead) => Promise<Answer>,
  ahead: () => Promise<Ahead> = async () => undefined as Ahead,
): Promise<{ answer: Answer; isReplay: boolean }> {
  const madeBy = ctx.actor.accountId ?? (ctx.actor.linkId === null ? 'anonymous' : `link:${ctx.actor.linkId}`);
  const hash = createHash('sha256').update(canonical(content)).digest('base64url');
  // The row is claimed first: of two equal requests at once the second waits here and then finds the first one's answer.
  const claiming = CLAIM.read(ctx.db, { id, madeBy, hash, at: ctx.now });
  const [claimed, read] = await Promise.allSettled([claiming, ahead()]);
  if (claimed.status === 'rejected') throw claimed.reason;
  if (claimed.value.length === 0) {
    const [before] = await FIND_WRITE.read(ctx.db, { id, madeBy });
    if (before?.content_hash === hash) return { answer: before.answer as Answer, isReplay: true };
    throw problem('id-taken', 'This id was used before with other content or by somebody else; make a new one', { id });
  }
  if (read.status === 'rejected') throw read.reason;
  const answer = await work(read.value);
  // Most writes answer what they made, read again: nothing to keep.
  if (answer !== undefined) KEEP_ANSWER.write(ctx.db, { id, answer: JSON.stringify(answer) });
  return { answer, isReplay: false };
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
