// A person's own sentences: read in their order, written under the id their writer made, removed.

import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { MOST_PHRASES, positionAfter } from './rules.ts';
import { deletePhrase, findPhrases, savePhrase } from './store.ts';
import type { PhraseRow } from './store.ts';

export function listPhrases(ctx: Context): Promise<PhraseRow[]> {
  return inTransaction(ctx, ({ db }) => findPhrases(db, ownerOf(ctx)));
}

/**
 * The same again is the same sentence: put says what it shall be, not what is added.
 *
 * @throws {Problem} `id-taken` for an id that is another person's; `input-invalid` when there are too many
 */
export function putPhrase(
  ctx: Context,
  id: string,
  { words, position }: { words: string; position?: number | undefined },
): Promise<PhraseRow> {
  const accountId = ownerOf(ctx);
  return inTransaction(ctx, async ({ db }) => {
    const own = await findPhrases(db, accountId);
    const before = own.find((each) => each.id === id);
    if (before === undefined && own.length >= MOST_PHRASES) throw tooMany();
    const at = position ?? before?.position ?? positionAfter(own.map((each) => each.position));
    const row = { id, words, position: at };
    const isSaved = await savePhrase(db, { ...row, account_id: accountId, changed_at: ctx.now });
    if (!isSaved) throw problem('id-taken', 'This id is in use; make a new one', { id });
    return row;
  });
}

export async function removePhrase(ctx: Context, id: string): Promise<{ isRemoved: true }> {
  await inTransaction(ctx, ({ db }) => deletePhrase(db, id, ownerOf(ctx)));
  return { isRemoved: true };
}

/** Admission lets in only who is signed in. */
function ownerOf({ actor }: Context): string {
  if (actor.accountId === null) throw problem('signed-out', 'Sentences belong to an account');
  return actor.accountId;
}

function tooMany() {
  return problem('input-invalid', `At most ${MOST_PHRASES} sentences`, {
    errors: [{ pointer: '/words', in: 'body', detail: `you have ${MOST_PHRASES} already; remove one first` }],
  });
}
