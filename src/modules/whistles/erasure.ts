// Erasing words of a whistle by law, under the permission that erases words of the matter it was blown on.

import { noteChange } from '#modules/areas/actions-ground.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';

import { seenWhistle } from './keeping.ts';
import { eraseLineWords, findLines } from './store.ts';

/** @throws {Problem} `not-found`; `permission-missing` for a matter outside the area of the post that carries it */
export async function eraseLine(
  ctx: Context,
  whistleId: string,
  { lineId, rule }: { lineId: string; rule: string },
): Promise<{ isErased: true }> {
  return inTransaction(ctx, async (ctx) => {
    const { path } = await seenWhistle(ctx, whistleId);
    guardHolds(ctx.actor, 'case.cancel', path);
    const line = (await findLines(ctx.db, whistleId)).find(({ id }) => id === lineId);
    if (line?.words == null) throw problem('not-found', 'There are no such words in this whistle');
    await eraseLineWords(ctx.db, lineId, rule, ctx.now);
    await noteChange(ctx, { act: 'text.erased', subjectKind: 'text', subjectId: lineId, path, codes: { rule } });
    return { isErased: true };
  });
}
