// A reporter asks for secrecy: from this moment the matter is seen by named posts only.

import type { TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { lineOf } from '../lines.ts';
import { lockCaseRow } from '../store.ts';
import { appendHistory } from '../store-history.ts';

/** Inside a widened transaction. A matter that is secret already stays as it is; none becomes less secret. */
export async function askForSecrecy(ctx: TransactionContext, caseId: string): Promise<void> {
  const row = await lockCaseRow(ctx.db, caseId);
  if (row === undefined || row.secrecy !== 'open') return;
  await ctx.db
    .updateTable('cases')
    .set({ secrecy: 'confidential', version: row.version + 1 })
    .where('id', '=', caseId)
    .execute();
  const moveId = newId();
  const line = lineOf(ctx, row, 'supplement', { secrecy: 'confidential' });
  appendHistory(ctx.db, moveId, line, { linkId: ctx.actor.linkId, role: null, recordedAt: ctx.now });
  const { status, path } = row;
  await ctx.announce({
    name: 'case.moved',
    caseId,
    moveId,
    verb: 'supplement',
    from: status,
    to: status,
    path,
    secrecy: 'confidential',
  });
}
